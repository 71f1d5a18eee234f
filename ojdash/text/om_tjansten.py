"""Om tjänsten: how accessible it is, what is kept of persons and in the browser; filled in by whoever hosts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ojdash.text.words import number

NAME = "Om tjänsten"
BACK = "Till tjänsten"
NOT_FILLED = "Inte ifyllt av den som driver webbplatsen"
REPORT = "Anmäl en brist"


@dataclass(frozen=True, slots=True)
class Filled:
    """What whoever hosts has filled in; "" is not filled in.

    host  who it is, with organisation number;  contact  an e-mail address, a web address or how else to reach them
    data_protection  how to reach the data protection officer;  legal_basis  of keeping what is written
    accessible  "helt", "delvis" or "inte";  tested  when, how and by whom;  lacks  what is not accessible
    keep_months  how long an analys is kept, 0 for ever;  owners_erase  whether they may;  signs_in  whether one can
    """

    host: str = ""
    contact: str = ""
    data_protection: str = ""
    legal_basis: str = ""
    accessible: str = ""
    tested: str = ""
    lacks: str = ""
    keep_months: int = 0
    owners_erase: bool = False
    signs_in: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; rows are a table with a head, link a pair of words and address."""

    heading: str
    said: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    contact: str = ""


def lacking(what: str) -> str:
    """That something is not filled in, and what."""
    return f"{NOT_FILLED}: {what}."


# --- tillgänglighet ---------------------------------------------------------------------------------------------------

_ACCESSIBLE: dict[str, str] = {
    "helt": "Webbplatsen är helt förenlig med lagen om tillgänglighet till digital offentlig service.",
    "delvis": "Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service.",
    "inte": "Webbplatsen är inte förenlig med lagen om tillgänglighet till digital offentlig service.",
}


def accessibility(filled: Filled) -> list[Section]:
    """Tillgänglighetsredogörelse."""
    host = filled.host or lacking("vem som driver webbplatsen")
    return [
        Section(
            "Hur tillgänglig är webbplatsen?",
            (
                f"Den drivs av: {host}",
                _ACCESSIBLE.get(filled.accessible)
                or lacking("om webbplatsen är helt, delvis eller inte förenlig med lagen"),
            ),
        ),
        Section("Det här är inte tillgängligt", (filled.lacks or lacking("vilka brister som är kända"),)),
        Section("Så har det prövats", (filled.tested or lacking("när och hur det prövades, och av vem"),)),
        Section(
            "Det här gör tjänsten",
            (
                "Varje figur har en text och en tabell med samma värden. Nivåer visas med tecken och ord, inte bara "
                "med "
                "färg. Dokument i PDF är märkta för skärmläsare (PDF/UA-1).",
            ),
        ),
        Section(
            REPORT,
            (
                "Hittar du något som du inte kan använda, skriv vilken sida det gäller och vad som inte gick. Be "
                "också om "
                "uppgifterna i en annan form om du behöver dem.",
                *(() if filled.contact else (lacking("hur brister anmäls"),)),
            ),
            contact=filled.contact,
        ),
        Section(
            "Tillsyn",
            (
                "Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte nöjd med svaret kan du "
                "anmäla till Digg.",
            ),
            contact="https://www.digg.se/tdosanmalan",
        ),
    ]


# --- personuppgifter --------------------------------------------------------------------------------------------------


def personal_data(filled: Filled) -> list[Section]:
    """Personuppgifter: who is responsible, why, how long, and which rights there are."""
    contact = (filled.contact,) if filled.contact else (lacking("hur den personuppgiftsansvariga nås"),)
    return [
        Section("Personuppgiftsansvarig", (filled.host or lacking("vem som är personuppgiftsansvarig"), *contact)),
        Section("Dataskyddsombud", (filled.data_protection or lacking("hur dataskyddsombudet nås"),)),
        Section("Vad som sparas, och varför", (), _kept(filled)),
        Section("Rättslig grund", (filled.legal_basis or lacking("den rättsliga grunden"),)),
        Section("Hur länge", _how_long(filled)),
        Section(
            "Vem som tar del av det",
            (
                "Den som har en analys adress kan läsa det som står i den. Den som driver webbplatsen kan läsa allt. "
                "Inget "
                "skickas till Kolada eller Socialstyrelsen, och inga uppgifter hämtas från webbläsaren till någon "
                "annan "
                "webbplats.",
                "Hos en myndighet kan det som skrivs vara allmän handling och lämnas ut till den som begär det.",
            ),
        ),
        Section(
            "Dina rättigheter",
            (
                "Du kan begära att få veta vad som sparas om dig, att få fel rättade, att uppgifter raderas eller "
                "används "
                "mindre, och invända mot att de används. Hos en myndighet kräver radering ett beslut om gallring.",
                "Begär det hos den personuppgiftsansvariga. Du kan också klaga hos Integritetsskyddsmyndigheten (IMY).",
            ),
            contact="https://www.imy.se",
        ),
    ]


def _kept(filled: Filled) -> tuple[tuple[str, ...], ...]:
    signed = (("Namn från inloggningen", "Visar vem som skapade, skrev eller samordnade"),) if filled.signs_in else ()
    return (
        ("Uppgift", "Ändamål"),
        ("Roll och organisation som du själv skriver, och tidpunkt", "Visar vem som skrev vad, och när"),
        *signed,
        ("Det du skriver, i alla versioner", "Nätverkets analys. Skriv inget om enskilda personer"),
        ("Samordnarens namn och skäl", "Visar vem som har bedömt ett värde, och varför"),
        ("Nätverksadress (IP)", "I säkerhetsloggen, för att upptäcka intrång och hindra gissningar"),
    )


def _how_long(filled: Filled) -> tuple[str, ...]:
    if filled.keep_months:
        kept = (
            f"En analys sparas i {number(filled.keep_months)} månader efter att någon senast skrev i den. Dagen står "
            f"på "
            "analysens sidor. Sedan kan den raderas."
        )
    else:
        kept = f"En analys sparas tills den raderas. {lacking('hur länge analyser sparas')}"
    who = (
        "den som äger analysen eller den som driver webbplatsen"
        if filled.owners_erase
        else "den som driver webbplatsen"
    )
    return (
        kept,
        f"Text raderas av {who}. Kvar blir en rad om att något raderades, när och efter vilket beslut, men inte vad "
        f"det "
        "var.",
        "Hur länge säkerhetskopior och säkerhetsloggen sparas bestämmer den som driver webbplatsen.",
    )


# --- kakor ------------------------------------------------------------------------------------------------------------

ALWAYS, COORDINATOR, SIGNED_IN = "alltid", "samordnare", "inloggade"
COOKIE, LOCAL, SESSION = "Kaka", "Lagras i webbläsaren (localStorage)", "Lagras i fliken (sessionStorage)"


@dataclass(frozen=True, slots=True)
class Stored:
    """What the browser keeps. name: its name, or how it begins where it ends in "…"."""

    name: str
    kind: str
    whose: str
    why: str
    until: str


STORED: tuple[Stored, ...] = (
    Stored(
        "_streamlit_xsrf",
        COOKIE,
        ALWAYS,
        "Hindrar att en annan webbplats skickar något i ditt namn.",
        "Webbläsaren stängs",
    ),
    Stored(
        "ojdash_samordnare",
        COOKIE,
        COORDINATOR,
        "Visar att webbläsaren är en samordnares.",
        "Ett år, eller till Sluta vara samordnare",
    ),
    Stored(
        *("ojdash_sida", COOKIE, COORDINATOR),
        "Visar att du blir samordnare från vår egen sida, och inte från en annan webbplats.",
        "En timme, eller tills du är samordnare",
    ),
    Stored(
        *("_streamlit_session", COOKIE, SIGNED_IN),
        "Visar att svaret från inloggningen hör till din webbläsare.",
        "Tills du är inloggad, eller 14 dagar",
    ),
    Stored(
        *("_streamlit_user…", COOKIE, SIGNED_IN),
        "Visar vem du har loggat in som.",
        "30 dagar, eller till utloggning",
    ),
    Stored(
        *("stActiveTheme…", LOCAL, ALWAYS),
        "Minns om sidan är ljus eller mörk.",
        "Tills du rensar webbläsaren",
    ),
    Stored(
        "ojdash.who",
        LOCAL,
        ALWAYS,
        "Minns rollen och organisationen du skrev, så att du slipper skriva dem igen.",
        "Tills du rensar webbläsaren",
    ),
    Stored(
        "ojdash.key.…",
        SESSION,
        ALWAYS,
        "Nyckeln till analysen du har öppnat, så att den inte står i adressfältet.",
        "Fliken stängs",
    ),
    Stored(
        "ojdash.unsaved/…",
        SESSION,
        ALWAYS,
        "Text som inte har hunnit sparas på servern.",
        "Tills den är sparad, eller fliken stängs",
    ),
    Stored(
        "ojdash.found/…",
        SESSION,
        ALWAYS,
        "Text som inte sparades förra gången och som du kan välja att ta tillbaka.",
        "Tills du har valt, eller fliken stängs",
    ),
)
_WHOSE: dict[str, str] = {ALWAYS: "Alla", COORDINATOR: "Bara samordnare", SIGNED_IN: "Bara inloggade"}


def cookies(filled: Filled) -> list[Section]:
    """Kakor: each by name. Those of a sign-in only where there is one."""
    stored: Sequence[Stored] = [one for one in STORED if one.whose != SIGNED_IN or filled.signs_in]
    head = ("Namn", "Slag", "Vem", "Varför", "Hur länge")
    return [
        Section(
            "Kakor och annat som webbläsaren sparar",
            (
                "Allt här behövs för att tjänsten ska fungera. Därför frågas du inte om samtycke. Ingenting används "
                "för "
                "statistik eller reklam, och ingen annan webbplats får del av det.",
            ),
            (head, *((one.name, one.kind, _WHOSE[one.whose], one.why, one.until) for one in stored)),
        ),
        Section(
            "Så tar du bort dem",
            ("Rensa webbplatsens data i webbläsarens inställningar. Du förlorar då text som inte är sparad än.",),
        ),
    ]


# By its address: what a part is called in the foot of every page, its title, and its sections.
PARTS = {
    "tillganglighet": ("Tillgänglighet", "Tillgänglighetsredogörelse", accessibility),
    "personuppgifter": ("Personuppgifter", "Personuppgifter", personal_data),
    "kakor": ("Kakor", "Kakor", cookies),
}
