"""How a data set's description is written: the same TOML that `catalogue.dataset` reads."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, Field, fields
from typing import Any

from ojdash.catalogue import BY_VALUES, Dataset
from ojdash.domain.indikator import Brott, Indikator

_OF_THE_FILE = ("omrade", "oj")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def spelled_dataset(dataset: Dataset) -> str:
    """A data set as TOML that `catalogue.dataset` reads back the same; what every entry has anyway is left out."""
    head = [f"titel = {_value(dataset.title)}", f"omrade = {_value(dataset.omrade)}", f"oj = {_value(dataset.oj)}"]
    entries = [
        line
        for indikator in dataset.indikatorer.values()
        for line in ("", *_entry(indikator, indikator.id in dataset.by_values))
    ]
    return "\n".join([*head, *entries]) + "\n"


def _entry(indikator: Indikator, is_by_values: bool) -> list[str]:
    implied = (*_OF_THE_FILE, *(["underlag"] if indikator.is_coded else []), *([BY_VALUES] if is_by_values else []))
    known = [(key, getattr(indikator, key.name)) for key in fields(indikator) if key.name not in implied]
    return ["[[indikator]]", *(f"{key.name} = {_value(value)}" for key, value in known if value != _default(key))]


def _default(key: Field) -> Any:
    return key.default if key.default_factory is MISSING else key.default_factory()


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # TOML takes every escape of JSON
        case dict():
            return _pairs(value)
        case Brott():
            return _pairs({"year": value.year, "reason": value.reason})
        case tuple():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return repr(value)


def _pairs(pairs: dict[Any, Any]) -> str:
    return f"{{ {', '.join(f'{_key(str(key))} = {_value(value)}' for key, value in pairs.items())} }}"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _value(key)
