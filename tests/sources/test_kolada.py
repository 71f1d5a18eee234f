"""The import from Kolada, against an API of our own making: every rule of version 3, one by one."""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import numpy as np
import pandas as pd
import pytest

from ojdash.domain.delivery import TIDY_COLUMNS
from ojdash.domain.errors import QuestionError, SourceError
from ojdash.domain.indikator import Indikator
from ojdash.sources import kolada
from ojdash.sources.kolada import lists
from ojdash.sources.kolada.client import Client, retry_after, user_agent

URL = "http://127.0.0.1:9/v3"
QUICK = kolada.Patience(attempts=3, first_wait=0.001, longest_wait=0.001, jitter=0, pause=0)


def cell(value, gender="T", status="", deleted=False):
    return {"gender": gender, "count": 1, "status": status, "value": value, "isdeleted": deleted}


def row(kpi, kommun, year, *cells):
    return {"kpi": kpi, "municipality": kommun, "period": year, "values": list(cells)}


def kpi(id_, title="Något, andel (%)", **other):
    return {
        "id": id_,
        "title": title,
        "description": "Det som mäts. Källa: SCB.",
        "is_divided_by_gender": False,
        "municipality_type": "K",
        "operating_area": "Äldre och funktionshinder",
        "publ_period": "2025",
    } | other


def area(id_, title, kind="K"):
    return {"id": id_, "title": title, "type": kind}


AREAS = [area("0000", "Riket", "L"), area("0018", "Region Örebro", "L"), area("1860", "Laxå"), area("1880", "Örebro")]


def group(title, *members):
    return {"id": f"G{title}", "title": title, "members": [{"member_id": id_, "member_title": ""} for id_ in members]}


GROUPS = [group("Större stad (ovägt medel)", "1880"), group("Landsbygdskommun med besöksnäring (ovägt medel)", "1860")]


class Api:
    """Version 3 in memory. `faults` are taken one by one, before the answer: a status, a response or an exception."""

    def __init__(self, kpis, rows=(), areas=AREAS, groups=GROUPS, size=5000, next_base=URL):
        self.lists = {"kpi": list(kpis), "municipality": list(areas), "municipality_groups": list(groups)}
        self.rows, self.size, self.next_base = list(rows), size, next_base
        self.faults: list = []
        self.refuse = lambda ids: None
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.raw_path.decode())
        self.agent = request.headers["User-Agent"]
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, Exception):
            raise fault
        if fault is not None:
            return httpx.Response(fault, json={}) if isinstance(fault, int) else fault
        steps = request.url.path.removeprefix("/v3/").split("/")
        if steps[0] == "data":
            kpis, areas, years = (step.split(",") for step in steps[2::2])
            if status := self.refuse((kpis, areas, years)):
                return httpx.Response(status, json={"detail": "no"})
            values = [
                r for r in self.rows if r["kpi"] in kpis and r["municipality"] in areas and str(r["period"]) in years
            ]
        else:
            values = self.lists[steps[0]]
            if len(steps) > 1:
                values = [value for value in values if value["id"] in steps[1].split(",")]
        page = int(request.url.params.get("page", 1))
        shown = values[(page - 1) * self.size : page * self.size]
        more = len(values) > page * self.size
        following = f"{self.next_base}/{'/'.join(steps)}?page={page + 1}" if more else None
        page = {"values": shown, "count": len(shown), "next_url": following}
        return httpx.Response(200, content=json.dumps(page))  # NaN, Infinity and halves of signs too

    @property
    def asked_for_data(self) -> list[str]:
        return [path for path in self.asked if path.startswith("/v3/data/")]


def deliver(api, tmp_path, catalogue=None, progress=lambda done, total: None, patience=QUICK, **selection):
    if not any(selection.get(name) for name in ("areas", "kpis", "every", "offline")) and not catalogue:
        selection["kpis"] = [value["id"] for value in api.lists["kpi"]]
    run = kolada.plan(catalogue or {}, tmp_path, url=URL, **selection)
    return kolada.read(run, progress, patience=patience, transport=httpx.MockTransport(api))


def every_row(delivery):
    return pd.concat([delivery.observations(omrade) for omrade in delivery.omraden], ignore_index=True)


def only(delivery):
    rows = every_row(delivery)
    assert len(rows) == 1
    return rows.iloc[0]


def coded(codes, kind="ja_nej", id_="U30426"):
    return {id_: Indikator(id=id_, title="Något, andel (%)", omrade="hemloshet", kind=kind, decimals=0, codes=codes)}


# What is asked for


def test_no_segment_asks_for_more_than_25_ids_and_every_combination_is_asked_for_once(tmp_path):
    kpis = [kpi(f"N{number:05d}") for number in range(30)]
    areas = [*AREAS, *(area(f"{code}", f"Kommun {code}") for code in range(2000, 2050))]
    api = Api(kpis, [row(k["id"], "1880", 2020, cell(1)) for k in kpis], areas)
    deliver(api, tmp_path, years=(1995, 2025))
    combinations = []
    for path in api.asked_for_data:
        segments = [step.split(",") for step in path.removeprefix("/v3/data/").split("/")[1::2]]
        assert all(len(segment) <= 25 for segment in segments)
        combinations += [(k, a, y) for k in segments[0] for a in segments[1] for y in segments[2]]
    assert len(combinations) == len(set(combinations)) == 30 * (52 + 1) * 31
    assert all(len(path.split("/")[-1].split(",")) <= 25 for path in api.asked if path.startswith("/v3/kpi/"))


def test_a_regions_nyckeltal_is_asked_of_the_regions_and_riket_others_of_the_kommuner_and_riket(tmp_path):
    kpis = [kpi("N00001"), kpi("N00002", municipality_type="A"), kpi("N00003", municipality_type="L")]
    rows = [
        row("N00001", "1880", 2020, cell(1)),
        row("N00002", "1880", 2020, cell(2)),
        row("N00003", "0018", 2020, cell(3)),
    ]
    api = Api(kpis, rows)
    delivery = deliver(api, tmp_path, years=(2020, 2020))
    assert api.asked_for_data == [
        "/v3/data/kpi/N00001,N00002/municipality/0000,1860,1880/year/2020",
        "/v3/data/kpi/N00003/municipality/0000,0018/year/2020",
    ]
    assert [k.kod for k in delivery.kommuner] == ["1860", "1880"]
    assert "0018" in set(every_row(delivery)["kommun"])


def test_the_user_agent_names_us_and_where_to_complain(tmp_path, monkeypatch):
    monkeypatch.setenv("OJDASH_CONTACT", "https://example.org/ojdash")
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    deliver(api, tmp_path)
    assert api.agent == user_agent()
    assert api.agent.startswith("ojdash/") and "(+https://example.org/ojdash)" in api.agent


def test_progress_is_told_of_every_question_for_data(tmp_path):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    told = []
    deliver(api, tmp_path, progress=lambda *step: told.append(step), years=(2000, 2025))
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ({"areas": ["lsss"]}, "lss, socialpsykiatri"),
        ({"kpis": ["1880"]}, "such as U21468"),
        ({"areas": ["krisberedskap"]}, "--all"),
        ({"years": (2025, 2012)}, "2012-2025"),
        ({"url": "kolada.se"}, "https://api.kolada.se/v3"),
    ],
)
def test_a_selection_that_cannot_be_is_refused_with_what_can(tmp_path, selection, words):
    with pytest.raises(QuestionError, match=words):
        kolada.plan(coded({}), tmp_path, **selection)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        ({}, {"hemloshet": ["U30426"], "lss": ["N28801"]}),
        ({"areas": ["lss"]}, {"lss": ["N28801"]}),
        ({"kpis": ["n00945", "U30426"]}, {"": ["N00945"], "hemloshet": ["U30426"]}),
        ({"areas": ["lss"], "kpis": ["U30426"]}, {"hemloshet": ["U30426"], "lss": ["N28801"]}),
    ],
)
def test_what_is_chosen(tmp_path, selection, chosen):
    catalogue = coded({})
    catalogue["N28801"] = Indikator(id="N28801", title="Boende", omrade="lss", kind="antal", decimals=0)
    catalogue["LSS-01"] = Indikator(id="LSS-01", title="Plan", omrade="lss", kind="ja_nej", decimals=0)
    assert kolada.plan(catalogue, tmp_path, **selection).chosen == chosen


# Pages


def test_next_url_is_followed_to_the_end_and_never_to_another_host(tmp_path):
    rows = [row("N00001", "1880", year, cell(year)) for year in range(2012, 2026)]
    api = Api([kpi("N00001")], rows, size=3, next_base="https://behind.example/other")
    delivery = deliver(api, tmp_path)
    assert list(every_row(delivery)["value"]) == list(range(2012, 2026))
    assert len(api.asked_for_data) == 5
    assert api.asked_for_data[-1].endswith("?page=5")


def test_a_next_url_that_leads_round_is_an_error(tmp_path):
    api = Api([kpi("N00001")])
    circle = {"values": [], "count": 0, "next_url": f"{URL}/kpi/N00001"}
    api.faults = [httpx.Response(200, json=circle)]
    with pytest.raises(SourceError, match="circle"):
        deliver(api, tmp_path)


def test_a_catalogue_entry_shown_on_two_pages_counts_once(tmp_path):
    api = Api([kpi("N00001")] * 2, [row("N00001", "1880", 2020, cell(1))], [*AREAS, AREAS[-1]], size=3)
    delivery = deliver(api, tmp_path, every=True)
    assert [kommun.kod for kommun in delivery.kommuner] == ["1860", "1880"]
    assert [indikator.id for indikator in delivery.indikatorer] == ["N00001"]


def test_rows_about_something_else_are_left_out_and_counted(tmp_path):
    wanted = row("N00001", "1880", 2020, cell(1))
    api = Api([kpi("N00001")], [wanted])
    others = [wanted, row("N00002", "1880", 2020, cell(1)), row("N00001", "G2328", 2020, cell(1))]
    others += [row("N00001", "1880", 1999, cell(1))]
    page = httpx.Response(200, json={"values": others, "count": 3, "next_url": None})
    api.faults = [None, None, None, page]
    delivery = deliver(api, tmp_path)
    assert only(delivery)["value"] == 1
    assert delivery.notes == ("3 rader gällde något annat än det som efterfrågades.",)


def test_a_row_shown_on_two_pages_counts_once(tmp_path):
    twice = row("N00001", "1880", 2020, cell(None, status="Private"))
    api = Api([kpi("N00001")], [twice, row("N00001", "1860", 2020, cell(1)), twice], size=2)
    delivery = deliver(api, tmp_path)
    assert len(every_row(delivery)) == 2
    assert delivery.notes == ("Okänd status ”Private” på 1 rad; den har sparats som den är.",)


def test_pages_are_kept_as_received_compressed_and_named_by_address(tmp_path):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    deliver(api, tmp_path, base="kolada-20260101-abc")
    (folder,) = tmp_path.iterdir()
    found = json.loads((folder / "run.json").read_text("utf-8"))
    assert found["complete"] and found["base"] == "kolada-20260101-abc" and found["url"] == URL
    assert found["selection"] == {"areas": None, "kpis": ["N00001"], "every": False, "years": list(kolada.YEARS)}
    pages = sorted(folder.glob("*.json.gz"))
    assert len(pages) == len(api.asked) == 4
    for page in pages:
        assert page.read_bytes()[4:8] == b"\0\0\0\0"  # gzip's mtime
        assert "values" in json.loads(gzip.decompress(page.read_bytes()))


# Values


def test_genders_are_read_by_their_key_whatever_the_order(tmp_path):
    orders = ["TKM", "MTK", "KMT"]
    worth = {"T": 168714.0, "K": 82794.0, "M": 85920.0}
    rows = [
        row("N00001", "1880", 2020 + n, *(cell(worth[gender], gender) for gender in order))
        for n, order in enumerate(orders)
    ]
    found = every_row(deliver(Api([kpi("N00001")], rows), tmp_path))
    for _, year in found.groupby("year"):
        assert dict(zip(year["gender"], year["value"], strict=True)) == worth


@pytest.mark.parametrize(
    ("given", "value", "missing", "status"),
    [
        (cell(0), 0.0, None, ""),
        (cell(31.33), 31.33, None, ""),
        (cell(None), np.nan, "okant", ""),
        (cell(None, status=None), np.nan, "okant", ""),
        (cell(None, status="Missing"), np.nan, "ej_svarat", "Missing"),
        (cell(None, status="-"), np.nan, "ej_svarat", "-"),
        (cell(None, status="."), np.nan, "ej_tillamplig", "."),
        (cell(None, status=".."), np.nan, "sekretess", ".."),
        (cell(None, status="Private"), np.nan, "sekretess", "Private"),
        (cell(None, status="Odd"), np.nan, "okant", "Odd"),
        (cell(12, status="Odd"), 12.0, None, "Odd"),
        (cell(12, deleted=True), np.nan, "dragen", ""),
        (cell("31.33"), 31.33, None, ""),
        (cell("-0.5e1"), -5.0, None, ""),
        (cell("tolv", deleted=True), np.nan, "dragen", ""),
    ],
)
def test_zero_is_a_value_and_null_is_not(tmp_path, given, value, missing, status):
    delivery = deliver(Api([kpi("N00001")], [row("N00001", "1880", "2020", given)]), tmp_path)
    found = only(delivery)
    assert tuple(found.index) == TIDY_COLUMNS
    assert (found["kommun"], found["year"], found["missing"], found["status"]) == ("1880", 2020, missing, status)
    assert found["value"] == value or (np.isnan(found["value"]) and np.isnan(value))
    assert np.isnan(found["n"])
    assert any(f"”{status}”" in note for note in delivery.notes) == (status not in ("", "Missing"))


@pytest.mark.parametrize(
    ("codes", "kommun", "given", "value", "noted"),
    [
        ({"1": "Ja", "0": "Nej"}, "1880", 1, 1.0, False),
        ({"1": "Ja", "0": "Nej"}, "1880", 0, 0.0, False),
        ({"1": "Ja", "2": "Nej"}, "1880", 1, 1.0, False),
        ({"1": "Ja", "2": "Nej"}, "1880", 2, 0.0, False),
        ({"1": "Ja", "2": "Nej"}, "1880", 0, np.nan, True),
        ({"1": "Ja", "2": "Nej"}, "1880", 1.5, np.nan, True),
        ({"1": "Ja", "2": "Nej"}, "0000", 1.6, 0.4, False),
        ({"1": "Ja", "0": "Nej"}, "0000", 0.6, 0.6, False),
        ({"1": "Ja", "0": "Nej"}, "0000", 60, np.nan, True),
        ({}, "1880", 1, 1.0, False),
    ],
)
def test_a_yes_is_1_and_a_no_is_0_by_the_codes_and_riket_has_the_share_of_yes(
    tmp_path, codes, kommun, given, value, noted
):
    api = Api([kpi("U30426")], [row("U30426", kommun, 2020, cell(given))])
    delivery = deliver(api, tmp_path, coded(codes))
    found = only(delivery)
    assert found["value"] == value or (np.isnan(found["value"]) and np.isnan(value))
    assert not np.signbit(found["value"])
    assert found["missing"] == ("okant" if noted else None)
    assert ("U30426: 1 värde utanför nyckeltalets koder har lämnats tomma." in delivery.notes) == noted


def test_a_category_outside_its_codes_is_empty_and_rikets_mean_of_codes_is_dropped(tmp_path):
    rows = [row("U35537", place, 2020, cell(value)) for place, value in [("0000", 1.7), ("1860", 3), ("1880", 4)]]
    catalogue = coded({"3": "inom 3 dagar", "0": "mer än 15 dagar"}, "kategori", "U35537")
    found = every_row(deliver(Api([kpi("U35537")], rows), tmp_path, catalogue))
    assert list(found["kommun"]) == ["1860", "1880"]
    assert list(found["missing"]) == [None, "okant"]


# Values that can't be read


POISON = [
    ([cell("n/a")], "kommun 1880, 2020, alla: ”n/a” är inget tal"),
    ([cell("n/a", "K"), cell("-", "M")], "kommun 1880, 2020, kvinnor: ”n/a” är inget tal, och fel i ett värde till"),
    ([cell("")], "kommun 1880, 2020, alla: ”” är inget tal"),
    ([cell("31,33")], "”31,33” är inget tal"),
    ([cell("1_0")], "”1_0” är inget tal"),
    ([cell(" 1")], "” 1” är inget tal"),
    ([cell("١٢")], "”١٢” är inget tal"),
    ([cell("nan")], "”nan” är inget tal"),
    ([cell("inf")], "”inf” är inget tal"),
    ([cell("Ingen uppgift " * 30)], "Ingen uppgift Inge …” är inget tal"),
    ([cell("\x1b[31m\u202e")], "”\ufffd[31m\ufffd” är inget tal"),
    ([cell(True)], "kommun 1880, 2020, alla: ”true” är inget tal"),
    ([cell([1])], "”[1]” är inget tal"),
    ([cell({"a": 1})], "är inget tal"),
    ([cell(float("nan"))], "kommun 1880, 2020, alla: ”NaN” är inget tal"),
    ([cell(float("inf"))], "kommun 1880, 2020, alla: ”Infinity” är ett orimligt stort tal"),
    ([cell(1e300)], "är ett orimligt stort tal"),
    ([cell(-(10**40))], "är ett orimligt stort tal"),
    ([cell("1e400")], "”1e400” är ett orimligt stort tal"),
    ([cell(1, "F")], "kommun 1880, 2020: ”F” är inget kön (T, K eller M)"),
    ([cell(1, ["T"])], "är inget kön (T, K eller M)"),
    ([cell(1, None)], "är inget kön (T, K eller M)"),
    ([cell(1, status=["-"])], "är ingen läsbar markering"),
    ([cell(1, status="\ud800")], "är ingen läsbar markering"),
    ([cell(1, deleted="false")], "är ingen läsbar markering"),
    ([{"gender": "T"}], "är en uppgift utan kön eller värde"),
    (["tolv"], "kommun 1880, 2020: ”tolv” är en uppgift utan kön eller värde"),
    ([cell(10), cell(11)], "kommun 1880, 2020, alla: olika uppgifter, 10 och 11"),
    ([cell(10), cell("10.5")], "kommun 1880, 2020, alla: olika uppgifter, 10 och 10,5"),
    ([cell(10, "K"), cell(None, "K", "..")], "kvinnor: olika uppgifter, 10 och inget värde (visas inte"),
    ([cell(None, status="-"), cell(None, status=".")], "inget värde (har inte svarat) och inget värde (frågan gäller"),
]


@pytest.mark.parametrize(("cells", "words"), POISON, ids=lambda part: part if isinstance(part, str) else "")
def test_an_unreadable_or_contradictory_value_loses_its_nyckeltal_and_never_the_run(tmp_path, cells, words):
    rows = [
        row("N00001", "1880", 2019, cell(5)),
        row("N00001", "1880", 2020, *cells),
        row("N00002", "1880", 2020, cell(7)),
    ]
    api = Api([kpi("N00001"), kpi("N00002")], rows)
    delivery = deliver(api, tmp_path)
    assert list(delivery.refused) == ["N00001"]
    assert words in delivery.refused["N00001"]
    assert [indikator.id for indikator in delivery.indikatorer] == ["N00002"]
    assert only(delivery)["value"] == 7
    offline = deliver(api, tmp_path, offline=True)
    assert (offline.refused, offline.notes) == (delivery.refused, delivery.notes)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"period": "2020a"}, "kommun 1880, 2020a: ”2020a” är inget år"),
        ({"period": None}, "”null” är inget år"),
        ({"period": 2020.5}, "”2020.5” är inget år"),
        ({"period": True}, "”true” är inget år"),
        ({"period": 0}, "”0” är inget år"),
        ({"period": 20200}, "”20200” är inget år"),
        ({"municipality": 1880}, "”1880” är ingen kommunkod"),
        ({"values": None}, "kommun 1880, 2020: ”null” är ingen lista med värden"),
        ({"values": {"T": 1}}, "är ingen lista med värden"),
        ({"period": ...}, "”null” är inget år"),
        ({"municipality": ...}, "”null” är ingen kommunkod"),
        ({"values": ...}, "är ingen lista med värden"),
    ],
    ids=str,
)
def test_a_row_that_can_not_be_read_loses_its_nyckeltal_and_never_the_run(tmp_path, change, words):
    malformed = {
        name: value for name, value in (row("N00001", "1880", 2020, cell(1)) | change).items() if value is not ...
    }
    api = Api([kpi("N00001"), kpi("N00002")])
    answer = {"values": [malformed, row("N00002", "1880", 2020, cell(7))], "count": 2, "next_url": None}
    api.faults = [None, None, None, httpx.Response(200, json=answer)]
    delivery = deliver(api, tmp_path)
    assert words in delivery.refused["N00001"]
    assert only(delivery)["value"] == 7


def test_a_value_that_contradicts_itself_on_two_pages_loses_its_nyckeltal(tmp_path):
    rows = [
        row("N00001", "1880", 2020, cell(1)),
        row("N00002", "1880", 2020, cell(7)),
        row("N00001", "1880", 2020, cell(2)),
    ]
    delivery = deliver(Api([kpi("N00001"), kpi("N00002")], rows, size=2), tmp_path)
    assert delivery.refused == {"N00001": "kommun 1880, 2020, alla: olika uppgifter, 1 och 2"}
    assert only(delivery)["value"] == 7


@pytest.mark.parametrize("nameless", ["row", None, {"municipality": "1880"}, {"kpi": ["N00001"]}])
def test_a_row_without_a_nyckeltal_is_counted(tmp_path, nameless):
    api = Api([kpi("N00001")])
    answer = {"values": [nameless, row("N00001", "1880", 2020, cell(7))], "count": 2, "next_url": None}
    api.faults = [None, None, None, httpx.Response(200, json=answer)]
    delivery = deliver(api, tmp_path)
    assert only(delivery)["value"] == 7
    assert delivery.notes == ("1 rad utan nyckeltal gick inte att läsa.",)


def test_an_area_without_a_code_of_four_digits_is_left_out_and_counted(tmp_path):
    areas = [*AREAS, area("18A0", "Ingenstans"), area("18,80/", "Ingenstans"), area("99999", "Ingenstans")]
    delivery = deliver(Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(7))], areas), tmp_path)
    assert [kommun.kod for kommun in delivery.kommuner] == ["1860", "1880"]
    assert delivery.notes == ("3 områden i Kolada har en kod som inte är fyra siffror.",)


def test_numbers_written_as_strings_are_counted(tmp_path):
    rows = [row("N00001", "1880", 2020, cell("1.5"), cell("2", "K"), cell(3, "M"))]
    delivery = deliver(Api([kpi("N00001")], rows), tmp_path)
    assert sorted(every_row(delivery)["value"]) == [1.5, 2, 3]
    assert delivery.notes == ("2 värden kom som text och har lästs som tal.",)


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"values": [' + b"9" * 5000 + b'], "next_url": null}'])
def test_a_body_that_python_can_not_take_is_asked_for_again(tmp_path, body):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    api.faults = [httpx.Response(200, content=body)]
    assert only(deliver(api, tmp_path))["value"] == 1


# Refusals


@pytest.mark.parametrize(
    ("published", "words"),
    [("2025", "tomt svar från Kolada för 2012–"), (None, "avslutat nyckeltal utan värden 2012–")],
)
def test_an_empty_answer_is_refused_and_never_read_as_no_data(tmp_path, published, words):
    api = Api([kpi("N00001"), kpi("N00002", publ_period=published)], [row("N00001", "1880", 2020, cell(1))])
    delivery = deliver(api, tmp_path)
    assert words in delivery.refused["N00002"]
    assert [i.id for i in delivery.indikatorer] == ["N00001"]


def test_what_kolada_does_not_know_is_refused(tmp_path):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    delivery = deliver(api, tmp_path, kpis=["N00001", "N99999"])
    assert delivery.refused == {"N99999": "nyckeltalet är okänt för Kolada"}


def test_if_everything_is_refused_nothing_is_delivered(tmp_path):
    with pytest.raises(SourceError, match="N00001: tomt svar"):
        deliver(Api([kpi("N00001")]), tmp_path)
    (folder,) = tmp_path.iterdir()
    assert not json.loads((folder / "run.json").read_text("utf-8"))["complete"]


def test_another_title_in_the_catalogue_is_a_note_but_spaces_are_not(tmp_path):
    api = Api([kpi("U30426", "Ett  annat namn")], [row("U30426", "1880", 2020, cell(1))])
    catalogue = coded({})
    assert "Ett annat namn" in deliver(api, tmp_path, catalogue).notes[0]
    same = {"U30426": replace(catalogue["U30426"], title="Ett annat namn")}
    assert deliver(api, tmp_path, same).notes == ()


def test_422_halves_the_question_once(tmp_path):
    kpis = [kpi(f"N0000{number}") for number in range(4)]
    api = Api(kpis, [row(k["id"], "1880", 2020, cell(1)) for k in kpis])
    api.refuse = lambda ids: 422 if len(ids[0]) > 2 or "N00003" in ids[0] else None
    delivery = deliver(api, tmp_path, years=(2020, 2020))
    assert [path.split("/")[4] for path in api.asked_for_data] == [
        "N00000,N00001,N00002,N00003",
        "N00000,N00001",
        "N00002,N00003",
    ]
    assert set(delivery.refused) == {"N00002", "N00003"}
    assert "HTTP 422" in delivery.refused["N00003"]
    assert set(every_row(delivery)["indikator"]) == {"N00000", "N00001"}
    asked = len(api.asked)
    offline = deliver(api, tmp_path, offline=True)
    assert offline.refused == delivery.refused and len(api.asked) == asked


def test_a_question_refused_costs_its_nyckeltal_and_the_rest_goes_on(tmp_path):
    kpis = [kpi("N00001"), kpi("N00002", municipality_type="L")]
    api = Api(kpis, [row("N00001", "1880", 2020, cell(1)), row("N00002", "0018", 2020, cell(1))])
    api.refuse = lambda ids: 403 if "N00002" in ids[0] else None
    delivery = deliver(api, tmp_path, years=(2000, 2025))
    assert delivery.refused == {"N00002": "Kolada avvisade frågan (HTTP 403)"}
    assert len([path for path in api.asked_for_data if "N00002" in path]) == 1  # no use in asking for its other years
    assert set(every_row(delivery)["indikator"]) == {"N00001"}


# Trouble


BROKEN = [
    429,
    500,
    503,
    httpx.Response(200, html="<!DOCTYPE html><h1>Tillfälligt otillgänglig</h1>"),
    httpx.Response(200, content=b'{"values": [{"id": "N000'),
    httpx.Response(200, json={"detail": "odd"}),
    httpx.Response(200, json={"values": [{"name": "not a row"}], "next_url": None}),
    httpx.Response(200, json={"values": [{"id": "N00001", "title": None}], "next_url": None}),
    httpx.Response(200, content=b""),
    httpx.ReadTimeout("slow"),
    httpx.ConnectError("refused"),
    httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
]


@pytest.mark.parametrize("fault", BROKEN, ids=str)
def test_a_broken_answer_is_asked_for_again_and_not_kept(tmp_path, fault):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    api.faults = [fault, fault]
    assert only(deliver(api, tmp_path))["value"] == 1
    assert api.asked[0] == api.asked[1] == api.asked[2] != api.asked[3]


@pytest.mark.parametrize("fault", BROKEN, ids=str)
def test_a_broken_answer_that_lasts_ends_the_run_and_says_how_to_go_on(tmp_path, fault):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    api.faults = [fault] * 3
    with pytest.raises(SourceError, match=r"http://127.0.0.1:9/v3/kpi/N00001: .* 3 times in a row.*--resume"):
        deliver(api, tmp_path)
    (folder,) = tmp_path.iterdir()
    assert [path.name for path in folder.iterdir()] == ["run.json"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_wrong_question_is_not_asked_again(tmp_path, status):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    api.faults = [status]
    with pytest.raises(SourceError, match=f"HTTP {status}.*--url"):
        deliver(api, tmp_path)
    assert len(api.asked) == 1


def test_410_says_what_to_do(tmp_path):
    api = Api([kpi("N00001")])
    api.faults = [410]
    with pytest.raises(SourceError, match=r"switched off.*--url https://api.kolada.se/v3"):
        deliver(api, tmp_path)
    assert len(api.asked) == 1


def test_an_api_that_has_moved_is_not_followed_but_told_of(tmp_path):
    api = Api([kpi("N00001")])
    api.faults = [httpx.Response(301, headers={"Location": "https://elsewhere.example/v4"})]
    with pytest.raises(SourceError, match=r"HTTP 301 https://elsewhere.example/v4.*--url"):
        deliver(api, tmp_path)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_out(tmp_path, status):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    api.faults = [httpx.Response(status, headers={"Retry-After": "1"})]
    started = time.monotonic()
    deliver(api, tmp_path)
    assert 1 <= time.monotonic() - started < 3


def test_a_retry_after_of_an_hour_ends_the_run(tmp_path):
    api = Api([kpi("N00001")])
    api.faults = [httpx.Response(429, headers={"Retry-After": "3600"})]
    with pytest.raises(SourceError, match=r"wait 3600 s.*--resume"):
        deliver(api, tmp_path)


def test_retry_after_is_read_as_seconds_or_a_date():
    assert retry_after("7") == 7
    assert retry_after(None) is None
    assert retry_after("soon") is None
    assert 50 < retry_after(format_datetime(datetime.now(UTC) + timedelta(seconds=60))) <= 60
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0


def test_a_foreign_host_is_asked_with_rests_and_this_machine_without():
    answer = httpx.MockTransport(lambda request: httpx.Response(200, json={}))
    patience = replace(QUICK, pause=0.05)
    spent = []
    for origin in ("https://api.example", "http://127.0.0.1:1", "http://localhost:1"):
        client = Client(origin, patience, answer)
        started = time.monotonic()
        for _ in range(4):
            client.get("/", json.loads)
        spent.append(time.monotonic() - started)
        client.close()
    assert spent[0] >= 3 * 0.05 > max(spent[1:])


# Going on, and going without


class Stop(Exception):
    pass


def test_a_resumed_run_asks_only_for_the_rest(tmp_path):
    kpis = [kpi(f"N{number:05d}") for number in range(60)]
    rows = [row(k["id"], "1880", 2020, cell(n)) for n, k in enumerate(kpis)]
    whole = Api(kpis, rows)
    expected = deliver(whole, tmp_path / "whole")

    def stop(done, total):
        if done == 2:
            raise Stop

    api = Api(kpis, rows)
    with pytest.raises(Stop):
        deliver(api, tmp_path / "parts", progress=stop, base="before")
    started = json.loads(next((tmp_path / "parts").glob("*/run.json")).read_text("utf-8"))
    assert not started["complete"]
    resumed = deliver(api, tmp_path / "parts", resume=True, base="later")
    assert sorted(api.asked) == sorted(whole.asked)  # nothing twice
    pd.testing.assert_frame_equal(every_row(resumed), every_row(expected))
    assert resumed.source.fetched_at == started["fetched_at"]
    assert kolada.plan({}, tmp_path / "parts", url=URL, offline=True).base == "before"


def test_the_editions_that_kept_runs_build_upon_are_those_that_offline_would_take(tmp_path):
    assert kolada.bases(tmp_path) == frozenset()
    api = Api(
        [kpi("N00001"), kpi("N00002")], [row("N00001", "1880", 2020, cell(1)), row("N00002", "1880", 2020, cell(1))]
    )
    for kpis, base in ((["N00001"], "old"), (["N00001"], "new"), (["N00002"], "other"), (["N00002"], None)):
        deliver(api, tmp_path, kpis=kpis, base=base)
    kolada.plan({}, tmp_path, kpis=["N00001"], url=URL, base="interrupted")
    assert kolada.bases(tmp_path) == {"new"}
    for kpis, base in ((["N00001"], "new"), (["N00002"], None)):
        assert kolada.plan({}, tmp_path, kpis=kpis, url=URL, offline=True).base == base


def test_only_an_interrupted_run_with_the_same_question_is_resumed(tmp_path):
    first = kolada.plan({}, tmp_path, kpis=["N00001"])
    assert kolada.plan({}, tmp_path, kpis=["N00001"], resume=True).folder == first.folder
    assert kolada.plan({}, tmp_path, kpis=["N00002"], resume=True).folder != first.folder
    assert kolada.plan({}, tmp_path, kpis=["N00001"], url=URL, resume=True).folder != first.folder
    assert kolada.plan({}, tmp_path, kpis=["N00001"]).folder != first.folder
    first.save(complete=True)


def test_offline_gives_the_same_delivery_without_a_request(tmp_path):
    kpis = [kpi("N00001"), kpi("U30426", "Plan (Ja=1, Nej=2)"), kpi("N00003")]
    rows = [row("N00001", "1880", year, cell(None), cell(year, "K")) for year in range(2012, 2026)]
    api = Api(kpis, [*rows, row("U30426", "1880", 2020, cell(2, status="Odd"))], size=5)
    online = deliver(api, tmp_path)
    asked = len(api.asked)
    offline = deliver(api, tmp_path, offline=True)
    assert len(api.asked) == asked
    pd.testing.assert_frame_equal(every_row(offline), every_row(online))
    for name in ("source", "kommuner", "liknande", "indikatorer", "omraden", "refused", "notes"):
        assert getattr(offline, name) == getattr(online, name)


def test_offline_takes_the_newest_complete_run_or_that_of_the_selection(tmp_path):
    folders = []
    for id_ in ("N00001", "N00002", "N00003"):
        run = kolada.plan({}, tmp_path, kpis=[id_])
        run.save(complete=id_ != "N00003")
        folders.append(run.folder)
    assert kolada.plan({}, tmp_path, offline=True).folder == folders[1]
    assert kolada.plan({}, tmp_path, kpis=["N00001"], offline=True).folder == folders[0]
    with pytest.raises(SourceError, match="Run once without --offline"):
        kolada.plan({}, tmp_path, kpis=["N00003"], offline=True)


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_offline_a_page_that_lacks_or_is_damaged_is_named(tmp_path, damage):
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))])
    deliver(api, tmp_path)
    page = kolada.plan({}, tmp_path, url=URL, offline=True).place("/v3/municipality?per_page=5000")
    page.unlink() if damage == "gone" else page.write_bytes(page.read_bytes()[:30])
    with pytest.raises(SourceError, match=rf"/v3/municipality.*{page.name}.*without --offline"):
        deliver(api, tmp_path, offline=True)


# What Kolada says of itself


@pytest.mark.parametrize(
    ("title", "kind", "unit", "codes"),
    [
        ("Plan finns (Ja=1, Nej=0)", "ja_nej", "", {"1": "Ja", "0": "Nej"}),
        ("Plan finns, (Ja = 1, Nej = 0)", "ja_nej", "", {"1": "Ja", "0": "Nej"}),
        ("Plan finns (Ja=1/Nej=0)", "ja_nej", "", {"1": "Ja", "0": "Nej"}),
        ("Plan finns (Ja=1, Nej=2)", "ja_nej", "", {"1": "Ja", "2": "Nej"}),
        ("Uppkoppling, (inget=0, några=1, alla=2)", "kategori", "", {"0": "inget", "1": "några", "2": "alla"}),
        (
            "Tid till besök (Inom 3 dagar=3, 4-7 dagar=2, 8-14 dagar=1, mer än 15 dagar=0)",
            "kategori",
            "",
            {"3": "Inom 3 dagar", "2": "4-7 dagar", "1": "8-14 dagar", "0": "mer än 15 dagar"},
        ),
        ("Index (max = 100)", "antal", "", {}),
        ("Mottagare, andel (%) av bef.", "andel", "procent", {}),
        ("Mottagare, andel", "andel", "procent", {}),
        ("Aktier, andelar samt bostadsrätter kommun, kr/inv", "kronor", "kronor per invånare", {}),
        ("Bruttokostnad äldreomsorg, kr/inv 65+ (-2023)", "kronor", "kronor per invånare 65+", {}),
        ("Tillgångar, tkr/inv", "kronor", "tusen kronor per invånare", {}),
        ("Nettokostnadsavvikelse LSS, miljoner kronor", "kronor", "miljoner kronor", {}),
        ("Invånare, antal", "antal", "", {}),
    ],
)
def test_kind_unit_and_codes_are_guessed_only_when_the_title_is_sure(title, kind, unit, codes):
    found = lists.indikator(kpi("N00001", title))
    assert (found.kind, found.unit, found.codes) == (kind, unit, codes)
    assert (found.direction, found.type, found.oj, found.syfte) == ("okand", "okand", False, "saknas")


def test_a_coding_in_the_description_is_about_units_and_not_about_kommuner():
    words = "På kommunnivå anges andel (%) enheter. På enhetsnivå är Ja=1, Nej=0. Källa: Socialstyrelsens enkät\\n"
    found = lists.indikator(kpi("U28118", "Gemensamma möten, andel (%)", description=words))
    assert (found.kind, found.source) == ("andel", "Socialstyrelsens enkät")


@pytest.mark.parametrize(
    ("description", "source"),
    [
        ("Antal. Källa: SCB.", "SCB"),
        ("Antal. Källa Skolverket (Siris).", "Skolverket (Siris)"),
        ("Antal.Källa:Socialstyrelsen", "Socialstyrelsen"),
        ("Antal.", "Kolada"),
    ],
)
def test_the_source_is_the_one_the_description_names(description, source):
    assert lists.indikator(kpi("N00001", description=description)).source == source


@pytest.mark.parametrize(
    ("values", "decimals"),
    [([1, 2], 0), ([1, 2.5], 1), ([0.0131, 0.0277, 0.0402, 0.0419], 4), ([5311.25, 6200.5, 7105.75], 0)],
)
def test_decimals_are_0_if_every_value_is_whole_else_as_many_as_tell_values_apart(tmp_path, values, decimals):
    rows = [row("N00001", "1880", 2020 + n, cell(value)) for n, value in enumerate(values)]
    (found,) = deliver(Api([kpi("N00001", "Några, antal")], rows), tmp_path, every=True).indikatorer
    assert (found.decimals, found.omrade, found.until) == (decimals, "aldre_och_funktionshinder", None)


def test_all_takes_what_the_catalogue_lacks_and_keeps_the_catalogues_words_for_the_rest(tmp_path):
    kpis = [kpi("N00001", operating_area="Tandvård"), kpi("U30426")]
    api = Api(kpis, [row(k["id"], "1880", 2020, cell(1)) for k in kpis])
    catalogue = coded({})
    delivery = deliver(api, tmp_path, catalogue, every=True)
    assert delivery.indikatorer[0] is catalogue["U30426"]
    assert delivery.omraden == {"hemloshet": "Hemlöshet", "tandvard": "Tandvård"}
    assert list(delivery.observations("tandvard")["indikator"]) == ["N00001"]


def test_kommungrupper_and_liknande_kommuner_come_with_it(tmp_path):
    groups = [
        group("Större stad (ovägt medel)", "1880"),
        group("Alla kommuner (ovägt medel)", "1880", "1860"),
        group("Liknande kommuner, övergripande, Laxå, 2025", "1880", "1861"),
        group("Liknande kommuner LSS, Laxå, 2023", "0180"),
        group("Liknande kommuner LSS, Laxå, 2024", "1880"),
        group("Liknande kommuner LSS, Laxå, 2022", "0180"),
        group("Liknande kommuner skola, Laxå, 2024", "1880"),
        group("Liknande regioner socioekonomi, Laxå, 2024", "0018"),
    ]
    api = Api([kpi("N00001")], [row("N00001", "1880", 2020, cell(1))], groups=groups)
    delivery = deliver(api, tmp_path)
    assert {kommun.namn: kommun.kommungrupp for kommun in delivery.kommuner} == {"Laxå": None, "Örebro": "B3"}
    assert [(found.kind, found.kommun, found.members, found.year) for found in delivery.liknande] == [
        ("lss", "1860", ("0180",), 2022),
        ("lss", "1860", ("0180",), 2023),
        ("lss", "1860", ("1880",), 2024),
        ("overgripande", "1860", ("1861", "1880"), 2025),
    ]
