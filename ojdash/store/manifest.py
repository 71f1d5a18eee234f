"""The manifest: what an edition says of itself, and where editions lie."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from ojdash.domain.delivery import Source
from ojdash.domain.errors import DataError
from ojdash.domain.signal import RULES, Rule
from ojdash.store import layout
from ojdash.text import broken


class Manifest(NamedTuple):
    """The whole manifest, and of it what everyone reads; files: name to sha256, bytes and rows."""

    whole: dict[str, Any]
    id: str
    source: Source
    rule: Rule
    omraden: dict[str, str]
    files: dict[str, dict[str, Any]]


def read_manifest(path: Path) -> Manifest:
    """An edition's manifest.

    Raises  DataError  there is none, it can't be read, or it is of another version of the code
    """
    try:
        whole = json.loads(path.read_text("utf-8"))
        found = Manifest(whole, whole["id"], Source(**whole["source"]), _rule(whole), whole["omraden"], whole["files"])
    except FileNotFoundError:
        raise DataError(broken.no_manifest(path)) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(broken.bad_manifest(path, error)) from error
    if whole.get("format") not in layout.READABLE:
        raise DataError(broken.other_format(path, whole.get("format"), layout.FORMAT))
    return found


def edition_folder(data: Path, id: str) -> Path:
    """Where an edition lies."""
    return data / "editions" / id


def read_current(data: Path) -> str | None:
    """The id that `editions/current` names, or None when there is no such file."""
    path = data / "editions" / layout.CURRENT
    try:
        return path.read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(broken.unreadable(str(path), str(error))) from error


def _rule(whole: dict[str, Any]) -> Rule:
    """The rule of an edition's signals, as its manifest has it; the first one where it has none."""
    said = whole.get("rule", {})
    return Rule(**{one.name: said.get(one.name, getattr(RULES[1], one.name)) for one in fields(Rule)})
