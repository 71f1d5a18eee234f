"""Papers kept on disk for whoever asks next, in this process or in another of the same site.

Each is a file of its own, written aside and renamed, with what it is called and a sum of its bytes on the first line:
one that is not whole is as one that is not there. Bounded by bytes and by age; the oldest goes first.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ojdash.making.order import Made

ASIDE = ".writing-"
LEAST = 50_000  # bytes that a paper counts as: a hundred thousand small ones would take a second to look through


class Kept:
    """The papers kept in a folder, made at the first. Safe for several threads and processes.

    most        bytes of all of them together, each counted as LEAST or more; of none that is larger
    seconds     how old any of them may be
    generation  one number for all that may be kept together; with another, everything that was kept goes
    """

    def __init__(self, folder: Path, most: int, seconds: float, generation: int = 0) -> None:
        self.folder, self.most, self.seconds, self.generation = folder, most, seconds, generation

    def made(self, key: str) -> Made | None:
        """A paper that is kept, or None."""
        try:
            with self._path(key).open("rb") as file:
                if time.time() - os.fstat(file.fileno()).st_mtime > self.seconds:
                    return None
                head = json.loads(file.readline())
                content = file.read()
            whole = head["sum"] == hashlib.sha256(content).hexdigest()
            return Made(head["name"], content) if whole else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, key: str, made: Made) -> None:
        """Keep a paper, and let go of as many of the oldest as it needs room. What can't be kept is made again."""
        head = json.dumps({"name": made.name, "sum": hashlib.sha256(made.content).hexdigest()}).encode() + b"\n"
        if len(head) + len(made.content) > self.most:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            number, aside = tempfile.mkstemp(prefix=self._begins(ASIDE), dir=self.folder)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(head + made.content)
                os.replace(aside, self._path(key))
            except BaseException:
                Path(aside).unlink(missing_ok=True)
                raise
        except OSError as error:  # a full disk, or a folder that nobody may write in
            logging.getLogger("ojdash").warning("a paper could not be kept: %s", error)
        self.sweep()

    def sweep(self) -> None:
        """Let go of what is too old, of another generation, never written whole, or what there is no room for."""
        room = self.most
        for made, size, path in sorted(self._files(), reverse=True):
            room -= max(size, LEAST)
            is_of_now = path.name.startswith((self._begins(), self._begins(ASIDE)))
            if room < 0 or time.time() - made > self.seconds or not is_of_now:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _begins(self, more: str = "") -> str:
        return f"{more}{self.generation}-"

    def _path(self, key: str) -> Path:
        return self.folder / f"{self._begins()}{key}"

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                with contextlib.suppress(OSError):  # another process has let go of it
                    found = path.stat()
                    yield found.st_mtime, found.st_size, path
