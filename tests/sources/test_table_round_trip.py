"""What was written wide comes back the same as long, whatever the file, its header and how its cells are spelled."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ojdash import catalogue
from ojdash.domain.table import Reading
from tests.sources.test_table import KNOWN, read, sentences

KOMMUNER = catalogue.kommuner()
NAMN = {kommun.kod: kommun.namn for kommun in KOMMUNER} | {"0000": "Riket"}
GENDER = {"": "T", "Totalt": "T", "Kvinnor": "K", "Män": "M"}
SIGNS = {"..": "sekretess", "-": "ej_svarat", ".": "ej_tillamplig", "x": "sekretess", "Ej aktuellt": "ej_tillamplig"}
HEADS = {"A-1": ["A-1", "Andel nöjda", "A-1 Andel nöjda"], "J-1": ["J-1", "Aktuell rutin"], "K-1": ["K-1"]}
PLACES = {
    "kod": lambda kod: kod,
    "namn": lambda kod: NAMN[kod],
    "båda": lambda kod: f"{kod} {NAMN[kod].lower()}" if kod != "0000" else "RIKET",
    "parentes": lambda kod: f"{NAMN[kod].upper()} ({kod})" if kod != "0000" else "Hela riket",
}
NUMBERS = {
    "tal": lambda value: value,
    "komma": lambda value: f"{value:.1f}".replace(".", ","),
    "blanksteg": lambda value: f"{value:,.1f}".replace(",", "\u00a0").replace(".", ","),
    "smalt": lambda value: f"{value:,.1f}".replace(",", "\u2009").replace(".", ",") + "*",
    "plus": lambda value: f"+{value:.1f}",
}
JA_NEJ = {1.0: ["Ja", "JA", "j", "1"], 0.0: ["Nej", "nej", "N", "0"]}
Row = list[str | float | None]
Sheet = tuple[str, list[Row], list[tuple[int, int, int, int]]]


def write_xlsx(path: Path, sheets: list[Sheet]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows, merges in sheets:
            sheet = book.add_worksheet(name)
            for top, left, bottom, right in merges:
                sheet.merge_range(top, left, bottom, right, rows[top][left])
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(place, column, cell)
    return path


def write_ods(path: Path, sheets: list[Sheet]) -> Path:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = ""
    for name, rows, _ in sheets:
        lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        body += f'<table:table table:name="{escape(name)}">{lines}</table:table>'
    with zipfile.ZipFile(path, "w") as folder:
        folder.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        folder.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        folder.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def _ods_cell(cell: str | float | None) -> str:
    if cell is None:
        return "<table:table-cell/>"
    kind = (
        f'office:value-type="float" office:value="{cell}"' if isinstance(cell, float) else 'office:value-type="string"'
    )
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def write_csv(path: Path, rows: list[Row], sign: str, encoding: str, quoted: bool) -> Path:
    def spelled(cell: str | float | None) -> str:
        text = (
            ""
            if cell is None
            else cell
            if isinstance(cell, str)
            else str(cell).replace(".", "," if sign != "," else ".")
        )
        return f'"{text}"' if quoted or sign in text else text

    lines = [sign.join(map(spelled, row)) for row in rows]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


@st.composite
def drawn(draw) -> tuple[list[Row], list[tuple[int, int, int, int]], set[tuple]]:
    """A wide table, its merged cells, and what it says as long."""
    koder = draw(st.lists(st.sampled_from([kommun.kod for kommun in KOMMUNER]), min_size=1, max_size=8, unique=True))
    koder += ["0000"] * draw(st.booleans())
    ids = draw(st.lists(st.sampled_from(list(KNOWN)[:3]), min_size=1, max_size=3, unique=True))
    years = draw(st.lists(st.integers(1990, 2025), min_size=1, max_size=3, unique=True))
    genders = draw(st.sampled_from([("",), ("Kvinnor", "Män"), ("Totalt", "Kvinnor", "Män")]))
    levels = draw(st.sampled_from(["one", "two", "two merged"]))
    place = PLACES[draw(st.sampled_from(list(PLACES)))]
    number = NUMBERS[draw(st.sampled_from(list(NUMBERS)))]
    columns = [(id, year, gender) for id in ids for year in years for gender in genders]
    head = {id: draw(st.sampled_from(HEADS[id])) for id in ids}
    width = len(years) * len(genders)
    rows: list[Row] = [["En titel utan årtal"]] * draw(st.integers(0, 2))
    merges = []
    if levels == "one":
        rows.append(["Kommun", *(f"{head[id]} {gender} {year}".replace("  ", " ") for id, year, gender in columns)])
    else:
        top = len(rows)
        rows.append([None, *(head[id] if place % width == 0 else None for place, (id, _, _) in enumerate(columns))])
        rows.append(["Kommun", *(f"{gender} {year}".strip() for _, year, gender in columns)])
        if levels == "two merged" and width > 1:
            merges = [(top, 1 + n * width, top, (n + 1) * width) for n in range(len(ids))]
    long = set()
    for kod in koder:
        row: Row = [place(kod)]
        for id, year, gender in columns:
            sign = draw(st.sampled_from([None] * 4 + list(SIGNS)))
            if sign:
                cell, value = sign, SIGNS[sign]
            elif id == "J-1":
                value = 0.5 if kod == "0000" else draw(st.sampled_from([1.0, 0.0]))
                cell = "50 %" if kod == "0000" else draw(st.sampled_from(JA_NEJ[value]))
            else:
                value = round(draw(st.floats(2, 99_999)), 1)
                cell = number(value)
            row.append(cell)
            long.add((id, kod, year, GENDER[gender], value))
        rows.append(row)
    rows += [["Källa: ingen"]] * draw(st.integers(0, 1))
    most = max(map(len, rows))
    return [row + [None] * (most - len(row)) for row in rows], merges, long


def said(reading: Reading) -> set[tuple]:
    rows = reading.rows
    values = rows["value"].where(rows["value"].notna(), rows["missing"])
    return set(zip(rows["indikator"], rows["kommun"], rows["year"], rows["gender"], values, strict=True))


@given(
    table=drawn(),
    kind=st.sampled_from(["xlsx", "ods", "csv;", "csv\t", "csv,"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoted=st.booleans(),
)
@settings(max_examples=40)
def test_every_kind_of_file_with_one_or_two_levels_of_header_comes_back(
    tmp_path_factory, table, kind: str, encoding: str, quoted: bool
) -> None:
    rows, merges, long = table
    folder = tmp_path_factory.getbasetemp()
    if kind == "xlsx":
        path = write_xlsx(folder / "t.xlsx", [("Blad", rows, merges)])
    elif kind == "ods":
        path = write_ods(folder / "t.ods", [("Blad", rows, merges)])
    else:
        path = write_csv(folder / "t.csv", rows, kind[3:], encoding, quoted)
    found = read(path)
    assert found.settled, sentences(found)
    assert said(found) == long


@given(tables=st.lists(drawn(), min_size=2, max_size=3), ods=st.booleans())
@settings(max_examples=15)
def test_a_sheet_a_year_comes_back_as_one_table(tmp_path_factory, tables, ods: bool) -> None:
    """Each sheet's years are moved to years of its own, so that the sheets never say the same thing twice."""
    sheets, long = [], set()
    for number, (rows, merges, its) in enumerate(tables):
        years = sorted({year for _, _, year, *_ in its})
        own = {str(year): str(1990 + 10 * number + place) for place, year in enumerate(years)}
        moved = [[_moved(cell, own) if place < 5 else cell for cell in row] for place, row in enumerate(rows)]
        sheets.append((f"Del {number}", moved, merges))
        long |= {(id, kod, int(own[str(year)]), *rest) for id, kod, year, *rest in its}
    folder = tmp_path_factory.getbasetemp()
    path = write_ods(folder / "t.ods", sheets) if ods else write_xlsx(folder / "t.xlsx", sheets)
    found = read(path)
    assert found.settled, sentences(found)
    assert said(found) == long
    assert [part.sheet for part in found.parts] == [name for name, _, _ in sheets]


def _moved(cell: str | float | None, years: dict[str, str]) -> str | float | None:
    """A header with its year changed; a cell of data has none of these words in it."""
    if not isinstance(cell, str):
        return cell
    *rest, last = cell.split(" ")
    return " ".join([*rest, years[last]]) if last in years and (rest or last == cell) else cell
