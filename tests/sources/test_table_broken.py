"""Hostile and broken files: a sentence that names the file and says what to do; nothing published, nothing executed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from ojdash import __main__, catalogue, store
from ojdash.domain.errors import SourceError
from ojdash.sources import table
from ojdash.sources.table import opening
from tests.drawing import edition, indikator

KOMMUNER = catalogue.kommuner()
KNOWN = {"A-1": indikator("A-1")}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(**said: object) -> bytes:
    """A good workbook; `said` are further cells by their reference."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Kommun", "A-1 2023"], ["Ale", 4], ["Laxå", 5]):
        sheet.append(row)
    for reference, value in said.items():
        sheet[reference] = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def changed(content: bytes, **members: bytes | Callable[[bytes], bytes]) -> bytes:
    """A packed workbook with members added or replaced; names have __ for / and no ending."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        there = {name: old.read(name) for name in old.namelist()}
        for name, value in members.items():
            path = name.replace("__", "/") + ("" if "." in name else ".xml")
            there[path] = value(there[path]) if callable(value) else value
        for name, value in there.items():
            new.writestr(name, value)
    return kept.getvalue()


def sheet_of(cells: bytes, dimension: bytes = b"A1:B2") -> bytes:
    head = b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    head += b'2006/main"><dimension ref="' + dimension + b'"/><sheetData>'
    return head + cells + b"</sheetData></worksheet>"


def corner(row: int, column: str) -> bytes:
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kommun</t></is></c></row>'
    return cells + f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'.encode()


def wide(columns: int) -> bytes:
    return b'<row r="1">' + b"".join(b"<c><v>%d</v></c>" % number for number in range(columns)) + b"</row>"


def damaged(member: str) -> bytes:
    """A workbook with some bytes of a member changed."""
    content = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        said = folder.getinfo(member)
    place = said.header_offset + 30 + len(member) + said.compress_size // 2
    content[place : place + 20] = bytes(20)
    return bytes(content)


def lied() -> bytes:
    """A packed workbook whose directory says that a large member is small."""
    content = bytearray(changed(workbook(), xl__worksheets__sheet1=sheet_of(b" " * 300_000_000)))
    place = content.rfind(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", content, place + 28)[0]
        if b"sheet1" in content[place + 46 : place + 46 + length]:
            struct.pack_into("<I", content, place + 24, 900)
        place = content.rfind(b"PK\x01\x02", 0, place)
    return bytes(content)


BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a picture": ("t.xlsx", lambda: PNG, "av slaget PNG och ingen tabell"),
    "a text named xlsx": ("t.xlsx", lambda: b"Kommun;A-1\nAle;4", "ingen tabell, vad filen än heter"),
    "an empty file": ("t.csv", lambda: b"  \n", "filen är tom"),
    "half a workbook": ("t.xlsx", lambda: workbook()[:3000], "avklippt eller skadad"),
    "a damaged workbook": (
        "t.xlsx",
        lambda: damaged("xl/worksheets/sheet1.xml"),
        "avklippt eller skadad",
    ),
    "half an xls": ("t.xls", lambda: OLE + bytes(3000), "går inte att läsa"),
    "a password": ("t.xlsx", lambda: OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le"), "med lösenord"),
    "another zip": ("t.xlsx", lambda: _zip({"a.txt": b"hej"}), "av slaget ZIP"),
    "a zip bomb": (
        "t.xlsx",
        lambda: changed(workbook(), xl__worksheets__sheet1=sheet_of(b" " * 300_000_000)),
        "zip-bomb",
    ),
    "a bomb in many members": (
        "t.xlsx",
        lambda: changed(workbook(), **{f"xl__media__{n}": bytes(range(256)) * 400_000 for n in range(7)}),
        "",
    ),
    "a bomb that lies of its size": ("t.xlsx", lied, ""),
    "a million columns by its own word": (
        "t.xlsx",
        lambda: changed(workbook(), xl__worksheets__sheet1=sheet_of(b"", b"A1:BDWGN1")),
        "kolumner",
    ),
    "a million columns": (
        "t.xlsx",
        lambda: changed(workbook(), xl__worksheets__sheet1=sheet_of(wide(1_000_000))),
        "",
    ),
    "two cells in opposite corners": (
        "t.xlsx",
        lambda: changed(workbook(), xl__worksheets__sheet1=sheet_of(corner(1_048_576, "XFD"))),
        "",
    ),
    "a csv of many columns": ("t.csv", lambda: b"Kommun;" + b";" * 1_000_000, "kolumner"),
    "a csv in the wrong encoding": ("t.csv", lambda: "Kommun;A-1 2023\nLaxÃ¥;5".encode(), "rad 2: texten är sparad"),
    "a csv in two encodings": ("t.csv", lambda: "Örebro;1\n".encode() + "Laxå;5".encode("cp1252"), "rad 2: texten"),
    "a csv with an open quote": ("t.csv", lambda: b'Kommun;A-1 2023\nAle;"4\nB;5', "citattecken"),
    "a csv of nothing readable": ("t.csv", lambda: bytes(range(256)) * 10, "ingen tabell"),
    "a column of endless words": (
        "t.csv",
        lambda: ("Kommun;A-1 2023\nAle;4\n" + "".join(f"ort {n};1\n" for n in range(20_001))).encode(),
        "kolumn A: 20\u202f002 olika ord",
    ),
    "no kommun at all": ("t.csv", lambda: b"Region;A-1 2023\nRiket;5", "ingen kolumn har kommuner"),
}


def _zip(members: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as folder:
        for name, content in members.items():
            folder.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path, what: str) -> None:
    name, made, said = BROKEN[what]
    path = tmp_path / name
    path.write_bytes(made())
    with pytest.raises(SourceError) as raised:
        table.read(path, KOMMUNER, KNOWN)
    sentence = str(raised.value)
    assert sentence.startswith(name)
    assert said in sentence
    assert "Inget har publicerats." in sentence
    assert "Traceback" not in sentence


def test_a_broken_file_leaves_the_published_edition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    edition(data, "AO 2023\n1440 40", indikator("AO"))
    before = store.current(data)
    path = tmp_path / "t.xlsx"
    path.write_bytes(PNG)
    assert __main__.main(["update", "table", str(path), "--data", str(data)]) == 1
    assert "ingen tabell" in capsys.readouterr().err
    assert __main__.main(["update", "table", str(tmp_path / "annan.csv"), "--data", str(data)]) == 1
    assert "går inte att öppna" in capsys.readouterr().err
    assert store.current(data) == before


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.write(b"Kommun;A-1 2023\n")
        file.truncate(200 * 2**20)
    with pytest.raises(SourceError, match="200 MB och högst 100 MB"):
        table.read(path, KOMMUNER, KNOWN)


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_CELLS", 5)
    for name, content in (("t.csv", b"Kommun;A-1 2023\nAle;4\nLaxa;5"), ("t.xlsx", workbook())):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SourceError, match="6 celler, och högst 5 läses"):
            table.read(tmp_path / name, KOMMUNER, KNOWN)


def test_a_reader_that_needs_too_much_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.xlsx").write_bytes(workbook())
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.001)
    with pytest.raises(SourceError, match="mer minne eller tid"):
        table.read(tmp_path / "t.xlsx", KOMMUNER, KNOWN)


def test_macros_and_links_are_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsm"
    link = b'<?xml version="1.0"?><externalLink xmlns="x"/>'
    path.write_bytes(changed(workbook(), **{"xl__vbaProject.bin": b"Sub Auto_Open()", "xl__externalLinks__e1": link}))
    found = table.read(path, KOMMUNER, KNOWN)
    assert found.settled
    assert found.notes == (("macros", ""), ("links", "1"))
    assert list(found.rows["value"]) == [4, 5]


def test_formulas_are_never_worked_out(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook(A4="Örebro", B4='=WEBSERVICE("http://127.0.0.1:9/")', A5="Hallsberg", B5="=1+1"))
    found = table.read(path, KOMMUNER, KNOWN)
    assert [doubt.cells for doubt in found.unsettled] == [("B4",), ("B5",)]
    assert found.unsettled[1].holds == "=1+1"


def test_a_stored_error_is_named_by_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Kommun", "A-1 2023"])
        sheet.write_row(1, 0, ["Ale", 4])
        sheet.write(2, 0, "Laxå")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    (doubt,) = table.read(path, KOMMUNER, KNOWN).unsettled
    assert (doubt.doubt, doubt.cells, doubt.holds) == ("cell", ("B3",), "#DIV/0!")
