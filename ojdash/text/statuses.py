"""The words of a value's status: the mark that follows a value in doubt, who said it and why, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ojdash.domain.indikator import Indikator
from ojdash.domain.status import LAGEN, MOST_NAME, MOST_REASON, Status
from ojdash.text import words

SIGN = "‡"
MARK = f"{SIGN} osäker"
LAGE: dict[str, str] = {
    "inlamnad": "Inlämnad",
    "granskad": "Granskad",
    "osaker": "Osäker",
    "rattad": "Rättad",
}
SAYS: dict[str, str] = {
    "inlamnad": "kommunen har lämnat in värdet",
    "granskad": "någon har gått igenom värdet och det stämmer",
    "osaker": "värdet kan vara fel; märket följer med överallt",
    "rattad": "felet är utrett; märket försvinner, historiken står kvar",
}
MARKED = {
    "inlamnad": "Inlämnad",
    "granskad": "Granskad",
    "osaker": "Markerad som osäker",
    "rattad": "Rättad",
}

FAULT: dict[str, str] = {
    "plats": "Värdet finns inte: välj indikator, kommun och år ur listorna.",
    "lage": f"Läget finns inte. Välj {', '.join(LAGEN[:-1])} eller {LAGEN[-1]}.",
    "namn": "Skriv ditt namn, så att andra vet vem de ska fråga.",
    "skal": "Skriv varför, så att andra förstår vad som är oklart eller rättat.",
    "langt_namn": f"Namnet får vara högst {MOST_NAME} tecken.",
    "langt_skal": f"Skälet får vara högst {MOST_REASON} tecken. Korta det.",
    "tecken": "Namnet eller skälet innehåller ett tecken som inte kan sparas. Skriv om det.",
}
BOOK_NOT_EMPTY = "Det finns redan statusar här. En sparad bok kan bara läsas in där inget är sagt än."
UNREADABLE = "Statusen för värdena kan inte läsas just nu, så det syns inte om något är markerat som osäkert."
NOTHING_SAID = "inget"


def may_not_follow(before: str | None, after: str) -> str:
    """A state that can't be set now."""
    if after == "rattad":
        return "Rättad kan bara sättas på ett värde som är markerat som osäkert."
    return (
        f"Ett värde som är markerat som osäkert kan inte bli {LAGE[after].lower()} direkt. Sätt rättad och skriv vad "
        "som hände, också om märket sattes av misstag."
        if before == "osaker"
        else FAULT["lage"]
    )


def behind(other: Status | None) -> str:
    """Somebody else was first; nothing was changed."""
    said = said_by(other) if other else NOTHING_SAID
    return f"Någon annan har ändrat statusen under tiden: {said} Inget ändrades. Läs det och försök igen."


def day(at: str) -> str:
    """The day of a moment, in Sweden."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(_SWEDEN):%Y-%m-%d}"
    except ValueError:
        return at[:10]


_SWEDEN = ZoneInfo("Europe/Stockholm")


def said_by(status: Status) -> str:
    """ "Markerad som osäker av Anna Berg, 2026-11-22: Två tal är omkastade." """
    skal = status.skal if status.skal.endswith((".", "!", "?", "…")) else f"{status.skal}."
    return f"{MARKED[status.lage]} av {status.namn}, {day(status.at)}: {skal}"


def marked(spelled: str, status: Status | None) -> str:
    """A value's words, with the mark where it is in doubt."""
    return f"{spelled} {MARK}" if status is not None and status.is_osaker else spelled


def word(status: Status | None) -> str:
    """The state for a table's cell, "" where nothing is said."""
    return "" if status is None else MARK if status.is_osaker else LAGE[status.lage]


def moved(indikator: Indikator | None, status: Status, now: float | None, gender: str) -> str:
    """That the value is another now than when the status was set; "" where it is the same or of another gender."""
    if indikator is None or gender != status.gender or status.value == now:
        return ""
    was, is_now = (words.value(indikator, one) or "inget värde" for one in (status.value, now))
    what = "Markeringen" if status.is_osaker else "Statusen"
    return f"{what} gällde {_the_value(status.value, was)}; utgåvan visar {is_now}."


def _the_value(value: float | None, spelled: str) -> str:
    return spelled if value is None else f"värdet {spelled}"


def whole(indikator: Indikator | None, status: Status, now: float | None, gender: str) -> str:
    """Everything that is said of a value: who, when, why, and whether it has changed since."""
    return f"{said_by(status)} {moved(indikator, status, now, gender)}".strip()


def of_value(namn: str, year: int, sentence: str) -> str:
    """A sentence about one value, where several are told of."""
    return f"{SIGN} {namn} {year}: {sentence}"


def resting(doubts: int, values: int) -> str:
    """What a group's median rests on."""
    marked = "ett är markerat som osäkert" if doubts == 1 else f"{words.number(doubts)} är markerade som osäkra"
    return f"{SIGN} Av gruppens {words.counted(values, 'värde', 'värden', 'ett')} {marked}."


def shown(doubts: int) -> str:
    """How many of the values of a view are in doubt."""
    if doubts == 1:
        return f"{SIGN} Ett värde här är markerat som osäkert."
    return f"{SIGN} {words.number(doubts)} värden här är markerade som osäkra."


def also_marked(names: Sequence[str]) -> str:
    """The other values of a figure that are in doubt, for its alternative text."""
    return f"Markerade som osäkra: {', '.join(names)}." if names else ""
