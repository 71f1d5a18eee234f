"""The disk fills while people write: a sentence says so, nothing acknowledged is lost, and with room they go on."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.attack.figures import Figure, least, none_of, told
from tests.attack.kill import CHEF, Writer, lost
from tests.attack.site import Site, data_folder, served

WRITERS = 10
DISK_MB, FILLED_MB = 12, 6
FILE_MB = 8  # the most that a file may become, where no disk of our own can be made
TEXT = "Vi behöver mer tid. " * 2_500


def run(_seconds: float) -> Iterator[Figure]:
    """The figures of a full disk."""
    with tempfile.TemporaryDirectory() as folder, _small(Path(folder)) as (data, before, make_room, kind):
        with served(data, before=before) as site:
            token = site.saved().create(CHEF, {}).writer
            writers = [Writer(site, token, f"writer{number:02d}", TEXT) for number in range(WRITERS)]
            for writer in writers:
                writer.start()
            until = time.monotonic() + 60
            while any(writer.is_alive() for writer in writers) and time.monotonic() < until:
                time.sleep(0.2)
            for writer in writers:
                writer.ended.set()
                writer.join()
            refusals = [refusal for writer in writers for refusal in writer.refusals]
            pages = [site.ask("/").status, site.ask("/api/jamfor.json?kommun=0685&omrade=lss").status]
            gone = lost(site, writers)
            make_room()
            onward = [_goes_on(site, token)] if make_room is not _nothing else []
        with served(data) as again:
            gone += lost(again, writers)
            onward.append(_goes_on(again, token))
    yield told("how the disk was full", kind)
    yield least("writings acknowledged before", sum(len(writer.kept) for writer in writers), WRITERS)
    yield least("who write and were told that it could not be kept", len(refusals), 1)
    yield told("what they were told", refusals[0][1][:120] if refusals else "-")
    yield none_of("refusals that are no sentence, or another status than 503", [*filter(None, map(_fault, refusals))])
    yield none_of("a page that does not open on a full disk", [str(status) for status in pages if status != 200])
    yield none_of("acknowledged and lost, then and after a new start", gone)
    yield none_of("not taken when there is room again", [f"{told_then}" for told_then in onward if told_then])


def _goes_on(site: Site, token: str) -> str:
    """Why another text is not taken; "" where it is."""
    writer = Writer(site, token, f"onward{time.monotonic_ns() % 10**9:09d}")
    writer.start()
    time.sleep(1.5)
    writer.ended.set()
    writer.join()
    return "" if writer.kept else f"{writer.refusals}"


def _fault(refusal: tuple[int, str]) -> str:
    status, body = refusal
    try:
        sentence = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return f"{status} {body[:80]!r}"
    return "" if status == 503 and sentence.endswith(".") and "/" not in sentence else f"{status} {sentence[:120]}"


def _nothing() -> None:
    """No room can be made while the server runs."""


@contextmanager
def _small(folder: Path) -> Iterator[tuple[Path, Callable[[], None] | None, Callable[[], None], str]]:
    """A data folder on a small disk of its own, else files that may not grow: what the server does first, and how
    room is made."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(disk)]
    is_mounted = os.geteuid() == 0 and bool(shutil.which("mount")) and not subprocess.run(mount).returncode
    if not is_mounted:
        limit = FILE_MB * 2**20
        yield (
            *(data_folder(disk / "data"), lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)), _nothing),
            f"no file over {FILE_MB} MB",
        )
        return
    try:
        filler = disk / "filler"
        filler.write_bytes(b"a" * FILLED_MB * 2**20)
        yield data_folder(disk / "data"), None, filler.unlink, f"a disk of {DISK_MB} MB"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
