"""A csv as columns: by pandas' reader where that reads the same as Python's careful one, which reads the rest."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest
from typing import NamedTuple

import numpy as np
import pandas as pd

from ojdash.domain.errors import SourceError
from ojdash.sources.table.sheets import Words, words
from ojdash.text import table_files as sentences

DELIMITERS = (";", "\t", ",")
MISREAD = re.compile("Ã[¥¤¶…„–]")  # å, ä, ö and their capitals, UTF-8 that was taken for cp1252 and saved so
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
QUOTE, LINE_ENDS = ord('"'), (10, 13)
BLOCK = 4_000_000  # bytes read at a time, to the next line end
CAREFUL = 100_000  # rows read at a time by the careful reader
GUARD = "ord"  # neither a number nor true or false
SURELY = 2  # so many times what is read are too many cells, however they are parted
SAMPLE = 200  # lines that say which sign parts the fields

Block = tuple[list[np.ndarray], list[list[str]]]  # of every column the places, and the different cells


class Most(NamedTuple):
    """How much is read."""

    columns: int
    cells: int
    different: int


def read_csv(name: str, content: bytes, most: Most, step: Callable[[int, int], None]) -> tuple[Words, ...]:
    """The columns of a csv.

    step    told after every block how many lines of how many are read
    Raises  SourceError  wrong encoding, quotes that do not match, more columns or cells than are read
    """
    text = decoded(name, content)
    lines = re.split("\r\n|\r|\n", text[: 256 * 1024])[:SAMPLE]
    delimiter = max(DELIMITERS, key=lambda sign: _regularity(lines, sign))
    if not content.isascii():
        content = text.encode()
    del text
    total = max(content.count(b"\n"), content.count(b"\r"), 1)

    def read(blocks: Iterator[Block]) -> tuple[Words, ...]:
        return _together(name, blocks, most, lambda rows: step(min(rows, total), total))

    quotes = content.count(b'"')
    if not quotes or (quotes <= 2 * most.cells and regular(content, delimiter)):
        width = _width(name, lines, delimiter)
        _check(name, width, 1, most)
        try:
            return read(fast(content, delimiter, width))
        except pd.errors.ParserError:  # a line further down has more fields
            return read(fast(content, delimiter, widest(name, content, delimiter, most)))
    return read(careful(name, content, delimiter))


def _width(name: str, lines: list[str], delimiter: str) -> int:
    """Raises  SourceError  a cell is longer than Python's reader takes"""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        return max(1, *(len(row) for row in reader))
    except csv.Error as error:
        raise SourceError(sentences.long_cell(name, reader.line_num, csv.field_size_limit())) from error


def decoded(name: str, content: bytes) -> str:
    """The text of a csv: by its mark, else as UTF-8, else as cp1252, which Excel in Swedish saves."""
    mark = next((code for sign, code in MARKS.items() if content.startswith(sign)), "")
    if b"\x00" in content and mark != "utf-16":
        raise SourceError(sentences.other_kind(name, ""))
    try:
        text = content.decode(mark or "utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if mark or re.search(rb"\xc3[\xa4\xa5\xb6\x84\x85\x96]", content):
            raise SourceError(sentences.bad_encoding(name, line)) from error
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise SourceError(sentences.bad_encoding(name, line)) from error
    if "\x00" in text:
        raise SourceError(sentences.other_kind(name, ""))
    found = None if text.isascii() else MISREAD.search(text)
    if found:
        raise SourceError(sentences.bad_encoding(name, text.count("\n", 0, found.start()) + 1))
    return text


def _regularity(lines: list[str], sign: str) -> tuple[int, int]:
    """How many of the lines have the commonest number of fields, if that is more than one; and that number."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
    except csv.Error:
        return 0, 0
    common = [(times, width) for width, times in widths.items() if width > 1]
    return max(common, default=(0, 0))


# --- which reader -----------------------------------------------------------------------------------------------------


def regular(content: bytes, delimiter: str) -> bool:
    """Whether every quote opens or closes a whole field or is doubled within one: then both readers agree."""
    signs = np.frombuffer(content, dtype=np.uint8)
    at = np.flatnonzero(signs == QUOTE)
    if len(at) % 2:
        return False
    border = np.zeros(256, dtype=bool)
    border[[ord(delimiter), *LINE_ENDS]] = True
    opening, closing = at[::2], at[1::2]
    doubled = np.zeros(len(opening) + 1, dtype=bool)  # a quote that opens again right after one that closed
    doubled[1:-1] = opening[1:] == closing[:-1] + 1
    begins = border[signs[opening - 1]] | (opening == 0)
    ends = border[signs[(closing + 1) % len(signs)]] | (closing == len(signs) - 1)
    return bool((begins | doubled[:-1]).all() and (ends | doubled[1:]).all())


def widest(name: str, content: bytes, delimiter: str, most: Most) -> int:
    """How many fields the longest line has."""
    signs = np.frombuffer(content, dtype=np.uint8)
    bare = _outside_quotes(content)
    fields = (signs == ord(delimiter)) & bare
    if np.count_nonzero(fields) > SURELY * most.cells:
        raise SourceError(sentences.too_many_cells(name, "", int(np.count_nonzero(fields)), most.cells))
    at, ends = np.flatnonzero(fields), _line_ends(content)
    return int(np.diff(np.searchsorted(at, ends), prepend=0, append=len(at)).max()) + 1


def _outside_quotes(content: bytes) -> np.ndarray | bool:
    if QUOTE not in content:
        return True
    signs = np.frombuffer(content, dtype=np.uint8)
    return (np.cumsum(signs == QUOTE, dtype=np.uint8) & 1) == 0


def _line_ends(content: bytes) -> np.ndarray:
    """The places of the signs that end lines, none within quotes."""
    signs = np.frombuffer(content, dtype=np.uint8)
    return np.flatnonzero(((signs == LINE_ENDS[0]) | (signs == LINE_ENDS[1])) & _outside_quotes(content))


def _check(name: str, width: int, rows: int, most: Most) -> None:
    if width > most.columns:
        raise SourceError(sentences.too_wide(name, "", width, rows, most.columns))
    if rows * width > most.cells:
        raise SourceError(sentences.too_many_cells(name, "", rows * width, most.cells))


# --- the two readers --------------------------------------------------------------------------------------------------


def fast(content: bytes, delimiter: str, width: int) -> Iterator[Block]:
    """Blocks of rows by pandas' reader, which makes no text of a cell that it has met before.

    A line of words goes before every block: it says how many fields there are, and that no column is of numbers.
    Raises  pandas.errors.ParserError  a line has more fields than `width`
    """
    guard = delimiter.join([GUARD] * width).encode() + b"\n"
    options = {"header": None, "dtype": "category", "na_filter": False, "skip_blank_lines": False, "low_memory": False}
    quoting = csv.QUOTE_MINIMAL if QUOTE in content else csv.QUOTE_NONE
    for part in _parts(content):
        block = pd.read_csv(io.BytesIO(guard + part), sep=delimiter, quoting=quoting, encoding="utf-8", **options)
        columns = [block[name].cat for name in block]
        yield [one.codes.to_numpy()[1:] for one in columns], [one.categories.tolist() for one in columns]


def _parts(content: bytes) -> Iterator[bytes]:
    """The content in blocks of whole lines."""
    ends = _line_ends(content) if QUOTE in content else None
    start = 0
    while start < len(content):
        after = start + BLOCK
        if ends is None:
            end = content.find(b"\n", after)
        else:
            later = np.searchsorted(ends, after)
            end = int(ends[later]) if later < len(ends) else -1
        if end < 0:
            end = len(content)
        elif content[end : end + 2] == b"\r\n":
            end += 1
        yield content[start : end + 1]
        start = end + 1


def careful(name: str, content: bytes, delimiter: str) -> Iterator[Block]:
    """Blocks of rows by Python's reader, which tells where a quote is wrong."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        while rows := list(islice(reader, CAREFUL)):
            columns = list(zip_longest(*rows, fillvalue="")) or [("",) * len(rows)]
            different = [list(dict.fromkeys(column)) for column in columns]
            places = []
            for column, its in zip(columns, different, strict=True):
                place = {cell: number for number, cell in enumerate(its)}
                places.append(np.fromiter(map(place.__getitem__, column), np.int32, len(column)))
            yield places, different
    except csv.Error as error:
        raise SourceError(sentences.bad_csv(name, reader.line_num)) from error


def _together(name: str, blocks: Iterator[Block], most: Most, step: Callable[[int], None]) -> tuple[Words, ...]:
    """The blocks' columns as one, with every different cell once."""
    known: list[dict[str, int]] = []
    parts: list[list[tuple[int, np.ndarray]]] = []
    rows = 0
    for places, different in blocks:
        for _ in range(len(places) - len(known)):
            known.append({})
            parts.append([])
        _check(name, len(known), rows + len(places[0]), most)
        for column, (place, cells) in enumerate(zip(places, different, strict=True)):
            number = known[column]
            parts[column].append((rows, np.array([number.setdefault(cell, len(number)) for cell in cells])[place]))
        rows += len(places[0])
        if sum(map(len, known)) > most.different:
            raise SourceError(sentences.too_many_different(name, most.different))
        step(rows)
    columns = []
    for number, its in zip(known, parts, strict=True):
        place = np.full(rows, -1, dtype=np.int32)
        for start, part in its:
            place[start : start + len(part)] = part
        columns.append(words(place, list(number)))
    return tuple(columns)
