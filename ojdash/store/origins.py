"""Where each indikator's values come from: an edition carries over what its own source did not deliver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from ojdash.domain.delivery import Source
from ojdash.store.edition import Store


def source_of(store: Store, ids: Iterable[str]) -> Source:
    """The source of some indikatorer; of several sources the edition's own with all their names, in order."""
    named = {id: number for number, said in enumerate(store.manifest.get("sources", [])) for id in said["ids"]}
    numbers = sorted({named.get(id, -1) for id in ids}) or [-1]
    found = [store.source if number < 0 else _source(store.manifest["sources"][number]) for number in numbers]
    names = dict.fromkeys(source.name for source in found)
    return found[0] if len(found) == 1 else replace(store.source, name=", ".join(names))


def carried_sources(carried: Store | None, ids: Sequence[str], own: Source) -> list[dict[str, Any]]:
    """For a manifest: each other source of the carried indikatorer, and which they are."""
    if carried is None:
        return []
    known = {id: said for said in carried.manifest.get("sources", []) for id in said["ids"]}
    found: dict[Source, list[str]] = {}
    for id in ids:
        found.setdefault(_source(known[id]) if id in known else carried.source, []).append(id)
    return [asdict(source) | {"ids": its} for source, its in found.items() if source.name != own.name]


def _source(said: dict[str, Any]) -> Source:
    return Source(**{name: value for name, value in said.items() if name != "ids"})
