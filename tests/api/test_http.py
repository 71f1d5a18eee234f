"""The same answer as JSON in the terminal and over HTTP, and the files; wrong questions, ETag and Cache-Control."""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from ojdash import __main__, answers, api, export, links, text
from ojdash.api.front import PLOTLY
from ojdash.api.routes import middleware, routes
from ojdash.domain.answer import ROWS
from ojdash.domain.change import VERDICTS
from ojdash.domain.indikator import Brott
from ojdash.domain.missing import MISSING
from ojdash.domain.question import PAGES
from ojdash.domain.signal import SIGNALS
from ojdash.store import Store
from ojdash.text import broken
from tests import asking
from tests.drawing import edition, indikator

BR = indikator("BR", breaks=(Brott(2023, "Ny fråga."),), decimals=1)
JA = indikator("JA", "ja_nej", omrade="vald")
KAT = indikator("KAT", "kategori", codes={"0": "sent", "1": "i tid"}, omrade="vald")
DRAWN = """
    BR      2021    2022               2023     2024
    0000    40      41                 42       43
    0680    20/500  33.33333333/500    50/500   70/500
    0685    _       ..                 10       _
    0682    1       2                  3        4

    JA      2023    2024
    0680    Nej     Ja
    0682    -       Nej

    KAT     2024
    0680    1
    0682    0
"""
QUESTIONS = {
    "oversikt": "oversikt?kommun=0680",
    "indikator": "indikator?kommun=0680&indikator=BR",
    "over_tid": "over_tid?kommun=0680&indikator=BR",
    "jamfor": "jamfor?kommun=0680&indikator=BR&year=2022&peers=lan",
    "signaler": "signaler?kommun=0680&omrade=vald",
    "kvalitet": "kvalitet?kommun=0680&omrade=lss",
    "om_data": "om_data",
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, BR, JA, KAT)


class Client:
    """Asks an app as a browser does, without a server."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, path: str, follow_redirects: bool = True, **said: object) -> httpx.Response:
        return asking.request(self.app, "GET", path, follow_redirects=follow_redirects, **said)

    def head(self, path: str) -> httpx.Response:
        return asking.request(self.app, "HEAD", path)


@pytest.fixture
def client(drawn: Store, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("OJDASH_DATA", str(drawn.folder.parents[1]))
    return Client(Starlette(routes=[*routes(), *PAGES_OF_STREAMLIT], middleware=middleware()))


def said(store: Store, line: str) -> dict:
    return api.as_dict(answers.answer(store, answers.checked(store, links.parse(line))))


# --- JSON -------------------------------------------------------------------------------------------------------------

TOP = {"question", "edition", "simulated", "source", "sentence", "indikator", "indikatorer"}
TOP |= {"rule", "group", "change", "statuses", "rows"}
TYPES = {
    **dict.fromkeys(("kommun", "namn", "indikator", "gender"), str),
    **dict.fromkeys(("year", "n"), int | None),
    **dict.fromkeys(("value", "percentile"), float | None),
    **dict.fromkeys(("missing", "signal", "status"), str | None),
}


@pytest.mark.parametrize("line", QUESTIONS.values(), ids=QUESTIONS)
def test_json_has_the_promised_keys_and_types(drawn: Store, line: str) -> None:
    found = json.loads(json.dumps(said(drawn, line), allow_nan=False))
    assert set(found) == TOP
    assert found["edition"] == drawn.id
    assert found["question"]["page"] == line.partition("?")[0]
    assert isinstance(found["sentence"], str)
    assert found["rows"]
    for row in found["rows"]:
        if found["question"]["page"] == "om_data":
            assert {"omrade", "year", "indikatorer", "kommuner"} == set(row)
            continue
        assert set(ROWS) <= set(row)
        for name, kind in TYPES.items():
            assert isinstance(row[name], kind), (name, row[name])
        assert (row["value"] is None) == (row["missing"] is not None)
        assert row["missing"] in (None, *MISSING)
        assert row["signal"] in (None, *SIGNALS)
        assert row["percentile"] is None or 0 <= row["percentile"] <= 100


def test_the_json_of_jamfor_written_out(drawn: Store) -> None:
    found = said(drawn, QUESTIONS["jamfor"])
    assert found["question"] == {
        "page": "jamfor", "kommun": "0680", "omrade": "lss", "indikator": "BR", "year": 2022, "peers": "lan",
        "gender": "T", "kon": "alla",
    }  # fmt: skip
    assert (found["indikator"]["id"], found["indikator"]["decimals"], found["indikator"]["unit"]) == (
        "BR",
        1,
        "procent",
    )
    assert found["indikator"]["breaks"] == [{"year": 2023, "reason": "Ny fråga."}]
    assert found["group"] == {
        "name": "Jönköpings län", "kind": "lan", "members": ["0682", "0685"], "median": None, "n": 1, "ja": None,
        "lacking": 1, "unconcerned": 0, "median_with_own": None, "n_with_own": 2, "ja_with_own": None,
    }  # fmt: skip
    assert {name: found["change"][name] for name in ("from", "to", "verdict")} == {
        "from": 2021, "to": 2022, "verdict": "okning"
    }  # fmt: skip
    assert found["change"]["difference"] == 13.33333333
    own, other, missing = found["rows"]
    assert own | {"ties": 0, "kommuner": 2} == {
        "kommun": "0680", "namn": "Kommun 0680", "indikator": "BR", "year": 2022, "gender": "T", "kon": "alla",
        "value": 33.33333333, "missing": None, "n": 500, "signal": "ej_indelad", "percentile": 75, "status": None,
        "ties": 0, "kommuner": 2,
    }  # fmt: skip
    assert (other["value"], other["n"], other["percentile"]) == (2, None, 25)
    assert (missing["value"], missing["missing"], missing["signal"]) == (None, "sekretess", None)


@pytest.mark.parametrize(
    ("line", "difference", "verdict"),
    [
        ("over_tid?kommun=0680&indikator=BR", 20, "okning"),
        ("over_tid?kommun=0680&indikator=BR&year=2023", None, "brott"),
        ("over_tid?kommun=0682&indikator=BR&year=2022", 1, "kan_inte_provas"),
        ("over_tid?kommun=0685&indikator=BR&from=2022", None, "saknas"),
        ("over_tid?kommun=0685&indikator=BR", None, "saknas"),
        ("indikator?kommun=0680&indikator=JA", 1, "kan_inte_provas"),
    ],
)
def test_a_difference_is_null_over_a_break_and_with_an_end_missing(
    drawn: Store, line: str, difference: float | None, verdict: str
) -> None:
    found = said(drawn, line)["change"]
    assert (found["difference"], found["verdict"]) == (difference, verdict)
    assert verdict in VERDICTS
    assert isinstance(found["from"], int | None)
    assert isinstance(found["to"], int)


def test_ja_nej_and_categories_have_no_median_signal_or_percentile(drawn: Store) -> None:
    ja = said(drawn, "jamfor?kommun=0680&indikator=JA")
    assert (ja["group"]["median"], ja["group"]["ja"], ja["group"]["n"]) == (None, 0, 1)
    assert {row["signal"] for row in ja["rows"]} == {row["percentile"] for row in ja["rows"]} == {None}
    assert said(drawn, "jamfor?kommun=0680&indikator=KAT")["group"]["median"] is None


def test_signaler_has_every_kommun_of_the_group_and_every_indikator(drawn: Store) -> None:
    found = said(drawn, QUESTIONS["signaler"])
    assert {(row["kommun"], row["indikator"]) for row in found["rows"]} == {
        (kommun, id) for kommun in ["0680", *found["group"]["members"]] for id in ("JA", "KAT")
    }
    assert (found["indikator"], found["change"]) == (None, None)


def test_the_example_says_in_json_that_it_is_made_up(example: Store) -> None:
    found = said(example, "om_data")
    assert found["simulated"] is True
    assert found["source"] == "Exempeldata – simulerade värden"


def test_json_and_csv_say_the_same_numbers(example: Store) -> None:
    answer = answers.answer(example, answers.checked(example, links.parse("om_data")))
    table = export.table(answer)
    assert [row["kommuner"] for row in api.as_dict(answer)["rows"]] == table["kommuner"].tolist()


# --- HTTP -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", QUESTIONS.values(), ids=QUESTIONS)
def test_http_gives_the_same_json_as_the_terminal(
    drawn: Store, client: Client, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    response = client.get(f"/api/{line}")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert __main__.main(["ask", line, "--format", "json"]) == 0
    assert response.json() == json.loads(capsys.readouterr().out) == said(drawn, line)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("jamfor?kommun=9999", "0685"),
        ("jamfor?kommun=Vetlanda", "fyra siffror"),
        ("jamfor?indikator=XX", "BR"),
        ("oversikt?omrade=halsa", "lss, vald"),
        ("jamfor?indikator=JA&year=2020", "2023, 2024"),
        ("jamfor?peers=grannar", "liknande"),
        ("jamfor?gender=Q", "T, K, M"),
        ("oversikt?utgava=finns-inte", "ritad-"),
    ],
)
def test_a_wrong_question_is_400_with_the_terminals_message(
    client: Client, capsys: pytest.CaptureFixture[str], line: str, named: str
) -> None:
    response = client.get(f"/api/{line}")
    assert response.status_code == 400
    assert response.headers["cache-control"] == "no-store"
    assert __main__.main(["ask", line]) == 2
    assert response.json()["error"] == capsys.readouterr().err.strip()
    assert named in response.json()["error"]


def test_unknown_parameters_are_ignored_over_http_too(client: Client) -> None:
    assert client.get("/api/jamfor?utm_source=x&kommun=0680").json() == client.get("/api/jamfor?kommun=0680").json()


@pytest.mark.parametrize(
    "path", ["/api/snabb", "/api/jamfor.docx", "/api/mote.excel.csv", "/api/", "/api/.json", "/api/JAMFOR"]
)
def test_an_unknown_page_or_form_is_404(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    if response.headers["content-type"] == "application/json":
        assert all(f"/api/{page}" in response.json()["error"] for page in PAGES)


def test_broken_data_is_503_and_names_its_file_in_the_log_alone(
    drawn: Store, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(drawn.folder.parents[1], tmp_path / "data")
    path = tmp_path / "data" / "editions" / drawn.id / "observations" / "lss.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path / "data"))
    response = client.get("/api/jamfor?kommun=0680&indikator=BR")
    assert response.status_code == 503
    assert response.json()["error"] == broken.NOT_PUBLIC
    assert str(path) in caplog.text


def test_an_etag_comes_back_as_304_and_is_another_for_another_answer(drawn: Store, client: Client) -> None:
    first = client.get("/api/jamfor?kommun=0680&indikator=BR")
    tag = first.headers["etag"]
    again = client.get("/api/jamfor?indikator=BR&kommun=0680", headers={"If-None-Match": f'W/"x", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = [
        "jamfor?kommun=0682&indikator=BR",
        "jamfor?kommun=0680&indikator=JA",
        "jamfor.csv?kommun=0680&indikator=BR",
    ]
    assert len({tag, *(client.get(f"/api/{other}").headers["etag"] for other in others)}) == 4
    assert client.get("/api/jamfor?kommun=0682&indikator=BR", headers={"If-None-Match": tag}).status_code == 200


def test_a_new_edition_has_other_etags(
    drawn: Store, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = client.get("/api/jamfor?kommun=0680&indikator=BR").headers["etag"]
    edition(tmp_path, DRAWN.replace("70/500", "71/500"), BR, JA, KAT)
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    response = client.get("/api/jamfor?kommun=0680&indikator=BR", headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert response.json()["rows"][0]["value"] == 71


def test_an_answer_is_kept_for_a_minute_for_what_is_said_of_its_values_may_change(drawn: Store, client: Client) -> None:
    newest = client.get("/api/jamfor?kommun=0680")
    pinned = client.get(f"/api/jamfor?kommun=0680&utgava={drawn.id}")
    assert newest.headers["cache-control"] == "public, max-age=60, must-revalidate"
    assert pinned.headers["cache-control"] == newest.headers["cache-control"]
    assert newest.json()["rows"] == pinned.json()["rows"]


def test_csv_and_excel_are_files_with_a_name(drawn: Store, client: Client) -> None:
    csv = client.get("/api/jamfor.csv?kommun=0680&indikator=BR&year=2022")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert csv.headers["content-disposition"] == 'attachment; filename="jamfor-BR-2022-kommun-0680-jonkopings-lan.csv"'
    assert csv.content.startswith(b"kommun,namn,indikator,year,")
    assert "0680,Kommun 0680,BR,2022,T,33.33333333,,500" in csv.text
    excel = client.get("/api/jamfor.xlsx?kommun=0680&indikator=BR&year=2022")
    assert excel.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = openpyxl.load_workbook(io.BytesIO(excel.content))
    about = {name: words for name, words in book["Om värdena"].iter_rows(values_only=True)}
    assert about["Länk"].startswith(f"/jamfor?year=2022&utgava={drawn.id}&kommun=0680")


def test_every_writer_of_the_table_answers_over_http(drawn: Store, client: Client) -> None:
    """The same bytes as the writer's, with the whole pinned address, under one name but for the ending."""
    answer = answers.answer(drawn, answers.checked(drawn, links.parse(QUESTIONS["jamfor"])))
    link = f"/{links.address(answer.question.but(utgava=drawn.id), pinned=True)}"
    names = set()
    for kind, writer in export.WRITERS.items():
        response = client.get(f"/api/{QUESTIONS['jamfor'].replace('?', f'.{kind}?')}")
        assert response.status_code == 200
        assert response.headers["content-type"] == writer.media
        assert response.content == writer.written(answer, link, answers.today())
        names.add(response.headers["content-disposition"].removesuffix(f'.{kind}"'))
    assert len(names) == 1
    excel = client.get(f"/api/{QUESTIONS['jamfor'].replace('?', '.excel.csv?')}")
    assert excel.content.startswith(b"\xef\xbb\xbfsep=;\r\n")


@pytest.mark.parametrize("page", PAGES)
def test_only_pages_of_figures_have_these_files(page: str) -> None:
    assert ("pdf" in export.formats(page)) == (page in QUESTIONS)
    assert ("excel.csv" in export.formats(page)) == (page in QUESTIONS or page == "lansrapport")


def test_head_is_get_without_the_answer(client: Client) -> None:
    response = client.head("/api/jamfor?kommun=0680")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["etag"] == client.get("/api/jamfor?kommun=0680").headers["etag"]


def test_oversikt_is_the_start_page_and_keeps_the_question(client: Client) -> None:
    response = client.get("/oversikt?kommun=0680&omrade=lss", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, "./?kommun=0680&omrade=lss")
    assert client.get("/oversikt", follow_redirects=False).headers["location"] == "./"
    assert client.get("/oversikt?kommun=0680").text.startswith("<!doctype html>")


# --- what the browser fetches -----------------------------------------------------------------------------------------

HTML = '<!doctype html><html lang="en"><head></head><body>You need to enable JavaScript to run this app.</body></html>'
SCRIPT = "const a = 1; " * 500
asked: list[str] = []


async def _start(request: Request) -> Response:
    asked.append(request.url.path)
    return HTMLResponse(HTML)


async def _script(request: Request) -> Response:
    asked.append(request.url.path)
    return Response(SCRIPT, media_type="text/javascript")


async def _health(request: Request) -> Response:
    return Response("{}" + " " * 5000, media_type="application/json")


async def _picture(request: Request) -> Response:
    return Response(b"\x89PNG" * 1000, media_type="image/png")


async def _short(request: Request) -> Response:
    return PlainTextResponse("ok")


PAGES_OF_STREAMLIT = [
    Route("/", _start),
    Route("/static/index.js", _script),
    Route("/static/{made_up}", _start),
    Route("/_stcore/health", _health),
    Route("/picture.png", _picture),
    Route("/short", _short),
]


@pytest.fixture(autouse=True)
def nothing_asked() -> Iterator[None]:
    asked.clear()
    yield


@pytest.mark.parametrize("encoding", ["gzip, br", "identity"])
def test_the_start_page_is_swedish_and_loads_the_figures_library(client: Client, encoding: str) -> None:
    response = client.get("/", headers={"Accept-Encoding": encoding})
    assert '<html lang="sv">' in response.text
    assert "Sidan behöver JavaScript." in response.text
    assert f'src="assets/{PLOTLY}"' in response.text
    assert int(response.headers["content-length"]) == len(response.content)


def test_a_script_is_compressed_for_who_asks_for_it_and_kept(client: Client) -> None:
    first, second = (client.get("/static/index.js", headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    assert first.text == second.text == SCRIPT
    assert first.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in first.headers["vary"]
    assert int(first.headers["content-length"]) == len(gzip.compress(SCRIPT.encode(), 9, mtime=0)) < len(SCRIPT)
    assert dict(first.headers) == dict(second.headers)
    assert asked == ["/static/index.js"]  # once


def test_made_up_names_among_the_scripts_are_answered_and_never_kept(client: Client) -> None:
    for _ in range(2):
        assert "<html" in client.get("/static/made-up.js", headers={"Accept-Encoding": "gzip"}).text
    assert asked == ["/static/made-up.js"] * 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    "path",
    [
        *(
            "//static/index.js",
            "/static//index.js",
        ),
        *("/static/%2e/index.js", "/static/%2E%2e/static/index.js", "/static%2f%2findex.js", "/static/index.js//"),
        *("/static/%5cindex.js", "/static\\index.js", "/static/index.js%00", "/static/%0aindex.js", "/%2e%2e/a"),
    ],
)
def test_a_file_has_one_spelling_and_any_other_is_not_found(client: Client, method: str, path: str) -> None:
    assert asking.request(client.app, method, path, headers={"Accept-Encoding": "gzip"}).status_code == 404
    assert asked == []


def test_a_spelling_with_escaped_letters_is_the_same_key(client: Client) -> None:
    for path in ("/static/index.js", "/st%61tic/index%2ejs"):
        assert client.get(path, headers={"Accept-Encoding": "gzip"}).text == SCRIPT
    assert asked == ["/static/index.js"]


def test_nothing_is_compressed_for_who_does_not_ask_nor_for_a_range(client: Client) -> None:
    plain = client.get("/static/index.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT
    part = client.get("/static/index.js", headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})
    assert "content-encoding" not in part.headers


@pytest.mark.parametrize("path", ["/_stcore/health", "/picture.png", "/short"])
def test_streamlits_channel_pictures_and_short_answers_pass_as_they_are(client: Client, path: str) -> None:
    assert "content-encoding" not in client.get(path, headers={"Accept-Encoding": "gzip"}).headers


def test_an_answer_is_compressed_but_never_kept(client: Client) -> None:
    line = "/api/signaler?kommun=0680&omrade=vald"
    answer = client.get(line, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json() == client.get(line, headers={"Accept-Encoding": "identity"}).json()
    assert client.get("/api/signaler?kommun=0680&omrade=lss").json() != answer.json()


def test_the_figures_library_is_kept_for_ever(client: Client) -> None:
    response = client.get(f"/assets/{PLOTLY}")
    assert response.status_code == 200
    assert "immutable" in response.headers["cache-control"]
    assert "plotly" in response.text[:400].lower()


def test_the_sentence_is_the_pages(drawn: Store, client: Client) -> None:
    line = QUESTIONS["jamfor"]
    answer = answers.answer(drawn, answers.checked(drawn, links.parse(line)))
    assert client.get(f"/api/{line}").json()["sentence"] == text.sentence(answer)
