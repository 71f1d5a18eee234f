"""The words in and about figures: labels, notes, what hovering says, and each figure in sentences for who can't see it.

Figures have little room: labels are at most some 26 characters, and every sentence can be had without hovering.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import bidirectional, category

from ojdash.domain.analys import Item
from ojdash.domain.group import Group, Tally
from ojdash.domain.indikator import Indikator
from ojdash.domain.signal import Rule
from ojdash.domain.status import Status
from ojdash.text import group as whose
from ojdash.text import levels, statuses, underlag
from ojdash.text.gender import added
from ojdash.text.words import MISSING_SIGN, counted, finer, number, upper_first, value

RIKET = "Riket"
JA, NEJ = "Ja", "Nej"
MEDIAN = "Alla kommuner: median"
MIDDLE_HALF = "Mellersta hälften"
WHISKERS = "Streck: osäkerhet (95 procents konfidensintervall)."
WHISKERS_AT_LEAST = "Streck: osäkerhet (95 procents konfidensintervall), minst så stor."
CHOSEN = "Större punkt: de jämförda åren."
KOMMUN = "Kommun"
FEW = "få svar"
SPANNING = "Visa axeln runt värdena"
FEW_VALUES = "Ring: ett värde i gruppen, de år då för få har ett för en median."
EVERY_DOT = "En punkt är en kommun."
NOTHING = "Inga värden att visa."
ALL = "Alla kommuner"

EVENT = {"handelse": "Händelse", "aktivitet": "Aktivitet"}
EVENT_KEY = "▲ händelse   □ aktivitet. Numren: se listan."
EVENT_WITHOUT_TEXT = "utan text"
MOST_OF_EVENT, MOST_OF_EVENT_IN_ALT = 120, 60  # characters of what was written, in hovering and in alt texts
LEGEND = "Så läses tabellen"
LEGEND_LEVELS = "Nivån bland alla kommuner"
LEGEND_ANSWERS = "Svar på ja- och nejfrågor (har ingen nivå)"
LEGEND_MISSING = "När värdet saknas"
BEFORE_KEY = "år: svar"
LEGEND_BEFORE = "Så svarade kommunen i mätningen före. Står under svaret där det har ändrats"
LEGEND_STATUS = "En samordnare har markerat värdet som osäkert. Välj rutan för att se vem, när och varför"
TABLE = "Kommuner och indikatorer"


def label(name: str, words: str) -> str:
    """A name and its value at a mark: "Riket 76 procent"."""
    return f"{name} {words}"


def whiskers(indikator: Indikator) -> str:
    """How intervals are read; where n is the most that can have answered they are too narrow, which is said."""
    return WHISKERS_AT_LEAST if underlag.is_at_most(indikator) else WHISKERS


def own_label(name: str, indikator: Indikator, found: float, decimals: int | None = None) -> str:
    """The own kommun's mark, with the unit where there is room."""
    return label(name, value(indikator, found, len(indikator.unit) > 8, decimals))


def plain(indikator: Indikator, found: float, decimals: int | None = None) -> str:
    """A value without its unit: an axis says it."""
    return number(found, indikator.decimals if decimals is None else decimals)


def middle(indikator: Indikator, found: float) -> str:
    """A median or another quartile without its unit, as a sentence says it."""
    return number(found, finer(indikator, found))


def middle_half(indikator: Indikator, low: float, high: float) -> str:
    """The band's label."""
    return f"{MIDDLE_HALF} {middle(indikator, low)} till {middle(indikator, high)}"


def new_question(year: int) -> str:
    """The note at a break."""
    return f"ny fråga {year}"


def yes_of(tally: Tally) -> str:
    """A count of Ja at a line's end: "9 av 12 som svarat"."""
    return f"{number(tally.ja)} av {number(tally.n)} som svarat"


def median_mark(group: Group, with_own: bool = False) -> str:
    """What stands at the line of a group's median, before the value: "Länets övriga 12: median"."""
    whom = upper_first(whose.everyone(group, short=True)) if with_own else group_short(group)
    return f"{whom}: median"


def median_name(group: Group, with_own: bool = False) -> str:
    """A group's median in a sentence of its own: "Medianen för länets övriga 12"."""
    return upper_first(whose.median(group, with_own))


def group_short(group: Group) -> str:
    """Those that a line or a median is of: "Länets övriga 12"."""
    return upper_first(whose.others(group, short=True))


def share_axis() -> str:
    """The axis of shares of Ja."""
    return "procent som svarar ja"


def unit(indikator: Indikator, told: str = "") -> str:
    """The unit at the axis' end, and what is told of the axis."""
    whose = f", {indikator.whose}" if indikator.whose else ""
    return f"{indikator.unit}{whose}; {told}".strip(",; ")


def above(whose: str, example: str) -> str:
    """The line above a figure: whose values it shows, and that they are made up."""
    return " · ".join(part for part in (upper_first(whose), example) if part)


def spans(low: float, high: float, decimals: int = 0) -> str:
    """Said of an axis that does not begin at 0, or of shares that does not go to 100: "axeln visar 70–100"."""
    return f"axeln visar {number(low, decimals)}–{number(high, decimals)}"


def whole_axis(indikator: Indikator) -> str:
    """What a reader is offered who wants all of the axis."""
    return "Visa hela axeln, 0–100" if indikator.kind == "andel" else "Visa axeln från 0"


def point(
    name: str,
    indikator: Indikator,
    found: float,
    year: int,
    interval: tuple[float, float] | None = None,
    decimals: int | None = None,
) -> str:
    """What hovering over a value says: "Vetlanda: 72 procent 2023, 65 till 78."."""
    words = value(indikator, found, decimals=decimals)
    if interval is None:
        return f"{name}: {words} {year}."
    low, high = (number(end, indikator.decimals) for end in interval)
    return f"{name}: {words} {year}, {underlag.limits(indikator, f'{low} till {high}')}."


def doubted(sentence: str, doubt: Status | None) -> str:
    """What hovering over a value says, and why it is in doubt where it is."""
    return f"{sentence} {statuses.SIGN} {statuses.said_by(doubt)}" if doubt else sentence


def share(name: str, year: int, tally: Tally) -> str:
    """What hovering over a share of Ja says: "Länet, 2023: 9 av de 11 som svarat svarar ja; 1 saknar svar."."""
    return f"{name}, {year}: {whose.yes_of(tally)} svarar ja{whose.not_answering(tally)}."


# Words too long for a figure's row on a phone; hovering, the table and the description have them whole.
_SHORT_MISSING: dict[str, str] = {"rojande": "Visas inte (skyddar ett annat värde)"}


def missing(indikator: Indikator, kind: str, rule: Rule) -> str:
    """A kind of missing value: its sign and its words, short enough for a row on a phone."""
    return f"{MISSING_SIGN[kind]}  {_SHORT_MISSING.get(kind) or underlag.missing(indikator, kind, rule)}"


def missing_point(name: str, indikator: Indikator, kind: str, year: int, rule: Rule) -> str:
    """What hovering over a missing value's sign says."""
    return f"{name} {year}: {_lower(underlag.missing(indikator, kind, rule))}."


def missing_key(indikator: Indikator, kinds: Sequence[str], rule: Rule) -> str:
    """The signs of a figure in words."""
    return " ".join(
        f"{MISSING_SIGN[kind]} betyder: {_lower(underlag.missing(indikator, kind, rule))}." for kind in kinds
    )


def group_count(word: str, kommuner: int) -> str:
    """The heading of a heap of dots: "Ja: 210 kommuner"."""
    return f"{word}: {counted(kommuner, 'kommun', 'kommuner')}"


def event(item: Item, most: int | None = None) -> str:
    """A dated event or activity: "2024-02-01 Aktivitet: Ny rutin"; with `most`, in one line of about that length."""
    said = item.text("text")
    said = shortened(said, most) if most else seen(said).strip()
    return f"{item.text('datum')} {EVENT[event_kind(item)]}: {said or EVENT_WITHOUT_TEXT}"


def event_kind(item: Item) -> str:
    """handelse or aktivitet; what was never said to be an activity is an event."""
    return "aktivitet" if item.text("slag") == "aktivitet" else "handelse"


def event_point(item: Item) -> str:
    """What hovering over an event says."""
    return _ended(event(item, MOST_OF_EVENT))


def more_events(others: int) -> str:
    """The last line of hovering over a day with many events."""
    return f"Och {number(others)} till, se listan."


def events_alt(shown: Sequence[tuple[int, Item]], outside: int) -> str:
    """The events under the axis in sentences, each with its number, and how many the figure has no place for."""
    said = []
    if shown:
        said.append(f"Under axeln står {counted(len(shown), *_EVENTS)}.")
        said += [_ended(f"{number}: {event(item, MOST_OF_EVENT_IN_ALT)}") for number, item in shown]
    if outside:
        said.append(f"Utanför åren i figuren ligger {counted(outside, *_EVENTS)}.")
    return " ".join(said)


def shortened(said: str, most: int) -> str:
    """A text in one line of at most `most` characters, cut between words where it can be."""
    read = said[: 8 * most]  # enough of a text that may be very long
    line = " ".join(seen(read).split())
    if len(line) <= most:
        return line if read == said else f"{line}…"
    whole = line[:most].rpartition(" ")[0]
    return f"{(whole if len(whole) > most / 2 else line[: most - 1]).rstrip(' .,;:')}…"


def seen(said: str) -> str:
    """A text without the signs that are not seen but turn the order of what follows them, and without control signs."""
    return "".join(s for s in said if bidirectional(s) not in _TURNS and (category(s) != "Cc" or s.isspace()))


def cell(
    name: str,
    indikator: Indikator,
    year: int,
    found: float | None,
    why: str | None,
    signal: str | None,
    rule: Rule,
    unsure: bool,
) -> str:
    """A cell of the matrix as a whole sentence or two."""
    if found is None:
        return f"{name}, {indikator.label} {year}: {_lower(underlag.missing(indikator, why, rule))}."
    said = f"{name}, {indikator.label} {year}: {value(indikator, found)}."
    if signal and not indikator.is_coded:
        said += f" {levels.level(rule, signal, underlag.counted(indikator))}."
    return said + (f" {levels.legend_uncertain(rule, indikator)}." if unsure else "")


def few(indikator: Indikator) -> str:
    """Beside a value without a level: "få svar", "få ärenden"."""
    return f"få {underlag.counted(indikator)}"


def before(indikator: Indikator, year: int, found: float) -> str:
    """What the measurement before said, short: "2024: Nej"."""
    return f"{year}: {value(indikator, found, short=True)}"


def measured_before(before: str) -> str:
    """What `before` says, as a sentence of its own."""
    return f"Mätningen före, {before}."


def head(indikator: Indikator, year: int) -> str:
    """The second line of a column's head: the year, and the unit where values stand without one."""
    return f"{year}, {indikator.unit}" if indikator.unit and indikator.kind != "andel" else str(year)


def table(omrade: str, name: str, gender: str) -> str:
    """The matrix' caption, and whose values it holds."""
    named = f"{TABLE}: {omrade}, {name} och jämförda kommuner" if omrade else f"{TABLE}: {name}"
    return added(named, gender)


_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_EVENTS = ("händelse eller aktivitet", "händelser och aktiviteter")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
