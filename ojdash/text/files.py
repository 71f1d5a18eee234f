"""The words of files that stand alone: what a view's picture, paper and table say of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ojdash import text
from ojdash.domain.answer import Answer, number
from ojdash.domain.indikator import Indikator
from ojdash.text import (
    changes,
    indikator,
    jamfor,
    kvalitet,
    om_data,
    over_tid,
    oversikt,
    page,
    signaler,
    underlag,
    words,
)

VALUES, NOTES, ABOUT = "Värden", "Att veta", "Om uppgifterna"
ADDRESS, MADE, EDITION, GROUP, TITLE, ANSWER = "Länk", "Uttagen", "Utgåva", "Jämförs med", "Titel", "Svar"
CODE_AND_NAME = "Kod och namn"
SAYS, STATE = "Innehåll", "Obs"
MEDIAN_OF_ALL = "Medianen för alla kommuner"
LOWER_EDGE, UPPER_EDGE = "Mellersta hälften, nedre gräns", "Mellersta hälften, övre gräns"
# The heads of a file's columns that the screen's tables do not have.
COLUMNS: dict[str, str] = {
    "kommun": "Kommunkod",
    "kon": "Kön",
    "enhet": "Enhet",
    "visas": "Värdet i ord",
    "tecken": "Tecken",
    "saknas": "Saknas därför att",
    "n_hogst": underlag.IS_AT_MOST,
    "kommuner": "Kommuner med värde",
    "from_year": "Tidigare år",
    "difference": "Skillnad",
    "earlier": "Tidigare mätning",
    "status_av": "Status satt av",
    "utgava": EDITION,
    "kalla": "Källa",
}
# What a file is called where it is fetched, by its ending.
NAMES: dict[str, str] = {
    "pdf": "PDF av vyn",
    "excel.csv": "CSV för Excel",
    "csv": "CSV för program",
    "xlsx": "Excel",
}


def about(answer: Answer, link: str, day: date | None = None) -> list[tuple[str, str]]:
    """What a view is of, where from, and where it is shown; `day`: when it was taken out."""
    question, said = answer.question, []
    if answer.indikator is not None:
        said.append((page.INDIKATOR, f"{answer.indikator.title}{answer.indikator.standing} ({answer.indikator.id})"))
    elif answer.omrade_title:
        said.append((page.OMRADE, answer.omrade_title))
    said.append((page.YEAR, years(answer)))
    if question.page != "om_data":
        said.append((page.GENDER, words.GENDER[question.gender]))
    if answer.group is not None and question.page not in ("indikator", "kvalitet"):
        said.append((GROUP, words.upper_first(jamfor.group(answer))))
    said += [(page.SOURCE, page.source(answer)), (EDITION, answer.edition), (ADDRESS, link)]
    return [*said, *([(MADE, day.isoformat())] if day else [])]


def years(answer: Answer) -> str:
    """The year of a view, or the first and the last of its rows."""
    if answer.question.year is not None and answer.question.page != "over_tid":
        return str(answer.question.year)
    found = [int(year) for year in map(number, answer.rows["year"].tolist()) if year is not None]
    first, last = min(found, default=answer.question.year), max(found, default=answer.question.year)
    return str(last or "") if first == last else f"{first}–{last}"


def of_view(answer: Answer) -> str:
    """In one line: year, gender and group, for a picture's second line."""
    names = (page.YEAR, page.GENDER, GROUP)
    return " · ".join(f"{name}: {said}" for name, said in about(answer, "") if name in names and said)


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture says of itself: its title, sentences above and below, and that its values are made up or ""."""

    title: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    example: str = ""


def caption(answer: Answer, link: str) -> Caption:
    """What a view's picture says of itself."""
    lines = dict(about(answer, link))
    below = [f"{name}: {lines[name]}" for name in (page.INDIKATOR, page.OMRADE) if name in lines]
    return Caption(
        text.whole_title(answer),
        (text.sentence(answer), of_view(answer)),
        (*below, page.source(answer), f"{ADDRESS}: {link}"),
        words.EXAMPLE if answer.simulated else "",
    )


def of_kommuner(name: str, kommuner: int) -> str:
    """A median and how many values it rests on."""
    return f"{name} ({words.number(kommuner)} har ett värde)"


def notes(answer: Answer) -> list[str]:
    """What the page says beside its figure, in its order."""
    return [said for say in NOTES_OF.get(answer.question.page, ()) if (said := say(answer))]


def _change(answer: Answer) -> str:
    return changes.sentence(answer.indikator, answer.change)


# By page, what says each note; a note more on a page is one more here.
NOTES_OF: dict[str, tuple[Callable[[Answer], str], ...]] = {
    "oversikt": (oversikt.more, oversikt.chance),
    "indikator": (
        *(_change, indikator.riket, indikator.certainty),
        *(over_tid.women_and_men, indikator.newer, indikator.level_says_not),
    ),
    "over_tid": (jamfor.with_own, over_tid.women_and_men, over_tid.reading),
    "jamfor": (
        *(jamfor.with_own, indikator.in_funnel, jamfor.far_ends, jamfor.group_note),
        *(_change, indikator.newer, jamfor.members),
    ),
    "signaler": (signaler.chance, signaler.far_ends, jamfor.group_note, lambda answer: words.SIGNAL_SAYS_NOT),
    "kvalitet": (lambda answer: kvalitet.NOT_ERROR, kvalitet.in_group),
    "om_data": (lambda answer: om_data.COVERAGE_READ,),
}


def foot(title: str, answer: Answer, day: date) -> str:
    """The foot of every page."""
    example = f"{words.EXAMPLE} · " if answer.simulated else ""
    return f"{example}{title} · {EDITION} {answer.edition} · {day.isoformat()}"


def facts(definition: Indikator) -> list[tuple[str, str]]:
    """The fact box of an indikator, what its n is where that is not how many answered, and its breaks."""
    said = [(head, page.fact(definition, name)) for name, head in page.FACT_BOX.items()]
    at_most = [(underlag.heading(definition), underlag.AT_MOST_TOLD)] if underlag.is_at_most(definition) else []
    return said + at_most + [(page.BREAK, sentence) for sentence in page.breaks(definition)]


def to_a_file(kind: str) -> str:
    """A file that a screen can't show is asked for on one."""
    return f"Filen är inte text. Skriv den till en fil: lägg till > vy.{kind} efter kommandot."


def only_figures(kind: str) -> str:
    """A format that a page does not have."""
    return f"Formatet {kind} finns inte för den här sidan. Välj table, csv eller json."
