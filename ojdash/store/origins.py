"""Where each indikator's values come from: an edition carries over what its own source did not deliver.

A table may hold some kommuner or years of an indikator only: its other values are kept, and so are their sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from ojdash.domain.delivery import Source
from ojdash.store.edition import Store


def source_of(store: Store, ids: Iterable[str]) -> Source:
    """The source of some indikatorer; of several sources the edition's own with all their names and terms, in order."""
    named = _numbers(store)
    numbers = sorted({number for id in ids for number in named.get(id, (_OWN,))}) or [_OWN]
    found = [store.source if number == _OWN else _source(store.manifest["sources"][number]) for number in numbers]
    if len(found) == 1:
        return found[0]
    names, terms = (dict.fromkeys(getattr(source, part) for source in found) for part in ("name", "terms"))
    return replace(store.source, name=", ".join(names), terms=" ".join(terms))


def carried_sources(carried: Store | None, ids: Iterable[str], own: Source) -> list[dict[str, Any]]:
    """For a manifest: each other source of indikatorer that have values of the carried edition, and which they are."""
    if carried is None:
        return []
    named, found = _numbers(carried), {}
    for id in ids:
        for number in named.get(id, (_OWN,)):
            source = carried.source if number == _OWN else _source(carried.manifest["sources"][number])
            found.setdefault(source, []).append(id)
    return [asdict(source) | {"ids": its} for source, its in found.items() if source.name != own.name]


def mixed(others: Iterable[dict[str, Any]], kept: Iterable[str]) -> list[str]:
    """For a manifest: the indikatorer of other sources that have values of the edition's own too."""
    elsewhere = {id for said in others for id in said["ids"]}
    return [id for id in kept if id in elsewhere]


_OWN = -1  # the edition's own source


def _numbers(store: Store) -> dict[str, tuple[int, ...]]:
    """Each indikator's sources by their place in the manifest; one that is not there has the edition's own only."""
    found: dict[str, tuple[int, ...]] = dict.fromkeys(store.manifest.get("mixed", []), (_OWN,))
    for number, said in enumerate(store.manifest.get("sources", [])):
        for id in said["ids"]:
            found[id] = (*found.get(id, ()), number)
    return found


def _source(said: dict[str, Any]) -> Source:
    return Source(**{name: value for name, value in said.items() if name != "ids"})
