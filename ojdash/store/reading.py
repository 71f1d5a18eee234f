"""Reading: the files of an edition, each seen once to be what was published before anything is read of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from threading import Lock
from typing import Any

from ojdash.domain.errors import DataError
from ojdash.text import broken


class Files:
    """The files of an edition by name. Safe to share between threads.

    said    name to size and sha256, of the manifest
    """

    def __init__(self, folder: Path, id: str, said: dict[str, dict[str, Any]]) -> None:
        self.folder, self.id, self.said = folder, id, said
        self._verified: set[str] = set()
        self._lock = Lock()

    def path(self, name: str) -> str:
        """The path of a file, once its bytes are seen to be those that were published.

        Raises  DataError  it is missing, cut short or changed
        """
        path = self.folder / name
        if name in self._verified:
            return str(path)
        with self._lock:
            said = self.said.get(name)
            if said is None:
                raise DataError(broken.missing_file(path, self.id))
            try:
                content = path.open("rb")
            except FileNotFoundError:
                self.check_not_removed()
                raise DataError(broken.missing_file(path, self.id)) from None
            with content:
                size = os.fstat(content.fileno()).st_size
                if size != said["bytes"]:
                    raise DataError(broken.cut_short(path, size, said["bytes"]))
                if hashlib.file_digest(content, "sha256").hexdigest() != said["sha256"]:
                    raise DataError(broken.changed(path))
            self._verified.add(name)
        return str(path)

    def check_not_removed(self) -> None:
        """Raises DataError when the whole edition is gone, which says more than that a file of it is."""
        if not self.folder.exists():
            raise DataError(broken.removed(self.id), broken.removed(self.id))
