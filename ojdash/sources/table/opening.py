"""Opening a file: what kind it is, whether it is safe to read, and its sheets as cells."""

from __future__ import annotations

import csv
import io
import marshal
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

import numpy as np
import pandas as pd

from ojdash.domain.errors import SourceError
from ojdash.sources.table import apart
from ojdash.text import tables as words

MEGABYTE = 2**20
MOST_BYTES = 120 * MEGABYTE
MOST_UNPACKED = 600 * MEGABYTE
MOST_RATIO = 400  # a real sheet of a million equal rows packs about 60 times
MOST_CELLS = 8_000_000
MOST_COLUMNS = 5_000
MEMORY = 800 * MEGABYTE
CPU_SECONDS, MORE_FOR_A_MEGABYTE = 8, 0.5
WAIT_SECONDS = 90  # of a busy machine; alone, the ceiling above comes first

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"%PDF": "PDF", b"RIFF": "WEBP"}
DIMENSION = re.compile(rb'<dimension\b[^>]*?ref="([^"]{1,40})"')
CORNER = re.compile(r"([A-Z]+)(\d+)$")
DELIMITERS = (";", "\t", ",")
MISREAD = re.compile("Ã[¥¤¶…„–]")  # å, ä, ö and their capitals, UTF-8 that was taken for cp1252 and saved so


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `cells[row, column]` is None, a text or a number; both count from 0.

    merges  (row, column, row, column), first and last of each merged range
    """

    name: str
    cells: np.ndarray
    merges: tuple[tuple[int, int, int, int], ...] = ()
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets, and (kind, detail) of what was left alone in it."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, str], ...] = ()


def open_book(path: Path) -> Book:
    """Every sheet of a file.

    Raises  SourceError  naming the file and what to do: not there, too large, encrypted, broken, or no table at all
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise SourceError(words.not_there(str(path), error.strerror or "")) from error
    name = path.name
    if not head.strip():
        raise SourceError(words.empty(name))
    if size > MOST_BYTES:
        raise SourceError(words.too_large(name, size // MEGABYTE, MOST_BYTES // MEGABYTE))
    for magic, kind in PICTURES.items():
        if head.startswith(magic):
            raise SourceError(words.other_kind(name, kind))
    if head.startswith(ZIP):
        notes = _checked_zip(path)
        return Book(name, _apart(path), notes)
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise SourceError(words.encrypted(name))
        return Book(name, _apart(path))
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        raise SourceError(words.other_kind(name, ""))
    return Book(name, (_csv(path),))


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
                raise SourceError(words.bomb(name, unpacked // MEGABYTE, MOST_UNPACKED // MEGABYTE))
            if worst and worst.file_size > MEGABYTE and worst.file_size > MOST_RATIO * worst.compress_size:
                raise SourceError(words.ratio(name, worst.filename, worst.file_size // max(worst.compress_size, 1)))
            names = {member.filename for member in members}
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise SourceError(words.other_kind(name, "ZIP"))
            if any(member.flag_bits & 1 for member in members):
                raise SourceError(words.encrypted(name))
            if "META-INF/manifest.xml" in names and b"encryption-data" in folder.read("META-INF/manifest.xml"):
                raise SourceError(words.encrypted(name))
            for member in sorted(names):
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
                    with folder.open(member) as file:
                        _check_dimension(name, member, file.read(4096))
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, ValueError) as error:
        raise SourceError(words.half(name)) from error
    except zipfile.zlib.error as error:
        raise SourceError(words.half(name)) from error
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
        raise SourceError(words.too_wide(name, Path(member).stem, columns, int(corner[2]), MOST_COLUMNS))


def _apart(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook, read by `apart` under its ceilings."""
    seconds = CPU_SECONDS + int(MORE_FOR_A_MEGABYTE * path.stat().st_size / MEGABYTE)
    limits = map(str, (MEMORY, seconds, MOST_CELLS))
    command = [sys.executable, "-I", apart.__file__, str(path.resolve()), *limits]
    name = path.name
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        late = Timer(WAIT_SECONDS, process.kill)
        late.start()
        try:
            found = list(_sheets(name, process.stdout))
        except (EOFError, ValueError, TypeError):  # it ended before it had said everything
            found = []
        finally:
            process.stdout.close()
            said = process.stderr.read().decode("utf-8", "replace").strip()
            code = process.wait()
            late.cancel()
    if code == apart.PASSWORD:
        raise SourceError(words.encrypted(name))
    if code == apart.TOO_LARGE and said:
        raise SourceError(words.too_many_cells(name, said, MOST_CELLS))
    if code < 0 or code == apart.TOO_LARGE:  # ended by a ceiling
        raise SourceError(words.too_heavy(name))
    if code:
        raise SourceError(words.broken(name, said.splitlines()[-1:]))
    return tuple(found)


def _sheets(name: str, stream: IO[bytes]) -> Iterator[Sheet]:
    """The sheets that `apart` writes, block by block; None ends them."""
    while (head := marshal.load(stream)) is not None:
        title, merges, visible, height, width = head
        if width > MOST_COLUMNS:
            raise SourceError(words.too_wide(name, title, width, height, MOST_COLUMNS))
        cells = np.full((height, width), None, dtype=object)
        row = 0
        while rows := marshal.load(stream):
            cells[row : row + len(rows)] = rows
            row += len(rows)
        for row, column, text in marshal.load(stream):
            cells[row, column] = text
        yield Sheet(title, cells, tuple(merges), visible)


def _grid(rows: list[list], width: int) -> np.ndarray:
    cells = np.full((len(rows), width), None, dtype=object)
    if rows and all(len(row) == width for row in rows):
        cells[:] = rows
        return cells
    for number, row in enumerate(rows):
        cells[number, : len(row)] = row
    return cells


# --- csv --------------------------------------------------------------------------------------------------------------


def _csv(path: Path) -> Sheet:
    name = path.name
    text = _decoded(name, path.read_bytes())
    lines = text[: 256 * 1024].splitlines()[:200]
    delimiter = max(DELIMITERS, key=lambda sign: _regularity(lines, sign))
    if '"' not in text:
        return Sheet("", _plain_csv(name, text, delimiter))
    seen: dict[str, str] = {"": None}
    share = seen.setdefault
    rows: list[list] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    cells, width = 0, 0
    try:
        for row in reader:
            rows.append([share(cell, cell) for cell in row])
            if len(row) > width:
                width = len(row)
                if width > MOST_COLUMNS:
                    raise SourceError(words.too_wide(name, "", width, len(rows), MOST_COLUMNS))
            cells += len(row)
            if cells > MOST_CELLS:
                raise SourceError(words.too_many_cells(name, f"> {len(rows)} x {width}", MOST_CELLS))
    except csv.Error as error:
        raise SourceError(words.bad_csv(name, reader.line_num)) from error
    if len(rows) * width > MOST_CELLS:
        raise SourceError(words.too_many_cells(name, f"{len(rows)} x {width}", MOST_CELLS))
    return Sheet("", _grid(rows, width))


def _plain_csv(name: str, text: str, delimiter: str) -> np.ndarray:
    """The cells of a csv without quotes, by the fast reader."""
    lines = text.splitlines()
    width = max(line.count(delimiter) for line in lines) + 1
    if width > MOST_COLUMNS:
        raise SourceError(words.too_wide(name, "", width, len(lines), MOST_COLUMNS))
    if len(lines) * width > MOST_CELLS:
        raise SourceError(words.too_many_cells(name, f"{len(lines)} x {width}", MOST_CELLS))
    said = {"header": None, "names": range(width), "dtype": object, "na_filter": False, "skip_blank_lines": False}
    frame = pd.read_csv(io.StringIO("\n".join(lines)), sep=delimiter, quoting=csv.QUOTE_NONE, **said)
    cells = frame.to_numpy(dtype=object, na_value=None)
    cells[cells == ""] = None
    return cells


def _decoded(name: str, content: bytes) -> str:
    """The text of a csv: by its mark, else as UTF-8, else as cp1252, which Excel in Swedish saves."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if b"\x00" in content:
            raise SourceError(words.other_kind(name, ""))
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or len(
            re.findall(rb"\xc3[\xa4\xa5\xb6\x84\x85\x96]", content)
        ):
            raise SourceError(words.bad_encoding(name, line)) from error
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise SourceError(words.bad_encoding(name, line)) from error
    found = MISREAD.search(text)
    if found:
        raise SourceError(words.bad_encoding(name, text.count("\n", 0, found.start()) + 1))
    return text


def _regularity(lines: list[str], sign: str) -> tuple[int, int]:
    """How many of the lines have the commonest number of fields, if that is more than one; and that number."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
    except csv.Error:
        return 0, 0
    common = [(times, width) for width, times in widths.items() if width > 1]
    return max(common, default=(0, 0))
