"""Editions, and what differs between two, as JSON and CSV: every value, unrounded."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from ojdash.api.spelled_form import table
from ojdash.domain.edition import CHANGED, Differences, Edition
from ojdash.text import editions as text

_TABLE = [*CHANGED[:2], "namn", *CHANGED[2:5], "part", *CHANGED[5:], "titel"]


def editions_as_json(editions: list[Edition]) -> str:
    """A list, oldest first: id, current, source, simulated, fetched, counts, size, own, problem."""
    return _json([_edition(one) for one in editions])


def editions_as_csv(editions: list[Edition]) -> str:
    """The same, one line an edition; of the counts indikatorer, kommuner and rows."""
    rows = [_edition(one) for one in editions]
    flat = [{**row, **{name: row["counts"].get(name) for name in ("indikatorer", "kommuner", "rows")}} for row in rows]
    return _csv(pd.DataFrame(flat).drop(columns="counts"))


def differences_as_json(found: Differences) -> str:
    """before, after, sentence, counts, indikatorer (what differs of each) and values (one a value)."""
    rows = found.values.astype(object).where(found.values.notna(), None).to_dict("records")
    return _json(
        {
            "before": found.before,
            "after": found.after,
            "sentence": text.sentence(found),
            "counts": found.counts,
            "indikatorer": [
                {
                    "id": one.indikator.id,
                    "title": one.indikator.title,
                    **{name: getattr(one, name) for name in ("added", "revised", "withdrawn")},
                    "redefined": [{"part": p.part, "before": p.before, "after": p.after} for p in one.redefined],
                    "only_in": one.only_in,
                }
                for one in found.moved
            ],
            "values": [row | {"namn": found.names.get(row["kommun"]), "year": int(row["year"])} for row in rows],
        }
    )


def differences_as_csv(found: Differences) -> str:
    """One line a value, and before those of an indikator one line a redefined part, or that it is new or gone."""
    values = found.values.assign(part="", namn=[found.names.get(kod, "") for kod in found.values["kommun"]])
    by = dict(list(values.groupby("indikator", sort=False)))
    parts = []
    for one in found.moved:
        id = one.indikator.id
        said = [{"change": "redefined", "part": p.part, "before": p.before, "after": p.after} for p in one.redefined]
        if one.only_in:
            said.insert(0, {"change": "new" if one.only_in == "after" else "gone"})
        rows = [pd.DataFrame(said).assign(indikator=id)] if said else []
        rows += [by[id].astype(object)] if id in by else []
        parts.append(
            pd.concat([part.astype(object).reindex(columns=_TABLE) for part in rows]).assign(titel=one.indikator.title)
        )
    whole = pd.concat(parts) if parts else pd.DataFrame(columns=_TABLE)
    return _csv(whole)


def _csv(rows: pd.DataFrame) -> str:
    return table(list(rows), rows.astype(object).where(rows.notna(), "").to_dict("records"))


def _edition(one: Edition) -> dict[str, Any]:
    return {
        "id": one.id,
        "current": one.current,
        "source": one.source.name if one.source else None,
        "simulated": one.source.simulated if one.source else None,
        "fetched": one.source.fetched_at if one.source else None,
        "counts": one.counts,
        "size": one.size,
        "own": one.own,
        "problem": one.problem or None,
    }


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, allow_nan=False, indent=1)
