"""Om tjänsten over HTTP: every page says what whoever hosts has filled in, and plainly what is not."""

from __future__ import annotations

import re
from html import unescape

import pytest

from ojdash import settings
from ojdash.text import om_tjansten as text
from tests import asking

FILLED = {
    "OJDASH_HOST": "Exempels kommun, 212000-0000",
    "OJDASH_HOST_CONTACT": "oj@exempel.se",
    "OJDASH_DATA_PROTECTION": "dso@exempel.se",
    "OJDASH_LEGAL_BASIS": "Uppgift av allmänt intresse.",
    "OJDASH_ACCESSIBLE": "delvis",
    "OJDASH_ACCESSIBILITY_TESTED": "Prövad av oss i mars 2026.",
    "OJDASH_ACCESSIBILITY_LACKS": "Kartan saknar text.",
}
HOSTS = (*FILLED, "OJDASH_KEEP_MONTHS", "OJDASH_ERASE")


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in HOSTS:
        monkeypatch.delenv(name, raising=False)


def shown(part: str) -> str:
    answer = asking.get(f"/om-tjansten/{part}")
    assert answer.status_code == 200
    assert '<html lang="sv">' in answer.text
    return answer.text


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]+>", " ", html))


@pytest.mark.parametrize("part", text.PARTS)
def test_each_part_leads_to_the_others_and_back_and_runs_no_script(part: str) -> None:
    html = shown(part)
    assert re.findall(r'<a href="([^"]+)"', html.partition("<main>")[0]) == ["../", *text.PARTS]
    assert f'<a href="{part}" aria-current="page">' in html
    assert "<script" not in html


def test_what_is_not_filled_in_is_said_plainly() -> None:
    lacks = {part: plain(shown(part)).count(text.NOT_FILLED) for part in text.PARTS}
    assert lacks == {"tillganglighet": 5, "personuppgifter": 5, "kakor": 0}


def test_what_is_filled_in_stands_there_and_nothing_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in FILLED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OJDASH_KEEP_MONTHS", "24")
    pages = {part: shown(part) for part in text.PARTS}
    whole = plain("".join(pages.values()))
    assert text.NOT_FILLED not in whole
    for name, value in FILLED.items():
        assert (value if name != "OJDASH_ACCESSIBLE" else "delvis förenlig") in whole
    assert '<a href="mailto:oj@exempel.se" rel="noopener noreferrer">oj@exempel.se</a>' in pages["tillganglighet"]
    assert "i 24 månader" in whole


@pytest.mark.parametrize(("setting", "said"), [("administrator", False), ("owner", True)])
def test_who_erases_is_said_as_it_is_set(monkeypatch: pytest.MonkeyPatch, setting: str, said: bool) -> None:
    monkeypatch.setenv("OJDASH_ERASE", setting)
    assert ("den som äger analysen" in plain(shown("personuppgifter"))) is said


def test_what_whoever_hosts_writes_is_never_html(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(FILLED) - {"OJDASH_ACCESSIBLE"}:
        monkeypatch.setenv(name, '<img src=x onerror="alert(1)"> [a](http://b)')
    for part in text.PARTS:
        html = shown(part)
        assert "<img" not in html and 'href="http://b' not in html


def test_every_setting_of_these_pages_is_documented_as_one() -> None:
    assert set(FILLED) <= {setting.name for setting in settings.SETTINGS}
