"""What an answer's figure shows beside the kommuner: riket and medians, as rows of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ojdash.charts.figure import riket
from ojdash.domain.answer import Answer, each, number
from ojdash.domain.group import Tally
from ojdash.domain.kommun import RIKET
from ojdash.text import charts as figures
from ojdash.text import files, jamfor, underlag, words
from ojdash.text import group as whose


@dataclass(frozen=True, slots=True)
class Beside:
    """A row that is no kommun's.

    row       riket, median, grupp (the share of Ja in a group), kvartil, or kommun (in place of a median of too few)
    value     in the indikator's unit; of Ja/Nej the share that answers Ja, 0 to 1
    decimals  how many it is shown with
    n         how many kommuner it rests on
    answers   Ja/Nej: who answers, who has not and whom the question does not concern, in words
    kod       the kommun's code, of such a row
    svar      how many answered there
    """

    row: str
    namn: str
    year: int
    value: float
    decimals: int
    n: int | None = None
    answers: str = ""
    kod: str = ""
    svar: int | None = None

    @property
    def kommun(self) -> str:
        """A kommun's code or Riket's, or none."""
        return RIKET if self.row == "riket" else self.kod

    @property
    def called(self) -> str:
        """The name with how many it rests on, where a table has no column for that."""
        return self.namn if self.n is None or self.answers else files.of_kommuner(self.namn, self.n)

    def spelled(self, answer: Answer) -> str:
        """The value as a sentence says it."""
        return self.answers or words.value(answer.indikator, self.value, decimals=self.decimals)

    def cells(self, answer: Answer) -> dict[str, str]:
        """The row of a table in words, by column."""
        n = "" if self.svar is None else underlag.n_alone(answer.indikator, self.svar)
        return {"namn": self.called, "year": str(self.year), "value": self.spelled(answer), "n": n}


def beside(answer: Answer) -> list[Beside]:
    """The rows beside; none on pages about many indikatorer. Riket by year stands among År för år's own rows."""
    if answer.indikator is None or answer.question.year is None:
        return []
    page = answer.question.page
    if page == "over_tid":
        return list(_group_years(answer))
    if answer.indikator.is_coded:
        return list(_answers(answer)) if page in ("jamfor", "indikator") else []
    return list({"jamfor": _group, "indikator": _nation}.get(page, lambda answer: ())(answer))


def _group(answer: Answer) -> Iterator[Beside]:
    group, year = answer.group, answer.question.year
    if group is not None and group.median is not None:
        decimals = jamfor.median_decimals(answer)
        yield Beside("median", figures.median_name(group), year, group.median, decimals, group.n)
    if group is not None and group.median_with_own is not None:
        namn = figures.median_name(group, with_own=True)
        yield _median(answer, namn, year, group.median_with_own, group.n_with_own)
    yield from _riket(answer)


def _answers(answer: Answer) -> Iterator[Beside]:
    """Who answers a Ja/Nej, without the own kommun and with it."""
    group, year = answer.group, answer.question.year
    if group is None or answer.indikator.kind != "ja_nej" or not group.members:
        return
    for namn, counted in ((whose.others(group), group.others), (whose.everyone(group), group.everyone)):
        if counted.n:
            yield _share(words.upper_first(namn), year, counted)


def _share(namn: str, year: int, counted: Tally) -> Beside:
    answers = f"{whose.yes_of(counted)} svarar ja{whose.not_answering(counted)}"
    return Beside("grupp", namn, year, counted.ja / counted.n, 0, counted.n, answers)


def _nation(answer: Answer) -> Iterator[Beside]:
    year = answer.question.year
    for row in each(answer.national[answer.national["year"] == year]) if answer.national is not None else ():
        names = (("q1", files.LOWER_EDGE), ("median", files.MEDIAN_OF_ALL), ("q3", files.UPPER_EDGE))
        for name, namn in names:
            if (value := number(getattr(row, name))) is not None:
                median = _median(answer, namn, year, value, int(row.kommuner))
                yield median if name == "median" else Beside("kvartil", namn, year, value, median.decimals, median.n)
    yield from _riket(answer)


def _riket(answer: Answer) -> Iterator[Beside]:
    value = riket(answer)
    if value is not None:
        yield Beside("riket", figures.RIKET, answer.question.year, value, answer.indikator.decimals)


def _group_years(answer: Answer) -> Iterator[Beside]:
    group = answer.group
    if answer.group_years is None or group is None:
        return
    for row in each(answer.group_years):
        value, year, n = number(row.value), int(row.year), int(row.n)
        for kod, namn, own, svar in row.few:
            yield Beside("kommun", namn, year, own, answer.indikator.decimals, kod=kod, svar=svar)
        if answer.indikator.kind == "ja_nej" and value is not None:
            counted = Tally(int(n + row.unconcerned + row.lacking), n, int(row.unconcerned), int(row.ja))
            yield _share(words.upper_first(whose.others(group)), year, counted)
        elif value is not None:
            yield _median(answer, figures.median_name(group), year, value, n)
        if (with_own := number(row.with_own)) is not None:
            yield _median(answer, figures.median_name(group, with_own=True), year, with_own, int(row.n_with_own))


def _median(answer: Answer, namn: str, year: int, value: float, n: int | None) -> Beside:
    return Beside("median", namn, year, value, words.finer(answer.indikator, value), n)
