"""An answer as JSON: the same in the terminal, over HTTP and in a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pandas as pd

from ojdash import links, text
from ojdash.domain import counting
from ojdash.domain.answer import ROWS, Answer, each, number, whole
from ojdash.domain.change import Change
from ojdash.domain.indikator import Indikator
from ojdash.domain.status import Marks
from ojdash.text import gender, jamfor, page

# What a page's rows hold beyond ROWS, and how it is spelled.
_MORE = {"ties", "kommuner", "from_year", "difference", "verdict", "flip", "in_list", "newest", "omrade", "indikatorer"}
_MORE |= {"kind", "earlier", "n_earlier", "low", "high", "sure_by", "sure", "ask", "whose"}  # flags
_OF_CHANGE = {"counted", "at_least"}  # told where the change is that they are of
_STEPS = ("least", "most", "since", "number")
_WHOLE = {"year", "n", "ties", "kommuner", "counted", "at_least", "from_year", "newest", "indikatorer", "n_earlier"}


def as_dict(answer: Answer) -> dict[str, Any]:
    """The answer in plain values: question, edition, sentence, indikator, group, change, statuses, rows.

    `value` is unrounded, `null` where `missing` says why; `percentile` and `signal` are null where they do not apply.
    `in_list` of a row says whether its change is secured among all that the rows test; null where it is not tested.
    """
    return {
        "question": {"page": answer.question.page} | _spoken(typed(links.parameters(answer.question))),
        "edition": answer.edition,
        "simulated": answer.simulated,
        "source": page.origin(answer),
        "rule": asdict(answer.rule),
        "sentence": text.sentence(answer),
        "indikator": indikator_as_dict(answer.indikator) if answer.indikator else None,
        "indikatorer": (
            {} if answer.indikator else {id: indikator_as_dict(of_row) for id, of_row in answer.indikatorer.items()}
        ),
        "group": group_as_dict(answer),
        "change": change_as_dict(answer.change),
        "statuses": statuses_as_list(answer.marks),
        "rows": _rows(answer.rows),
    }


def as_json(answer: Answer) -> str:
    """`as_dict` in UTF-8 JSON, never NaN."""
    return json.dumps(as_dict(answer), ensure_ascii=False, allow_nan=False, indent=1)


def typed(parameters: dict[str, str]) -> dict[str, Any]:
    """The parameters of an address, years as numbers."""
    return {name: int(part) if name in ("year", "from") else part for name, part in parameters.items()}


def _spoken(fields: dict[str, Any]) -> dict[str, Any]:
    """The code of a gender with its word beside it."""
    return fields | {"kon": gender.WORD[fields["gender"]]} if "gender" in fields else fields


def indikator_as_dict(indikator: Indikator) -> dict[str, Any]:
    """What a definition says of how its values read."""
    return {
        "id": indikator.id,
        "title": indikator.title,
        "oj": indikator.oj,
        "omrade": indikator.omrade,
        "kind": indikator.kind,
        "unit": indikator.unit,
        "decimals": indikator.decimals,
        "direction": indikator.direction,
        "type": indikator.type,
        "underlag": indikator.underlag,
        "antal_svar": indikator.antal_svar,
        "codes": indikator.codes,
        "breaks": [{"year": brott.year, "reason": brott.reason} for brott in indikator.breaks],
        "source": indikator.source,
        "source_url": indikator.source_url,
    }


def group_as_dict(answer: Answer) -> dict[str, Any] | None:
    """Whom the kommun is set beside, or None on pages without a group."""
    group = answer.group
    if group is None:
        return None
    spelled = {"name": jamfor.group(answer), "kind": group.kind, "members": list(group.members), "median": group.median}
    spelled |= {"n": group.n, "ja": group.ja, "lacking": None, "unconcerned": None}
    if group.others is not None:
        spelled |= {"lacking": group.others.lacking, "unconcerned": group.others.unconcerned}
    spelled |= {
        "median_with_own": group.median_with_own,
        "n_with_own": group.n_with_own,
        "ja_with_own": group.ja_with_own,
    }
    return spelled


def change_as_dict(change: Change | None) -> dict[str, Any] | None:
    """A change between two years, or None where there is none."""
    if change is None:
        return None
    return {
        "from": change.from_year,
        "to": change.to_year,
        "difference": change.difference,
        "verdict": change.verdict,
        "low": change.low,
        "high": change.high,
        "counted": change.counts.counted if change.counts else None,
        "at_least": change.counts.at_least if change.counts else None,
        "steps": asdict(change.steps) if change.steps else None,
    }


def statuses_as_list(marks: Marks) -> list[dict[str, Any]]:
    """What coordinators say of values, the newest of each: key, state, who, why, when, and the value seen then.

    Who signed in has `verified` too.
    """
    names = ("indikator", "kommun", "year", "lage", "namn", "skal", "at", "value", "missing", "gender", "utgava")
    return [
        _spoken({name: getattr(status, name) for name in names} | verified_as_dict(status.verified)) for status in marks
    ]


def verified_as_dict(name: str) -> dict[str, str]:
    """The name that somebody signed in by; nothing where nobody did."""
    return {"verified": name} if name else {}


def _rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    of_values = "indikatorer" not in rows  # Om data's rows are about areas
    more = _MORE | _OF_CHANGE if "difference" in rows else _MORE
    names = [name for name in rows.columns if name in more or (name in ROWS and (of_values or name == "year"))]
    found = [
        _spoken({name: _plain(name, cell) for name, cell in zip(names, row, strict=True)}) for row in each(rows[names])
    ]
    if "steps_number" in rows:
        for said, row in zip(found, each(rows[[f"steps_{name}" for name in _STEPS]]), strict=True):
            moves = counting.steps_of(*map(number, row))
            said["steps"] = asdict(moves) if moves else None
    return found


def _plain(name: str, cell: Any) -> Any:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return cell
    value = number(cell)
    return whole(cell) if name in _WHOLE and value is not None and value.is_integer() else value
