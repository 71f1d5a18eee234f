"""Writing over HTTP: every status, hostile text, two writers, and how much one visitor may do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from ojdash import saved
from ojdash.api.analyser import MOST_BODY, PRIVATE
from ojdash.api.routes import middleware, routes
from ojdash.domain.analys import Author
from ojdash.domain.places import MOST_TEXT
from ojdash.saved import Created, Saved
from ojdash.saved.database import Database
from ojdash.saved.limits import GUESSES, WRITES_AT_ONCE, Limits
from ojdash.text import analyser as words
from ojdash.text import saved as words_of_saved
from tests import asking
from tests.drawing import edition, indikator

ROW = "rad/2024/0685/LSS-01/"
SAMLAD = f"{ROW}samlad"
CHEF = {"role": "Enhetschef", "organisation": "Vetlanda kommun"}
LEADER = {"role": "FoU-ledare", "organisation": "FoUrum"}
UNKNOWN = "a" * 26


class Browser:
    """Asks an app as the form does, from an address of its own."""

    def __init__(self, address: str = "10.0.0.1") -> None:
        self.app = Starlette(routes=[*routes(), Route("/snabbanalys", _page)], middleware=middleware())
        self.address = address

    def post(self, name: str, said: object, **more: object) -> httpx.Response:
        return self.ask("POST", f"/api/analys/{name}", json=said, **more)

    def get(self, path: str, **more: object) -> httpx.Response:
        return self.ask("GET", path, **more)

    def ask(self, method: str, path: str, **said: object) -> httpx.Response:
        return asking.request(self.app, method, path, client=self.address, raises=False, **said)


async def _page(request: object) -> HTMLResponse:
    return HTMLResponse('<html lang="en"><head></head></html>')


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Saved]:
    """What people wrote, in SQLite under a data folder of its own; its limits on a clock that stands still."""
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    place = Saved(Database(saved.database_url()), Limits(clock))
    monkeypatch.setattr(saved, "open_saved", lambda data=None: place)
    yield place
    place.close()


@pytest.fixture
def made(place: Saved) -> Created:
    return place.create(Author(**CHEF), {"om/titel": "LSS 2024", SAMLAD: "Först"})


@pytest.fixture
def browser(place: Saved) -> Browser:
    return Browser()


def field(token: str, value: str, base: int, place: str = SAMLAD, who: dict[str, str] = CHEF) -> dict[str, object]:
    return {"analys": token, "place": place, "value": value, "base": base, **who}


# --- keeping ----------------------------------------------------------------------------------------------------------


def test_a_field_is_kept_and_read_back(browser: Browser, place: Saved, made: Created) -> None:
    answer = browser.post("falt", field(made.writer, "Vi behöver mer tid", 1))
    assert (answer.status_code, answer.json().keys()) == (200, {"version", "number", "at"})
    assert answer.json()["version"] == 2
    written = place.read(made.reader).fields[SAMLAD]
    assert (written.value, written.author) == ("Vi behöver mer tid", Author(**CHEF))


def test_unknown_keys_are_ignored_and_organisation_may_be_left_out(browser: Browser, made: Created) -> None:
    said = {"analys": made.writer, "place": f"{ROW}mal", "value": "75", "base": 0, "role": "Chef", "x": [1]}
    assert browser.post("falt", said).status_code == 200


def test_the_same_field_written_by_two_is_409_with_the_other_text_and_both_are_kept(
    browser: Browser, place: Saved, made: Created
) -> None:
    first = browser.post("falt", field(made.writer, "Den ena", 1))
    second = browser.post("falt", field(made.owner, "Den andra", 1, who=LEADER))
    assert second.status_code == 409
    assert second.json()["other"] == {"value": "Den ena", **CHEF, "at": first.json()["at"], "version": 2}
    assert second.json()["version"] == 3
    analys = place.read(made.reader)
    assert (analys.text(SAMLAD), [one.value for one in analys.beside[SAMLAD]]) == ("Den ena", ["Den andra"])


def test_different_fields_written_by_two_are_both_kept(browser: Browser, place: Saved, made: Created) -> None:
    for name, who in (("kommentarer", CHEF), ("aktiviteter", LEADER)):
        said = field(made.writer, who["role"], 0, f"{ROW}{name}", who)
        assert browser.post("falt", said).status_code == 200
    analys = place.read(made.reader)
    assert [analys.text(f"{ROW}{name}") for name in ("kommentarer", "aktiviteter")] == ["Enhetschef", "FoU-ledare"]


def test_a_choice_ends_the_conflict(browser: Browser, place: Saved, made: Created) -> None:
    browser.post("falt", field(made.writer, "Den ena", 1))
    beside = browser.post("falt", field(made.writer, "Den andra", 1, who=LEADER)).json()["version"]
    said = {"analys": made.writer, "place": SAMLAD, "value": "Den ena\n\nDen andra", "beside": [beside], **LEADER}
    answer = browser.post("val", said)
    assert (answer.status_code, answer.json()["version"]) == (200, 4)
    analys = place.read(made.reader)
    assert (analys.text(SAMLAD), dict(analys.beside)) == ("Den ena\n\nDen andra", {})


def test_what_others_wrote_since_is_told_with_who_and_when(browser: Browser, made: Created) -> None:
    since = browser.post("sedan", {"analys": made.reader, "after": 0}).json()["latest"]
    assert browser.post("sedan", {"analys": made.reader, "after": since}).json() == {"latest": since, "fields": []}
    kept = browser.post("falt", field(made.writer, "Nytt", 1, who=LEADER)).json()
    told = browser.post("sedan", {"analys": made.reader, "after": since}).json()
    assert told["latest"] == kept["number"]
    assert told["fields"] == [
        {"place": SAMLAD, "value": "Nytt", **kept, **LEADER, "beside": False, "settled": False},
    ]


def test_texts_beside_each_other_are_told_until_they_are_chosen_between(browser: Browser, made: Created) -> None:
    browser.post("falt", field(made.writer, "Den ena", 1))
    browser.post("falt", field(made.writer, "Den andra", 1, who=LEADER))
    told = browser.post("sedan", {"analys": made.reader, "after": 0, "beside": True}).json()
    assert told["beside"] == {SAMLAD: [3]}
    assert {one["version"]: one["beside"] for one in told["fields"] if one["place"] == SAMLAD} == {
        1: False, 2: False, 3: True
    }  # fmt: skip
    browser.post("val", {"analys": made.writer, "place": SAMLAD, "value": "Den ena", "beside": [3], **CHEF})
    told = browser.post("sedan", {"analys": made.reader, "after": told["latest"], "beside": True}).json()
    assert (told["beside"], [one["version"] for one in told["fields"]]) == ({}, [4])


def test_every_version_is_told_oldest_first(browser: Browser, made: Created) -> None:
    browser.post("falt", field(made.writer, "Sedan", 1))
    browser.post("falt", field(made.writer, "Bredvid", 1, who=LEADER))
    browser.post("val", {"analys": made.writer, "place": SAMLAD, "value": "Sist", "beside": [3], **CHEF})
    told = browser.post("versioner", {"analys": made.reader, "place": SAMLAD}).json()["versions"]
    assert [(one["version"], one["value"], one["beside"], one["settled"]) for one in told] == [
        (1, "Först", False, False), (2, "Sedan", False, False), (3, "Bredvid", False, True), (4, "Sist", False, False)
    ]  # fmt: skip


def test_the_file_is_for_who_may_write(browser: Browser, made: Created) -> None:
    answer = browser.get(f"/api/analysfil?analys={made.writer}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="analys-')
    assert "Först" in json.dumps(answer.json(), ensure_ascii=False)
    for token in (made.owner, made.writer, made.reader):
        assert token not in answer.text
    assert browser.get(f"/api/analysfil?analys={made.reader}").status_code == 403


# --- what is not taken ------------------------------------------------------------------------------------------------

WHOLE = {"analys": UNKNOWN, "place": SAMLAD, "value": "x", "base": 0, **CHEF}


@pytest.mark.parametrize(
    ("name", "said", "named"),
    [
        ("falt", [], words.NOT_AN_OBJECT),
        ("falt", "x", words.NOT_AN_OBJECT),
        ("falt", {}, "analys"),
        ("falt", WHOLE | {"analys": 7}, "analys"),
        ("falt", WHOLE | {"place": None}, "place"),
        ("falt", WHOLE | {"value": ["x"]}, "value"),
        ("falt", WHOLE | {"base": "0"}, "base"),
        ("falt", WHOLE | {"base": True}, "base"),
        ("falt", WHOLE | {"base": -1}, "base"),
        ("falt", WHOLE | {"base": 10**30}, "base"),
        ("falt", WHOLE | {"base": 1.5}, "base"),
        ("falt", WHOLE | {"role": {}}, "role"),
        ("falt", WHOLE | {"role": "a\x00b"}, "role"),
        ("falt", WHOLE | {"organisation": "a\nb"}, "organisation"),
        ("falt", WHOLE | {"place": "rad/\ud800"}, "place"),
        ("val", WHOLE | {"beside": "1"}, "beside"),
        ("val", WHOLE | {"beside": [1, "2"]}, "beside"),
        ("val", WHOLE | {"beside": list(range(1001))}, "beside"),
        ("sedan", {"analys": UNKNOWN}, "after"),
        ("versioner", {"analys": UNKNOWN}, "place"),
    ],
)
def test_a_request_that_cannot_be_read_is_400_with_a_sentence(
    browser: Browser, name: str, said: object, named: str
) -> None:
    answer = browser.post(name, None, content=json.dumps(said), headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(named)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe\x00", b"NaN", b"[" * 100_000, b'{"base": ' + b"9" * 5000 + b"}"]
)
def test_what_is_not_json_is_400(browser: Browser, content: bytes) -> None:
    answer = browser.post("falt", None, content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()) == (400, {"error": words.NOT_AN_OBJECT})


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_of_another_site_is_400_whatever_it_holds(browser: Browser, made: Created, kind: str) -> None:
    content = json.dumps(field(made.writer, "Smugglat", 1))
    answer = browser.post("falt", None, content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()) == (400, {"error": words.NOT_JSON})


def test_more_than_a_megabyte_is_400_and_read_no_further(browser: Browser, made: Created) -> None:
    read = 0

    async def endless() -> object:
        nonlocal read
        for _ in range(1000):
            read += 100_000
            yield b"x" * 100_000

    answer = browser.post("falt", None, content=endless(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()) == (400, {"error": words.TOO_LARGE})
    largest = field(made.writer, "å" * MOST_TEXT, 1)
    assert len(json.dumps(largest)) < MOST_BODY
    assert browser.post("falt", largest).status_code == 200


@pytest.mark.parametrize("name", ["falt", "val", "sedan", "versioner"])
def test_an_unknown_address_is_404(browser: Browser, name: str) -> None:
    for token in (UNKNOWN, "", "x", "A" * 26, "å" * 26, "a" * 10_000, "' OR 1=1 --"):
        answer = browser.post(name, WHOLE | {"analys": token, "beside": [], "after": 0})
        assert (answer.status_code, answer.json()) == (404, {"error": words_of_saved.UNKNOWN})


def test_the_readers_address_may_read_and_not_write(browser: Browser, place: Saved, made: Created) -> None:
    for name in ("falt", "val"):
        answer = browser.post(name, field(made.reader, "Nej", 1) | {"beside": []})
        assert (answer.status_code, answer.json()) == (403, {"error": words_of_saved.MAY_NOT_WRITE})
    assert browser.post("sedan", {"analys": made.reader, "after": 0}).status_code == 200
    assert place.read(made.reader).text(SAMLAD) == "Först"


def test_a_site_that_only_shows_is_403(browser: Browser, made: Created, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    answer = browser.post("falt", field(made.writer, "Nej", 1))
    assert (answer.status_code, answer.json()) == (403, {"error": words_of_saved.READ_ONLY})
    assert browser.post("sedan", {"analys": made.reader, "after": 0}).status_code == 200


def test_a_withdrawn_address_is_410(browser: Browser, place: Saved, made: Created) -> None:
    place.withdraw(made.owner, "skriva")
    answer = browser.post("falt", field(made.writer, "Nej", 1))
    assert (answer.status_code, answer.json()) == (410, {"error": words_of_saved.WITHDRAWN})
    assert browser.get(f"/api/analysfil?analys={made.writer}").status_code == 410


def test_an_address_past_its_last_day_is_410(browser: Browser, place: Saved, made: Created) -> None:
    place.end(made.owner, date(2020, 1, 31))
    answer = browser.post("sedan", {"analys": made.reader, "after": 0})
    assert (answer.status_code, answer.json()) == (410, {"error": words_of_saved.ended("2020-01-31")})


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (f"{ROW}tillforlitligt", "kanske", "svar"),
        (f"{ROW}angelaget", "Ja", "svar"),
        ("steg/2024/2/datum", "2024-02-30", "datum"),
        (f"{ROW}mal", "mycket", "tal"),
        ("utbyte/aaaaaaaa/kommuner", "0680-0682-0685-0687", "fyra"),
        ("finns/inte", "x", "okand_plats"),
        (SAMLAD, "x" * (MOST_TEXT + 1), "for_langt"),
        (SAMLAD, "a\x00b", "tecken"),
    ],
)
def test_a_value_that_does_not_fit_its_place_is_422(
    browser: Browser, made: Created, path: str, value: str, code: str
) -> None:
    answer = browser.post("falt", field(made.writer, value, 0, path))
    assert (answer.status_code, answer.json()) == (422, {"error": words_of_saved.place(code)})


def test_half_a_character_is_422_and_not_a_fault(browser: Browser, made: Created) -> None:
    content = json.dumps(field(made.writer, "\ud83d", 1))
    answer = browser.post("falt", None, content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_a_step_is_not_done_without_its_decision(browser: Browser, made: Created) -> None:
    answer = browser.post("falt", field(made.writer, "ja", 0, "steg/2024/2/klar"))
    assert (answer.status_code, answer.json()) == (422, {"error": words_of_saved.NO_DECISION})


@pytest.mark.parametrize("role", ["", "  ", "x" * 121])
def test_nobody_writes_without_a_role(browser: Browser, made: Created, role: str) -> None:
    assert browser.post("falt", field(made.writer, "x", 1) | {"role": role}).status_code == 422


def test_a_database_that_cannot_be_read_is_503_with_a_sentence(
    browser: Browser, place: Saved, made: Created, tmp_path: Path
) -> None:
    place.close()
    (tmp_path / "saved" / "analyser.sqlite").write_bytes(b"not a database" * 1000)
    answer = browser.post("falt", field(made.writer, "x", 1))
    assert answer.status_code == 503
    assert answer.json()["error"]


@pytest.mark.parametrize("name", ["falt", "val", "sedan", "versioner"])
def test_nothing_is_written_by_following_a_link(browser: Browser, made: Created, name: str) -> None:
    assert browser.get(f"/api/analys/{name}?analys={made.writer}&place={SAMLAD}&value=x&base=1").status_code == 405


def test_another_sites_script_is_not_let_in(browser: Browser) -> None:
    asked = {"Origin": "https://example.com", "Access-Control-Request-Method": "POST"}
    answer = browser.ask("OPTIONS", "/api/analys/falt", headers=asked)
    assert "access-control-allow-origin" not in answer.headers
    assert "access-control-allow-origin" not in browser.post("falt", WHOLE, headers=asked).headers


# --- hostile text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "=HYPERLINK(\"http://example.com\")",
        "'; DROP TABLE written; --",
        "</textarea></div>{{7*7}} ${7*7} %s %(x)s \\u0000",
        "Rad ett\r\nRad två\n\n\tRad tre  ",
        "\u202eomvänt\u202c \u200b \ufeff 👩‍👩‍👧 é e\u0301 \u2028",
        "å" * MOST_TEXT,
    ],
    ids=["html", "formula", "sql", "template", "lines", "signs", "long"],
)  # fmt: skip
def test_any_text_comes_back_as_it_was_written(browser: Browser, made: Created, text: str) -> None:
    assert browser.post("falt", field(made.writer, text, 1)).status_code == 200
    told = browser.post("sedan", {"analys": made.reader, "after": 0})
    assert told.headers["content-type"] == "application/json"
    assert [one["value"] for one in told.json()["fields"] if one["version"] == 2] == [text]


# --- limits -----------------------------------------------------------------------------------------------------------


def test_too_much_writing_is_429_and_says_when_to_go_on(browser: Browser, made: Created, clock: Clock) -> None:
    last = [browser.post("falt", field(made.writer, f"{n}", n + 1)) for n in range(WRITES_AT_ONCE + 1)]
    assert {one.status_code for one in last[:-1]} == {200}
    assert last[-1].status_code == 429
    assert last[-1].headers["retry-after"] == "1"
    assert Browser("10.0.0.2").post("falt", field(made.writer, "en annan", 201)).status_code == 200
    clock.seconds += int(last[-1].headers["retry-after"])
    assert browser.post("falt", field(made.writer, "sedan", 202)).status_code == 200


def test_guessing_addresses_is_429_and_known_ones_still_open(browser: Browser, made: Created, clock: Clock) -> None:
    assert browser.post("sedan", {"analys": made.reader, "after": 0}).status_code == 200
    said = [browser.post("sedan", {"analys": UNKNOWN, "after": 0}).status_code for _ in range(GUESSES + 1)]
    assert said == [404] * GUESSES + [429]
    assert browser.post("sedan", {"analys": made.reader, "after": 0}).status_code == 200
    wait = browser.post("sedan", {"analys": UNKNOWN, "after": 0}).headers["retry-after"]
    clock.seconds += int(wait)
    assert browser.post("sedan", {"analys": UNKNOWN, "after": 0}).status_code == 404


def test_a_visitor_cannot_say_to_be_another_unless_a_proxy_is_trusted(
    browser: Browser, place: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    def guess(seen: str) -> int:
        return browser.post("sedan", {"analys": UNKNOWN, "after": 0}, headers={"X-Forwarded-For": seen}).status_code

    assert [guess(f"192.0.2.{n}") for n in range(GUESSES + 1)] == [404] * GUESSES + [429]
    monkeypatch.setenv("OJDASH_TRUSTED_PROXY", browser.address)
    assert guess("198.51.100.1") == 404
    # The proxy adds what it saw at the end; what stands before, the visitor wrote.
    said = [guess(f"192.0.2.{n}, 198.51.100.7") for n in range(GUESSES + 1)]
    assert said == [404] * GUESSES + [429]


# --- what an address must not give away -------------------------------------------------------------------------------


def test_no_answer_is_kept_found_or_told_on(browser: Browser, made: Created) -> None:
    answers = [
        browser.post("falt", field(made.writer, "x", 1)),
        browser.post("falt", WHOLE),
        browser.post("falt", []),
        browser.get(f"/api/analysfil?analys={made.writer}"),
        browser.get("/api/analysfil"),
    ]
    assert [one.status_code for one in answers] == [200, 404, 400, 200, 400]
    for one in answers:
        assert {name: one.headers[name] for name in PRIVATE} == PRIVATE


def test_a_page_tells_no_other_site_its_address(browser: Browser) -> None:
    for encoding in ("gzip", "identity"):
        page = browser.get(f"/snabbanalys?analys={UNKNOWN}", headers={"Accept-Encoding": encoding})
        assert page.headers["referrer-policy"] == "no-referrer"


def test_a_years_form_remembers_the_edition_it_was_begun_on(browser: Browser, place: Saved, tmp_path: Path) -> None:
    drawn = """
        AO      2024   2025
        1860    5      6
    """
    first = edition(tmp_path, drawn, indikator("AO")).id
    token = place.create(Author(**CHEF), {"om/year": "2024", "ar/2024/utgava": "old"}).writer
    for year in ("2024", "2025"):
        assert browser.post("falt", field(token, "ja", 0, f"rad/{year}/1860/AO/vald")).status_code == 200
    kept = place.read(token)
    assert (kept.text("ar/2024/utgava"), kept.text("ar/2025/utgava"), kept.year) == ("old", first, 2025)
    second = edition(tmp_path, drawn.replace("6", "7"), indikator("AO")).id
    assert browser.post("falt", field(token, "ja", 0, "rad/2025/1860/BO/vald")).status_code == 200
    assert place.read(token).text("ar/2025/utgava") == first != second
