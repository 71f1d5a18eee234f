"""Läget as JSON and as a table: the answers of every area, and the dates of the year."""

from __future__ import annotations

import json
from typing import Any

from ojdash import links
from ojdash.api.spelled_form import table, written_as_dict
from ojdash.domain.arshjul import Arshjul, Moment
from ojdash.domain.laget import Laget, Said
from ojdash.domain.places import LAGET_FIELDS
from ojdash.text import arshjul
from ojdash.text import laget as text


def laget_as_json(laget: Laget) -> str:
    """Läget, one object. An answer that nobody has given is null, which is not a no."""
    said = {
        "title": text.laget_title(laget),
        "sentence": text.laget_sentence(laget),
        "today": laget.wheel.today.isoformat(),
        "counts": {text.SVAR.get(svar, text.UNKNOWN).lower(): count for svar, count in laget.counts.items()},
        "omraden": [
            {"omrade": stand.omrade, "titel": stand.titel, "answers": [_said(one) for one in stand.said.values()]}
            for stand in laget.stands
        ],
        "arshjul": _wheel(laget.wheel),
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def laget_as_csv(laget: Laget) -> str:
    """A row an answer: area, heading, answer, year and note; an answer not known is empty."""
    rows = [
        {"omrade": stand.omrade, "titel": stand.titel, "rubrik": text.heading(answer.name)}
        | {name: answer.text(name) for name in LAGET_FIELDS}
        for stand in laget.stands
        for answer in stand.said.values()
    ]
    return table(("omrade", "titel", "rubrik", *LAGET_FIELDS), rows)


def _said(said: Said) -> dict[str, Any]:
    written = {name: written_as_dict(said.written.get(name)) for name in LAGET_FIELDS}
    return {"id": said.name, "rubrik": text.heading(said.name)} | written | {"hints": list(map(text.hint, said.hints))}


def _wheel(wheel: Arshjul) -> dict[str, Any]:
    of = {"year": wheel.year, "omrade": wheel.omrade, "sentence": arshjul.sentence(wheel)}
    lists = {"dates": wheel.moments, "now": wheel.now, "next": wheel.following, "last": wheel.last}
    return of | {name: [_moment(wheel, moment) for moment in moments] for name, moments in lists.items()}


def _moment(wheel: Arshjul, moment: Moment) -> dict[str, Any]:
    return {
        "id": moment.id,
        "kind": moment.kind,
        "titel": arshjul.titled(moment),
        "omraden": list(moment.omraden),
        "first": moment.first.isoformat(),
        "last": moment.last.isoformat(),
        "when": arshjul.when(moment),
        "preliminary": moment.is_preliminary,
        "state": moment.state(wheel.today),
        "source": moment.kalla or None,
        "note": moment.anteckning or None,
        "link": links.address(moment.question) if moment.question else None,
    }
