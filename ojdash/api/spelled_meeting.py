"""A meeting as JSON: its run, what was said of each view, what came out of it, and the hand-overs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ojdash import links
from ojdash.api.spelled_form import written_as_dict
from ojdash.domain.analys import Item
from ojdash.domain.meeting import Meeting, View
from ojdash.domain.places import MEETING_ITEMS
from ojdash.text import mote as text

_LEFT_OUT = ("mote", "lank", "ordning")


def meeting_as_json(meeting: Meeting) -> str:
    """The meeting, one object."""
    said = {
        "id": meeting.id,
        "title": text.meeting_title(meeting),
        "sentence": text.meeting_sentence(meeting),
        "simulated": meeting.simulated,
        "lacks": list(meeting.lacks),
        **_item(meeting.item),
        "views": [_view(view) for view in meeting.views],
        "readings": [{"titel": title, **_reading(item)} for title, item in meeting.readings],
        "outcomes": _items(meeting.outcomes),
        "earlier": _items(meeting.earlier),
        "basket": [{"indikator": id, "titel": title} for id, title in meeting.titles.items()],
        "decided": [{"step": step, "utfall": said} for step, said in meeting.decided],
        "handovers": _items(meeting.handovers),
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _view(view: View) -> dict[str, Any]:
    return {
        "id": view.id,
        "link": links.address(view.question, pinned=True) if view.question else None,
        "title": text.view_title(view),
        "indikator": text.view_about(view) or None,
        "sentence": text.view_sentence(view) or None,
        "told": list(view.told),
        **_item(view.item),
    }


def _reading(item: Item) -> dict[str, Any]:
    return {"id": item.id} | {name: written_as_dict(item.fields.get(name)) for name in ("text", "datum", "vilka")}


def _items(items: Sequence[Item]) -> list[dict[str, Any]]:
    return [{"id": item.id} | _item(item) for item in items]


def _item(item: Item) -> dict[str, Any]:
    names = (name for name in MEETING_ITEMS[item.kind] if name not in _LEFT_OUT)
    return {name: written_as_dict(item.fields.get(name)) for name in names}
