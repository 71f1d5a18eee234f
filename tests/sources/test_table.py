"""Tables: found, mapped, placed cell by cell, asked about when not certain, and published."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from ojdash import __main__, catalogue, store
from ojdash.domain.errors import CatalogueError, SourceError
from ojdash.domain.missing import MISSING
from ojdash.domain.table import Reading
from ojdash.sources import table
from ojdash.sources.table.profile import Profile
from ojdash.text import tables as words
from ojdash.text import underlag
from tests.drawing import REAL, SIMULATED, edition, indikator

KOMMUNER = catalogue.kommuner()
KODER = [kommun.kod for kommun in KOMMUNER]
NAMN = {kommun.kod: kommun.namn for kommun in KOMMUNER}
KNOWN = {
    one.id: one
    for one in (
        indikator("A-1", title="Andel nöjda", decimals=1),
        indikator("J-1", "ja_nej", title="Aktuell rutin"),
        indikator("K-1", "kronor", title="Kostnad per brukare, kvinnor och män"),
        indikator("C-1", "kategori", title="Hur fort", codes={"0": "sent", "1": "fort"}),
    )
}


def csv(folder: Path, text: str, encoding: str = "utf-8", name: str = "tabell.csv") -> Path:
    """A csv with what is drawn, indentation taken away."""
    path = folder / name
    path.write_bytes("\r\n".join(line.strip() for line in text.strip().splitlines()).encode(encoding))
    return path


def xlsx(folder: Path, *sheets: tuple[str, list[list]], merges: tuple = (), name: str = "tabell.xlsx") -> Path:
    """A workbook; merges are (first row, first column, last row, last column, text) of the first sheet."""
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        for number, (title, rows) in enumerate(sheets):
            sheet = book.add_worksheet(title)
            if not number:
                for merge in merges:
                    sheet.merge_range(*merge)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(place, column, cell)
    return path


# What a publisher's signs mean, as a profile says it: without one they are asked about.
SIGNED = Profile(signs={"..": "sekretess", "x": "sekretess", "-": "ej_svarat", ".": "ej_tillamplig"})


def read(path: Path, profile: Profile | None = None, year: int | None = None) -> Reading:
    return table.read(path, KOMMUNER, KNOWN, profile or SIGNED, year)


def long(reading: Reading) -> list[tuple]:
    """What was read, as (indikator, kommun, year, gender, value or kind of missing)."""
    rows = reading.rows.sort_values(["indikator", "kommun", "year", "gender"])
    return [
        (row.indikator, row.kommun, row.year, row.gender, row.missing if pd.isna(row.value) else row.value)
        for row in rows.itertuples()
    ]


def sentences(reading: Reading) -> list[str]:
    return [words.unsettled(reading.file, doubt, {k.kod: k for k in KOMMUNER}, KNOWN) for doubt in reading.unsettled]


EXPECTED = [
    ("A-1", "0000", 2023, "T", 45.5),
    ("A-1", "0114", 2023, "T", 1234.5),
    ("A-1", "0115", 2023, "T", "sekretess"),
    ("J-1", "0000", 2023, "T", 0.5),
    ("J-1", "0114", 2023, "T", 1.0),
    ("J-1", "0115", 2023, "T", 0.0),
]


# --- shapes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_wide_csv_is_read_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, sign: str
) -> None:
    text = """Andel nöjda och annat 2023
        Kommun;A-1 Andel nöjda;Aktuell rutin
        0114 Upplands väsby;1 234,5;Ja
        Vallentuna;..;NEJ
        Stockholms län;4;Ja
        RIKET;45,5;50 %
        Källa: Påhittad"""
    found = read(csv(tmp_path, text.replace(";", sign), encoding))
    assert found.settled, sentences(found)
    assert long(found) == EXPECTED
    assert found.aside == {"lan": 1, "note": 1}
    assert (found.header, found.first, found.years_from, found.publisher) == ((2,), 3, "title", "Påhittad")


def test_a_csv_with_commas_keeps_its_decimal_commas_in_quotes(tmp_path: Path) -> None:
    text = 'Kommun,År,A-1,J-1\n0114,2023,"1234,5",Ja\n0115,2023,..,Nej\nRiket,2023,"45,5",0.5'
    assert long(read(csv(tmp_path, text))) == EXPECTED


def test_two_levels_with_merged_cells_and_years_and_genders_in_the_header(tmp_path: Path) -> None:
    rows = [
        ["En titel"],
        [None, "A-1", None, None, "J-1"],
        ["Kommun", "Kvinnor 2022", "Män 2022", "Totalt 2023", 2023.0],
        ["Ale", 1, 2, 3, "Ja"],
        ["Laxå", 4, 5, "x", "Nej"],
    ]
    found = read(xlsx(tmp_path, ("Blad1", rows), merges=((1, 1, 1, 3, "A-1"),)))
    assert found.settled, sentences(found)
    assert found.header == (2, 3)
    assert long(found) == [
        ("A-1", "1440", 2022, "K", 1),
        ("A-1", "1440", 2022, "M", 2),
        ("A-1", "1440", 2023, "T", 3),
        ("A-1", "1860", 2022, "K", 4),
        ("A-1", "1860", 2022, "M", 5),
        ("A-1", "1860", 2023, "T", "sekretess"),
        ("J-1", "1440", 2023, "T", 1),
        ("J-1", "1860", 2023, "T", 0),
    ]


def test_a_long_table_with_gender_year_and_answers(tmp_path: Path) -> None:
    text = """kommun;kommunnamn;år;kön;nyckeltal;värde;antal svar
        114;Upplands Väsby;2023;Kvinnor;A-1;40,5;12
        114;Upplands Väsby;2023;Män;Andel nöjda;x;<5
        1440;Ale;2022;Totalt;J-1;Ja;"""
    found = read(csv(tmp_path, text))
    assert found.settled, sentences(found)
    assert long(found) == [
        ("A-1", "0114", 2023, "K", 40.5),
        ("A-1", "0114", 2023, "M", "sekretess"),
        ("J-1", "1440", 2022, "T", 1.0),
    ]
    assert found.rows.set_index("gender")["n"].dropna().to_dict() == {"K": 12}


def test_years_as_columns_under_a_title_that_names_the_indikator(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "Andel nöjda\nKommun;2022;2023\nAle;1;2\nLaxå;3;4"))
    assert found.settled, sentences(found)
    assert [row[2:] for row in long(found)] == [(2022, "T", 1), (2023, "T", 2), (2022, "T", 3), (2023, "T", 4)]


def test_public_and_private_rows_and_stadsdelar_are_set_apart(tmp_path: Path) -> None:
    text = """Kommun;Regi;A-1 2023
        Ale;Totalt;1
        Ale;Offentlig;2
        Ale;Enskild;3
        Stockholm, Farsta;Totalt;4
        Laxå;Totalt;5"""
    found = read(csv(tmp_path, text))
    assert found.settled, sentences(found)
    assert [(row[1], row[4]) for row in long(found)] == [("1440", 1), ("1860", 5)]
    assert found.aside == {"regi": 2, "stadsdel": 1}


def test_cells_shown_as_percent_are_percent_and_cached_formulas_are_values(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("2023")
        sheet.write_row(0, 0, ["Kommun", "A-1"])
        sheet.write(1, 0, "Ale")
        sheet.write_number(1, 1, 0.725, book.add_format({"num_format": "0.0%"}))
        sheet.write(2, 0, "Laxå")
        sheet.write_formula(2, 1, "=40+2", None, 42)
        sheet.write(3, 0, "Örebro")
        sheet.write_formula(3, 1, "=1/0", None, "")
    found = read(path)
    assert [row[4] for row in long(found)] == [72.5, 42]
    (said,) = sentences(found)
    assert "rad 4, cell B4" in said
    assert "1/0" in said


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    figure = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    rows = [
        text.format("Kommun") + text.format("A-1 2023"),
        text.format("Ale") + figure.format(4.5, "4,5"),
        text.format("Laxå") + text.format(".."),
    ]
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    empty += 'table:number-columns-repeated="16384"/></table:table-row>'
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
    content += f'<office:spreadsheet><table:table table:name="Blad1">{body}{empty}</table:table></office:spreadsheet>'
    content += "</office:body></office:document-content>"
    path = tmp_path / "t.ods"
    with zipfile.ZipFile(path, "w") as folder:
        folder.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        folder.writestr("content.xml", content)
        folder.writestr("META-INF/manifest.xml", "<manifest/>")
    found = read(path)
    assert found.settled, sentences(found)
    assert long(found) == [("A-1", "1440", 2023, "T", 4.5), ("A-1", "1860", 2023, "T", "sekretess")]


# --- what is not certain ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kommun;Betyg 2023\nAle;4", "kolumn B ”Betyg ÅÅÅÅ” är ingen känd indikator"),
        ("Kommun;Andel nöjda gäster 2023\nAle;4", "är ingen känd indikator. Liknar ”Andel nöjda” (A-1). Skriv"),
        ("Kommun;A-1\nAle;4", "--year"),
        ("Kommun;A-1 2023\nAle;4\nÖrbro län kommun;5", "rad 3, cell A3: ”Örbro län kommun” är ingen kommun"),
        ("Kommun;A-1 2023\nAle;4\n0115 Ale;5", "rad 3, cell A3: ”0115 Ale”: kod och namn hör till olika kommuner"),
        ("Kommun;A-1 2023\nAle;fyra", "rad 2, cell B2: ”fyra” är inget värde av A-1"),
        ("Kommun;A-1 2023\nAle;4\nAle;5", "cell B2, B3: två olika värden för samma kommun"),
        ("Kommun;År;A-1\nAle;i fjol;4", "cell B2: ”i fjol” är inget årtal"),
        ("Kommun;År;Kön;A-1\nAle;2023;Båda;4\nLaxå;2023;Okänt;4", "cell C3: ”Okänt” är inget kön"),
        ("Kommun;År;Nyckeltal;Värde\nAle;2023;A-2;4", "cell C2: ”A-2” är ingen känd indikator"),
        ("Kommun;A-1 2023\nAle;0,4\nLaxå;0,5\nÖrebro;1", "ska vara i procent men har 0,4 och 0,5"),
        ("Kommun;A-1 2023\nAle;1.234\nLaxå;0,5", "komma eller punkt är decimaltecken (1.234)"),
        ("Kommun;A-1 2023, antal\nAle;4", "ser inte ut att vara i procent"),
        ("Kommun;A-1 2023;Andel nöjda 2023\nAle;4;5", "gäller alla A-1, samma år och kön"),
        ("Kommun;A-1 2023;\nAle;4;5", "kolumn C ”(C)” är ingen känd indikator"),
        ("Kommun;Regi;A-1 2023\nAle;Totalt;1\nAle;Enskild;2\nLaxå;Delad;3", "”Delad” är varken offentlig"),
    ],
)
def test_what_is_not_certain_is_asked_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    found = read(csv(tmp_path, text))
    assert said in " ".join(sentences(found)).replace("  ", " "), sentences(found)
    with pytest.raises(SourceError, match="inte bestämd"):
        table.delivery(found, KOMMUNER, (), KNOWN, {})


def test_a_typo_with_one_neighbour_is_read_and_told(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "Kommun;A-1 2023\nAle;4\nÖrebo;5"))
    assert found.settled
    assert found.misspelt == ((3, "Örebo", "1880"),)
    told = words.preview(found, KNOWN, {k.kod: k for k in KOMMUNER})
    assert "  Obs: rad 3: ”Örebo” lästes som Örebro (1880)." in told


def test_several_sheets_with_kommuner_are_asked_about_unless_one_has_known_columns(tmp_path: Path) -> None:
    other = [["Kommun", "Betyg 2023"], ["Ale", 1]]
    found = read(xlsx(tmp_path, ("Ett", other), ("Två", other)))
    assert "flera blad har kommuner: Ett, Två" in sentences(found)[0]
    found = read(xlsx(tmp_path, ("Ett", other), ("Två", [["Kommun", "A-1 2023"], ["Ale", 1]])))
    assert (found.sheet, found.settled) == ("Två", True)


def test_equal_rows_count_once(tmp_path: Path) -> None:
    found = read(csv(tmp_path, "Kommun;A-1 2023\nAle;4\nAle;4"))
    assert (found.settled, found.equal, len(found.rows)) == (True, 1, 1)


# --- profiles ---------------------------------------------------------------------------------------------------------


def test_a_profile_settles_everything_and_next_year_s_file_goes_straight_through(tmp_path: Path) -> None:
    text = "Kommun;Betyg 2023;Noter\nAle;ej redovisat;a\nLaxå;0,5;b\nÖrebro;1;c\nVasa;3;d"
    first = read(csv(tmp_path, text))
    place = tmp_path / "p.toml"
    place.write_text(table.spelled(table.grown(Profile(), first, published=False)), "utf-8")
    draft = place.read_text("utf-8")
    assert 'label = "Betyg ÅÅÅÅ"\nindikator = ""' in draft
    assert 'word = "Vasa"\nkommun = ""' in draft
    draft = draft.replace('indikator = ""', 'indikator = "A-1"\nfactor = 100', 1).replace(
        'kommun = ""', "leave_out = true"
    )
    draft = draft.replace('indikator = ""', "leave_out = true")
    place.write_text(draft, "utf-8")
    second = read(csv(tmp_path, text), table.load(place))
    assert [doubt.doubt for doubt in second.unsettled] == ["cell"]
    grown = table.spelled(table.grown(table.load(place), second, published=False))
    place.write_text(grown.replace('missing = ""', 'missing = "ej_svarat"'), "utf-8")
    third = read(csv(tmp_path, text), table.load(place))
    assert third.settled, sentences(third)
    assert [row[4] for row in long(third)] == ["ej_svarat", 50, 100]
    assert third.aside == {"left_out": 1}
    place.write_text(table.spelled(table.grown(table.load(place), third, published=True)), "utf-8")
    after = read(csv(tmp_path, "Ny titel\nKommun;Betyg 2024;Nytt\nAle;0,2;1\nLaxå;0,5;1"), table.load(place))
    assert ("new", "Nytt") in after.changed
    assert ("gone", "Noter") in after.changed
    assert ("header", "1 → 2") in after.changed
    assert ("kommuner", "3 → 2") in after.changed
    assert [doubt.holds for doubt in after.unsettled] == ["Nytt"]
    straight = read(csv(tmp_path, "Kommun;Betyg 2024;Noter\nAle;0,2;1\nLaxå;0,5;1"), table.load(place))
    assert straight.settled
    assert [row[2:] for row in long(straight)] == [(2024, "T", 20), (2024, "T", 50)]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)


@given(
    st.builds(
        Profile,
        sheet=TEXTS | st.just(""),
        year=st.none() | st.integers(1970, 2100),
        publisher=TEXTS | st.just(""),
        columns=st.dictionaries(
            TEXTS,
            st.fixed_dictionaries(
                {}, optional={"indikator": TEXTS, "factor": st.sampled_from([1, 100, 0.5]), "gender": st.just("K")}
            )
            | st.just({"leave_out": True}),
            max_size=3,
        ),
        indikatorer=st.dictionaries(TEXTS, TEXTS | st.just(""), max_size=3),
        rows=st.dictionaries(TEXTS, st.sampled_from([*KODER, ""]), max_size=3),
        signs=st.dictionaries(TEXTS.map(str.casefold), st.sampled_from([*MISSING, ""]), max_size=3),
        shape=st.just({}) | st.fixed_dictionaries({"sheet": TEXTS, "header": st.just(2), "labels": st.lists(TEXTS)}),
    )
)
def test_a_profile_reads_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, profile: Profile) -> None:
    path = tmp_path_factory.getbasetemp() / "profile.toml"
    path.write_bytes(table.spelled(profile).encode())
    found = table.load(path)
    for name in ("sheet", "year", "publisher", "columns", "indikatorer", "rows", "signs", "shape"):
        assert getattr(found, name) == getattr(profile, name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("blad = 'a'", "okänd nyckel ”blad”"),
        ("[[column]]\nlabel = 'a'\nindicator = 'b'", "okänd nyckel ”indicator”"),
        ("[[column]]\nindikator = 'b'", "label saknas"),
        ("[[column]]\nlabel = 'a'\ngender = 'x'", "Tillåtet: T, K, M"),
        ("[[sign]]\nword = 'a'\nmissing = 'x'", "Tillåtet: ej_svarat"),
        ("year = '2023'", "Tillåtet: int"),
        ("year = ", "är inte giltig TOML"),
    ],
)
def test_a_wrong_profile_says_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogueError, match=said):
        table.load(path)


# --- wide comes back as long ------------------------------------------------------------------------------------------

CELLS = st.one_of(
    st.floats(0, 1e6).map(lambda value: round(value, 3)).filter(lambda value: value > 1),
    st.sampled_from(["..", "-", "."]),
)
MEANS = {"..": "sekretess", "-": "ej_svarat", ".": "ej_tillamplig"}


@given(
    koder=st.lists(st.sampled_from(KODER), min_size=1, max_size=12, unique=True),
    years=st.lists(st.integers(1990, 2025), min_size=1, max_size=4, unique=True),
    genders=st.sampled_from([("",), (" kvinnor", " män"), (" totalt", " kvinnor", " män")]),
    spelling=st.sampled_from(["kod", "namn", "båda", "versaler"]),
    titles=st.integers(0, 3),
    notes=st.integers(0, 2),
    kind=st.sampled_from(["xlsx", "csv;", "csv\t", "csv,"]),
    data=st.data(),
)
@settings(max_examples=40)
def test_what_was_written_wide_comes_back_the_same_as_long(
    tmp_path_factory: pytest.TempPathFactory, koder, years, genders, spelling, titles, notes, kind, data
) -> None:
    spelled = {
        "kod": lambda kod: kod,
        "namn": NAMN.__getitem__,
        "båda": lambda kod: f"{kod} {NAMN[kod].lower()}",
        "versaler": lambda kod: NAMN[kod].upper(),
    }[spelling]
    columns = [(year, gender) for year in years for gender in genders]
    values = [[data.draw(CELLS) for _ in columns] for _ in koder]
    rows = [["En titel"]] * titles
    rows += [["Kommun", *(f"Andel nöjda{gender} {year}" for year, gender in columns)]]
    rows += [[spelled(kod), *cells] for kod, cells in zip(koder, values, strict=True)]
    rows += [["Källa: ingen"]] * notes
    folder = tmp_path_factory.getbasetemp()
    if kind == "xlsx":
        path = xlsx(folder, ("Blad", rows))
    else:
        sign = kind[3:]
        comma = "." if sign == "," else ","
        drawn = [[str(cell).replace(".", comma) if isinstance(cell, float) else cell for cell in row] for row in rows]
        path = csv(folder, "\n".join(map(sign.join, drawn)))
    found = read(path)
    assert found.settled, sentences(found)
    code = {"": "T", " totalt": "T", " kvinnor": "K", " män": "M"}
    assert sorted(long(found)) == sorted(
        ("A-1", kod, year, code[gender], MEANS.get(cell, cell))
        for kod, cells in zip(koder, values, strict=True)
        for (year, gender), cell in zip(columns, cells, strict=True)
    )


# --- publishing -------------------------------------------------------------------------------------------------------

DATASET = """titel = "Arbetsmarknadsenheter"
omrade = "ame"
[[indikator]]
id = "AME-1"
title = "Deltagare i arbete efter insats"
kind = "andel"
decimals = 1
unit = "procent"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a small real edition."""
    edition(tmp_path / "data", "AO 2023\n0114 40\n0115 60", indikator("AO"))
    return tmp_path / "data"


def update(*arguments: object) -> int:
    return __main__.main(["update", "table", *map(str, arguments)])


def test_a_data_set_is_a_description_and_a_table(tmp_path: Path, data: Path, capsys) -> None:
    described = tmp_path / "ame.toml"
    described.write_text(DATASET, "utf-8")
    file = csv(tmp_path, "Kommun;AME-1 2023\n0114;41,5\n0115;uppgift saknas\nKälla: AME-nätverket")
    assert update(file, "--dataset", described, "--data", data) == 0
    opened = store.open_edition(data)
    assert opened.omraden == {"lss": "LSS", "ame": "Arbetsmarknadsenheter (inte ÖJ)"}
    assert opened.indikator("AME-1").oj is False
    assert opened.source.name == "AME-nätverket (tabell.csv)"
    assert store.source_of(opened, ["AO"]).name == "En ritad källa"
    assert store.source_of(opened, ["AO", "AME-1"]).name == "AME-nätverket (tabell.csv), En ritad källa"
    assert set(opened.kommuner) == {"0114", "0115"}
    capsys.readouterr()
    assert __main__.main(["ask", "jamfor?kommun=0114&indikator=AME-1", "--data", str(data)]) == 0
    assert "(inte ÖJ)" in capsys.readouterr().out
    assert __main__.main(["ask", "jamfor?kommun=0114&indikator=AME-1", "--data", str(data)]) == 0
    assert "Källa: AME-nätverket (tabell.csv)" in " ".join(capsys.readouterr().out.split())
    assert __main__.main(["ask", "jamfor?kommun=0114&indikator=AO", "--data", str(data)]) == 0
    assert "Källa: En ritad källa" in " ".join(capsys.readouterr().out.split())


def test_each_indikator_keeps_its_own_source_terms_and_time_over_updates_of_either_kind(
    tmp_path: Path, data: Path
) -> None:
    described = tmp_path / "ame.toml"
    described.write_text(DATASET, "utf-8")
    ames = ((2023, "41,5", "nätverket 2023"), (2024, "43,5", "nätverket 2024"))
    tables = [
        csv(tmp_path, f"Kommun;AME-1 {year}\n0114;{value}\nKälla: {whose}", name=f"{year}.csv")
        for year, value, whose in ames
    ]
    fetched = replace(
        REAL, name="Kolada", address="https://kolada.se", fetched_at="2026-04-01T10:00:00Z", terms="Fritt."
    )
    seen = []
    assert update(tables[0], "--dataset", described, "--data", data) == 0
    edition(data, "AO 2024\n0114 41\n0115 61", indikator("AO"), base=store.current(data), source=fetched)
    seen.append(store.open_edition(data))
    assert update(tables[1], "--dataset", described, "--data", data) == 0
    seen.append(store.open_edition(data))
    both = "nätverket 2024 (2024.csv), nätverket 2023 (2023.csv)"  # the second table lacks the first one's year
    for opened, ame in zip(seen, ("nätverket 2023 (2023.csv)", both), strict=True):
        assert store.source_of(opened, ["AO"]).name == "Kolada"
        assert store.source_of(opened, ["AO"]).terms == "Fritt."
        assert store.source_of(opened, ["AO"]).address == "https://kolada.se"
        assert opened.fetched_at("AO") == "2026-04-01T10:00:00Z"
        assert store.source_of(opened, ["AME-1"]).name == ame
        assert "nätverket" in store.source_of(opened, ["AME-1"]).terms
        assert opened.fetched_at("AME-1") > opened.fetched_at("AO")
    assert seen[0].source.name == "Kolada"
    assert seen[1].source.kind == "tabell"
    assert set(seen[1].tidy(["AME-1"])["year"]) == {2023, 2024}
    assert set(seen[1].tidy(["AO"])["year"]) == {2024}


def test_values_that_a_table_lacks_keep_their_source_beside_its_own(tmp_path: Path, data: Path) -> None:
    for name, value in (("a.csv", 41), ("b.csv", 42)):
        file = csv(tmp_path, f"Kommun;AO 2024\n0114;{value}", name=name)
        assert update(file, "--data", data) == 0
    opened = store.open_edition(data)
    assert store.source_of(opened, ["AO"]).name == "b.csv, a.csv, En ritad källa"
    assert REAL.terms in store.source_of(opened, ["AO"]).terms
    assert opened.source.name == "b.csv"
    whole = csv(tmp_path, "Kommun;AO 2023;AO 2024\n0114;40;42\n0115;60;", name="c.csv")
    assert update(whole, "--data", data) == 0
    assert store.source_of(store.open_edition(data), ["AO"]).name == "c.csv"


def test_next_year_s_table_keeps_the_years_before(tmp_path: Path, data: Path) -> None:
    described = tmp_path / "ame.toml"
    described.write_text(DATASET, "utf-8")
    for year, value in ((2023, "41,5"), (2024, "43,5")):
        file = csv(tmp_path, f"Kommun;AME-1\n0114;{value}")
        assert update(file, "--dataset", described, "--data", data, "--year", year) == 0
    rows = store.open_edition(data).tidy(["AME-1"])
    assert dict(zip(rows["year"], rows["value"], strict=True)) == {2023: 41.5, 2024: 43.5}
    assert store.open_edition(data).years("AO") == (2023,)


def test_nothing_is_published_until_all_is_settled_and_a_draft_says_what_is_left(
    tmp_path: Path, data: Path, capsys
) -> None:
    before = store.current(data)
    file = csv(tmp_path, "Kommun;AO 2023\n0114;41\nVasa;4")
    profile = tmp_path / "p.toml"
    assert update(file, "--data", data, "--profile", profile) == 2
    said = capsys.readouterr()
    assert "rad 3, cell A3: ”Vasa” är ingen kommun" in said.out
    assert "Inget har publicerats" in said.err
    assert store.current(data) == before
    profile.write_text(profile.read_text("utf-8").replace('kommun = ""', "leave_out = true"), "utf-8")
    assert update(file, "--data", data, "--profile", profile, "--dry-run") == 0
    assert store.current(data) == before
    assert update(file, "--data", data, "--profile", profile) == 0
    rows = store.open_edition(data).tidy(["AO"])
    assert dict(zip(rows["kommun"], rows["value"], strict=True)) == {"0114": 41, "0115": 60}
    assert "[shape]" in profile.read_text("utf-8")


def test_a_table_replaces_simulated_values_and_is_never_laid_beside_them(tmp_path: Path) -> None:
    data = tmp_path / "data"
    edition(data, "AO 2023\n0114 40\n0115 60", indikator("AO"), source=SIMULATED)
    described = tmp_path / "ame.toml"
    described.write_text(DATASET, "utf-8")
    file = csv(tmp_path, "Kommun;AME-1 2023\n0114;41,5")
    assert update(file, "--dataset", described, "--data", data) == 0
    opened = store.open_edition(data)
    assert not opened.simulated
    assert opened.ids == ("AME-1",)
    assert len(opened.kommuner) == 290


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DATASET.replace("titel", "title", 1), "titel"),
        (DATASET.replace('"ame"', '"A M E"'), "inte en kod"),
        (DATASET + "oj = true\n", "oj = true"),
        (DATASET.partition("[[")[0], "ingen \\[\\[indikator\\]\\]"),
        (DATASET + DATASET[DATASET.index("[[") :], "finns redan"),
        (DATASET + 'enhet = "x"\n', "okänd nyckel 'enhet'"),
    ],
)
def test_a_wrong_description_names_file_entry_and_key(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "d.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogueError, match=said) as raised:
        catalogue.dataset(path)
    assert str(path) in str(raised.value)


def test_a_description_can_not_take_an_id_of_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text(DATASET, "utf-8")
    with pytest.raises(CatalogueError, match="AME-1: id:t finns redan"):
        catalogue.dataset(path, {"AME-1"})


def test_a_hidden_sheet_is_read_only_if_the_profile_names_it(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, value in (("Synlig", 4), ("Dold", 5)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Kommun", "A-1 2023"])
            sheet.write_row(1, 0, ["Ale", value])
        sheet.hide()
    assert [row[4] for row in long(read(path))] == [4]
    assert [row[4] for row in long(read(path, Profile(sheet="Dold")))] == [5]


@pytest.mark.parametrize("head", underlag.HEADINGS_OF_NUMBERS)
def test_the_numbers_of_a_file_of_ours_come_back_whatever_they_count(tmp_path: Path, head: str) -> None:
    """Our files call n by what is counted: "Antal ärenden", and "Antal svar, högst" where some may have skipped it."""
    path = csv(tmp_path, f"Kommunkod;Indikator;År;Värde;{head}\n0114;A-1;2024;64,5;120\n0115;A-1;2024;..;")
    reading = read(path)
    assert reading.settled, sentences(reading)
    assert reading.rows["n"].tolist()[0] == 120
    assert long(reading) == [("A-1", "0114", 2024, "T", 64.5), ("A-1", "0115", 2024, "T", "sekretess")]
