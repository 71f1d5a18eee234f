"""The terminal: answers, exit codes, and publishing that is whole or not at all."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ojdash import __main__, answers, api, export, links, saved, store, text
from ojdash.api.feed import feed as feed_of
from ojdash.domain.analys import Author
from ojdash.domain.question import PAGES, WRITTEN
from ojdash.export.beside import beside
from ojdash.sources import kolada
from tests.drawing import REAL, SIMULATED, edition, indikator

ROOT = Path(__file__).parents[2]
STUB = ROOT.parent / "shared" / "kolada" / "stub.py"
ASKED = "jamfor?kommun=0680&indikator=U21468&year=2022&peers=lan"
EVERY_PAGE = [ASKED, *(f"{page}?kommun=0680&omrade=lss" for page in PAGES if page not in ("jamfor", *WRITTEN))]

needs_stub = pytest.mark.skipif(not STUB.exists(), reason=f"the stand-in for Kolada is not here ({STUB})")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command, as a person types it."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "ojdash", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(autouse=True)
def the_shipped_data(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OJDASH_DATA", "OJDASH_DATABASE_URL", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a small drawn edition."""
    data = tmp_path_factory.mktemp("small")
    edition(data, "AO 2023 2024\n0680 40 50\n0685 60 ..", indikator("AO"))
    return data


@pytest.fixture
def broken(small: Path, tmp_path: Path) -> Path:
    """A copy to damage; gives its edition's folder."""
    shutil.copytree(small, tmp_path / "data")
    return tmp_path / "data" / "editions" / store.current(small)


# --- ask --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", EVERY_PAGE)
def test_ask_prints_the_same_answer_as_the_page(
    example: store.Store, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    answer = answers.answer(example, answers.checked(example, links.parse(line)))
    assert __main__.main(["ask", line, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == api.as_dict(answer)
    assert found["sentence"] == text.sentence(answer)
    assert __main__.main(["ask", line, "--format", "csv"]) == 0
    printed = capsys.readouterr().out
    assert printed == export.csv(answer)
    read = list(csv.reader(io.StringIO(printed, newline="")))
    assert len(read) - 1 - len(beside(answer)) == len(answer.rows) == len(found["rows"])
    assert __main__.main(["ask", line]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert " ".join(text.sentence(answer).split()) in shown
    assert "Exempeldata – simulerade värden" in shown


@pytest.mark.parametrize("kind", export.WRITERS)
def test_ask_writes_every_file_that_the_page_offers(
    example: store.Store, capsysbinary: pytest.CaptureFixture[bytes], kind: str
) -> None:
    answer = answers.answer(example, answers.checked(example, links.parse(ASKED)))
    link = links.address(answer.question.but(utgava=example.id), pinned=True)
    assert __main__.main(["ask", ASKED, "--format", kind]) == 0
    assert capsysbinary.readouterr().out == export.WRITERS[kind].written(answer, link, answers.today())


def test_ask_does_not_write_a_file_on_a_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert __main__.main(["ask", ASKED, "--format", "pdf"]) == 2
    said = capsys.readouterr()
    assert (said.out, "> vy.pdf" in said.err) == ("", True)


@pytest.mark.parametrize("line", ["enkat?omrade=lss", "lansrapport?kommun=0680&omrade=lss"])
def test_a_format_that_a_page_lacks_is_named(capsys: pytest.CaptureFixture[str], line: str) -> None:
    assert __main__.main(["ask", line, "--format", "pdf"]) == 2
    assert "Formatet pdf finns inte" in capsys.readouterr().err


def test_ask_shows_a_table_of_the_rows(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["ask", "jamfor?kommun=0680&indikator=AO&year=2024", "--data", str(small)]) == 0
    shown = capsys.readouterr().out
    assert "Kommun 0685" in shown
    assert "Visas inte (sekretess)" in shown
    assert "nan" not in shown.lower().split()


def test_the_real_command_answers_with_exit_code_0(small: Path) -> None:
    found = run("ask", "jamfor?kommun=0680&indikator=AO", "--format", "json", "--data", str(small))
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["rows"][0]["value"] == 50
    same = run("ask", "jamfor?kommun=0680&indikator=AO", "--format", "json", OJDASH_DATA=str(small))
    assert same.stdout == found.stdout


# --- a wrong question is 2, broken data is 1 --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("jamfor?kommun=0681", "0680 Jönköping"),
        ("jamfor?indikator=U99999", "U"),
        ("oversikt?omrade=halsa", "lss"),
        ("jamfor?indikator=U21468&year=1999", "2022"),
        ("jamfor?utgava=kolada-20200101-00000000", "exempel-"),
        ("jamfor?utgava=../..", "utgåvas id"),
        ("jämför?kommun=0680", ", ".join(PAGES)),
        ("snabbanalys?kommun=0680", "snabbanalys?analys="),
        ("snabbanalys?analys=abc", "de 26 tecknen"),
        ("jamfor?peers=grannar", "lan, liknande, kommungrupp, riket"),
        ("jamfor?gender=x", "T, K, M"),
    ],
)
def test_a_wrong_question_is_2_and_names_what_is_allowed(
    capsys: pytest.CaptureFixture[str], line: str, named: str
) -> None:
    assert __main__.main(["ask", line, "--format", "json"]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert named in found.err
    assert len(found.err.strip().splitlines()) == 1


def damage(name: str, how: str, folder: Path) -> Path:
    path = folder / name
    if how == "gone":
        path.unlink()
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "a bit turned":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    return path


@pytest.mark.parametrize("how", ["gone", "cut short", "empty", "a bit turned"])
@pytest.mark.parametrize("name", ["observations/lss.parquet", "kommuner.parquet", "manifest.json"])
def test_broken_data_is_1_and_names_the_file(
    broken: Path, capsys: pytest.CaptureFixture[str], name: str, how: str
) -> None:
    path = damage(name, how, broken)
    if (name, how) == ("manifest.json", "a bit turned"):
        path.write_text(path.read_text("utf-8")[:-3], "utf-8")
    assert __main__.main(["ask", "jamfor?kommun=0680&indikator=AO", "--data", str(broken.parents[1])]) == 1
    found = capsys.readouterr()
    assert found.out == ""
    assert str(path) in found.err
    assert "Traceback" not in found.err


def test_an_empty_data_folder_is_1_and_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert __main__.main(["ask", "oversikt", "--data", str(folder)]) == 1
        assert f"python -m ojdash update kolada --data {folder}" in capsys.readouterr().err


def test_current_that_names_nothing_is_1(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (broken.parent / "current").write_text("borta-20260101-00000000\n")
    assert __main__.main(["ask", "oversikt", "--data", str(broken.parents[1])]) == 1
    assert "borta-20260101-00000000" in capsys.readouterr().err


def test_the_real_command_has_the_exit_codes_and_no_traceback(broken: Path, tmp_path: Path) -> None:
    data = str(broken.parents[1])
    wrong = run("ask", "jamfor?kommun=0001", "--data", data)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "0680 Kommun 0680" in wrong.stderr
    path = damage("observations/lss.parquet", "cut short", broken)
    spoilt = run("ask", "jamfor?kommun=0680&indikator=AO", "--data", data)
    assert (spoilt.returncode, spoilt.stdout) == (1, "")
    assert str(path) in spoilt.stderr
    assert "Traceback" not in wrong.stderr + spoilt.stderr
    assert run("ask", "oversikt", "--data", str(tmp_path / "none")).returncode == 1
    assert run("ask").returncode == run("svara").returncode == 2


# --- a saved analys ---------------------------------------------------------------------------------------------------

CHEF = Author("Enhetschef LSS", "Vetlanda kommun")
WRITTEN = {
    "om/titel": "LSS [bold]i länet[/bold]",
    "om/kommuner": "0685-0680",
    "om/year": "2024",
    "rad/2024/0680/AO/vald": "ja",
    "rad/2024/0680/AO/angelaget": "nej",
    "rad/2024/0680/AO/samlad": "=1+1 \x1b[31mrött <b>fett</b>",
}


@pytest.fixture(scope="module")
def kept(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, saved.Created]:
    """A data folder of its own with one analys; and its addresses."""
    data = tmp_path_factory.mktemp("kept") / "data"
    shutil.copytree(small, data)
    made_on = {"ar/2024/utgava": store.current(data)}
    return data, saved.open_saved(data).create(CHEF, WRITTEN | made_on)


def asked(kept: tuple[Path, saved.Created], *more: str, line: str = "&kommun=0680") -> int:
    data, addresses = kept
    return __main__.main(["ask", f"snabbanalys?analys={addresses.reader}{line}", "--data", str(data), *more])


def test_ask_prints_a_saved_analys_as_json_unless_told_otherwise(
    kept: tuple[Path, saved.Created], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(kept) == 0
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    data, addresses = kept
    shown = saved.open_saved(data).read(addresses.reader)
    question = links.parse(f"snabbanalys?analys={addresses.reader}&kommun=0680")
    assert said == api.form_as_dict(answers.checked_form(data, shown, question))
    assert said["rows"][0]["samlad"]["value"] == WRITTEN["rad/2024/0680/AO/samlad"]
    assert said["rows"][0]["samlad"]["role"] == CHEF.role
    assert (said["rows"][0]["tillforlitligt"], said["rows"][0]["evidence"]["value"]) == (None, 50)
    assert (said["analys"]["may"], said["told"]) == ("lasa", [])
    assert asked(kept, "--format", "json") == 0
    assert capsys.readouterr().out == printed.out


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_no_address_of_an_analys_is_ever_printed(
    kept: tuple[Path, saved.Created], capsys: pytest.CaptureFixture[str], form: str
) -> None:
    data, addresses = kept
    for token in (addresses.reader, addresses.writer, addresses.owner):
        assert __main__.main(["ask", f"snabbanalys?analys={token}", "--data", str(data), "--format", form]) == 0
        assert __main__.main(["ask", f"snabbanalys?analys={token}&kommun=9999", "--data", str(data)]) == 2
        printed = "".join(capsys.readouterr())
        assert not [one for one in (addresses.reader, addresses.writer, addresses.owner) if one in printed]


def test_ask_prints_the_six_columns_as_a_table_in_the_words_of_the_screen(
    kept: tuple[Path, saved.Created], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(kept, "--format", "table") == 0
    shown = capsys.readouterr().out
    for words in (*text.snabbanalys.COLUMNS.values(), "LSS [bold]i länet[/bold]", "=1+1", "<b>fett</b>", "ej besvarad"):
        assert words.split()[0] in shown
    assert text.snabbanalys.NO_COMMENT.split()[0] in shown
    assert "\x1b" not in shown


def test_ask_prints_the_six_columns_as_csv(
    kept: tuple[Path, saved.Created], capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(kept, "--format", "csv") == 0
    found = pd.read_csv(io.StringIO(capsys.readouterr().out), keep_default_na=False, dtype=str)
    assert found[["kommun", "indikator", "angelaget", "tillforlitligt"]].values.tolist() == [["0680", "AO", "nej", ""]]
    assert found["samlad"][0] == "'" + WRITTEN["rad/2024/0680/AO/samlad"]  # no formula in a spreadsheet


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("&kommun=9999", "Kommunen ”9999” finns inte"),
        ("&year=1999", "År med uppgifter: 2023, 2024"),
        ("&indikator=NY", "”NY”"),
        ("&utgava=ritad-20200101-00000000", "ritad-"),
    ],
)
def test_a_wrong_question_about_an_analys_is_2(
    kept: tuple[Path, saved.Created], capsys: pytest.CaptureFixture[str], line: str, named: str
) -> None:
    assert asked(kept, line=line) == 2
    found = capsys.readouterr()
    assert (found.out, named in found.err, len(found.err.splitlines())) == ("", True, 1)


def test_an_address_that_opens_nothing_is_2_whether_unknown_or_withdrawn(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(small, tmp_path / "data")
    place = saved.open_saved(tmp_path / "data")
    addresses = place.create(CHEF, WRITTEN)
    place.withdraw(addresses.owner, "lasa")
    capsys.readouterr()  # the security log of both
    said = []
    for token in (addresses.reader, "a" * 26):
        assert __main__.main(["ask", f"snabbanalys?analys={token}", "--data", str(tmp_path / "data")]) == 2
        found = capsys.readouterr()
        assert (found.out, token in found.err, len(found.err.splitlines())) == ("", False, 1)
        said.append(found.err)
    assert said[0] != said[1]


def test_what_was_written_that_cannot_be_read_is_1(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(small, tmp_path / "data")
    (tmp_path / "data" / "saved").write_text("not a folder")
    assert __main__.main(["ask", f"snabbanalys?analys={'a' * 26}", "--data", str(tmp_path / "data")]) == 1
    found = capsys.readouterr()
    assert found.out == ""
    assert "Traceback" not in found.err


def test_the_real_command_prints_a_saved_analys(kept: tuple[Path, saved.Created]) -> None:
    data, addresses = kept
    found = run("ask", f"snabbanalys?analys={addresses.reader}&kommun=0680", "--data", str(data))
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["rows"][0]["angelaget"]["value"] == "nej"
    assert run("ask", f"snabbanalys?analys={'b' * 26}", "--data", str(data)).returncode == 2


# --- example ----------------------------------------------------------------------------------------------------------


def test_example_publishes_the_shipped_edition_anew_byte_for_byte(
    tmp_path: Path, example: store.Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert __main__.main(["example", "--data", str(tmp_path)]) == 0
    assert f"Utgåvan {example.id} är publicerad." in capsys.readouterr().out
    assert files(store.open_edition(tmp_path).folder) == files(example.folder)


# --- update -----------------------------------------------------------------------------------------------------------

KPIS = ["U21468", "N31807", "U07353", "U79029"]
YEARS = ["--years", "2021-2024"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def stub(*options: str, data: Path = STUB.parent / "data") -> Iterator[str]:
    """The base of a running stand-in for Kolada."""
    arguments = [sys.executable, STUB, "--data", data, *options]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().split()[-1] + "/v3"
        finally:
            process.terminate()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """As patient as ever, in shorter waits."""
    quick = kolada.Patience(first_wait=0.01, longest_wait=0.05, jitter=0.01, read=1.5)
    read = kolada.read
    monkeypatch.setattr(kolada, "read", lambda run, progress: read(run, progress, patience=quick))


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder updated once, by the real command, without faults."""
    data = tmp_path_factory.mktemp("fetched")
    with stub() as url:
        found = run("update", "kolada", "--kpi", *KPIS, *YEARS, "--url", url, "--data", str(data))
    assert found.returncode == 0, found.stderr
    assert f"Utgåvan {store.current(data)} är publicerad." in found.stdout
    return data


@needs_stub
def test_a_fifth_of_the_answers_spoilt_gives_the_same_edition(fetched: Path, tmp_path: Path, hasty: None) -> None:
    with stub("--faults", "7:0.2") as url:
        assert __main__.main(["update", "kolada", "--kpi", *KPIS, *YEARS, "--url", url, "--data", str(tmp_path)]) == 0
    spoilt, plain = store.open_edition(tmp_path), store.open_edition(fetched)
    assert spoilt.id.rpartition("-")[2] == plain.id.rpartition("-")[2]  # named by the day and the content
    assert {**files(spoilt.folder), "manifest.json": b""} == {**files(plain.folder), "manifest.json": b""}
    assert spoilt.manifest | {"id": plain.id, "source": plain.manifest["source"]} == plain.manifest


@needs_stub
def test_offline_rebuilds_the_edition_byte_for_byte(fetched: Path, tmp_path: Path) -> None:
    shutil.copytree(fetched / "raw", tmp_path / "raw")
    assert __main__.main(["update", "kolada", "--kpi", *KPIS, *YEARS, "--offline", "--data", str(tmp_path)]) == 0
    assert store.current(tmp_path) == store.current(fetched)
    assert files(store.open_edition(tmp_path).folder) == files(store.open_edition(fetched).folder)


@needs_stub
def test_an_update_carries_over_the_others_from_the_edition_before(fetched: Path, tmp_path: Path, hasty: None) -> None:
    shutil.copytree(fetched, tmp_path / "data")
    before = store.open_edition(tmp_path / "data")
    with stub() as url:
        arguments = ["--kpi", "U23471", *YEARS, "--url", url, "--data", str(tmp_path / "data")]
        assert __main__.main(["update", "kolada", *arguments]) == 0
    after = store.open_edition(tmp_path / "data")
    assert after.id != before.id
    assert set(after.ids) == {*before.ids, "U23471"}
    assert after.manifest["carried_from"] == before.id
    for id in before.ids:
        pd.testing.assert_frame_equal(after.tidy([id]), before.tidy([id]))
    assert store.editions(tmp_path / "data") == sorted({before.id, after.id})


@needs_stub
def test_an_update_never_carries_over_from_the_example(tmp_path: Path, hasty: None) -> None:
    edition(tmp_path, "N31807 2023\n0680 40", indikator("N31807"), source=SIMULATED)
    with stub() as url:
        arguments = ["--kpi", "U21468", *YEARS, "--url", url, "--data", str(tmp_path)]
        assert __main__.main(["update", "kolada", *arguments]) == 0
    after = store.open_edition(tmp_path)
    assert after.ids == ("U21468",)
    assert not after.simulated
    assert after.manifest["carried_from"] is None


def held(folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Path:
    """A folder for the stand-in with the values of KPIS changed, every number as a string."""
    folder.mkdir()
    for name in ("kpi", "municipality", "municipality_groups"):
        (folder / f"{name}.json").symlink_to(STUB.parent / "data" / f"{name}.json")
    rows = pd.read_parquet(STUB.parent / "data" / "values.parquet", filters=[("kpi", "in", KPIS)])
    rows["value"] = rows["value"].map(str, na_action="ignore").astype(object)
    change(rows.reset_index(drop=True)).to_parquet(folder / "values.parquet")
    return folder


def updated(data: Path, url: str, *more: str) -> int:
    return __main__.main(["update", "kolada", "--kpi", *KPIS, *YEARS, "--url", url, "--data", str(data), *more])


def poisoned(rows: pd.DataFrame) -> pd.DataFrame:
    """One value of U21468 no number, one of N31807 said twice, all of U07353 free text."""
    known = rows[rows["value"].notna() & rows["period"].between(2021, 2022) & ~rows["municipality"].str.startswith("G")]
    rows.loc[known.index[known["kpi"] == "U21468"][0], "value"] = "n/a"
    rows.loc[rows["kpi"] == "U07353", "value"] = "se bilaga"
    twice = known[known["kpi"] == "N31807"].head(1).assign(value="12345.5")
    return pd.concat([rows, twice], ignore_index=True)


@needs_stub
def test_poisoned_nyckeltal_keep_their_earlier_values_and_exit_code_report_and_feed_tell(
    fetched: Path, tmp_path: Path, hasty: None, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(fetched, data)
    before = store.open_edition(data)
    with stub(data=held(tmp_path / "held", poisoned)) as url:
        assert updated(data, url) == 3
    printed = capsys.readouterr().out
    after = store.open_edition(data)
    assert after.id != before.id
    assert "  Togs inte in (3):" in printed
    assert " värden kom som text och har lästs som tal." in printed
    feed = html.unescape(html.unescape(feed_of(data, "https://oj.example/").decode()))
    for id, words in {"U21468": "”n/a” är inget tal", "N31807": "12345,5", "U07353": "”se bilaga” är"}.items():
        (line,) = [line for line in printed.splitlines() if line.startswith(f"    {id}: ")]
        assert words in line
        assert line.endswith("; de tidigare värdena står kvar")
        assert re.search(r"(kommun \d{4}|Riket), 202[12], ", line)
        assert f"<li>{id} togs inte in: {after.manifest['refused'][id]}.</li>" in feed
        pd.testing.assert_frame_equal(after.tidy([id]), before.tidy([id]))
    pd.testing.assert_frame_equal(after.tidy(["U79029"]), before.tidy(["U79029"]))
    assert after.fetched_at("U79029") > after.fetched_at("U21468") == before.source.fetched_at


@needs_stub
def test_a_run_where_every_nyckeltal_is_poisoned_is_1_and_publishes_nothing(
    fetched: Path, tmp_path: Path, hasty: None, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(fetched, data)
    before = store.current(data)
    with stub(data=held(tmp_path / "held", lambda rows: rows.assign(value="se bilaga"))) as url:
        assert updated(data, url) == 1
    assert "Inget av det som levererades (4 indikatorer) gick att ta in." in capsys.readouterr().err
    assert store.current(data) == before


@needs_stub
def test_values_that_fall_are_2_with_what_fell_until_the_drop_is_accepted(
    fetched: Path, tmp_path: Path, hasty: None, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    shutil.copytree(fetched, data)
    before = store.current(data)
    few = held(tmp_path / "held", lambda rows: rows[(rows["kpi"] != "N31807") | (rows["municipality"] < "1000")])
    with stub(data=few) as url:
        assert updated(data, url) == 2
        told = capsys.readouterr().err
        assert re.search(r"Mest faller N31807 \(från [\d\u202f]+ till [\d\u202f]+\)\.", told)
        assert "--accept-drop" in told
        assert store.current(data) == before
    assert updated(data, url, "--offline", "--accept-drop") == 0  # the stand-in is gone: nothing is asked for again
    assert store.current(data) != before
    with stub(data=few) as url:
        assert updated(data, url) == 0


def test_help_says_what_the_exit_codes_are_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ([], ["update"], ["update", "kolada"], ["update", "table"]):
        with pytest.raises(SystemExit, match="0"):
            __main__.main([*verb, "--help"])
        shown = " ".join(capsys.readouterr().out.split())
        assert "3 (update) published, but indicators that had values could not be taken in" in shown
        assert not re.search("[åäöÅÄÖ]|nyckeltal", shown)


def test_a_failed_update_leaves_the_published_edition_as_it_was(
    small: Path, tmp_path: Path, hasty: None, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(small, tmp_path / "data")
    before = files(tmp_path / "data" / "editions")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/v3"
        arguments = ["--kpi", "U21468", "--url", url, "--data", str(tmp_path / "data")]
        assert __main__.main(["update", "kolada", *arguments]) == 1
    said = capsys.readouterr().err
    assert url in said
    assert "--resume" in said
    after = files(tmp_path / "data" / "editions")
    assert {name: content for name, content in after.items() if name != ".lock"} == before
    assert __main__.main(["ask", "oversikt", "--data", str(tmp_path / "data")]) == 0


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--kpi", "X1"], "U21468"),
        (["--url", "kolada"], "https://api.kolada.se/v3"),
        (["--area", "krisberedskap"], "--area"),
    ],
)
def test_a_wrong_choice_for_an_update_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    assert __main__.main(["update", "kolada", *arguments, "--data", str(tmp_path)]) == 2
    assert named in capsys.readouterr().err


@pytest.mark.parametrize("years", ["2024-2012", "tolv", "12-25", "1900-2200"])
def test_years_that_are_none_are_refused(capsys: pytest.CaptureFixture[str], years: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        __main__.main(["update", "kolada", "--years", years])
    assert "2012-2025" in capsys.readouterr().err


def test_two_updates_at_once_are_one(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with store.alone(small):
        assert __main__.main(["update", "kolada", "--kpi", "U21468", "--data", str(small)]) == 1
    assert str(small) in capsys.readouterr().err


def test_broken_toml_is_1_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "catalogue").mkdir()
    path = tmp_path / "catalogue" / "lss.toml"
    path.write_text('omrade = "lss"\n[[indikator]\n', "utf-8")
    assert __main__.main(["update", "kolada", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert str(path) in said
    assert "line 2" in said


# --- editions ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, str, str]:
    """A data folder with two editions, the newest current; and their ids."""
    old = edition(tmp_path, "AO 2023 2024\n0680 40 50\n0685 60 ..", indikator("AO"))
    later = replace(REAL, fetched_at="2026-03-09T10:00:00Z")
    drawn = "AO 2023 2024\n0680 41 50\n0685 - 70"
    new = edition(tmp_path, drawn, indikator("AO", title="Ny titel"), indikator("NY"), source=later)
    return tmp_path, old.id, new.id


def said(capsys: pytest.CaptureFixture[str], code: int, *arguments: object) -> str:
    """What `editions` prints, without line breaks of a table; errors too."""
    assert __main__.main(["editions", *map(str, arguments)]) == code
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_editions_list_shows_each_and_which_is_shown(
    two: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, old, new = two
    found = json.loads(said(capsys, 0, "list", "--data", data, "--format", "json"))
    assert [(one["id"], one["current"], one["fetched"][:10], one["simulated"]) for one in found] == [
        (old, False, "2026-03-02", False),
        (new, True, "2026-03-09", False),
    ]
    table = said(capsys, 0, "list", "--data", data)
    assert [line.split("│")[-2].strip() for line in table.splitlines() if "ritad-" in line] == ["", "ja"]
    rows = pd.read_csv(io.StringIO(said(capsys, 0, "list", "--data", data, "--format", "csv")))
    assert rows["id"].tolist() == [old, new]
    assert rows["rows"].tolist() == [one["counts"]["rows"] for one in found]


def test_editions_diff_tells_values_and_definitions(
    two: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, old, new = two
    found = json.loads(said(capsys, 0, "diff", old, new, "--data", data, "--format", "json"))
    assert (found["before"], found["after"]) == (old, new)
    counts = {"added": 1, "revised": 1, "withdrawn": 1, "redefined": 1, "new": 1, "gone": 0}
    assert found["counts"] == counts
    assert found["indikatorer"][0]["redefined"] == [{"part": "title", "before": "Titel AO", "after": "Ny titel"}]
    values = [(one["kommun"], one["year"], one["change"], one["before"], one["after"]) for one in found["values"]]
    assert values == [
        ("0680", 2023, "revised", 40, 41),
        ("0685", 2023, "withdrawn", 60, None),
        ("0685", 2024, "added", None, 70),
    ]
    rows = pd.read_csv(io.StringIO(said(capsys, 0, "diff", old, new, "--data", data, "--format", "csv")), dtype=str)
    assert rows["change"].tolist() == ["redefined", "revised", "withdrawn", "added", "new"]
    assert rows["kommun"].tolist()[1] == "0680"
    table = " ".join(said(capsys, 0, "diff", old, new, "--data", data).split())
    for piece in (found["sentence"], "Kommun 0685", "40 procent │ 41 procent", "Har inte svarat".lower(), "Ny titel"):
        assert piece in table
    assert "nan" not in table.lower().replace("”", " ").split()
    same = said(capsys, 0, "diff", old, old, "--data", data)
    assert same.strip() == f"Mot utgåvan {old}: inga värden skiljer."
    empty = said(capsys, 0, "diff", old, old, "--data", data, "--format", "csv")
    assert empty.splitlines() == [",".join(f'"{name}"' for name in rows.columns)]


def test_editions_diff_of_an_unknown_one_or_of_simulated_and_real_is_2(
    two: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, old, new = two
    assert new in said(capsys, 2, "diff", old, "finns-inte", "--data", data)
    made_up = edition(data, "AO 2024\n0680 1", indikator("AO"), source=SIMULATED).id
    assert "jämförs aldrig" in said(capsys, 2, "diff", old, made_up, "--data", data)


@pytest.mark.parametrize("verb", [["list"], ["check"]])
def test_editions_of_an_empty_folder_are_1(tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: list[str]) -> None:
    assert "här är inget publicerat" in said(capsys, 1, *verb, "--data", tmp_path)


def test_editions_check_is_0_when_all_is_right_and_1_with_each_file_when_not(
    two: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, old, new = two
    assert said(capsys, 0, "check", "--data", data) == "Alla filer är som de publicerades.\n"
    damaged = [data / "editions" / old / "kommuner.parquet", data / "editions" / old / "national" / "lss.parquet"]
    damaged[0].unlink()
    damaged[1].write_bytes(b"")
    told = said(capsys, 1, "check", "--data", data)
    assert [path for path in damaged if str(path) not in told] == []
    assert told.splitlines()[-1] == "2 fel i en utgåva."
    assert said(capsys, 0, "check", new, "--data", data)
    assert "finns inte här" in said(capsys, 2, "check", "finns-inte", "--data", data)


def test_editions_prune_says_what_goes_and_then_does_it(
    two: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, old, new = two
    assert "Inget att ta bort" in said(capsys, 0, "prune", "--data", data)
    would = said(capsys, 0, "prune", "--keep", 0, "--dry-run", "--data", data)
    assert f"Skulle tas bort: {old}" in would
    assert store.editions(data) == sorted([old, new])
    assert not (data / "saved").exists()  # asking who names an edition makes no database
    done = said(capsys, 0, "prune", "--keep", 0, "--data", data)
    assert f"Borttagen: {old}" in done
    assert store.editions(data) == [new]
    with store.alone(data):
        assert "en annan uppdatering" in said(capsys, 1, "prune", "--data", data)


def test_editions_prune_keeps_what_an_analys_was_made_on_and_what_a_kept_run_builds_upon(
    two: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, old, new = two
    third = edition(
        data, "AO 2024\n0680 1", indikator("AO"), source=replace(REAL, fetched_at="2026-04-01T10:00:00Z")
    ).id
    saved.open_saved(data).create(Author("Chef", "Laxå"), {"ar/2024/utgava": old})
    run = {"fetched_at": "2026-03-10", "url": "u", "selection": {}, "chosen": {}, "base": new, "complete": True}
    (data / "raw" / "kolada" / "r").mkdir(parents=True)
    (data / "raw" / "kolada" / "r" / "run.json").write_text(json.dumps(run))
    told = said(capsys, 0, "prune", "--keep", 0, "--data", data)
    assert old in told
    assert store.editions(data) == sorted([old, new, third])


@pytest.mark.parametrize("count", ["-1", "två", "1.5", ""])
def test_editions_prune_wants_a_whole_number(capsys: pytest.CaptureFixture[str], count: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        __main__.main(["editions", "prune", f"--keep={count}"])
    assert "a whole number" in capsys.readouterr().err


def typed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints that goes well."""
    assert __main__.main(arguments) == 0
    return capsys.readouterr().out


def test_an_update_reports_the_flags_by_kind_and_the_surest(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    data = str(tmp_path / "data")
    edition(tmp_path / "data", "LSS-01 2023 2024\n0680 Ja Nej\n0685 Ja Ja", indikator("LSS-01", "ja_nej"))
    table = tmp_path / "table.csv"
    table.write_text("Kommun;LSS-01\n0680;Ja\n0685;Nej\n", "utf-8")
    printed = typed(capsys, "update", "table", str(table), "--year", "2025", "--data", data)
    assert "Att kontrollera, flaggor per slag i alla år (en flagga är en fråga, inte ett fel):" in printed
    assert "    Från ja till nej (ja_till_nej): 2" in printed  # 0680 in 2024, 0685 in 2025
    assert "De säkraste i varje indikators senaste år:" in printed
    (surest,) = [line for line in printed.splitlines() if line.startswith("    Från ja till nej: Kommun 0685, LSS-01 ")]
    assert surest.endswith(". Svaret var ja 2024 och är nej 2025.")
    assert "Kommun 0680, LSS-01" not in printed
    asked = typed(capsys, "ask", "kvalitet?kommun=0685&omrade=lss", "--data", data)
    assert "Fråga den i Kommun 0685" in asked


def test_an_update_without_anything_odd_reports_no_flags(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    data = str(tmp_path / "data")
    edition(tmp_path / "data", "LSS-01 2024\n0680 Ja\n0685 Ja", indikator("LSS-01", "ja_nej"))
    table = tmp_path / "table.csv"
    table.write_text("Kommun;LSS-01\n0680;Ja\n0685;Ja\n", "utf-8")
    printed = typed(capsys, "update", "table", str(table), "--year", "2025", "--data", data)
    assert "är publicerad." in printed
    assert "Att kontrollera" not in printed
    assert "De säkraste" not in printed
