"""The words of the form as a document that its page does not already have, and what each saved field is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ojdash.domain.analys import Item, Written
from ojdash.domain.answer import Answer
from ojdash.domain.form import Form, Joint, Row
from ojdash.domain.places import kind_of
from ojdash.domain.question import PEERS
from ojdash.text import jamfor, lansrapport, page, statuses, underlag, words
from ojdash.text import snabbanalys as screen

# Headings and heads of tables.
EVIDENCE_TITLE = "Underlag och svar, en indikator i taget"
QUESTION, ANSWER = "Fråga", "Kommunens svar"
WRITTEN_BY, WRITTEN_AT, VERSION = "Skrivet av", "Skrivet", "Version"
STEP, STATE = "Steg", "Läge"
DEEPER = "Fördjupning"
BESIDE_TITLE = "Skrivet samtidigt, inget valt än"
BESIDE_READ = (
    "Mer än en text skrevs i samma fält på samma gång. Här är de som inte står i blanketten. Välj mellan dem på sidan."
)
BESIDE_NOTE = f"Mer än en text skrevs i samma fält på samma gång. Den andra står under ”{BESIDE_TITLE}”."
BESIDE_HEADS = ("Fält", "Text", WRITTEN_BY)
ABOUT_TITLE = "Om dokumentet"
NOT_SHOWN_TITLE = "Det här visar inte"

SHEETS: dict[str, str] = {
    "form": "Snabbanalys",
    "questions": "Frågor och svar",
    "numbers": "Underlag",
    "together": screen.TOGETHER,
    "steps": screen.PATH,
    "basket": screen.BASKET_TITLE,
    "forslag": screen.ITEMS["forslag"],
    "handelse": screen.ITEMS["handelse"],
    "tolkning": screen.ITEMS["tolkning"],
    "utvecklingsmal": screen.ITEMS["utvecklingsmal"],
    "utbyte": "Utbyte",
    "written": "Skrivet",
    "about": "Om",
    "long": "Långa texter",
}
PART, CONCERNS, FIELD, TEXT = "Del", "Gäller", "Fält", "Text"
DIFFERENCES = "Skillnad"
SHEET, PLACE, PIECE = "Blad", "Cell", "Bit"
PAGE, OF = "Sida ", " av "
KEY, SAYS = "Uppgift", "Innehåll"
TITLE = "Dokument"

UNDERLAG: dict[str, str] = {
    "kommun": "Kommunkod",
    "namn": "Kommun",
    "id": "Id",
    "indikator": "Indikator",
    "year": "År",
    "value": "Värde",
    "unit": "Enhet",
    "shown": "Värdet i ord",
    "n": "Antal svar",
    "n_hogst": underlag.IS_AT_MOST,
    "missing": "Saknas därför att",
    "status": "Status",
    "status_av": "Status satt av",
    "signal": "Nivå i riket",
    "percentile": "Percentil",
    "kommuner": "Kommuner med värde",
    "change": "Förändring",
    "from_year": "Förändring sedan",
    "verdict": "Förändringen i ord",
    "group": "Grupp",
    "median": "Median för gruppens övriga",
    "ja": "Ja bland gruppens övriga",
    "group_n": "Övriga med värde",
    "lacking": "Övriga som saknar värde",
    "unconcerned": "Övriga som inte berörs",
    "median_with_own": "Median med den egna kommunen",
    "n_with_own": "Med värde, den egna kommunen inräknad",
    "riket": "Riket",
    "tidigare": "Avvikelse mot eget tidigare värde",
    "grupp": "Avvikelse mot medianen för gruppens övriga",
    "mal": "Avvikelse mot målet",
    "target": "Mål",
    "until": "Värdet gäller till och med",
    "edition": "Utgåva",
    "origin": "Källa",
}

EMPTY_TEXT = "–"
LONGEST_NAME = 60
NO_ROWS = "Inga indikatorer är valda i den här blanketten. Därför finns inga svar att visa."
NO_NUMBERS = "Inga värden visas i den här blanketten."
PERSONAL = (
    "Dokumentet är inte tänkt att innehålla uppgifter om enskilda personer. Ser du någon sådan: säg till den som skrev."
)
TEXT_IS_THEIRS = "Texterna har skrivits av dem som anges. Siffrorna kommer från källan."
CONTENTS_PAGES = "Raderna leder till sina rubriker. I Word: högerklicka och välj Uppdatera fält för sidnummer."
FONT_LACKS = "Tecken som filens typsnitt saknar står som sin kod inom hakparentes, till exempel [U+1F600]."


def cut(length: int, cell: int) -> str:
    """What ends a cell that can't hold its whole text: how much is cut, and where the whole is."""
    left = words.number(length - cell)
    return f" … [{left} av {words.number(length)} tecken till: hela texten står på bladet {SHEETS['long']}]"


def about(form: Form) -> list[tuple[str, str]]:
    """What stands at the head: whose form, of which year and area, for whom."""
    analys = form.analys
    return [
        (name, said)
        for name, said in (
            (page.KOMMUN, form.kommun.namn),
            (page.YEAR, str(form.question.year)),
            (page.OMRADE, form.omrade_title or page.ALL_OMRADEN),
            (screen.OM["titel"], analys.text("om/titel")),
            (screen.OM["natverk"], analys.text("om/natverk")),
            (screen.OM["mottagare"], analys.text("om/mottagare")),
        )
        if said
    ]


def title(form: Form) -> str:
    """The document's title, always with kommun and year, which the analys' own name may lack."""
    return f"{screen.NAME}: {form.kommun.namn} {form.question.year}"


def foot(form: Form) -> str:
    """What stands at the foot of every page, before its number."""
    band = f" · {words.EXAMPLE}" if form.simulated else ""
    return f"{title(form)} · Utgåva {form.edition}{band}"


def indikator(row: Row | Joint) -> str:
    """What the indikator of a line is called."""
    return statuses.called(row) if row.indikator else f"{row.id} (finns inte i utgåvan)"


def names(form: Form) -> dict[str, str]:
    """What each indikator is called, by id, and each item of a list, by kind and id ("forslag/<id>")."""
    known = {row.id: row.indikator for row in form.rows if row.indikator}
    items = [item for kind in screen.ITEMS for item in form.analys.items(kind)]
    return {
        **{f"{item.kind}/{item.id}": item_name(form, item) for item in items},
        **{id: one.heading for id, one in {**form.indikatorer, **known}.items()},
    }


def item_name(form: Form, item: Item) -> str:
    """What one of a list is called where only one of its fields is shown: how its text begins; who met and when."""
    if item.kind == "utbyte":
        return exchange(form, item)
    first = next(iter(item.text("text").strip().splitlines()), "")
    return first if len(first) <= LONGEST_NAME else f"{first[:LONGEST_NAME].rstrip()}…"


def group(row: Row) -> str:
    """The chosen group as a phrase."""
    if row.evidence is not None:
        return jamfor.group(row.evidence.answer)
    chosen = row.text("grupp") or PEERS[0]
    return words.GROUP.get(chosen, chosen)


def members(answer: Answer) -> str:
    """The members of the group, listed by name."""
    known = dict(zip(answer.everyone["kommun"], answer.everyone["namn"], strict=True))
    listed = [known.get(kod, kod) for kod in answer.group.members]
    return f"I gruppen ({len(listed)}): {words.joined(listed)}." if listed else ""


def sources(form: Form) -> list[str]:
    """One line for each different source of the rows' values; where there is none, the edition's own."""
    lines = [page.source(row.evidence.answer) for row in form.rows if row.evidence is not None]
    if lines:
        return list(dict.fromkeys(lines))
    name = words.EXAMPLE if form.simulated else f"Källa: {form.source.name}"
    return [f"{name}. Utgåva {form.edition}. {NO_NUMBERS}"]


def who(written: Iterable[tuple[str, Written]]) -> list[str]:
    """Who wrote which fields and when, one line for each writer and day: "Enhetschef, Ale, 2024-05-03: Mål, Skäl"."""
    lines: dict[str, list[str]] = {}
    for name, one in written:
        lines.setdefault(screen.written_by(one), []).append(name)
    return [f"{writer}: {', '.join(dict.fromkeys(fields))}" for writer, fields in lines.items()]


def signed(written: Iterable[tuple[str, Written]]) -> list[str]:
    """Who wrote and when: one line where it is one writer on one day, else as `who`."""
    known = list(written)
    writers = list(dict.fromkeys(screen.written_by(one) for _, one in known))
    return writers if len(writers) == 1 else who(known)


def shown(form: Form, place: str, value: str, named: Mapping[str, str] | None = None) -> str:
    """What stands at a place as a reader is to see it: codes as their words, texts as they were written."""
    kind = kind_of(place)
    named = names(form) if named is None else named
    if not value:
        return ""
    if kind == "ja":
        return screen.SVAR["ja"]
    if kind in screen.CHOICES:
        return screen.CHOICES[kind].get(value, value)
    if kind in ("kommun", "kommuner", "utbyte"):
        return words.joined([_kommun(form, kod) for kod in value.split("-")])
    if kind == "peers":
        return words.GROUP.get(value) or words.joined([_kommun(form, kod) for kod in value.split("-")])
    if kind in ("indikator", "indikatorer"):
        return "; ".join(named.get(id, id) for id in value.split(" "))
    if kind == "omrade":
        return form.omrade_title or value
    return value


def named(form: Form, place: str, called: Mapping[str, str]) -> tuple[str, str, str]:
    """What a place is called: the part of the analys, what it concerns, and the field.

    called  as `names`
    """
    parts = place.split("/")
    last = parts[-1]
    if parts[0] == "rad":
        what, field = called.get(parts[3], parts[3]), row_fields().get(last, last)
        is_own = parts[2] == form.kommun.kod
        return (screen.FORM, what, field) if is_own else (screen.JOINT, f"{_kommun(form, parts[2])}, {what}", field)
    if parts[0] == "steg":
        return screen.PATH, screen.step_name(int(parts[2])), screen.STEP_FIELDS[last]
    if parts[0] == "korg":
        return screen.BASKET_TITLE, called.get(parts[2], parts[2]), screen.KORG.get(last, CHOSEN)
    if parts[0] == "rapport":
        return lansrapport.NAME, called.get(parts[2], parts[2]), lansrapport.COMMENT
    if parts[0] in screen.ITEM_FIELDS:
        what = called.get(f"{parts[0]}/{parts[1]}", "")
        return screen.ITEMS[parts[0]], what, screen.ITEM_FIELDS[parts[0]].get(last, page.KOMMUN)
    return screen.ABOUT, "", screen.OM.get(last, EDITION)


CHOSEN, EDITION = "Vald", "Utgåva"


def row_fields() -> dict[str, str]:
    """Every field of a row with what it is called, in the order of the form, then of the page."""
    first, last = list(screen.FIELDS.items())[:6], list(screen.FIELDS.items())[6:]
    return dict([*first, *screen.year_questions().items(), *last, ("vald", CHOSEN)])


def exchange(form: Form, item: Item) -> str:
    """An exchange as a heading: who met, and when."""
    met = shown(form, f"utbyte/{item.id}/kommuner", item.text("kommuner"), {}) or screen.ITEMS["utbyte"]
    return ", ".join(part for part in (met, item.text("datum")) if part)


def closing(form: Form) -> list[str]:
    """What ends a document: the edition, the sources, what a level does not say, and whose the texts are."""
    levels = [words.SIGNAL_SAYS_NOT] if form.rows else []
    return [screen.opened_on(form), *sources(form), *levels, TEXT_IS_THEIRS, PERSONAL]


def at(written: Written) -> str:
    """When something was written, on a Swedish clock."""
    return f"{words.local(written.at):%Y-%m-%d %H:%M}"


def beside(name: str) -> str:
    """What a field is called where its text was written at the same time as another and is not chosen."""
    return f"{name} (skrivet samtidigt, inte valt)"


def _kommun(form: Form, kod: str) -> str:
    return form.kommuner[kod].namn if kod in form.kommuner else form.kommun.namn if kod == form.kommun.kod else kod
