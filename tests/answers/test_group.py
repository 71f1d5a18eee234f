"""Who is counted in the shipped example is what pandas reckons from its published rows, for every kommun."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow.parquet as parquet
import pytest

from ojdash import answers
from ojdash.domain.missing import MISSING
from ojdash.domain.question import Question
from ojdash.store import Store

NOT_CONCERNED = MISSING.index("ej_tillamplig")
KINDS = ("ja_nej", "andel", "dagar", "antal", "kronor", "kategori")


def one_of_each(store: Store, place: int) -> Iterator[str]:
    """An indikator of each kind that has values."""
    every = [id for its in store.by_omrade.values() for id in its]
    for kind in KINDS:
        its = [id for id in every if store.indikator(id).kind == kind]
        yield from its[place:][:1]


def every_row(store: Store, id: str) -> pd.DataFrame:
    """The rows of an indikator as they lie in the file, without those of one gender."""
    number, file, _ = store.place(id)
    found = parquet.read_table(store.verified(file)).to_pandas()
    return found[(found["indikator"] == number) & (found["gender"] == 0)]


def published(store: Store, id: str) -> pd.DataFrame:
    """Those of its newest year, by kommun."""
    found = every_row(store, id)
    found = found[found["year"] == found.loc[found["value"].notna() & (found["kommun"] > 0), "year"].max()]
    return found.assign(kommun=[f"{kod:04d}" for kod in found["kommun"]]).set_index("kommun")


def reckoned(rows: pd.DataFrame, codes: list[str], kind: str) -> tuple:
    """kommuner, n, unconcerned, lacking, ja and median of some kommuner, reckoned apart from the code that answers."""
    its = rows.reindex(codes)
    known = its["value"].dropna()
    unconcerned = int((its["value"].isna() & its["missing"].eq(NOT_CONCERNED).fillna(False)).sum())
    ja = int(known.eq(1).sum()) if kind == "ja_nej" else None
    few = len(known) < 4 or kind in ("ja_nej", "kategori")
    return len(its), len(known), unconcerned, len(its) - len(known) - unconcerned, ja, None if few else known.median()


@pytest.mark.parametrize(
    ("peers", "place", "step"),
    [
        pytest.param("lan", 0, 1, marks=pytest.mark.deep),
        ("lan", 0, 7),
        ("kommungrupp", -1, 11),
        ("riket", -1, 29),
        ("0180-0685-1480-1280-2584", -1, 29),
    ],
)
def test_counts_and_both_medians_are_those_of_the_published_rows(
    example: Store, peers: str, place: int, step: int
) -> None:
    for id in one_of_each(example, place):
        rows, kind = published(example, id), example.indikator(id).kind
        year = int(rows["year"].iloc[0])
        for kommun in list(example.kommuner)[::step]:
            asked = answers.checked(example, Question("jamfor", kommun, indikator=id, peers=peers, year=year))
            group = answers.answer(example, asked).group
            for counted, codes in ((group.others, [*group.members]), (group.everyone, [*group.members, kommun])):
                found = (counted.kommuner, counted.n, counted.unconcerned, counted.lacking, counted.ja)
                *wanted, middle = reckoned(rows, codes, kind)
                assert found == tuple(wanted), (id, kommun)
                assert counted.median == (None if middle is None else pytest.approx(middle)), (id, kommun)


def test_the_counts_of_the_nation_by_year_are_those_of_the_published_rows(example: Store) -> None:
    id = next(one_of_each(example, 0))
    koder = {int(kod) for kod in example.kommuner}
    found = every_row(example, id)
    found = found[found["kommun"].isin(koder)]
    for row in example.national(id, "T").itertuples():
        its = found[found["year"] == row.year]
        unconcerned = int(its["missing"].eq(NOT_CONCERNED).fillna(False).sum())
        assert (row.kommuner, row.unconcerned) == (its["value"].notna().sum(), unconcerned)
        assert row.kommuner + row.unconcerned + row.lacking == len(koder)
