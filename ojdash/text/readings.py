"""What people wrote, as it stands beside the figures: dated events before and after a measurement, agreed readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ojdash.domain.analys import Author, Item, may_explain, measured_until
from ojdash.domain.indikator import Indikator
from ojdash.text.charts import event, seen, shortened
from ojdash.text.signed_in import vouched

EVENTS = "Händelser och aktiviteter"
READINGS = "Gemensam tolkning"
OUTSIDE = "Ligger utanför åren i figuren."
MOST_UNFOLDED, MOST_OF_OPENING = 600, 200  # characters


def numbered(events: Iterable[Item]) -> list[tuple[int, Item]]:
    """Events with their numbers, by date; figure and list number alike. One without a date has no place among them."""
    dated = [item for item in events if item.text("datum")]
    return list(enumerate(sorted(dated, key=lambda item: (item.text("datum"), item.id)), start=1))


def events_before(
    events: Iterable[Item], indikator: Indikator, year: int, outside: Collection[str] = ()
) -> list[tuple[int, str]]:
    """Number and line of every event that had begun when a year was measured.

    outside  the ids of those that the figure has no place for, which their lines say
    """
    return [(number, _line(item, outside)) for number, item in numbered(events) if may_explain(item, indikator, year)]


def events_after(
    events: Iterable[Item], indikator: Indikator, year: int, outside: Collection[str] = ()
) -> list[tuple[int, str]]:
    """Number and line of every event that began after a year was measured: never offered as its explanation."""
    return [
        (number, _line(item, outside)) for number, item in numbered(events) if not may_explain(item, indikator, year)
    ]


def before(indikator: Indikator, year: int) -> str:
    """What introduces the events before a measurement."""
    return (
        f"Började senast {measured_until(indikator, year)}, alltså innan värdet för {year} var mätt. "
        "Om det förklarar värdet är en fråga för samtalet."
    )


def after(indikator: Indikator, year: int) -> str:
    """What introduces the events after a measurement."""
    return (
        f"Började efter {measured_until(indikator, year)}, alltså efter mätningen. Kan inte förklara värdet för {year}."
    )


def readings(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Agreed readings of a question, in the order given: the text, and the day, who agreed and who wrote it."""
    return [(seen(item.text("text")).strip(), _agreed(item)) for item in items if item.text("text").strip()]


def signed(author: Author) -> str:
    """Who wrote: "Enhetschef, Vetlanda"."""
    parts = (author.role, author.organisation, vouched(author.verified))
    return ", ".join(seen(part).strip() for part in parts if part.strip())


def author(item: Item) -> str:
    """Who wrote an item's text, or its first field where it has no text."""
    fields = sorted(item.fields.values(), key=lambda written: written.number)
    written = item.fields.get("text") or (fields[0] if fields else None)
    return signed(written.author) if written else ""


def opening(said: str) -> str:
    """The beginning of a text that is too long to stand unfolded; "" where it is not."""
    return shortened(said, MOST_OF_OPENING) if len(said) > MOST_UNFOLDED else ""


def _line(item: Item, outside: Collection[str]) -> str:
    who = author(item)
    return " ".join(
        part for part in (event(item), f"({who})" if who else "", OUTSIDE if item.id in outside else "") if part
    )


def _agreed(item: Item) -> str:
    told = (("", item.text("datum")), ("Överens: ", seen(item.text("vilka")).strip()), ("Skrivet av: ", author(item)))
    return " ".join(f"{head}{said.rstrip('.')}." for head, said in told if said)
