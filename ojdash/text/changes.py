"""The words of a change between two measurements: how much first, then whether it may be chance or how usual it is."""

from __future__ import annotations

from typing import Any

from ojdash.domain import counting
from ojdash.domain.answer import number, whole
from ojdash.domain.change import Change, is_unchanged
from ojdash.domain.counting import FEWEST, UNUSUAL, Counts, Steps
from ojdash.domain.indikator import Indikator
from ojdash.domain.rounding import compared
from ojdash.text import several, underlag, words

NOTHING_BEFORE = "Det finns inget tidigare år att jämföra med."
CATEGORY = "Svaret är en kategori. Ingen skillnad räknas."

UNUSUAL_SIZE = "En så stor förändring är ovanlig."
TOO_FEW = "De är för få för att säga om det är ovanligt."

# A verdict in few words.
VERDICT: dict[str, str] = {
    "okning": "Säkerställd ökning.",
    "minskning": "Säkerställd minskning.",
    "ingen_sakerstalld": "Det kan vara slump.",
}

BEFORE = "förut"
READ_BEFORE = (
    f"Efter en ovanlig förändring är ”{BEFORE} 2 till 3” hur mycket kommunens eget värde rört sig per mätning "
    "dessförinnan."
)

_MARKS = {"okning": "↗ ", "minskning": "↘ ", "ingen_sakerstalld": "≈ "}
MARKS = (
    "I kolumnen Förändring betyder ↗ en säkerställd ökning, ↘ en säkerställd minskning och ≈ en skillnad som kan vara "
    "slump. Utan tecken prövas inte slump: där antalet svar inte är känt räknas hur många kommuner av liknande "
    f"storlek som ändrades minst lika mycket, uppåt eller nedåt. ”31 av 93” är 31 av 93 sådana kommuner, och är det "
    f"högst {100 // UNUSUAL} procent av dem står ovanlig. {READ_BEFORE} Andelar jämförs i procentenheter. "
    f"{several.READ}"
)


def of_row(row: Any, tested: int | None = None) -> Change:
    """The change that a row of an answer holds, but for its interval; tested: how many its list tests."""
    listed = whole(getattr(row, "in_list", None))
    moves = (number(getattr(row, f"steps_{name}", None)) for name in ("least", "most", "since", "number"))
    return Change(
        whole(row.from_year),
        whole(row.year),
        number(row.difference),
        row.verdict,
        flip=row.flip if isinstance(row.flip, str) else None,
        earlier=number(row.earlier if hasattr(row, "earlier") else getattr(row, "earlier_value", None)),
        later=number(row.value),
        counts=counting.counts(number(row.counted), number(row.at_least)),
        steps=counting.steps_of(*moves),
        in_list=None if listed is None else bool(listed),
        tested=tested,
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
    return f"{way} {words.difference(indikator, moved.difference)} sedan {moved.from_year}{ends(indikator, moved)}."


def decimals(indikator: Indikator, moved: Change) -> int:
    """That the two values of a change are said with: more than published where those do not give the change."""
    if moved.earlier is None or moved.later is None or moved.difference is None:
        return indikator.decimals
    return compared(moved.later, moved.earlier, indikator.decimals).decimals


def ends(indikator: Indikator, moved: Change) -> str:
    """ ", från 66,4 till 71,6 procent" where the values as published do not give the change as it is said."""
    finer = decimals(indikator, moved)
    if finer == indikator.decimals:
        return ""
    return f", från {words.number(moved.earlier, finer)} till {words.value(indikator, moved.later, decimals=finer)}"


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
    signed = words.signed(indikator, moved.difference)
    if moved.is_alone:
        return f"{_MARKS['ingen_sakerstalld']}{signed}, {several.ALONE}"
    said = f"{_MARKS.get(moved.verdict, '')}{signed}"
    is_unusual = moved.verdict == "ovanlig"
    parts = [f"{said}, ovanlig" if is_unusual else said]
    parts += [beside(moved.counts)] if is_counted(indikator, moved) else []
    parts += [f"{BEFORE} {_span(indikator, moved.steps)}"] if is_unusual and moved.steps else []
    return "; ".join(parts)


def is_counted(indikator: Indikator, moved: Change) -> bool:
    """Whether a change is told by how many changed as much: there are some to count, and it does not look like none."""
    return moved.counts is not None and moved.counts.counted > 0 and not is_unchanged(indikator, moved)


def beside(found: Counts) -> str:
    """The counts for a table's cell, as MARKS reads them: "31 av 93"."""
    return f"{words.number(found.at_least)} av {words.number(found.counted)}"


def since(indikator: Indikator, moved: Change) -> str:
    """A change in few words, for what hovers over a value; "" where no difference of a quantity is told."""
    if moved.difference is None or indikator.is_coded:
        return ""
    verdict = VERDICT.get(moved.verdict, "")
    if moved.is_alone:
        verdict = f"{words.upper_first(several.not_among(moved.tested))}."
    if is_counted(indikator, moved):
        verdict = f"{_of(moved.counts, '')} {steps(indikator, moved.steps, moved.from_year)}".strip()
    tried = moved.verdict in VERDICT and underlag.is_at_most(indikator)
    least = f"{words.upper_first(underlag.AT_LEAST_SHORT)}." if tried else ""
    return " ".join(filter(None, (size(indikator, moved), verdict, least)))


def _chance(indikator: Indikator, moved: Change) -> str:
    """Whether it may be chance, or how usual it is; why neither can be said, where something has changed at all."""
    if moved.low is None:
        return _counted(indikator, moved) if moved.difference else ""
    return f"{_interval(indikator, moved)} {underlag.at_least(indikator)}".strip()


def _interval(indikator: Indikator, moved: Change) -> str:
    low, high = (words.end(indikator, end) for end in (moved.low, moved.high))
    answers = _answers(indikator, moved)
    if moved.is_alone:
        secured = words.upper_first(several.not_among(moved.tested))
        return f"{secured}: {answers} är skillnaden mellan {low} och {high} när den prövas ensam."
    if moved.is_secured:
        return f"Det är en säkerställd förändring: {answers} är skillnaden mellan {low} och {high}."
    if moved.difference == 0:
        return f"{words.upper_first(answers)} kan skillnaden vara allt från {low} till {high}."
    return f"Det kan vara slump: {answers} kan skillnaden vara allt från {low} till {high}."


def _counted(indikator: Indikator, moved: Change) -> str:
    """How usual a change is, and the kommun's own before; what looks like none is not compared with others."""
    if moved.counts is None or not moved.counts.counted:
        return underlag.untried(indikator)
    if is_unchanged(indikator, moved):
        return ""
    return " ".join(filter(None, (counts(moved.counts), steps(indikator, moved.steps, moved.from_year))))


def counts(found: Counts) -> str:
    """How many of like size changed as much: "31 av 93 kommuner av liknande storlek ändrades minst lika mycket ..."."""
    said = _of(found, " kommuner" if found.counted > 1 else " kommun", ", uppåt eller nedåt")
    if found.verdict == "ovanlig":
        return f"{said} {UNUSUAL_SIZE}"
    return said if found.counted >= FEWEST else f"{said} {TOO_FEW}"


def unusual(indikator: Indikator, moved: Change) -> str:
    """An unusual change as a reason why it stands out: how much, among how many of like size, and its own steps."""
    how = "ökning" if moved.difference > 0 else "minskning"
    much = f"{words.difference(indikator, moved.difference)}{ends(indikator, moved)}"
    said = f"Ovanligt stor {how} sedan {moved.from_year}: {much}. {_of(moved.counts, ' kommuner')}"
    return f"{said} {steps(indikator, moved.steps, moved.from_year)}".strip()


def _of(found: Counts, whom: str, which_way: str = "") -> str:
    of = f"{words.number(found.counted)}{whom} av liknande storlek ändrades"
    if not found.at_least:
        return f"Ingen av {of} så mycket{which_way}."
    return f"{words.number(found.at_least)} av {of} minst lika mycket{which_way}."


def steps(indikator: Indikator, found: Steps | None, until: int) -> str:
    """How far the value moved from measurement to measurement before; "" where that is not known."""
    if found is None:
        return ""
    between = f"Mellan {found.since} och {until}"
    if not found.most:
        return f"{between} var värdet detsamma vid varje mätning."
    return f"{between} rörde sig värdet {_span(indikator, found)} per mätning."


def _span(indikator: Indikator, found: Steps) -> str:
    """ "1 till 4" """
    least, most = (words.number(end, indikator.decimals) for end in (found.least, found.most))
    return most if least == most else f"{least} till {most}"


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
