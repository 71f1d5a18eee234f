"""The words of the year wheel: days, what happens, and what is past and next."""

from __future__ import annotations

from datetime import date

from ojdash.domain.arshjul import Arshjul, Moment
from ojdash.text import words
from ojdash.text.handbook import STEPS

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
LAST, NOW, NEXT = "Senast", "Pågår", "Härnäst"
HEADS = {"last": LAST, "now": NOW, "following": NEXT}
NOTHING_NEXT = "Inget datum ligger framåt i tiden."
NOTHING_IN_YEAR = "Inget datum ligger i det här året."
PRELIMINARY = "preliminärt"
KINDS: dict[str, str] = {
    "nationell": "nationellt, preliminärt",
    "egen": "nätverkets eget",
    "mote": "möte",
    "enkat": "enkätgenomgång",
    "beslut": "beslutspunkt",
}
GLYPHS: dict[str, str] = {"nationell": "○", "egen": "●", "mote": "◆", "enkat": "▲", "beslut": "■"}
STATES: dict[str, str] = {"varit": "har varit", "pagar": "pågår", "kommer": "kommer"}
NO_NAME = "Datum utan namn"
WHEN, WHAT, KIND, STATE, SOURCE = "När", "Vad", "Slag", "Läge", "Källa eller anteckning"
ALL_MOMENTS = "Alla datum i året"


def title(wheel: Arshjul) -> str:
    """The year, and of which area where it is one."""
    of = f": {wheel.omraden.get(wheel.omrade, wheel.omrade)}" if wheel.omrade else ""
    return f"Årshjul {wheel.year}{of}"


def sentence(wheel: Arshjul) -> str:
    """What goes on, and what comes next or that nothing does."""
    said = [f"{NOW}: {line(wheel, wheel.now[0])}."] if wheel.now else []
    said += [f"{NEXT}: {line(wheel, wheel.following[0])}."] if wheel.following else [NOTHING_NEXT]
    return " ".join(said)


def line(wheel: Arshjul, moment: Moment) -> str:
    """What, and when: "Enkäterna skickas ut, vecka 4 i januari 2027 (preliminärt)"."""
    return f"{named(wheel, moment)}, {when(moment)}"


def named(wheel: Arshjul, moment: Moment) -> str:
    """What a moment is called, with the areas it concerns where they are not all, nor the one that is shown."""
    what = titled(moment)
    areas = "" if wheel.omrade else concerned(wheel, moment)
    return f"{what} ({areas})" if areas else what


def label(wheel: Arshjul, moment: Moment) -> str:
    """What a moment is called in the figure: as `named`, a decision point without its question."""
    return f"Beslutspunkt, steg {moment.step}" if moment.kind == "beslut" else named(wheel, moment)


def titled(moment: Moment) -> str:
    """What a moment is called."""
    own = " ".join(moment.titel.split())
    if moment.kind == "mote":
        return f"Möte: {own}" if own else "Möte"
    if moment.kind == "enkat":
        return f"Enkätgenomgång {moment.of_year}"
    if moment.kind == "beslut":
        return f"Beslutspunkt, steg {moment.step} ({moment.of_year}): {own or STEPS[moment.step].decision}"
    return own or NO_NAME


def concerned(wheel: Arshjul, moment: Moment) -> str:
    """The areas that a moment concerns, in the fewest words; "" for all."""
    if not moment.omraden:
        return ""
    others = [titel for code, titel in wheel.omraden.items() if code not in moment.omraden]
    if len(others) <= 2 < len(moment.omraden):
        return f"inte {words.joined(others)}" if others else ""
    return words.joined([wheel.omraden.get(code, code) for code in moment.omraden])


def when(moment: Moment) -> str:
    """When a moment is, with its year; a national one is always said to be preliminary."""
    said = f"{moment.when} {moment.first.year}" if moment.when else days(moment.first, moment.last)
    return f"{said} ({PRELIMINARY})" if moment.is_preliminary else said


def days(first: date, last: date) -> str:
    """ "18 juni 2024", "25–29 januari 2027", "1 mars–26 maj 2026"."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year}–{end}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]}–{end}"
    return f"{first.day}–{end}"


def far(moment: Moment, today: date) -> str:
    """How far off a moment is, seen from a day: "om 9 veckor", "för 5 månader sedan", "pågår"."""
    state = moment.state(today)
    if state == "pagar":
        return "i dag" if moment.first == moment.last else STATES[state]
    gone = (today - moment.last).days if state == "varit" else (moment.first - today).days
    if gone == 1:
        return "i går" if state == "varit" else "i morgon"
    if gone < 14:
        long = f"{gone} dagar"
    elif gone < 70:
        long = f"{gone // 7} veckor"
    elif gone < 730:
        long = f"{words.number(gone / 30.44)} månader"
    else:
        long = f"{gone // 365} år"
    return f"för {long} sedan" if state == "varit" else f"om {long}"


def today(day: date) -> str:
    """The day that the year is seen from."""
    return f"I dag, {day.day} {MONTHS[day.month - 1]}"


def key(kinds: list[str]) -> str:
    """How the marks of a figure are read."""
    return "; ".join(f"{GLYPHS[kind]}\u00a0{KINDS[kind]}" for kind in kinds)


def hover(wheel: Arshjul, moment: Moment) -> str:
    """A whole sentence of one moment."""
    return f"{line(wheel, moment)}; {far(moment, wheel.today)}."


def alt(wheel: Arshjul) -> str:
    """The figure in sentences: every moment of the year with whether it has been."""
    said = [f"{line(wheel, moment)}; {STATES[moment.state(wheel.today)]}." for moment in wheel.moments]
    return " ".join([f"{title(wheel)}, sett från {days(wheel.today, wheel.today)}.", *(said or [NOTHING_IN_YEAR])])
