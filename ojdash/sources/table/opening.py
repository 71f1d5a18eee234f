"""Opening a file: what kind it is, whether it is safe to read, and its sheets as columns."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import BinaryIO

import numpy as np

from ojdash.domain.errors import SourceError
from ojdash.sources.table.separated import Most, read_csv
from ojdash.sources.table.sheets import Book, Sheet, words
from ojdash.sources.workbook import child, wire
from ojdash.text import table_files as sentences

MEGABYTE = 2**20
MOST_BYTES = 100 * MEGABYTE
MOST_UNPACKED = 600 * MEGABYTE
MOST_RATIO = 400  # a real sheet of a million equal rows packs about 60 times
MOST_CELLS = 8_000_000
MOST_COLUMNS = 5_000
MOST_SHEETS = 500
MOST_DIFFERENT = 1_500_000  # different cells of a csv, counted by column
MEMORY = 800 * MEGABYTE
CPU_SECONDS, MORE_FOR_A_MEGABYTE = 8, 2
WAIT_SECONDS = 90  # of a busy machine; alone, the ceiling above comes first

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"%PDF": "PDF", b"RIFF": "WEBP"}
DIMENSION = re.compile(rb'<dimension\b[^>]*?ref="([^"]{1,40})"')
CORNER = re.compile(r"([A-Z]+)(\d+)$")
ROOT = Path(child.__file__).parents[3]
CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from ojdash.sources.workbook.child import main; "
CHILD += "sys.exit(main(sys.argv[2], *map(int, sys.argv[3:])))"  # -I keeps all folders out but those of the libraries
SHEET = 100  # steps a sheet, of which so many until it is opened
OPENED = 40


def open_book(path: Path, step: Callable[[int, int], None] = lambda done, total: None) -> Book:
    """Every sheet of a file.

    step    told now and then how much of how much is read
    Raises  SourceError  naming the file and what to do: not there, too large, encrypted, broken, or no table at all
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise SourceError(sentences.not_there(str(path), error.strerror or "")) from error
    name = path.name
    if not head.strip():
        raise SourceError(sentences.empty(name))
    if size > MOST_BYTES:
        raise SourceError(sentences.too_large(name, size // MEGABYTE, MOST_BYTES // MEGABYTE))
    for magic, kind in PICTURES.items():
        if head.startswith(magic):
            raise SourceError(sentences.other_kind(name, kind))
    if head.startswith(ZIP):
        notes = _checked_zip(path)
        return Book(name, _apart(path, step), notes)
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise SourceError(sentences.encrypted(name))
        return Book(name, _apart(path, step))
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise SourceError(sentences.other_kind(name, ""))
    most = Most(MOST_COLUMNS, MOST_CELLS, MOST_DIFFERENT)
    return Book(name, (Sheet("", read_csv(name, path.read_bytes(), most, step)),))


# --- workbooks --------------------------------------------------------------------------------------------------------


def _checked_zip(path: Path) -> tuple[tuple[str, str], ...]:
    """What a packed workbook says of its own size, before anything is unpacked; what is in it that is left alone."""
    name = path.name
    try:
        with zipfile.ZipFile(path) as folder:
            members = folder.infolist()
            unpacked = sum(member.file_size for member in members)
            worst = max(members, key=lambda member: member.file_size / max(member.compress_size, 1), default=None)
            if unpacked > MOST_UNPACKED:
                raise SourceError(sentences.bomb(name, unpacked // MEGABYTE, MOST_UNPACKED // MEGABYTE))
            if worst and worst.file_size > MEGABYTE and worst.file_size > MOST_RATIO * worst.compress_size:
                raise SourceError(sentences.ratio(name, worst.filename, worst.file_size // max(worst.compress_size, 1)))
            names = {member.filename for member in members}
            if "xl/workbook.bin" in names:
                raise SourceError(sentences.binary(name))
            if not names & {"xl/workbook.xml", "content.xml"}:
                raise SourceError(sentences.other_kind(name, "ZIP"))
            if any(member.flag_bits & 1 for member in members):
                raise SourceError(sentences.encrypted(name))
            if "META-INF/manifest.xml" in names and b"encryption-data" in folder.read("META-INF/manifest.xml"):
                raise SourceError(sentences.encrypted(name))
            for member in sorted(names):
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
                    with folder.open(member) as file:
                        _check_dimension(name, member, file.read(4096))
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, ValueError) as error:
        raise SourceError(sentences.half(name)) from error
    except zipfile.zlib.error as error:
        raise SourceError(sentences.half(name)) from error
    notes = [("macros", "")] if any("vbaProject" in member for member in names) else []
    links = sum(bool(re.fullmatch(r"xl/externalLinks/[^/]+\.xml", member)) for member in names)
    return (*notes, *([("links", str(links))] if links else []))


def _check_dimension(name: str, member: str, head: bytes) -> None:
    """A sheet that says of itself that it is far too wide or long."""
    found = DIMENSION.search(head)
    corner = CORNER.search(found[1].decode("ascii", "replace")) if found else None
    if not corner:
        return
    columns = 0
    for letter in corner[1][:8]:
        columns = columns * 26 + ord(letter) - 64
    if columns > MOST_COLUMNS or columns * int(corner[2]) > 20 * MOST_CELLS:
        raise SourceError(sentences.too_wide(name, Path(member).stem, columns, int(corner[2]), MOST_COLUMNS))


def _apart(path: Path, step: Callable[[int, int], None]) -> tuple[Sheet, ...]:
    """The sheets of a workbook, read by `workbook.child` under its ceilings."""
    seconds = CPU_SECONDS + int(MORE_FOR_A_MEGABYTE * path.stat().st_size / MEGABYTE)
    limits = map(str, (MEMORY, seconds, MOST_CELLS))
    command = [sys.executable, "-I", "-c", CHILD, str(ROOT), str(path.resolve()), *limits]
    name = path.name
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        late = Timer(WAIT_SECONDS, process.kill)
        late.start()
        try:
            sheets = list(_sheets(name, process.stdout, step))
        except (EOFError, ValueError, TypeError, LookupError):  # it ended before it had written everything
            sheets = []
        finally:
            process.stdout.close()
            problem = process.stderr.read().decode("utf-8", "replace").strip()
            code = process.wait()
            late.cancel()
    if code == child.PASSWORD:
        raise SourceError(sentences.encrypted(name))
    if code == child.TOO_DEEP:
        raise SourceError(sentences.too_deep(name))
    if code == child.TOO_LARGE and problem:
        cells, _, sheet = problem.partition(" ")
        raise SourceError(sentences.too_many_cells(name, sheet, int(cells), MOST_CELLS))
    if code < 0 or code == child.TOO_LARGE:  # ended by a ceiling
        raise SourceError(sentences.too_heavy(name))
    if code:
        raise SourceError(sentences.broken(name, problem.splitlines()[-1:]))
    return tuple(sheets)


def _sheets(name: str, stream: BinaryIO, step: Callable[[int, int], None]) -> Iterator[Sheet]:
    """The sheets that the child writes, block by block."""
    for number, (head, rest) in enumerate(wire.read(stream)):
        total, done = max(head.sheets, number + 1) * SHEET, number * SHEET
        if max(head.sheets, number + 1) > MOST_SHEETS:
            raise SourceError(sentences.too_many_sheets(name, max(head.sheets, number + 1), MOST_SHEETS))
        if head.columns > MOST_COLUMNS:
            raise SourceError(sentences.too_wide(name, head.name, head.columns, head.rows, MOST_COLUMNS))
        step(done + OPENED, total)
        of = max(head.rows, 1)

        def rows(read: int, done: int = done, total: int = total, of: int = of) -> None:
            step(min(done + OPENED + (SHEET - OPENED) * read // of, done + SHEET), total)

        sheet = rest(rows)
        if len(sheet.columns) > MOST_COLUMNS:
            raise SourceError(sentences.too_wide(name, head.name, len(sheet.columns), 0, MOST_COLUMNS))
        columns = tuple(words(np.frombuffer(place, dtype=np.int32), cells) for place, cells in sheet.columns)
        yield Sheet(head.name, columns, sheet.merges, head.visible)
