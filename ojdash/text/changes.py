"""The words of a change between two measurements: how much first, then whether it may be chance."""

from __future__ import annotations

from ojdash.domain.change import Change
from ojdash.domain.indikator import Indikator
from ojdash.domain.rounding import compared
from ojdash.text import underlag, words

NOTHING_BEFORE = "Det finns inget tidigare år att jämföra med."
CATEGORY = "Svaret är en kategori. Ingen skillnad räknas."

_MARKS = {"okning": "↗ ", "minskning": "↘ ", "ingen_sakerstalld": "≈ "}
MARKS = (
    "I kolumnen Förändring betyder ↗ en säkerställd ökning, ↘ en säkerställd minskning och ≈ en skillnad som kan vara "
    "slump. Utan tecken kan förändringen inte prövas. Andelar jämförs i procentenheter."
)


def sentence(indikator: Indikator, moved: Change | None) -> str:
    """A change in a sentence or two: how much, and whether it may be chance, or why neither can be told."""
    if moved is None or moved.from_year is None:
        return NOTHING_BEFORE
    if moved.verdict == "saknas":
        return f"Ett av åren {moved.from_year} och {moved.to_year} saknar värde, så ingen förändring räknas."
    if moved.verdict == "brott":
        broken = indikator.break_between(moved.from_year, moved.to_year)
        return (
            f"Frågan ändrades {broken.year}: {words.lower_first(broken.reason)} "
            f"Åren {moved.from_year} och {moved.to_year} kan inte jämföras."
        )
    if indikator.kind == "ja_nej":
        return _flip(moved)
    if moved.difference is None:
        return CATEGORY
    return f"{size(indikator, moved)} {_chance(indikator, moved)}".strip()


def size(indikator: Indikator, moved: Change) -> str:
    """How much: "Upp 5 procentenheter sedan 2024."; both values too, where the published decimals do not give it."""
    if moved.difference == 0:
        return f"Samma värde som {moved.from_year}."
    way = "Upp" if moved.difference > 0 else "Ned"
    decimals, ends = finer(indikator, moved)
    return f"{way} {words.difference(indikator, moved.difference, decimals)} sedan {moved.from_year}{ends}."


def finer(indikator: Indikator, moved: Change) -> tuple[int, str]:
    """The decimals that a change is said with, and ", från 66,4 till 71,6 procent" where they are not the published."""
    if moved.earlier is None or moved.later is None or moved.difference is None:
        return indikator.decimals, ""
    decimals = compared(moved.later, moved.earlier, indikator.decimals).decimals
    if decimals == indikator.decimals:
        return decimals, ""
    earlier = words.number(moved.earlier, decimals)
    return decimals, f", från {earlier} till {words.value(indikator, moved.later, decimals=decimals)}"


def short(indikator: Indikator, moved: Change | None) -> str:
    """The change for a table's cell."""
    if moved is None or moved.from_year is None or moved.verdict == "saknas":
        return "–"
    if moved.verdict == "brott":
        return "– ändrad fråga"
    if indikator.kind == "ja_nej":
        return {"nej_till_ja": "Nej → Ja", "ja_till_nej": "Ja → Nej"}.get(moved.flip, "Samma svar")
    if moved.difference is None:
        return "–"
    return f"{_MARKS.get(moved.verdict, '')}{words.signed(indikator, moved.difference, finer(indikator, moved)[0])}"


def _chance(indikator: Indikator, moved: Change) -> str:
    """Whether it may be chance; why that can't be said, where something has changed at all."""
    if moved.low is None:
        return underlag.untried(indikator) if moved.difference else ""
    return f"{_interval(indikator, moved)} {underlag.at_least(indikator)}".strip()


def _interval(indikator: Indikator, moved: Change) -> str:
    low, high = (words.end(indikator, end) for end in (moved.low, moved.high))
    answers = _answers(indikator, moved)
    if moved.is_secured:
        return f"Det är en säkerställd förändring: {answers} är skillnaden mellan {low} och {high}."
    if moved.difference == 0:
        return f"{words.upper_first(answers)} kan skillnaden vara allt från {low} till {high}."
    return f"Det kan vara slump: {answers} kan skillnaden vara allt från {low} till {high}."


def _answers(indikator: Indikator, moved: Change) -> str:
    """ "med 195 svar båda åren", "med 80 svar 2022 och 70 svar 2023"."""
    if moved.n_earlier == moved.n_later:
        return f"med {underlag.answers(indikator, moved.n_later)} båda åren"
    ends = ((moved.n_earlier, moved.from_year), (moved.n_later, moved.to_year))
    return f"med {words.joined([f'{underlag.answers(indikator, n)} {year}' for n, year in ends])}"


def _flip(moved: Change) -> str:
    if moved.flip is None:
        return f"Samma svar som {moved.from_year}."
    before, after = ("nej", "ja") if moved.flip == "nej_till_ja" else ("ja", "nej")
    return f"Svaret har ändrats från {before} ({moved.from_year}) till {after} ({moved.to_year})."
