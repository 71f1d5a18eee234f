"""python -m ojdash report: the files of a county report, whole or not at all."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from ojdash import __main__, export, saved, store
from ojdash.domain.analys import Author
from tests.drawing import edition, indikator

DRAWN = """
    AO      2023     2024
    0000    70       72
    1860    60/500   72/500
    1880    50/50    54/50
    0180    50/50    54/50
"""
ASKED = ["report", "--lan", "18", "--omrade", "lss", "--year", "2024", "--recipient", "Nämnden"]
NAME = "lansrapport-lss-2024-orebro-lan"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path / "data"))
    edition(store.data_folder(), DRAWN, indikator("AO"))
    return tmp_path / "data"


def run(*arguments: str) -> int:
    return __main__.main([*ASKED, *arguments])


def test_a_file_a_format_named_for_what_it_is(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--to", str(tmp_path / "ut")) == 0
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == sorted(
        f"{NAME}.{one}" for one in export.FORMATS
    )
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "ut" / f"{NAME}.{one}") for one in export.FORMATS]


def test_the_same_question_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert run("--to", str(tmp_path / folder)) == 0
    for one in export.FORMATS:
        assert (tmp_path / "a" / f"{NAME}.{one}").read_bytes() == (tmp_path / "b" / f"{NAME}.{one}").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--recipient", ""], "mottagare"),
        (["--omrade", "vald"], "vald"),
        (["--year", "1999"], "1999"),
        (["--date", "snart"], "snart"),
        (["--lan", "25"], "Länet"),
        (["--edition", "ingen-20200101-00000000"], "utgåvas"),
    ],
)
def test_a_wrong_question_is_2_and_nothing_is_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run("--to", str(tmp_path / "ut"), *arguments) == 2
    assert said in capsys.readouterr().err or said == "utgåvas"
    assert not (tmp_path / "ut").exists() or not list((tmp_path / "ut").iterdir())


def test_any_kommuner_and_everyone(data: Path, tmp_path: Path) -> None:
    base = ["report", "--omrade", "lss", "--recipient", "Nämnden", "--format", "html", "--to", str(tmp_path / "ut")]
    assert __main__.main([*base, "--kommuner", "0180", "1880"]) == 0
    assert __main__.main([*base, "--everyone"]) == 0
    names = sorted(path.name for path in (tmp_path / "ut").iterdir())
    assert names == ["lansrapport-lss-2024-riket.html", "lansrapport-lss-2024-stockholm-orebro.html"]
    assert "Stockholm" in (tmp_path / "ut" / names[0]).read_text("utf-8")


def test_comments_of_an_analys_stand_in_it(data: Path, tmp_path: Path) -> None:
    fields = {
        "om/titel": "Nätverket",
        "om/kommuner": "1860-1880",
        "rapport/2024/AO/kommentar": "<b>Vi ser</b> en ökning",
    }
    made = saved.open_saved(data).create(Author("FoU-ledare"), fields)
    assert run("--format", "html", "--analys", made.reader, made.writer, "--to", str(tmp_path)) == 0
    page = (tmp_path / f"{NAME}.html").read_text("utf-8")
    assert page.count("&lt;b&gt;Vi ser&lt;/b&gt; en ökning") == 1 and "FoU-ledare" in page
    assert made.reader not in page


@pytest.mark.parametrize("how", ["interrupt", "terminate", "fault"])
def test_stopping_leaves_nothing_half_made(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    out = tmp_path / "ut"
    assert run("--format", "html", "--to", str(out)) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def stopped(*_: object) -> bytes:
        if how == "interrupt":
            raise KeyboardInterrupt
        if how == "terminate":
            os.kill(os.getpid(), signal.SIGTERM)
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(export.FORMATS, "docx", stopped)
    assert run("--format", "html", "docx", "--published", "--to", str(out)) == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_what_a_killed_run_left_is_cleared_by_a_later_one_and_what_is_being_made_is_not(
    data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ut"
    for name in (".ojdash-old", ".ojdash-now", "eget"):
        (out / name).mkdir(parents=True)
        (out / name / "half.pdf").write_bytes(b"%P")
    for name in (".ojdash-old", "eget"):
        os.utime(out / name, (0, 0))
    assert run("--format", "html", "--to", str(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == [".ojdash-now", "eget", f"{NAME}.html"]


def test_it_says_what_it_is_doing(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ojdash.commands import report

    said: list[str] = []
    report._write(tmp_path, {"a.pdf": lambda: b"1", "b.pdf": lambda: b"2"}, said.append)
    assert said == ["Skriver a.pdf", "Skriver b.pdf"]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["a.pdf", "b.pdf"]


def test_a_page_a_kommun_alone_or_all_in_one_file(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    assert run("--profiles", "--profile", "1880", "--format", "html", "pdf", "xlsx", "--to", str(out)) == 0
    names = [f"{NAME}-{what}.{one}" for what in ("1880", "kommuner") for one in ("html", "pdf")]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    alone, together = ((out / f"{NAME}-{what}.html").read_text("utf-8") for what in ("1880", "kommuner"))
    assert "54 procent" in alone and "72 procent" not in alone
    assert together.index("Laxå: LSS 2024") < together.index("Örebro: LSS 2024")
    for said in ("54 procent", "72 procent", "Nämnden"):
        assert said in together
    assert run("--profile", "0180", "--to", str(out)) == 2


def test_the_years_report_holds_every_networks_basket_with_words_and_reliability(data: Path, tmp_path: Path) -> None:
    opened, addresses = saved.open_saved(data), []
    for name, skal in (("Chefsnätverket", "<b>Skiljer sig</b>"), ("IFO-nätverket", "")):
        fields = {"om/titel": "T", "om/natverk": name, "om/kommuner": "1860-1880"}
        fields |= {"korg/2024/AO/vald": "ja", "korg/2024/AO/mottagare": "Nämnden"} if skal else {}
        fields |= {"korg/2024/AO/skal": skal, "korg/2024/BORTA/vald": "ja"} if skal else {}
        addresses.append(opened.create(Author("FoU-ledare"), fields).reader)
    asked = ["report", "--baskets", "--year", "2024", "--recipient", "Ledningen", "--to", str(tmp_path / "ut")]
    assert __main__.main(asked) == 2
    assert __main__.main([*asked, "--format", "html", "pdf", "docx", "--analys", *addresses]) == 0
    page = (tmp_path / "ut" / "arsrapport-2024.html").read_text("utf-8")
    for said in (
        "Chefsnätverket",
        "IFO-nätverket",
        "&lt;b&gt;Skiljer sig&lt;/b&gt;",
        "Gruppens 2 kommuner: ",
        "BORTA",
        "2 indikatorer är valda",
        "Fyra till sex brukar räcka",
        "har inte valt",
        "<svg",
        "FoU-ledare",
    ):
        assert said in page, said
    first = {path.name: path.read_bytes() for path in (tmp_path / "ut").iterdir()}
    assert __main__.main([*asked, "--format", "html", "pdf", "docx", "--analys", *addresses]) == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "ut").iterdir()} == first
    assert not any(address in page for address in addresses)
