"""Pruning: old editions are removed; never the current one, and never one that somebody still needs."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from ojdash.domain.edition import Edition
from ojdash.store import layout
from ojdash.store.listing import listed
from ojdash.store.manifest import edition_folder
from ojdash.store.publishing import alone
from ojdash.store.whole import force_to_disk


def prunable(data: Path, keep: int, needed: Collection[str] = ()) -> list[Edition]:
    """The editions that `prune` would remove, oldest first.

    keep    so many of the newest stay, the current one not counted; one that can't be opened is never removed
    needed  ids that stay whatever their age
    """
    readable = [edition for edition in listed(data) if not edition.problem]
    old = [edition for edition in readable if not edition.current]
    return [edition for edition in old[: max(len(old) - keep, 0)] if edition.id not in needed]


def freed(data: Path, editions: Collection[Edition]) -> int:
    """The bytes on the disk that lie in these editions only: a shared file goes when the last that has it goes."""
    going: dict[tuple[int, int], list[int]] = {}
    for edition in editions:
        for path in edition_folder(data, edition.id).rglob("*"):
            if path.is_file():
                stat = path.stat()
                going.setdefault((stat.st_dev, stat.st_ino), [0, stat.st_nlink, stat.st_size])[0] += 1
    return sum(size for names, links, size in going.values() if names == links)


def prune(data: Path, keep: int, needed: Collection[str] = ()) -> tuple[list[Edition], int]:
    """Remove old editions, and what an interrupted publishing or pruning left; which, and the bytes given back.

    Each edition leaves the list in one step before its files go, so whoever stops this leaves no half edition. Readers
    that have one open are told with a DataError that it was removed.
    """
    with alone(data):
        going = prunable(data, keep, needed)
        size = freed(data, going)
        folder = data / "editions"
        for edition in going:
            (folder / edition.id).rename(folder / f"{layout.GONE}{edition.id}")
        force_to_disk(folder)
        for left in [*folder.glob(f"{layout.GONE}*"), folder / layout.DRAFT]:
            shutil.rmtree(left, ignore_errors=True)
    return going, size
