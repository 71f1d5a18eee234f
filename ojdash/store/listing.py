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
    whole, broken = _read(data)
    return [Edition(id, id == current, problem=why) for id, why in sorted(broken.items())] + [
        _edition(path.parent, manifest, current) for path, manifest in whole
    ]


def before(data: Path, id: str) -> str | None:
    """The id of the edition that another followed: the next older one, simulated if and only if it is; else None."""
    whole = [manifest for _, manifest in _read(data)[0]]
    place = next((place for place, manifest in enumerate(whole) if manifest.id == id), None)
    if place is None:
        return None
    simulated = whole[place].source.simulated
    return next((one.id for one in reversed(whole[:place]) if one.source.simulated is simulated), None)


def _read(data: Path) -> tuple[list[tuple[Path, Manifest]], dict[str, str]]:
    """The manifests with their paths, oldest first; and by id why others can't be read."""
    whole, broken = [], {}
    for path in (data / "editions").glob(f"[!.]*/{layout.MANIFEST}"):
        try:
            manifest = read_manifest(path)
            whole.append((manifest.source.fetched_at, path.stat().st_mtime_ns, manifest.id, path, manifest))
        except FileNotFoundError:  # removed since the folder was listed
            continue
        except DataError as error:
            broken[path.parent.name] = str(error)
    return [(path, manifest) for *_, path, manifest in sorted(whole, key=lambda one: one[:3])], broken


def _edition(folder: Path, manifest: Manifest, current: str | None) -> Edition:
    return Edition(
        id=folder.name,
        current=folder.name == current,
        source=manifest.source,
        counts=manifest.whole["counts"],
        size=sum(said["bytes"] for said in manifest.files.values()),
        own=own_bytes(folder, list(manifest.files)),
        refused=manifest.whole.get("refused", {}),
    )
