"""Sharing: a file that did not change between editions lies on the disk once, under several names (hard links)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ojdash.store import layout
from ojdash.store.whole import described

_LINK = ".link"


def share(draft: Path, files: dict[str, dict[str, Any]], others: Sequence[Path]) -> int:
    """Put hard links in place of a draft's files that other editions hold with the same bytes.

    files    name to size and sha256, of the draft
    others   the folders of editions, each with a manifest; the first that has a file lends it
    Returns  the bytes that need no room on the disk. Where the file system makes no links the draft's own file stays.
    """
    saved = 0
    for name, said in files.items():
        for other in others:
            if _linked(other / name, draft / name, said):
                saved += said["bytes"]
                break
    return saved


def _linked(old: Path, new: Path, said: dict[str, Any]) -> bool:
    """Whether the old file has the bytes, which are read and not believed, and could be linked."""
    link = new.with_name(new.name + _LINK)
    try:
        if old.stat().st_size != said["bytes"] or described(old)["sha256"] != said["sha256"]:
            return False
        os.link(old, link)
        link.replace(new)
    except OSError:
        with suppress(OSError):
            link.unlink()
        return False
    return True


def own_bytes(folder: Path, names: Sequence[str]) -> int:
    """The bytes of an edition's files that no other edition shares: what its removal gives back."""
    own = 0
    for name in [layout.MANIFEST, *names]:
        with suppress(OSError):
            found = (folder / name).stat()
            own += found.st_size if found.st_nlink == 1 else 0
    return own
