"""What an answer's figure shows beside the kommuner: riket and medians, as rows of its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ojdash.charts.figure import riket
from ojdash.domain.answer import Answer, each, number
from ojdash.domain.kommun import RIKET
from ojdash.text import charts as figures
from ojdash.text import files, jamfor, words


@dataclass(frozen=True, slots=True)
class Beside:
    """A row that is no kommun's.

    row       riket, median, grupp (the share of Ja in a group) or kvartil
    value     in the indikator's unit; of Ja/Nej the share that answers Ja, 0 to 1
    decimals  how many it is shown with
    n         how many kommuner it rests on
    """

    row: str
    namn: str
    year: int
    value: float
    decimals: int
    n: int | None = None

    @property
    def kommun(self) -> str:
        """Riket's code, or none."""
        return RIKET if self.row == "riket" else ""

    def shown(self, answer: Answer) -> str:
        """The value as a sentence says it."""
        return words.value(answer.indikator, self.value, decimals=self.decimals)


def beside(answer: Answer) -> list[Beside]:
    """The rows beside; none on pages about many indikatorer. Riket by year stands among År för år's own rows."""
    if answer.indikator is None or answer.question.year is None:
        return []
    page = answer.question.page
    if page == "over_tid":
        return list(_group_years(answer))
    if answer.indikator.is_coded:
        return []
    return list({"jamfor": _group, "indikator": _nation}.get(page, lambda answer: ())(answer))


def _group(answer: Answer) -> Iterator[Beside]:
    found, year = answer.group, answer.question.year
    if found is not None and found.median is not None:
        decimals = jamfor.median_decimals(answer)
        yield Beside("median", figures.MEDIAN_OF[found.kind], year, found.median, decimals, found.n)
    yield from _riket(answer)


def _nation(answer: Answer) -> Iterator[Beside]:
    year = answer.question.year
    for row in each(answer.national[answer.national["year"] == year]) if answer.national is not None else ():
        names = (("q1", files.LOWER_EDGE), ("median", files.MEDIAN_OF_ALL), ("q3", files.UPPER_EDGE))
        for name, said in names:
            if (value := number(getattr(row, name))) is not None:
                found = _median(answer, said, year, value, int(row.kommuner))
                yield found if name == "median" else Beside("kvartil", said, year, value, found.decimals, found.n)
    yield from _riket(answer)


def _riket(answer: Answer) -> Iterator[Beside]:
    value = riket(answer)
    if value is not None:
        yield Beside("riket", figures.RIKET, answer.question.year, value, answer.indikator.decimals)


def _group_years(answer: Answer) -> Iterator[Beside]:
    kind = answer.group.kind if answer.group else "riket"
    if answer.group_years is None:
        return
    for row in each(answer.group_years):
        value, year, n = number(row.value), int(row.year), int(row.n)
        if value is None:
            continue
        if answer.indikator.kind == "ja_nej":
            yield Beside("grupp", figures.GROUP_SHORT[kind], year, value / 100, 0, n)
        else:
            yield _median(answer, figures.MEDIAN_OF[kind], year, value, n)


def _median(answer: Answer, namn: str, year: int, value: float, n: int | None) -> Beside:
    return Beside("median", namn, year, value, words.finer(answer.indikator, value), n)
