"""Forms on the shipped example edition, made by hand: one as managers fill it in, one full of hostile text."""

from __future__ import annotations

from dataclasses import replace

from ojdash import answers
from ojdash.domain.analys import Analys, Author, Written
from ojdash.domain.answer import Revision
from ojdash.domain.form import Form
from ojdash.domain.question import Question
from ojdash.store import Store

CHEF = Author("Enhetschef LSS", "Vetlanda kommun")
LEDARE = Author("FoU-ledare", "FoUrum Jönköping")
GRANNE = Author("Områdeschef", "Nässjö kommun")
VETLANDA, NASSJO = "0685", "0682"
QUESTION = Question("snabbanalys", VETLANDA)
YEAR = 2023

HOSTILE = (
    "<script>alert('x')</script><b>fet</b> &amp; \"citat\"",
    "=cmd|' /C calc'!A0",
    '#import "x.typ": * #panic() *fet* _kursiv_ $x^2$ `kod` @ref <label> // slut /* inte */ \\ ~ -- ---',
    "# Rubrik\n- punkt\n\n| a | b |\n[länk](javascript:alert(1))",
    "\u202eabc שלום عربي \u202c emoji 😀❤️👩‍👩‍👧 中文 \u0001\u0008\u000b\ufffe slut",
    "rad ett\r\nrad två\rrad tre\tflik  två blanksteg",
    "_x0041_ {{mall}} %PDF ${jndi:ldap} '; DROP TABLE --",
)


def analys(fields: dict[str, str], beside: dict[str, str] | None = None) -> Analys:
    """An analys of fields by place, one written a minute from 3 May 2024, some fifty a day: see `author`."""
    written = {
        place: Written(
            place, value, author(place), f"2024-05-{3 + number // 50:02d}T08:{number % 50:02d}:00+00:00", 1, number
        )
        for number, (place, value) in enumerate(fields.items(), 1)
    }
    others = {
        place: (Written(place, value, LEDARE, "2024-05-09T07:00:00+00:00", 2, 900 + number),)
        for number, (place, value) in enumerate((beside or {}).items())
    }
    return Analys("a", "skriva", written, others, created="2024-05-02T08:00:00+00:00")


def author(place: str) -> Author:
    """Who writes where: each kommun its own rows, the network's leader what is common, and how a proposal went."""
    if place.startswith(f"rad/{YEAR}/{NASSJO}/"):
        return GRANNE
    common = place.startswith(("tolkning/", "utvecklingsmal/", "utbyte/", "korg/")) or place.endswith("/uppfoljning")
    return LEDARE if common else CHEF


def form(store: Store, fields: dict[str, str], beside: dict[str, str] | None = None, **changed: object) -> Form:
    """The form of Vetlanda over fields, with evidence from an edition."""
    year = int(fields.get("om/year", YEAR))
    found = answers.form(store, analys(fields, beside), replace(QUESTION, year=year))
    return replace(found, **changed)


def row(id: str, year: int = YEAR, kommun: str = VETLANDA, **fields: str) -> dict[str, str]:
    """The fields of one indikator, chosen."""
    return {f"rad/{year}/{kommun}/{id}/{name}": value for name, value in {"vald": "ja", **fields}.items()}


def about(**changed: str) -> dict[str, str]:
    """What the analys says of itself."""
    said = {
        "titel": "LSS inför nämnden",
        "natverk": "Chefsnätverket funktionsnedsättning",
        "mottagare": "Vård- och omsorgsnämnden",
        "kommuner": f"{VETLANDA}-{NASSJO}",
        "omrade": "lss",
        "year": str(YEAR),
    } | changed
    return {f"om/{name}": value for name, value in said.items()}


def item(kind: str, id: str, **fields: str) -> dict[str, str]:
    """The fields of one of a list."""
    return {f"{kind}/{id * 8}/{name}": value for name, value in fields.items()}


def realistic(store: Store) -> Form:
    """Five indikatorer, long and short texts, everything that a form may hold."""
    ids = shown(store)
    fields = about() | {f"ar/{YEAR}/utgava": store.id}
    fields |= row(
        ids[0],
        angelaget="ja",
        tillforlitligt="nej",
        aktuellt="undersok",
        aktiviteter="Plan över uppföljningar. Kompetensutveckling över genomförandeplaner under hösten, ihop med "
        "Nässjö och Sävsjö.",
        kommentarer="Två handläggare slutade under våren. Uppgiften är räknad för hand i två av tre enheter.",
        samlad="Resultatet inte tillförlitligt men visar ändå på förbättringsområde.\n\n"
        "Vi räknar om uppgiften ur verksamhetssystemet innan vi drar slutsatser, och tar sedan frågan vidare.",
        hant="Ny organisation från 1 februari: handläggning och utförande skildes åt.",
        resultat="Lägre än vi väntade oss. Det stämmer inte med enheternas egna listor.",
        jamforelse="Vi ligger under medianen i länet. Nässjö och Eksjö har ett annat arbetssätt.",
        grupp="liknande",
        grupp_varfor="De har ungefär lika många beslut och liknande geografi.",
        svarade="Vi svarade Nej eftersom en av de 43 uppföljningarna var två veckor sen.",
        prioriterad="ja",
        prioriterad_varfor="Berör alla som har beslut, och är något vi själva kan ändra.",
        prioriterad_mottagare="Förvaltningsledningen",
        mal="75",
        avvikelse="Avvikelsen mot målet är större än den mot gruppen.",
        orsaker="Uppföljningarna planeras av var och en. Det finns ingen gemensam bevakning.",
        slutsats="En gemensam bevakningslista behövs innan nästa mätning.",
    )
    fields |= row(
        ids[1], angelaget="ja", tillforlitligt="ja", aktuellt="ja", samlad="Aktiviteter pågår som medför förbättring."
    )
    fields |= row(ids[2], angelaget="nej", tillforlitligt="ja", aktuellt="nej", kommentarer="Frågan gällde förra året.")
    fields |= row(ids[3])
    fields |= row(
        ids[4], angelaget="undersok", tillforlitligt="undersok", grupp="0682-0686", samlad="Vi vet inte än. " * 60
    )
    neighbour = {
        "angelaget": "ja",
        "tillforlitligt": "ja",
        "samlad": "Vi följer upp i team varje månad. Resultatet stämmer med våra egna listor.",
        "svarade": "Nässjö svarade Ja: alla uppföljningar är gjorda, en av dem i januari.",
    }
    fields |= row(ids[0], kommun=NASSJO, **neighbour)
    fields |= row(ids[2], kommun=NASSJO, angelaget="nej", tillforlitligt="ja", aktuellt="nej")
    fields |= {
        f"steg/{YEAR}/1/lage": "beslutat",
        f"steg/{YEAR}/1/utfall": "Socialchefen godkänner uppgifterna.",
        f"steg/{YEAR}/1/beslutar": "Socialchef",
        f"steg/{YEAR}/1/datum": "2024-04-12",
        f"steg/{YEAR}/1/klar": "ja",
        f"steg/{YEAR}/2/fraga": "Vilka två går vi vidare med?",
        f"steg/{YEAR}/2/lage": "skjuts_upp",
        f"steg/{YEAR}/2/anteckning": "Vi behöver höra enheterna först. Nytt möte i augusti.",
        f"steg/{YEAR}/3/lage": "beslutat",
        f"steg/{YEAR}/3/utfall": "Bevakning går vidare.",
        f"korg/{YEAR}/{ids[0]}/vald": "ja",
        f"korg/{YEAR}/{ids[0]}/skal": "Alla kommuner i länet har frågan.",
        f"korg/{YEAR}/{ids[0]}/mottagare": "Chefsnätverket",
        f"korg/{YEAR}/{ids[2]}/vald": "ja",
    }
    fields |= item("handelse", "g", slag="aktivitet", kommun=VETLANDA, text="Samtal med brukarråd, dag inte satt")
    fields |= item("handelse", "a", slag="handelse", kommun=VETLANDA, datum="2023-02-01", text="Ny organisation")
    fields |= item(
        "handelse", "b", slag="aktivitet", datum="2024-02-15", indikator=ids[0], text="Bevakningslista prövas"
    )
    fields |= item(
        "forslag",
        "c",
        kommun=VETLANDA,
        indikator=ids[0],
        text="Gemensam bevakningslista för uppföljning",
        varfor="Uppföljningar missas när de planeras av var och en",
        ansvarig="Enhetschef myndighet",
        datum="2024-10-01",
        lage="beslutat",
        uppfoljning="Stickprov i december",
    )
    fields |= item(
        "tolkning",
        "d",
        indikator=ids[0],
        text="”Samtliga” betyder varje beslut som gällt minst ett år den 31 december.",
        datum="2024-01-18",
        vilka="Chefsnätverket, 11 kommuner",
    )
    fields |= item(
        "utvecklingsmal",
        "e",
        text="Introduktion för nyanställda handläggare i alla kommuner",
        kommuner=f"{VETLANDA}-{NASSJO}",
        ursprung="annat",
        lage="pagar",
        datum="2025-06-30",
    )
    fields |= item(
        "utbyte",
        "f",
        kommuner=f"{VETLANDA}-{NASSJO}",
        niva="Enhetschefer",
        datum="2024-05-21",
        verksamhet="Nässjö följer upp i team, Vetlanda var för sig.",
        kvalitet="Båda saknar brukarnas egna ord i uppföljningen.",
    )
    beside = {f"rad/{YEAR}/{VETLANDA}/{ids[0]}/samlad": "Jag tycker att vi ska vänta med slutsatsen till hösten."}
    revised = (Revision(VETLANDA, "Vetlanda", ids[1], YEAR, 34.0, 36.0),)
    told = ("Utgåvan som analysen gjordes på finns inte kvar. Den nyaste visas.",)
    return form(store, fields, beside, revised=revised, told=told)


def shown(store: Store) -> list[str]:
    """Five indikatorer of LSS of different kinds that have values in YEAR."""
    ids = [id for id in store.by_omrade["lss"] if YEAR in store.years(id)]
    shares = [id for id in ids if store.indikator(id).kind == "andel"]
    answered = [id for id in ids if store.indikator(id).kind == "ja_nej"]
    return [shares[1], shares[0], *shares[2:3], *answered[:2]]


def hostile(store: Store) -> Form:
    """Every text field filled with what breaks formats."""
    ids = shown(store)
    texts = ("aktiviteter", "kommentarer", "samlad", "hant", "resultat", "jamforelse", "svarade")
    line = HOSTILE[0] + HOSTILE[1]
    fields = about(titel=line, natverk=HOSTILE[2], mottagare=HOSTILE[4])
    fields |= row(ids[0], **dict(zip(texts, HOSTILE, strict=True)), prioriterad="ja", prioriterad_mottagare=HOSTILE[1])
    fields |= item("handelse", "a", datum="2022-02-01", text=HOSTILE[2])
    fields |= item("tolkning", "b", indikator=ids[0], text=HOSTILE[0], vilka=HOSTILE[1])
    fields |= item("utvecklingsmal", "c", text=HOSTILE[3])
    fields |= item("forslag", "d", text=HOSTILE[5], varfor=HOSTILE[1], ansvarig=HOSTILE[0])
    fields |= item("utbyte", "e", kommuner=f"{VETLANDA}-{NASSJO}", niva=HOSTILE[1], budget=HOSTILE[2])
    fields |= row(ids[0], kommun=NASSJO, samlad=HOSTILE[1], svarade=HOSTILE[0])
    return form(store, fields)
