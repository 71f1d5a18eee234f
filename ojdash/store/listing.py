"""Listing: the editions of a data folder, oldest first."""

from __future__ import annotations

from pathlib import Path

from ojdash.domain.edition import Edition
from ojdash.domain.errors import DataError
from ojdash.store import layout
from ojdash.store.manifest import Manifest, read_current, read_manifest
from ojdash.store.sharing import own_bytes


def listed(data: Path) -> list[Edition]:
    """Every edition that was published, by when it was fetched, then by when it was written; broken ones first."""
    current = read_current(data)
    found = []
    for path in (data / "editions").glob(f"[!.]*/{layout.MANIFEST}"):
        try:
            found.append((_order(path, manifest := read_manifest(path)), _edition(path.parent, manifest, current)))
        except FileNotFoundError:  # removed since the folder was listed
            continue
        except DataError as error:
            id = path.parent.name
            found.append((("", 0, id), Edition(id, id == current, problem=str(error))))
    return [edition for _, edition in sorted(found, key=lambda one: one[0])]


def before(data: Path, id: str) -> str | None:
    """The id of the edition that another followed: the next older one, simulated if and only if it is; else None."""
    readable = [edition for edition in listed(data) if edition.source]
    place = next((place for place, edition in enumerate(readable) if edition.id == id), None)
    if place is None:
        return None
    simulated = readable[place].source.simulated
    return next((one.id for one in reversed(readable[:place]) if one.source.simulated is simulated), None)


def _order(path: Path, manifest: Manifest) -> tuple[str, int, str]:
    return manifest.source.fetched_at, path.stat().st_mtime_ns, manifest.id


def _edition(folder: Path, manifest: Manifest, current: str | None) -> Edition:
    size = sum(said["bytes"] for said in manifest.files.values())
    return Edition(
        id=folder.name,
        current=folder.name == current,
        source=manifest.source,
        counts=manifest.whole["counts"],
        size=size,
        own=own_bytes(folder, list(manifest.files)),
    )
