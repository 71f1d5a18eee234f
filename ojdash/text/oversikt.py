"""The words of Översikt: what stands out for one kommun."""

from __future__ import annotations

from typing import Any

from ojdash.domain import counting
from ojdash.domain.answer import Answer, each, whole
from ojdash.text import changes, gender, levels, several, statuses, underlag, words

NAME = "Översikt"
QUESTION = "Vilken av de här vill ni ta vidare? En räcker."
STANDS_OUT = "Det som sticker ut"
MOST = 12
NOTHING = (
    "Inget sticker ut här: ingen säkerställd eller ovanligt stor förändring, inget ändrat svar och inget värde i "
    "ytterkanterna."
)
_COUNTED = ("förändring är räknad", "förändringar är räknade")
NOTHING_UNUSUAL = "Ingen förändring sedan förra värdet är ovanligt stor."
NOT_TESTED = "Ingen förändring kunde prövas: det går bara för andelar där källan anger hur många värdet bygger på."


def title(answer: Answer) -> str:
    """The page's question."""
    where = f" – {answer.omrade_title}" if answer.omrade_title else ""
    return f"Hur står det till i {answer.kommun.namn}?{where}"


def sentence(answer: Answer) -> str:
    """How many values, what moved, and how many lie at the ends; "" where the edition has none of the kommun."""
    found = answer.counts
    if answer.elsewhere is not None:
        return ""
    whose = gender.opening(answer.question.gender)
    if not found["with_value"]:
        choices = [*(["område"] if answer.omrade_title else []), "år", *(["kön"] if len(answer.genders) > 1 else [])]
        return f"{whose}{answer.kommun.namn} har inga värden här. Välj ett annat {words.joined(choices, 'eller')}."
    what = words.out_of(found["with_value"], found["indikatorer"], "indikator", "indikatorer")
    moved = found["secured"] + found["flips"] + found["unusual"]
    said = f"{whose}{answer.kommun.namn} har värden för {what}."
    if moved:
        parts = []
        if found["secured"]:
            secured = words.counted(found["secured"], "säkerställd förändring", "säkerställda förändringar")
            parts.append(secured)
        if found["flips"]:
            parts.append(words.counted(found["flips"], "ändrat ja- eller nejsvar", "ändrade ja- eller nejsvar", "ett"))
        if found["unusual"]:
            parts.append(words.counted(found["unusual"], "ovanligt stor förändring", "ovanligt stora förändringar"))
        said += f" Sedan förra värdet: {words.joined(parts)}."
    elif found["tested"]:
        said += " Ingen förändring sedan förra värdet är säkerställd"
        said += " eller ovanligt stor." if found["counted"] else "."
    elif found["counted"]:
        said += f" {NOTHING_UNUSUAL}"
    else:
        said += f" {NOT_TESTED}"
    percent = f"{answer.rule.percent} procent"
    ends = f" {found['hog']} ligger bland de {percent} högsta och {found['lag']} bland de {percent} lägsta."
    return said + ends


def standing_out(answer: Answer) -> list[Any]:
    """The rows to show first, as named tuples: those that stand out, at most MOST."""
    return [row for row in each(answer.rows.head(MOST)) if row.stands_out]


def more(answer: Answer) -> str:
    """How many more stand out, and in what order all lie."""
    left = max(0, answer.counts["standing_out"] - MOST)
    rest = (
        f"{words.upper_first(words.counted(left, 'rad', 'rader'))} till sticker ut; de står i tabellen. "
        if left
        else ""
    )
    ends = f" {words.FAR_ENDS}" if answer.counts["hog"] + answer.counts["lag"] else ""
    return (
        f"{rest}Först säkerställda förändringar, ändrade svar och ovanligt stora förändringar, sedan förändringar som "
        f"bara är säkerställda för sig och värden bland de {answer.rule.percent} procent högsta eller lägsta. "
        f"Ordningen säger inte vad som är viktigast för er.{ends}"
    )


def chance(answer: Answer) -> str:
    """How many changes are tried together, and how many of the secured and of the unusual may be chance."""
    return " ".join(filter(None, (_tested(answer), _counted(answer))))


def _tested(answer: Answer) -> str:
    found = answer.counts
    if not found["tested"]:
        told = found["counted"] or not found["flips"]  # else the opening sentence has said it
        return "" if told else NOT_TESTED
    tested = answer.rows.loc[answer.rows["in_list"].notna(), "indikator"]
    at_most = any(underlag.is_at_most(answer.indikatorer[id]) for id in tested)
    return several.together(found["tested"], found["secured"], found["alone"], at_most)


def _counted(answer: Answer) -> str:
    counted = answer.counts["counted"]
    if not counted:
        return ""
    expected = counted / counting.UNUSUAL
    alarms = f"ungefär {words.number(expected)}" if expected >= 1 else "färre än en"
    told = words.upper_first(words.counted(counted, *_COUNTED))
    before = f" {changes.READ_BEFORE}" if answer.rows["steps_number"].notna().any() else ""
    return (
        f"{told} mot kommuner av liknande storlek. Om bara slump hade flyttat värdena skulle {alarms} se ovanligt "
        f"stor{'' if expected < 1.5 else 'a'} ut, och fler i de minsta kommunerna. I tabellen betyder ”31 av 93” att "
        f"31 av 93 sådana kommuner ändrades minst lika mycket, uppåt eller nedåt.{before}"
    )


def why(answer: Answer, row: Any) -> str:
    """Why a row stands out, in a few words."""
    said, year = _why(answer, row), whole(row.from_year)
    if answer.marks.doubt(row.indikator, row.kommun, year):
        return f"{said} ({statuses.SIGN} värdet {year} är markerat som osäkert)".strip()
    return said


def _why(answer: Answer, row: Any) -> str:
    indikator, moved = answer.indikatorer[row.indikator], changes.of_row(row, answer.counts["tested"])
    if flipped(row):
        before, after = ("nej", "ja") if row.flip == "nej_till_ja" else ("ja", "nej")
        return f"Ändrat svar: {before} {whole(row.from_year)}, {after} {whole(row.year)}"
    if moved.is_secured:
        how = "ökning" if row.verdict == "okning" else "minskning"
        size = words.difference(indikator, row.difference) + changes.ends(indikator, moved)
        if moved.is_alone:
            said = f"{words.upper_first(how)} sedan {moved.from_year}: {size}, {several.not_among(moved.tested)}"
        else:
            said = f"Säkerställd {how} sedan {moved.from_year}: {size}"
        return underlag.limits(indikator, said)
    if row.verdict == "ovanlig":
        return changes.unusual(indikator, moved)
    return levels.level(answer.rule, row.signal if isinstance(row.signal, str) else None)


def flipped(row: Any) -> str | None:
    """A row's flip, where a table may have turned None into NaN."""
    return row.flip if isinstance(row.flip, str) else None
