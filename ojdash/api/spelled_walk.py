"""The walk-through of a questionnaire as JSON and as a table: the same in the terminal and over HTTP."""

from __future__ import annotations

import json
from typing import Any

from ojdash import links
from ojdash.api.spelled import indikator_as_dict, typed
from ojdash.api.spelled_form import items, table, written_as_dict
from ojdash.domain.places import ASKED_FIELDS, MEETING_FIELDS, SIGNED_FIELDS
from ojdash.domain.seminar import Asked, Last, Mark, News, Signed, Walk
from ojdash.text import enkat, page, statuses

WALK_TABLE = (
    *("year", "indikator", "titel", "andrat", "kommun", "namn", "senaste_year", "senaste", "saknas", "status"),
    "status_av",
    *ASKED_FIELDS,
    *("utgava", "kalla"),
)


def walk_as_dict(walk: Walk) -> dict[str, Any]:
    """The walk-through in plain values: each question with what is new, all last answers, and what was written.

    What nobody has written is `null`. No address of the analys is in it; `analys` is null where none is open.
    """
    analys = walk.analys
    return {
        "question": {"page": walk.question.page} | typed(links.parameters(walk.question.but(analys=None))),
        "edition": walk.edition,
        "earlier": walk.earlier or None,
        "simulated": walk.simulated,
        "source": page.origin(walk),
        "title": enkat.walk_title(walk),
        "sentence": enkat.walk_sentence(walk),
        "omrade_title": walk.omrade_title,
        "year": walk.question.year,
        "kommuner": {kod: kommun.namn for kod, kommun in walk.kommuner.items()},
        "analys": {name: analys.text(f"om/{name}") or None for name in ("titel", "natverk")} if walk.is_open else None,
        "meeting": _fields(walk, f"enkat/{walk.question.year}/mote/{walk.question.omrade}/", MEETING_FIELDS),
        "gone": walk.gone,
        "questions": [_asked(walk, one) for one in walk.asked],
        "dropped": [_asked(walk, one) for one in walk.dropped],
        "marks": [_mark(walk, mark) for mark in walk.marks],
        "signed": [_signed(walk, one) for one in walk.signed] if walk.is_open else [],
        "told": list(walk.told),
    }


def walk_as_json(walk: Walk) -> str:
    """`walk_as_dict` in UTF-8 JSON, never NaN."""
    return json.dumps(walk_as_dict(walk), ensure_ascii=False, allow_nan=False, indent=1)


def walk_as_csv(walk: Walk) -> str:
    """One row a question and kommun: WALK_TABLE, comma-separated."""
    rows = []
    for one in (*walk.asked, *walk.dropped):
        for found in one.last:
            said = {name: one.said(found.kommun, name) for name in ASKED_FIELDS}
            rows.append(
                {
                    "year": str(walk.question.year),
                    "indikator": one.id,
                    "titel": one.indikator.title + one.indikator.standing,
                    "andrat": enkat.news_in_short(one),
                    "kommun": found.kommun,
                    "namn": walk.kommuner[found.kommun].namn,
                    "senaste_year": str(found.year or ""),
                    "senaste": "" if found.value is None else f"{found.value:g}",
                    "saknas": found.missing or "",
                    **statuses.in_row(found.status, walk.problem),
                    **said,
                    "utgava": walk.edition,
                    "kalla": page.origin(walk),
                }
            )
    return table(WALK_TABLE, rows)


def _fields(walk: Walk, at: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: written_as_dict(walk.analys.fields.get(at + name)) for name in names}


def _asked(walk: Walk, one: Asked) -> dict[str, Any]:
    return {
        "indikator": indikator_as_dict(one.indikator),
        "alternatives": enkat.alternatives(one.indikator),
        "news": [_news(new) for new in one.news],
        "news_said": enkat.news(one, walk.earlier),
        "gone": one.gone,
        "year": one.year,
        "ja": one.ja if one.indikator.kind == "ja_nej" else None,
        "answered": one.answered,
        "last": [_last(walk, found) for found in one.last],
        "notes": [
            {"kommun": kod, "namn": walk.kommuner[kod].namn}
            | {name: written_as_dict(one.written[kod].get(name)) for name in ASKED_FIELDS}
            for kod in walk.kommuner
            if kod in one.written
        ],
        "readings": items(one.readings),
    }


def _news(new: News) -> dict[str, Any]:
    parts = [{"part": part.part, "before": part.before, "after": part.after} for part in new.parts]
    return {"kind": new.kind, "year": new.year, "reason": new.reason or None, "parts": parts}


def _last(walk: Walk, found: Last) -> dict[str, Any]:
    return {
        "kommun": found.kommun,
        "namn": walk.kommuner[found.kommun].namn,
        "year": found.year,
        "value": found.value,
        "missing": found.missing,
        "earlier": {"year": found.earlier[0], "value": found.earlier[1]} if found.earlier else None,
        "status": found.status.lage if found.status else None,
        "doubts": [statuses.said_by(one) for one in found.doubts],
    }


def _mark(walk: Walk, mark: Mark) -> dict[str, Any]:
    who = {"kommun": mark.kommun, "namn": walk.kommuner[mark.kommun].namn, "indikator": mark.id, "done": mark.is_done}
    return who | {name: written_as_dict(mark.written.get(name)) for name in ASKED_FIELDS[1:]}


def _signed(walk: Walk, one: Signed) -> dict[str, Any]:
    who = {"kommun": one.kommun, "namn": walk.kommuner[one.kommun].namn, "open": one.open}
    return who | {name: written_as_dict(one.written.get(name)) for name in SIGNED_FIELDS} | {"lacks": list(one.lacks)}
