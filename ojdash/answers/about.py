"""The answers about the figures themselves: what an edition holds, and how all of it is reckoned."""

from __future__ import annotations

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
    return Answer(
        question=question,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, store.ids),
        kommun=None,
        rows=rows,
        indikatorer={id: store.indikator(id) for its in store.by_omrade.values() for id in its},
        omrade_title=store.omraden.get(question.omrade or "", ""),
        fetched=fetched(store, store.ids),
        names={kod: kommun.namn for kod, kommun in store.kommuner.items()},
        years=tuple(sorted(int(year) for year in rows["year"].unique())),
        counts=store.manifest["counts"]
        | {
            "with_values": sum(len(store.with_values(lan)) for lan in {one.lan for one in store.kommuner.values()}),
            "omraden": store.omraden,
            "refused": store.manifest["refused"],
            "notes": store.manifest["notes"],
            "of_regions": sum(len(its) for its in store.by_omrade.values()) - len(of_kommuner(store)),
        },
    )


def sa_raknar_vi(store: Store, question: Question) -> Answer:
    """How everything is reckoned, by the rule of the edition. No rows."""
    return Answer(
        question=question,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, store.ids),
        kommun=None,
        rows=pd.DataFrame(columns=ROWS),
        fetched=fetched(store, store.ids),
        names={kod: kommun.namn for kod, kommun in store.kommuner.items()},
    )
