"""The answers about the figures themselves: what an edition holds, and how all of it is reckoned."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ojdash.answers.one import fetched
from ojdash.domain.answer import ROWS, Answer
from ojdash.domain.question import Question
from ojdash.store import Store, of_kommuner, source_of


def om_data(store: Store, question: Question) -> Answer:
    """Coverage. rows: one per area and year: omrade, year, indikatorer with a value, kommuner (median with a value)."""
    covered = store.coverage()
    covered["omrade"] = [store.indikator(id).omrade for id in covered["indikator"]]
    if question.omrade:
        covered = covered[covered["omrade"] == question.omrade]
    by = covered.groupby(["omrade", "year"], sort=False)
    rows = pd.DataFrame({"indikatorer": by["indikator"].nunique(), "kommuner": by["kommuner"].median()}).reset_index()
    rows = rows.reindex(columns=[*ROWS, "omrade", "indikatorer", "kommuner"])
    ids_with_values = [id for ids in store.by_omrade.values() for id in ids]
    counties = {kommun.lan for kommun in store.kommuner.values()}
    return _of_edition(
        store,
        question,
        rows,
        indikatorer={id: store.indikator(id) for id in ids_with_values},
        omrade_title=store.omraden.get(question.omrade or "", ""),
        years=tuple(sorted(int(year) for year in rows["year"].unique())),
        counts=store.manifest["counts"]
        | {
            "with_values": sum(len(store.with_values(lan)) for lan in counties),
            "omraden": store.omraden,
            "refused": store.manifest["refused"],
            "notes": store.manifest["notes"],
            "of_regions": len(ids_with_values) - len(of_kommuner(store)),
        },
    )


def sa_raknar_vi(store: Store, question: Question) -> Answer:
    """How everything is reckoned, by the rule of the edition. No rows."""
    return _of_edition(store, question, pd.DataFrame(columns=ROWS))


def _of_edition(store: Store, question: Question, rows: pd.DataFrame, **more: Any) -> Answer:
    """An answer about a whole edition, of no kommun; `more` is what the page adds."""
    return Answer(
        question=question,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, store.ids),
        kommun=None,
        rows=rows,
        fetched=fetched(store, store.ids),
        names={kod: kommun.namn for kod, kommun in store.kommuner.items()},
        **more,
    )
