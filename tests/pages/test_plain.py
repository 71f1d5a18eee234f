"""What a person or a source wrote is shown as it was written, wherever it becomes a heading or a sentence."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest

from ojdash.text import om_data
from ojdash.text.marked import Strong, marked, unmarked
from ojdash.ui import views
from tests.pages.test_mote import Mote
from tests.pages.visiting import Visit, answer_to

pytestmark = pytest.mark.usefixtures("whole")

HOSTILE = (
    "![x](http://stranger.test/p.png) [l](http://stranger.test) $5 och $7 :red[r] :smile: :material/home: # a "
    "<img src=x onerror=alert(1)> http://stranger.test www.stranger.test **b** ~~s~~ _i_ `c` {name} &amp;"
)


@pytest.mark.parametrize(
    "parts",
    [
        *({"page": "snabbanalys", "steg": steg} for steg in ("1", "2", "tillsammans", "delning")),
        *({"page": "mote", "mote": "moteaaaa", "steg": steg} for steg in ("forbered", "visa", "efter", "delning")),
        *({"page": "laget", "steg": "status"}, {"page": "enkat", "steg": "1"}),
    ],
    ids=lambda parts: f"{parts['page']}-{parts['steg']}",
)
def test_a_title_is_never_markdown(parts: dict[str, str]) -> None:
    one = Mote(titel=HOSTILE)
    one.write("om/titel", HOSTILE)
    shown = Visit(one.address("owner", **parts))
    assert shown.errors == []
    assert not [*shown.at.title, *shown.at.header, *shown.at.subheader, *shown.at.markdown, *shown.at.caption]
    assert "<img" not in shown.html
    if parts["page"] in ("snabbanalys", "mote"):
        assert HOSTILE in shown.title
        assert f'<h1 class="ojdash-title">{escape(HOSTILE)}' in shown.html


def test_the_name_of_a_source_is_filled_in_as_it_is_written_and_our_own_words_are_strong() -> None:
    answer = answer_to("om_data")
    terms = om_data.terms(replace(answer, source=replace(answer.source, kind="tabell", name=HOSTILE, simulated=False)))
    assert [part for part in terms if isinstance(part, Strong)] == [f"Källa: {HOSTILE}", "Egen bearbetning"]
    assert unmarked(terms).count(HOSTILE) == 1


@pytest.mark.parametrize(("address", "links"), [("javascript:alert(1)", 0), ("https://exempel.se/?a=1&b", 1)])
def test_the_address_of_a_source_is_a_link_only_on_the_web(
    monkeypatch: pytest.MonkeyPatch, address: str, links: int
) -> None:
    indikator = replace(answer_to("indikator?omrade=lss&indikator=LSS-03").indikator, source="S", source_url=address)
    shown: list[str] = []
    monkeypatch.setattr(views, "html", shown.append)
    monkeypatch.setattr(views, "opened", lambda: None)
    views.fact_boxes(replace(answer_to("oversikt?omrade=lss"), indikatorer={"a": indikator}), ["a"])
    assert "".join(shown).count(f'<a href="{escape(address)}" rel="noopener">S</a>') == links
    assert "".join(shown).count("<a ") == links


def test_only_what_stands_between_the_marks_is_strong() -> None:
    assert marked("Ett **två** tre {x}.", x="**fyra**") == ("Ett ", "två", " tre **fyra**.")
    assert [isinstance(part, Strong) for part in marked("Ett **två** tre {x}.", x="**fyra**")] == [False, True, False]


def test_a_page_that_fails_tells_why_without_markdown(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path / "![x](http:stranger.test)"))
    (tmp_path / "![x](http:stranger.test)" / "editions").mkdir(parents=True)
    (tmp_path / "![x](http:stranger.test)" / "editions" / "current").write_text("![x](http://stranger.test/p.png)")
    shown = Visit("om_data")
    assert not [*shown.at.error, *shown.at.markdown, *shown.at.exception]
    assert len(shown.errors) == 1
