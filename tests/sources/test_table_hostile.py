"""Hostile xls and ods: each is refused with a sentence, or read as what it says, and never more than that."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from ojdash.domain.errors import SourceError
from ojdash.sources.table import heads, opening
from tests.sources.hostile import PASSWORD, ods, packed, row, sheet, xls
from tests.sources.test_table import long, read

GOOD = ((0, 0, "Kommun"), (0, 1, "A-1 2023"), (1, 0, "Ale"), (1, 1, 4.0))
HEAD = row("Kommun", "A-1 2023")
ROWS = HEAD + row("Ale", 4.0)
CELLS = "16\u202f777\u202f216 celler, och högst"
HEAVY = "kräver mer minne eller tid"
UNREADABLE = "arbetsboken går inte att läsa"
ENCRYPTED = b'<m xmlns="x"><file-entry><encryption-data/></file-entry></m>'
TEN_TIMES = "".join(f"<!ENTITY l{number} '{f'&l{number - 1};' * 10}'>" for number in range(1, 10))
LAUGHS = f"<!DOCTYPE a [<!ENTITY l0 'ha'>{TEN_TIMES}]>"

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an xls that says it is as large as can be": (
        "t.xls",
        lambda: xls(sheet(*GOOD, (65535, 65535, 1.0), rows=2**32 - 1, columns=2**16 - 1)),
        UNREADABLE,
    ),
    "an xls with a cell in the far corner": ("t.xls", lambda: xls(sheet(*GOOD, (65535, 65535, 1.0))), UNREADABLE),
    "an xls of many such sheets": ("t.xls", lambda: xls(*[sheet(*GOOD, (65535, 255, 1.0))] * 40), CELLS),
    "an xls with a password": ("t.xls", lambda: xls(sheet(*GOOD), before=PASSWORD), "med lösenord"),
    "an xls that goes round and says it is large": (
        "t.xls",
        lambda: xls(sheet(*GOOD), says=2**31 - 1, loop=True),
        UNREADABLE,
    ),
    "an xls that goes round": ("t.xls", lambda: xls(sheet(*GOOD), loop=True), UNREADABLE),
    "half an xls": ("t.xls", lambda: xls(sheet(*GOOD))[:1500], UNREADABLE),
    "an ods that repeats a row of columns for ever": (
        "t.ods",
        lambda: ods(HEAD + row("Ale", 4.0, times=1_048_576, of_last=16_384)),
        HEAVY,
    ),
    "an ods with a cell repeated two thousand million times": (
        "t.ods",
        lambda: ods(HEAD + row("Ale", 4.0, of_last=2_000_000_000)),
        "minst 16\u202f384 kolumner",
    ),
    "an ods of many wide rows": (
        "t.ods",
        lambda: ods(HEAD + "".join(row("Ale", float(number), of_last=16_384) for number in range(3_000))),
        HEAVY,
    ),
    "an ods whose repetition is no number": (
        "t.ods",
        lambda: ods(ROWS.replace('rows-repeated="1"', 'rows-repeated="-5"')),
        UNREADABLE,
    ),
    "an ods of a thousand million laughs": ("t.ods", lambda: ods(HEAD + row("&l9;", 4.0), LAUGHS), UNREADABLE),
    "an ods that names another file": (
        "t.ods",
        lambda: ods(HEAD + row("&x;", 4.0), "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
        UNREADABLE,
    ),
    "an ods of too many sheets": (
        "t.ods",
        lambda: ods(ROWS, tables=opening.MOST_SHEETS + 1),
        "501 blad, och högst 500 läses",
    ),
    "an ods with a password": (
        "t.ods",
        lambda: packed({"content.xml": bytes(range(256)), "META-INF/manifest.xml": ENCRYPTED}),
        "med lösenord",
    ),
    "an ods bomb": ("t.ods", lambda: packed({"content.xml": b" " * 200_000_000}), "zip-bomb"),
    "half an ods": ("t.ods", lambda: ods(ROWS)[:400], "avklippt eller skadad"),
    "an ods of half a text": (
        "t.ods",
        lambda: packed({"content.xml": b"<office:document-content><office:body", "META-INF/manifest.xml": b"<m/>"}),
        UNREADABLE,
    ),
}

READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an xls": ("t.xls", lambda: xls(sheet(*GOOD))),
    "an xls that says it is larger than it is": ("t.xls", lambda: xls(sheet(*GOOD, rows=65_536, columns=256))),
    "an ods": ("t.ods", lambda: ods(ROWS)),
    "an ods whose last row is empty and repeated to the end": (
        "t.ods",
        lambda: ods(ROWS + row("", times=1_048_570, of_last=16_384)),
    ),
    "an ods with a million empty rows below the head": (
        "t.ods",
        lambda: ods(HEAD + row("", times=1_000_000, of_last=16_384) + row("Ale", 4.0)),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_workbook_is_refused_with_a_sentence(tmp_path: Path, what: str) -> None:
    name, make, sentence = REFUSED[what]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(SourceError) as told:
        read(path)
    said = str(told.value)
    assert said.startswith(name) and sentence in said
    assert said.endswith("Inget har publicerats.")
    assert "Exception" not in said and "Traceback" not in said and "root:" not in said


@pytest.mark.parametrize("what", READ)
def test_what_only_says_that_it_is_large_is_read(tmp_path: Path, what: str) -> None:
    name, make = READ[what]
    path = tmp_path / name
    path.write_bytes(make())
    assert long(read(path)) == [("A-1", "1440", 2023, "T", 4)]


def test_the_rows_of_the_head_are_looked_at_and_not_the_empty_ones_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    row_of = heads._row
    monkeypatch.setattr(heads, "_row", lambda sheet, cells, at: looked.append(at) or row_of(sheet, cells, at))
    path = tmp_path / "t.ods"
    path.write_bytes(ods(HEAD + row("", times=5_000) + row("Ale", 4.0)))
    assert len(long(read(path))) == 1
    assert max(looked) == 0


@pytest.mark.parametrize("seed", range(12))
def test_an_xls_with_bytes_changed_is_read_or_refused_with_a_sentence(tmp_path: Path, seed: int) -> None:
    chance, content = random.Random(seed), bytearray(xls(sheet(*GOOD)))
    for _ in range(chance.choice((1, 5, 50))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path / "t.xls"
    path.write_bytes(bytes(content))
    try:
        read(path)
    except SourceError as error:
        assert "Exception" not in str(error)
