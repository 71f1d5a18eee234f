"""The words of Egna siffror: where they are held, what was read, what was not and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ojdash.domain.answer import Answer
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.own import Own, OwnValue, Period, Unread
from ojdash.domain.rounding import is_exact
from ojdash.text.words import counted, joined, number, upper_first
from ojdash.text.words import value as published

HEADING = "Egna siffror"
MARK = "egna siffror"
KEPT = (
    "Siffrorna finns i serverns minne så länge fliken är öppen, och några minuter efter att den stängts. De sparas "
    "inte och ingen annan ser dem. Läses sidan om är de borta. En vald fil ligger i en tillfällig mapp medan den läses "
    "och tas sedan bort."
)
NOT_PART = "De ingår aldrig i median, nivå, antal eller i det som sägs om gruppen."
NOT_IN_FILES = (
    "Länken under Dela och filerna (CSV, Excel) innehåller inte de egna siffrorna. Bilden (PNG) gör det, märkta."
)
HOW = (
    "Klistra in cellerna från Excel, eller välj en fil. En kolumn med år, månad (2024-03), kvartal (kv 1 2024), "
    "tertial eller datum, och en med värden. Gäller det flera kommuner: en kolumn med kommunen först. Åren kan också "
    "stå i första raden. Kommuner och värden utan år gäller sidans år, på Indikator och Jämför."
)
PASTE = "Klistra in här"
PASTE_EXAMPLE = "2023;71,5\n2024;74"
CHOOSE_FILE = "Eller välj en fil: xlsx, xls, ods eller csv"
SHOW = "Visa i figuren"
REMOVE = "Ta bort de egna siffrorna"
NOTHING = "Klistra in siffror eller välj en fil först."
BOTH = "Det finns både inklistrade celler och en vald fil. Ta bort det ena."
BUSY = "Andra filer läses just nu. Vänta en stund och försök igen."
NOT_READ = "Det här kunde inte läsas:"
FIGURE = "Kors: egna siffror. De är inte publicerade och ingår inte i median, nivå eller antal."
FIGURE_JA = "Kors: egna siffror, fyllt kors är Ja och öppet kors är Nej. De är inte publicerade och räknas inte in."
QUOTES = "Ett citattecken öppnas men stängs inte. Ta bort det och försök igen."
COLUMNS: tuple[str, ...] = ("Kommun", "Tid", "Värde")
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)

# What to do about each; `holds` is what the cell says.
UNREAD: dict[str, str] = {
    "period": "{holds} är inget år, ingen månad, inget kvartal och inget datum. Skriv till exempel 2024 eller 2024-03.",
    "value": "{holds} är inget värde för den här indikatorn{wanted}.",
    "kommun": "{holds} är ingen kommun. Skriv namnet eller koden.",
    "other_place": "{holds} är ingen kommun. Egna siffror gäller bara kommuner.",
    "twice": "{holds}: det finns ett annat värde för samma kommun och tid. Inget av dem visas.",
    "outside": "{holds} ligger utanför 0 till 100 procent.",
    "thousands": "{holds} kan vara tusental eller decimaler. Skriv 1234 eller 1,2.",
    "share": "Värdena går från 0 till 1. Skriv dem i procent (72) eller med procenttecken (72 %). Inget är inläst.",
    "columns": "Flera kolumner kan vara värdena: {cell}. Klistra in bara en av dem, eller använd semikolon mellan "
    "kolumnerna om komma är decimaltecken. Inget är inläst.",
    "alone": "Det behövs en kolumn med år eller datum och en med värden, med tabb, semikolon eller komma emellan. "
    "Inget är inläst.",
}
_WANTED: dict[str, str] = {"ja_nej": ": skriv Ja eller Nej", "kategori": ": skriv ett av svaren i faktarutan"}
MOST_NAMED = 40


def heading(indikator: Indikator) -> str:
    """What the figures are of: the indikator as the page calls it, with the gender that it shows."""
    return f"Gäller {indikator.heading}."


def time(period: Period) -> str:
    """When a value is of: "2024", "mars 2024", "kvartal 1 2024", "2024-03-31"."""
    if period.part == "dag":
        return period.last.isoformat()
    if period.part == "manad":
        return f"{_MONTHS[period.last.month - 1]} {period.year}"
    word = {"ar": "", "halvar": f"halvår {period.number} ", "tertial": f"tertial {period.number} "}
    return f"{word.get(period.part, f'kvartal {period.number} ')}{period.year}"


def value(indikator: Indikator, one: OwnValue, short: bool = False) -> str:
    """An own value in words, with a decimal more than published ones where it has one."""
    decimals = indikator.decimals + (not is_exact(one.value, indikator.decimals))
    return published(indikator, one.value, short, decimals)


def point(namn: str, indikator: Indikator, one: OwnValue) -> str:
    """One own value as a sentence: what hovering says."""
    return f"{namn}, {MARK}: {value(indikator, one)} ({time(one.period)})."


def label(indikator: Indikator, one: OwnValue) -> str:
    """The words at a mark."""
    return f"{MARK}: {value(indikator, one, short=True)}"


def alt(namn: Mapping[str, str], indikator: Indikator, values: Sequence[OwnValue]) -> str:
    """What a figure's description says of them."""
    said = " ".join(point(namn[one.kommun], indikator, one) for one in values[:MOST_NAMED])
    return f"{HEADING}, inte publicerade: {said}"


def shown(own: Own, beside: Sequence[OwnValue], answer: Answer) -> str:
    """What is drawn of them on this page, and where the rest is seen."""
    if not own.values:
        return ""
    rest = len(own.values) - len(beside)
    if not beside:
        return f"{HEADING}: {_elsewhere(own, answer)} {NOT_PART}"
    what = counted(len(beside), "värde", "värden", "ett")
    others = f" {upper_first(counted(rest, 'annat visas', 'andra visas', 'ett'))} inte här." if rest else ""
    return f"{HEADING}: {what} i figuren, märkta med kors.{others} {NOT_PART}"


def _elsewhere(own: Own, answer: Answer) -> str:
    if not any(one.kommun == answer.kommun.kod for one in own.values):
        return f"inget värde gäller {answer.kommun.namn}. Andra kommuners syns på Jämför."
    return f"inget värde gäller helåret {answer.question.year}. Andra år, månader och kvartal syns på År för år."


def row(namn: str, answer: Answer, one: OwnValue) -> tuple[str, ...]:
    """One own value in a table: kommun, time, value."""
    return namn, time(one.period), value(answer.indikator, one)


def cell(name: str, namn: str, answer: Answer, one: OwnValue) -> str:
    """A cell of the table behind a figure; only what a visitor brings has words, and they say that it is that."""
    said = {"namn": f"{namn}, {MARK}", "year": time(one.period), "value": value(answer.indikator, one)}
    return f"{said[name]}, {MARK}" if name == "value" else said.get(name, "–")


def rows(count: int) -> str:
    """How many rows of a table are own figures."""
    return f" + {number(count)} {MARK}" if count else ""


def read(own: Own, kommuner: Mapping[str, Kommun]) -> list[str]:
    """How much was read, and what was done without asking."""
    lines = []
    if own.values:
        whose = joined(sorted({kommuner[one.kommun].namn for one in own.values})[:6])
        times = sorted({one.period for one in own.values})
        span = time(times[0]) if len(times) == 1 else f"{time(times[0])} till {time(times[-1])}"
        source = f" ur {own.file}" if own.file else ""
        many = counted(len(own.values), "värde", "värden", "ett")
        lines.append(f"{upper_first(many)} inläst{'' if len(own.values) == 1 else 'a'}{source}: {whose}, {span}.")
    if own.year and own.values:
        lines.append(f"Inget år stod med. Sidans år är taget: {own.year}.")
    lines += [f"Rad {row}: ”{word}” lästes som {kommuner[kod].namn}." for row, word, kod in own.misspelt]
    if own.blank:
        lines.append(f"{upper_first(counted(own.blank, 'cell', 'celler'))} är utan värde.")
    return lines


def unread(own: Own, indikator: Indikator) -> list[str]:
    """Everything that is not shown: row, cell, what it holds, and what to do."""
    lines = [_unread(one, indikator) for one in own.unread[:MOST_NAMED]]
    rest = len(own.unread) - MOST_NAMED
    return [*lines, f"Och {number(rest)} till."] if rest > 0 else lines


def _unread(one: Unread, indikator: Indikator) -> str:
    where = f"Rad {one.row}, cell {one.cell}: " if one.row else ""
    return where + UNREAD[one.why].format(
        holds=f"”{one.holds}”" if one.holds else "Tom cell", cell=one.cell, wanted=_WANTED.get(indikator.kind, "")
    )


def too_long(most: int) -> str:
    """More was pasted than is read."""
    return f"Högst {number(most)} tecken läses. Klistra in bara kolumnerna som behövs."


def full(most: int) -> str:
    """A visit that already holds figures of as many indikatorer as it may."""
    return f"Egna siffror finns redan för {most} indikatorer, som är det mesta. Ta bort någras först."


def too_many_cells(file: str, sheet: str, most: int) -> str:
    """A sheet with more cells than some figures need."""
    where = f", blad ”{sheet}”" if sheet else ""
    return f"{file}{where}: högst {number(most)} celler läses här. Klistra in cellerna som behövs."


def too_many(found: int, most: int) -> str:
    """More values than a figure can hold."""
    return f"{number(found)} värden, och högst {number(most)} visas. Ta bara med de kommuner och år som behövs."


def sheets(file: str, names: Sequence[str]) -> str:
    """A file with figures in several sheets."""
    return f"{file}: flera blad har siffror ({', '.join(names)}). Klistra in cellerna från det blad som gäller."
