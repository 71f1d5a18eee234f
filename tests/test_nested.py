"""Whatever nests, from whoever sends it, ends in a sentence: never in a traceback, nor in a process out of memory."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL
from starlette.applications import Starlette

from ojdash import catalogue
from ojdash.api.routes import routes
from ojdash.catalogue.antal_svar import antal_svar
from ojdash.catalogue.arshjul import nationals
from ojdash.domain.analys import Author
from ojdash.domain.errors import CatalogueError, DataError, SavedError, SourceError
from ojdash.saved import Saved
from ojdash.saved.database import Database
from ojdash.saved.forms import FORM
from ojdash.sources import own, statuses
from ojdash.sources.table import profile
from ojdash.sources.table.opening import open_book
from ojdash.sources.table.places import Gazetteer
from ojdash.store.manifest import read_manifest
from ojdash.store.whole import checked
from tests import asking
from tests.drawing import indikator
from tests.sources.hostile import ods, row
from tests.sources.test_table import xlsx

LEVELS = 100_000
DEPTHS = (100, 900, LEVELS)  # what a parser takes and the code after it may not, and what no parser takes

TOML: dict[str, Callable[[int], str]] = {
    "lists": lambda depth: f"a = {'[' * depth}{']' * depth}",
    "open lists": lambda depth: f"a = {'[' * depth}",
    "tables": lambda depth: f"a = {'{a=' * depth}1{'}' * depth}",
    "a dotted key": lambda depth: f"a{'.a' * depth} = 1",
    "a dotted key of quoted parts": lambda depth: "a" + ' . "a\\"b"' * depth + " = 1",
    "a dotted head": lambda depth: f"[a{'.a' * depth}]",
    "a dotted head of entries": lambda depth: f"[[indikator{'.a' * depth}]]",
    "a dotted key within": lambda depth: f"a = {{ b = 1, a{'.a' * depth} = 1 }}",
    "lists of an entry": lambda depth: f"[[indikator]]\nid = {'[' * depth}{']' * depth}",
    "lists of the area": lambda depth: f"titel = 'T'\nomrade = {'[' * depth}{']' * depth}",
    "a number of digits": lambda depth: f"a = {'9' * max(depth, 10_000)}",
}


def _in_folder(name: str, read: Callable[[Path], object]) -> Callable[[Path], object]:
    """A reader of a data folder's own file, asked by the file's path."""

    def moved(path: Path) -> object:
        (path.parent / "catalogue").mkdir()
        path.rename(path.parent / "catalogue" / name)
        return read(path.parent)

    return moved


TOML_READERS: dict[str, Callable[[Path], object]] = {
    "a profile": profile.load,
    "a data set": catalogue.dataset,
    "a catalogue": lambda path: catalogue.load(path.parent),
    "the arshjul of a data folder": _in_folder("arshjul.toml", nationals),
    "the antal_svar of a data folder": _in_folder("antal_svar.toml", antal_svar),
    "the catalogue of a data folder": _in_folder("own.toml", catalogue.for_folder),
}


@pytest.mark.parametrize("reader", TOML_READERS)
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("nested", TOML)
def test_toml_within_toml_ends_in_a_sentence(tmp_path: Path, nested: str, depth: int, reader: str) -> None:
    path = tmp_path / "sent.toml"
    path.write_text(TOML[nested](depth), "utf-8")
    with pytest.raises(CatalogueError) as told:
        TOML_READERS[reader](path)
    assert str(told.value).startswith(str(tmp_path)) and "recursion" not in str(told.value)


def test_a_text_full_of_points_is_no_nesting(tmp_path: Path) -> None:
    path = tmp_path / "sent.toml"
    path.write_text(f'publisher = "1.2 {"... " * 100} Se s. 3. www.exempel.nu."', "utf-8")
    assert profile.load(path).publisher.startswith("1.2 ...")


JSON: dict[str, Callable[[int], str]] = {
    "lists": lambda depth: f"{'[' * depth}{']' * depth}",
    "objects": lambda depth: '{"a":' * depth + "1" + "}" * depth,
}


BOOK = {"ojdash": "bok", "form": 1, "created": "2026-01-01T00:00:00Z", "exported": "", "versions": [], "erased": []}
PLACES = ["", "ojdash", "form", "created", "versions", "erased", "version", "value"]


def _sent(what: str, place: str, nested: str) -> bytes:
    """A file of what people wrote with something nested at a place of it, or as all of it."""
    whole = BOOK | {"ojdash": what, "form": FORM, "versions": [{"place": "om/titel", "value": "T", "version": 1}]}
    if place in ("version", "value"):
        whole["versions"][0][place] = "HERE"
    else:
        whole[place] = "HERE"
    return (json.dumps(whole).replace('"HERE"', nested) if place else nested).encode()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Saved]:
    database = Saved(Database(URL.create("sqlite", database=str(tmp_path / "analyser.sqlite"))))
    yield database
    database.close()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("nested", JSON)
def test_a_file_of_what_people_wrote_ends_in_a_sentence(kept: Saved, nested: str, depth: int, place: str) -> None:
    with pytest.raises(SavedError):
        kept.import_(_sent("analys", place, JSON[nested](depth)), Author("Enhetschef", "Vetlanda kommun"))
    with pytest.raises(SavedError):
        kept.book.import_(_sent("bok", place, JSON[nested](depth)))


@pytest.mark.parametrize("name", ["falt", "val", "sedan", "versioner"])
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("place", ["", "analys", "place", "value", "base", "author", "after", "chosen"])
def test_a_body_that_is_posted_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, depth: int, place: str
) -> None:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    nested = JSON["lists"](depth)
    content = f'{{"analys": "{"a" * 26}", "{place}": {nested}}}' if place else nested
    headers = {"Content-Type": "application/json"}
    app = Starlette(routes=routes())
    answer = asking.request(app, "POST", f"/api/analys/{name}", content=content.encode(), headers=headers)
    assert 400 <= answer.status_code < 500 and answer.json()["error"].endswith(".")


JSON_READERS: dict[str, Callable[[Path], object]] = {
    "a manifest": read_manifest,
    "a manifest that is checked": lambda path: [
        _refused(one.said) for one in checked(path.parents[2], path.parent.name) if one.kind == "manifest"
    ],
}


def _refused(sentence: str) -> None:
    raise DataError(sentence)


@pytest.mark.parametrize("reader", JSON_READERS)
@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("nested", JSON)
def test_a_manifest_within_itself_ends_in_a_sentence(tmp_path: Path, nested: str, depth: int, reader: str) -> None:
    path = tmp_path / "editions" / "2026" / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(JSON[nested](depth))
    with pytest.raises(DataError, match=r"manifest"):
        JSON_READERS[reader](path)


# --- workbooks --------------------------------------------------------------------------------------------------------

XLSX = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"]
XLSX += ["xl/worksheets/sheet1.xml", "[Content_Types].xml", "docProps/app.xml"]
ODS = {  # where in an ods, by what it stands before
    "a text": "</text:p>",
    "a cell": "</table:table-cell>",
    "a row": "</table:table-row>",
    "a table": "</table:table>",
    "the document": "</office:body>",
}
ELEMENTS = ["text:span", "table:table-row", "table:table", "office:annotation"]


def _parts(path: Path | io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:  # stored: what is packed a thousand times is refused before it is read
        for name, content in parts.items():
            folder.writestr(name, content)
    return out.getvalue()


def _nested(element: str, depth: int) -> bytes:
    return (f"<{element}>" * depth + f"</{element}>" * depth).encode()


def _reads_or_tells(name: str, content: bytes, folder: Path) -> None:
    """Everything that takes a workbook either reads it or tells with a sentence of ours why it does not."""
    (folder / name).write_bytes(content)
    takers: list[Callable[[], object]] = [
        lambda: open_book(folder / name),
        lambda: statuses.read(folder / name),
        lambda: own.from_file(name, content, indikator("A"), "1440", Gazetteer(catalogue.kommuner())),
    ]
    for take in takers:
        try:
            take()
        except SourceError as told:
            assert name in str(told) and "recursion" not in str(told)


@pytest.mark.parametrize("depth", DEPTHS[1:])
@pytest.mark.parametrize("part", XLSX)
def test_an_xlsx_of_parts_within_parts_is_read_or_told(tmp_path: Path, part: str, depth: int) -> None:
    parts = _parts(xlsx(tmp_path, ("Blad1", [["Kommun", "A 2023"], ["Ale", 4.0]])))
    head, end, tail = parts[part].rpartition(b"</")
    _reads_or_tells("t.xlsx", _zipped(parts | {part: head + _nested("r", depth) + end + tail}), tmp_path)


@pytest.mark.parametrize("element", ELEMENTS)
@pytest.mark.parametrize("place", ODS)
def test_an_ods_of_elements_within_elements_is_read_or_told(tmp_path: Path, place: str, element: str) -> None:
    parts = _parts(io.BytesIO(ods(row("Kommun", "A 2023") + row("Ale", 4.0))))
    before = ODS[place].encode()
    content = parts["content.xml"].replace(before, _nested(element, LEVELS) + before)
    _reads_or_tells("t.ods", _zipped(parts | {"content.xml": content}), tmp_path)


@pytest.mark.parametrize("depth", [LEVELS // 2, LEVELS])  # within what a cell of a csv may hold, and beyond
@pytest.mark.parametrize("signs", ["()", "[]", '""', "<>", "**", "''"])
def test_a_csv_of_brackets_is_read_or_told(tmp_path: Path, signs: str, depth: int) -> None:
    nested = signs[0] * depth + signs[1] * depth
    _reads_or_tells("t.csv", f"Kommun;{nested}\nAle;{nested}\n".encode(), tmp_path)
