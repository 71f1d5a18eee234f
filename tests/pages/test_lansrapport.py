"""Länsrapport as a page: what is reported, for whom, its files, and comments."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from ojdash import answers, saved, store
from ojdash.domain.analys import Author
from ojdash.domain.question import Question
from ojdash.text import lansrapport as text
from ojdash.text import report as paper
from ojdash.text import report_results as results
from tests.pages.visiting import Visit

ADDRESS = "lansrapport?kommun=0685&omrade=vald&year=2025"


def sent(visit: Visit) -> str:
    """What the page sends to its sheets and forms."""
    assert not visit.errors
    return "\n".join(json.loads(part.proto.json).get("html", "") for part in visit.at.get("bidi_component"))


def links(visit: Visit) -> list[dict[str, str]]:
    """The files offered, as their parameters and kind."""
    found = re.findall(r'href="api/lansrapport\.(pdf|docx|pptx|html|xlsx)\?([^"]*mottagare[^"]*)"', sent(visit))
    return [{"kind": kind} | dict(parse_qsl(unescape(query))) for kind, query in found]


def test_the_page_shows_matrix_and_every_indikator_folded(example: store.Store) -> None:
    visit = Visit(ADDRESS)
    assert visit.title == "Våld i nära relationer i Jönköpings län 2025"
    shown = sent(visit)
    report = answers.county_report(
        example, answers.checked(example, Question("lansrapport", "0685", "vald", year=2025))
    )
    for finding in report.findings:
        assert results.sentence(finding) in unescape(shown)
    assert shown.count("<svg") == len(report.findings)
    assert shown.count(f"<h3>{paper.FAKTA}</h3>") == len(report.findings)
    assert paper.NO_COMMENT in shown


def test_no_file_is_offered_before_a_recipient_is_written() -> None:
    visit = Visit(ADDRESS)
    assert links(visit) == [] and text.RECIPIENT_FIRST in visit.html


def test_the_covers_fields_come_row_by_row_for_the_key_tab_and_a_phone() -> None:
    fields = ("text_input", "date_input", "selectbox")
    keys = [field.key or "" for field in Visit(ADDRESS).at.main if field.type in fields]
    cover = [key for key in keys if key.startswith("report_")]
    assert cover == ["report_mottagare", "report_avsandare", "report_datum", "report_lage"]


def test_the_files_carry_recipient_sender_state_and_the_pinned_edition(example: store.Store) -> None:
    visit = Visit(ADDRESS)
    visit.at.text_input(key="report_mottagare").input("Nämnden & co")
    visit.at.text_input(key="report_avsandare").input("FoUrum").run()
    found = links(visit)
    assert [one["kind"] for one in found if "profil" not in one] == list(text.FORMATS)
    assert [(one["kind"], one["profil"]) for one in found if "profil" in one] == [
        *(("pdf", "alla"), ("docx", "alla"), ("pdf", "0685"), ("docx", "0685"))
    ]
    for one in found:
        assert (one["mottagare"], one["avsandare"], one["lage"]) == ("Nämnden & co", "FoUrum", "utkast")
        assert (one["kommun"], one["omrade"], one["year"], one["utgava"]) == ("0685", "vald", "2025", example.id)


def test_the_menu_has_it_after_what_people_write() -> None:
    menu = re.findall(r'href="(\w+)\?', sent(Visit(ADDRESS)).partition("</nav>")[0])
    assert menu[menu.index("snabbanalys") :][:3] == ["snabbanalys", "laget", "lansrapport"]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> saved.Created:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    (tmp_path / "editions").symlink_to(store.SHIPPED / "editions")
    fields = {"om/titel": "Nätverket", "om/kommuner": "0685", "om/year": "2025"}
    return saved.open_saved(tmp_path).create(
        Author("FoU-ledare"), fields | {"rapport/2025/VR-01/kommentar": "<b>Så</b> är det"}
    )


def test_who_may_write_gets_a_field_an_indikator(made: saved.Created, example: store.Store) -> None:
    shown = sent(Visit(f"{ADDRESS}&analys={made.writer}"))
    places = re.findall(r'data-place="rapport/2025/([^/]+)/kommentar"', shown)
    assert places == [id for id in example.by_omrade["vald"] if 2025 in example.years(id)]
    assert "&lt;b&gt;Så&lt;/b&gt; är det" in shown and "<b>Så" not in shown


def test_who_may_only_read_sees_the_comments_and_how_to_write(made: saved.Created) -> None:
    visit = Visit(f"{ADDRESS}&analys={made.reader}")
    assert "&lt;b&gt;Så&lt;/b&gt; är det" in sent(visit) and "data-place" not in sent(visit)
    assert text.COMMENT_HOW in visit.html


def test_the_files_of_a_writer_carry_the_readers_address(made: saved.Created) -> None:
    visit = Visit(f"{ADDRESS}&analys={made.writer}")
    visit.at.text_input(key="report_mottagare").input("Nämnden").run()
    assert {one["analyser"] for one in links(visit)} == {made.reader} and "analys" not in links(visit)[0]
    assert made.writer not in "".join(str(one) for one in links(visit))


def second(folder: Path) -> saved.Created:
    """Another network's analys, with a comment and a basket."""
    fields = {"om/titel": "IFO", "om/natverk": "IFO-nätverket", "om/kommuner": "0680"}
    fields |= {"rapport/2025/VR-03/kommentar": "Också <i>vi</i>", "korg/2025/VR-03/vald": "ja"}
    return saved.open_saved(folder).create(Author("Utvecklingsledare"), fields)


def test_several_networks_comments_stand_in_one_report(made: saved.Created, tmp_path: Path) -> None:
    other = second(tmp_path)
    visit = Visit(f"{ADDRESS}&analys={made.reader}")
    visit.at.text_area(key="report_analyser").input(
        f"{other.writer}\n\nhttps://x.se/snabbanalys?analys={made.writer}&steg=2\n"
    )
    visit.at.text_input(key="report_mottagare").input("Nämnden").run()
    shown = sent(visit)
    assert "&lt;b&gt;Så&lt;/b&gt; är det" in shown and "Också &lt;i&gt;vi&lt;/i&gt;" in shown
    assert {one["analyser"] for one in links(visit)} == {f"{made.reader}-{other.reader}"}
    assert other.writer not in shown and made.writer not in shown


def test_an_address_that_opens_nothing_is_told_by_its_line_and_tried_once(
    made: saved.Created, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    read = saved.Saved.read
    monkeypatch.setattr(saved.Saved, "read", lambda self, token, client="": tried.append(token) or read(self, token))
    visit = Visit(ADDRESS)
    visit.at.text_area(key="report_analyser").input(f"{made.reader}\n{'a' * 26}\nnonsens").run()
    assert [line for line in (1, 2, 3) if text.no_analys(line) in visit.html] == [2, 3]
    visit.at.text_input(key="report_mottagare").input("Nämnden").run()
    assert tried.count("a" * 26) == 1 and text.no_analys(2) in visit.html


def test_an_analys_without_a_readers_address_is_left_out_and_said(made: saved.Created, tmp_path: Path) -> None:
    other = second(tmp_path)
    saved.open_saved(tmp_path).withdraw(other.owner, "lasa")
    visit = Visit(ADDRESS)
    visit.at.text_area(key="report_analyser").input(other.writer)
    visit.at.text_input(key="report_mottagare").input("Nämnden").run()
    assert text.no_reader("IFO-nätverket") in visit.html
    assert not any("analyser" in one for one in links(visit)) and "Också" not in sent(visit)


def test_the_years_report_is_offered_with_what_each_network_has_chosen(
    made: saved.Created, tmp_path: Path, example: store.Store
) -> None:
    visit = Visit(f"{ADDRESS}&analys={made.reader}")
    visit.at.text_input(key="report_mottagare").input("Nämnden").run()
    assert text.YEAR_REPORT_HOW in visit.html and "api/arsrapport" not in sent(visit)
    other = second(tmp_path)
    visit.at.text_area(key="report_analyser").input(other.reader).run()
    shown = unescape(sent(visit))
    assert text.chosen("Nätverket", []) in shown
    assert text.chosen("IFO-nätverket", [paper.heading(example.indikator("VR-03"))]) in shown
    found = re.findall(r'href="api/arsrapport\.(\w+)\?([^"]*)"', sent(visit))
    assert [kind for kind, _ in found] == ["pdf", "docx", "html"]
    said = dict(parse_qsl(unescape(found[0][1])))
    assert said["analyser"] == f"{made.reader}-{other.reader}"
    assert (said["year"], said["utgava"], said["mottagare"]) == ("2025", example.id, "Nämnden")
