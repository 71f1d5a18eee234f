"""The answer of Kvalitet: what is worth checking in an area, of the own kommun, its group and whole indikatorer."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from ojdash.answers.one import fetched, group
from ojdash.answers.settling import concerning
from ojdash.domain.answer import ROWS, Answer, each, whole
from ojdash.domain.kept import kept
from ojdash.domain.quality import KINDS, ask, untried
from ojdash.domain.question import Question
from ojdash.store import Store, source_of

FLAG = ["kind", "from_year", "earlier", "n_earlier", "low", "high", "kommuner", "sure_by", "sure", "ask", "whose"]
WHOSE = ("egen", "gruppen", "indikatorn")


def kvalitet(store: Store, question: Question) -> Answer:
    """The flags of an area.

    rows    one per flag: `whose` egen (the own kommun's), then gruppen by name, then indikatorn (kommun and namn None);
            each by kind as in `domain.quality.KINDS`, then in the area's order. With FLAG; the numbers mean what
            `domain.quality.flags` says, and `ask` is whom to ask. Of the asked year; without one the own kommun's
            since its newest value of each indikator, all others of the nation's newest year
    counts  controlled: False of an edition that was published without flags; by_kind: kind to how many of each WHOSE;
            checked: how many indikatorer the area has; untried: (kind, why) to how many of them, of the asked year
            or each one's newest (`domain.quality.untried`)
    """
    omrade = question.omrade or next(iter(store.by_omrade))
    question = question.but(omrade=omrade)
    beside = group(store, question)
    wanted = concerning(store, omrade)
    codes = [question.kommun, *beside.members]
    rows = store.flags(omrade, codes, question.year)
    rows = rows[rows["indikator"].isin(wanted)]
    if question.year is None:
        own, others = _newest(store, question.kommun, wanted)
        first = [
            (own if kommun == question.kommun else others)[id]
            for id, kommun in zip(rows["indikator"], rows["kommun"], strict=True)
        ]
        rows = rows[rows["year"].to_numpy() >= np.array(first, dtype=int)]
    rows = _in_order(store, rows, codes, wanted)
    by_kind = {
        kind: {whose: int((its["whose"] == whose).sum()) for whose in WHOSE}
        for kind, its in sorted(rows.groupby("kind"), key=lambda one: KINDS.index(one[0]))
    }
    return Answer(
        question=question,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, wanted),
        kommun=store.kommuner[question.kommun],
        rows=rows,
        indikatorer={id: store.indikator(id) for id in wanted},
        omrade_title=store.omraden.get(omrade, ""),
        fetched=fetched(store, wanted),
        group=beside,
        names={kod: kommun.namn for kod, kommun in store.kommuner.items()},
        years=tuple(sorted({year for id in wanted for year in store.years(id)})),
        counts={
            "controlled": store.controlled,
            "by_kind": by_kind,
            "checked": len(wanted),
            "untried": _untried(store, omrade, question.year) if store.controlled else {},
        },
    )


@kept("untried checks")  # the same for every kommun
def _untried(store: Store, omrade: str, year: int | None) -> dict[tuple[str, str], int]:
    known: dict[str, dict[int, int]] = {id: {} for id in concerning(store, omrade)}
    for row in each(store.coverage()):
        if row.indikator in known:
            known[row.indikator][row.year] = row.kommuner
    found: Counter[tuple[str, str]] = Counter()
    for id, its in known.items():
        asked = year or max(its, default=None)
        if asked in its:
            found.update(untried(store.indikator(id), its, store.genders(id), asked, store.rule).items())
    return dict(sorted(found.items(), key=lambda one: (KINDS.index(one[0][0]), one[0][1])))


def surest(store: Store, most: int = 5) -> list[pd.Series]:
    """The flags of an edition's newest years that are least likely to be as they stand (`Store.flags`).

    At most two of a kind, by kind as in `domain.quality.KINDS`, then by how sure; declared breaks are known already.
    """
    found = []
    for omrade, its in store.by_omrade.items():
        rows = store.flags(omrade, list(store.kommuner))
        newest = {id: max(store.years(id), default=0) for id in its}
        rows = rows[rows["year"].to_numpy() == np.array([newest[id] for id in rows["indikator"]], dtype=int)]
        found.append(rows)
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["kind"])
    rows = rows[rows["kind"].ne("brott")]
    if rows.empty:
        return []
    rows = rows.assign(place=rows["kind"].map(KINDS.index), size=-rows["sure"].astype(float).abs())
    rows = rows.sort_values(["place", "size", "indikator", "year"], kind="stable").groupby("kind", sort=False).head(2)
    return [row for _, row in rows.head(most).iterrows()]


def _newest(store: Store, kommun: str, wanted: list[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Each indikator's newest year with a value: the kommun's own, or else the nation's; and the nation's."""
    latest = store.latest(kommun, "T").set_index("indikator")
    last = {id: max(store.years(id), default=0) for id in wanted}
    nation = {id: whole(latest["newest"].get(id)) or last[id] for id in wanted}
    return {id: whole(latest["year"].get(id)) or nation[id] for id in wanted}, nation


def _in_order(store: Store, rows: pd.DataFrame, codes: list[str], wanted: list[str]) -> pd.DataFrame:
    own = rows["kommun"] == codes[0]
    whose = pd.Series("gruppen", index=rows.index).mask(own, "egen").mask(rows["kommun"].isna(), "indikatorn")
    rows = rows.assign(
        whose=whose.astype(object),
        ask=[ask(kind, none) for kind, none in zip(rows["kind"], rows["kommun"].isna(), strict=True)],
        namn=[store.kommuner[kod].namn if isinstance(kod, str) else None for kod in rows["kommun"]],
        missing=None,
        signal=None,
        percentile=float("nan"),
        status=None,
    )
    place = {kod: number for number, kod in enumerate(codes)}
    order = pd.DataFrame(
        {
            "whose": rows["whose"].map(WHOSE.index),
            "kommun": rows["kommun"].map(place).fillna(-1),
            "kind": rows["kind"].map(KINDS.index),
            "indikator": rows["indikator"].map({id: number for number, id in enumerate(wanted)}),
            "year": -rows["year"].astype(int),
        }
    )
    order = order.sort_values(list(order.columns), kind="stable").index
    return rows.loc[order, [*ROWS, *FLAG]].reset_index(drop=True)
