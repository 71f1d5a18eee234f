"""A value in doubt is marked wherever it is shown: every page, document, file and the terminal, until it is mended."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from ojdash import __main__, answers, api, links, saved, store, text
from ojdash.api import documents
from ojdash.domain.analys import Author
from ojdash.domain.question import APPLIES, PAGES, WRITTEN
from ojdash.domain.status import Status
from ojdash.export import WRITERS
from ojdash.text import charts, statuses
from tests.drawing import delivery, indikator
from tests.export.reopened import said as reopened
from tests.export.reopened import squeezed
from tests.pages.visiting import Visit, answer_to

DRAWN = """
    AO      2023    2024
    0000    80      81
    1860    50/100  64/100
    1880    75/40   77/400
    JN      2023    2024
    1860    Nej     Ja
    1880    Ja      Nej
    KA      2023    2024
    1860    1       2
    1880    2       -
"""
OWN, OTHER = "1860", "1880"
DEFINITIONS = (
    indikator("AO"),
    indikator("JN", "ja_nej", ja_betyder="har en rutin"),
    indikator("KA", "kategori", codes={"1": "Ett", "2": "Två"}),
)
REASON = "Två tal är omkastade"
# Pages that show no value of any year. A new page that shows values is not among them.
WITHOUT_VALUES = {"laget", "sa_raknar_vi"}
FORMS = ("json", "csv", "excel.csv", "xlsx", "pdf", "table")
AS_TABLES = ("json", "csv", "excel.csv")
_SAID = {"csv": ',"osaker",', "excel.csv": ";osaker;"}


@pytest.fixture
def edition(data: Path, monkeypatch: pytest.MonkeyPatch) -> store.Store:
    for name in ("OJDASH_DATABASE_URL", "OJDASH_READ_ONLY"):
        monkeypatch.delenv(name, raising=False)
    return store.open_edition(data, store.publish(data, delivery(DRAWN, *DEFINITIONS)).id)


@pytest.fixture
def book(edition: store.Store, data: Path) -> saved.Book:
    return saved.open_saved(data).book


@pytest.fixture
def analys(edition: store.Store, data: Path) -> str:
    """The writer's address of an analys with the marked values in its forms and basket."""
    fields = {"om/titel": "LSS i länet", "om/kommuner": f"{OWN}-{OTHER}", "om/omrade": "lss", "om/year": "2024"}
    fields |= {"ar/2024/utgava": edition.id}
    for one in DEFINITIONS:
        fields |= {f"rad/2024/{kommun}/{one.id}/vald": "ja" for kommun in (OWN, OTHER)}
        fields |= {f"rad/2024/{OWN}/{one.id}/prioriterad": "ja", f"korg/2024/{one.id}/vald": "ja"}
    fields |= {"mote/moteaaaa/datum": "2999-01-20"}
    for view, page in (("vyaaaaaa", "jamfor"), ("vybbbbbb", "over_tid"), ("vycccccc", "signaler")):
        link = f"{page}?kommun={OWN}&omrade=lss&indikator={DEFINITIONS[0].id}&peers={OTHER}"
        fields |= {f"vy/{view}/mote": "moteaaaa", f"vy/{view}/lank": link, f"vy/{view}/ordning": view[2:]}
    return saved.open_saved(data).create(Author("chef"), fields).writer


def say(book: saved.Book, lage: str, kommun: str = OWN) -> None:
    for one in DEFINITIONS:
        book.set_here(Status(one.id, kommun, 2024, lage, "Anna Berg", f"{REASON}."))


def everything(visit: Visit) -> str:
    """All that a page shows, and all that it sends to its figures and sheets."""
    assert not visit.errors
    sent = [json.loads(part.proto.json) for part in visit.at.get("bidi_component")]
    return "\n".join([visit.html, *(json.dumps(one, ensure_ascii=False) for one in sent)])


def addresses(analys: str) -> Iterator[str]:
    """Every page, about one and about many, and each part of Snabbanalys and of a meeting that shows a value."""
    for page in PAGES:
        if page in WITHOUT_VALUES:
            continue
        if page == "snabbanalys":
            for part in ("steg=2&indikator=AO", "steg=2", "steg=3", "steg=4", "steg=tillsammans"):
                yield f"snabbanalys?analys={analys}&kommun={OWN}&year=2024&{part}"
            continue
        if page == "mote":
            for part in ("forbered", "efter", *(f"visa&vy={view}" for view in ("vyaaaaaa", "vybbbbbb", "vycccccc"))):
                yield f"mote?analys={analys}&steg={part}"
            continue
        for one in DEFINITIONS if "indikator" in APPLIES[page] else DEFINITIONS[:1]:
            yield f"{page}?kommun={OWN}&omrade=lss&indikator={one.id}&peers={OTHER}"


# --- pages ------------------------------------------------------------------------------------------------------------


def test_every_page_shows_the_mark_until_it_is_mended(
    book: saved.Book, analys: str, opened: Callable[[str], Visit]
) -> None:
    every = list(addresses(analys))
    assert {one.partition("?")[0] for one in every} | WITHOUT_VALUES == set(PAGES)
    say(book, "osaker")
    assert [one for one in every if statuses.SIGN not in everything(opened(one))] == []
    say(book, "rattad")
    assert [one for one in every if _marked(everything(opened(one)))] == []


def _marked(shown: str) -> bool:
    """Whether any value is marked; the legend of Signaler says how the mark is read whether one is or not."""
    shown = shown.replace(statuses.READ, "").replace(charts.LEGEND_STATUS, "")
    shown = re.sub(
        r'<li><span class=\\?"oj-key oj-answer\\?"><span>‡</span></span><span><strong>osäker.*?</li>', "", shown
    )
    return statuses.SIGN in shown


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda one: one.id)
@pytest.mark.parametrize("page", ["indikator", "over_tid", "jamfor"])
def test_the_figure_says_so_to_the_eye_in_its_picture_and_to_who_cannot_see_it(
    book: saved.Book, opened: Callable[[str], Visit], page: str, definition: object
) -> None:
    say(book, "osaker")
    shown = opened(f"{page}?kommun={OWN}&indikator={definition.id}&peers={OTHER}")
    key = {"indikator": "position", "over_tid": "years", "jamfor": "beside"}[page]
    drawn = shown.component(key)
    figure = json.dumps(drawn["figure"], ensure_ascii=False)
    note = next(one["text"] for one in drawn["figure"]["layout"]["annotations"] if one.get("name") == "note")
    assert f"{statuses.SIGN} Markerat som osäkert: Laxå 2024." in note.replace("<br>", " ")
    assert f"{statuses.SIGN} Markerat som osäkert: Laxå 2024." in drawn["alt"]
    assert figure.count(statuses.SIGN) >= 2
    assert REASON in figure


def test_the_sentence_says_who_when_and_why(book: saved.Book, opened: Callable[[str], Visit]) -> None:
    say(book, "osaker")
    day = statuses.day(book.marks().of("AO", OWN, 2024).at)
    sentence = opened(f"indikator?kommun={OWN}&indikator=AO").sentence
    assert "64 procent ‡ osäker (2024)" in sentence
    assert f"Markerad som osäker av Anna Berg, {day}: {REASON}." in sentence


@pytest.mark.parametrize("page", ["oversikt", "signaler", "kvalitet", "om_data"])
def test_a_view_of_many_indikatorer_names_what_is_in_doubt_and_leads_there(
    book: saved.Book, opened: Callable[[str], Visit], page: str
) -> None:
    address = f"{page}?kommun={OWN}&omrade=lss&peers={OTHER}"
    book.set_here(Status("JN", OWN, 2024, "osaker", "Anna Berg", f"{REASON}."))
    said = "‡ Ett värde här är markerat som osäkert: Laxå 2024, Titel JN."
    assert text.sentence(answer_to(address)).endswith(said)
    visit = opened(address)
    html = visit.component("doubts")["html"]
    assert said not in visit.sentence
    (link,) = re.findall(r'<a data-ojdash="1" href="([^"]*)">Laxå 2024, Titel JN</a>', html)
    assert "Markerad som osäker av Anna Berg" in opened(unescape(link)).sentence
    say(book, "osaker")
    say(book, "osaker", OTHER)
    shown = opened(address).component("doubts")["html"]
    every = 3 if page == "oversikt" else 6
    assert f"‡ {every} värden här är markerade som osäkra: " in shown
    assert shown.count("<a ") == 3
    assert ("och 3 till." in shown) is (every == 6)


def test_a_median_says_how_many_of_its_values_are_in_doubt(book: saved.Book) -> None:
    say(book, "osaker", OTHER)
    for one, resting in (("AO", True), ("JN", True)):
        said = text.sentence(answer_to(f"jamfor?kommun={OWN}&indikator={one}&peers={OTHER}"))
        assert ("Av gruppens ett värde är ett markerat som osäkert." in said) is resting


def test_a_change_from_a_value_in_doubt_says_so(book: saved.Book, opened: Callable[[str], Visit]) -> None:
    book.set_here(Status("AO", OWN, 2023, "osaker", "Anna Berg", "Fel period."))
    assert "‡ Laxå 2023: Markerad som osäker" in opened(f"over_tid?kommun={OWN}&indikator=AO").sentence
    lines = opened(f"oversikt?kommun={OWN}&omrade=lss").html
    assert "+14 ‡" in lines


def test_another_value_in_a_later_edition_is_told_with_both(book: saved.Book, data: Path) -> None:
    book.set_here(Status("AO", OWN, 2024, "osaker", "Anna Berg", "Fel.", value=46.0, utgava="e1"))
    said = text.sentence(answer_to(f"indikator?kommun={OWN}&indikator=AO"))
    assert "Markeringen gällde värdet 46 procent; utgåvan visar 64 procent." in said


def test_what_is_tried_on_the_example_puts_no_real_value_in_doubt(book: saved.Book) -> None:
    book.set_here(Status("AO", OWN, 2024, "osaker", "Anna Berg", "Ett försök.", utgava="exempel-20260101-0a1b2c3d"))
    assert "‡" not in text.sentence(answer_to(f"indikator?kommun={OWN}&indikator=AO"))
    book.set_here(Status("AO", OWN, 2024, "osaker", "Anna Berg", "På riktigt.", utgava="ritad-20260101-0a1b2c3d"))
    assert "‡ osäker" in text.sentence(answer_to(f"indikator?kommun={OWN}&indikator=AO"))


@pytest.mark.parametrize("lage", ["inlamnad", "granskad"])
def test_other_states_stand_in_the_table_and_on_indikator_and_mark_nothing(
    book: saved.Book, opened: Callable[[str], Visit], lage: str
) -> None:
    say(book, lage)
    for page in ("oversikt", "indikator", "over_tid", "jamfor"):
        shown = everything(opened(f"{page}?kommun={OWN}&omrade=lss&indikator=AO&peers={OTHER}"))
        assert not _marked(shown)
        assert f">{statuses.LAGE[lage]}</td>" in shown
    assert f"{statuses.LAGE[lage]} av Anna Berg" in everything(opened(f"indikator?kommun={OWN}&indikator=AO"))


def test_what_was_said_stays_as_history_on_indikator_when_it_is_mended(
    book: saved.Book, opened: Callable[[str], Visit]
) -> None:
    say(book, "osaker")
    say(book, "rattad")
    shown = opened(f"indikator?kommun={OWN}&indikator=AO")
    history = shown.component("status")["html"]
    assert "Historik (2)" in history
    assert history.index("Markerad som osäker av Anna Berg") < history.index("Rättad av Anna Berg")


def test_what_a_coordinator_writes_is_only_text(book: saved.Book, opened: Callable[[str], Visit]) -> None:
    book.set_here(Status("AO", OWN, 2024, "osaker", "<b>Anna</b>", "<script>alert(1)</script> =1+1"))
    for page in ("oversikt", "indikator", "over_tid", "jamfor", "signaler"):
        shown = opened(f"{page}?kommun={OWN}&omrade=lss&indikator=AO")
        sent = "".join(json.loads(part.proto.json).get("html", "") for part in shown.at.get("bidi_component"))
        assert "<script>" not in shown.html + sent
        assert "<b>Anna" not in shown.html + sent


# --- files, HTTP and the terminal -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted({*PAGES} - {*WRITTEN} - WITHOUT_VALUES))
@pytest.mark.parametrize("form", FORMS)
def test_every_file_and_line_of_an_answer_has_the_mark_until_it_is_mended(
    book: saved.Book, data: Path, capsys: pytest.CaptureFixture[str], page: str, form: str
) -> None:
    asked = f"{page}?kommun={OWN}&omrade=lss"
    if "indikator" in APPLIES[page]:
        asked += "&indikator=AO"

    def shown() -> str:
        answer = answer_to(asked)
        if form in ("xlsx", "pdf"):
            return reopened(WRITERS[form].written(answer, "https://exempel.se", date(2026, 3, 2)))
        if form == "table":
            assert __main__.main(["ask", asked, "--data", str(data)]) == 0
            return capsys.readouterr().out
        if form == "json":
            return api.as_json(answer)
        return WRITERS[form].written(answer, "https://exempel.se", date(2026, 3, 2)).decode()

    rows_are_values = page not in ("om_data", "kvalitet") or form not in AS_TABLES[1:]
    say(book, "osaker")
    marked = shown()
    assert ("osaker" in marked or "‡" in marked) or not rows_are_values
    say(book, "rattad")
    assert "osaker" not in shown() and "‡" not in shown()


def test_those_are_all_files_of_an_answer() -> None:
    assert {*WRITERS, "json", "table"} == set(FORMS)


@pytest.mark.parametrize("kind", documents.KINDS["snabbanalys"])
def test_every_document_of_a_form_has_the_mark_until_it_is_mended(
    book: saved.Book, data: Path, analys: str, kind: str
) -> None:
    made = documents._FORM[kind][1]

    def shown() -> str:
        question = links.parse(f"snabbanalys?analys={analys}&kommun={OWN}&year=2024")
        found = made(answers.checked_form(data, saved.open_saved(data).read(analys), question))
        return squeezed(found) if kind in AS_TABLES else reopened(found)

    say(book, "osaker")
    say(book, "osaker", OTHER)
    marked = shown()
    assert "MarkeradsomosäkeravAnnaBerg" in marked
    if kind not in AS_TABLES:
        assert marked.count("‡osäker") >= 2 * len(DEFINITIONS)  # in the form, the joint table and the basket
        assert "‡osäker:Laxå" in marked
    say(book, "rattad")
    say(book, "rattad", OTHER)
    assert "‡" not in shown()
    assert "osaker" not in shown()


@pytest.mark.parametrize("kind", [*documents.KINDS["enkat"], "table"])
def test_every_document_of_a_walk_through_has_the_mark_until_it_is_mended(
    book: saved.Book, data: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    fields = {"om/kommuner": f"{OWN}-{OTHER}", "om/omrade": "lss"}
    fields |= {f"enkat/2025/fraga/{one.id}/genomgangen": "ja" for one in DEFINITIONS}
    fields |= {f"enkat/2025/{OWN}/{one.id}/svarar": "Så räknar vi." for one in DEFINITIONS}
    analys = saved.open_saved(data).create(Author("chef"), fields).writer
    asked = f"enkat?analys={analys}&kommun={OWN}&omrade=lss"

    def shown() -> str:
        if kind == "table":
            assert __main__.main(["ask", asked, "--format", "table", "--data", str(data)]) == 0
            return squeezed(capsys.readouterr().out)
        walk = answers.checked_walk(data, links.parse(asked), saved.open_saved(data).read(analys))
        found = documents._WALK[kind][1](walk)
        found = found.partition("\n")[2] if kind == "csv" else found  # its columns have the same names
        return squeezed(found) if kind in AS_TABLES else reopened(found)

    say(book, "osaker")
    marked = shown()
    assert "MarkeradsomosäkeravAnnaBerg" in marked or (kind in _SAID and _SAID[kind] in marked)
    if kind not in (*AS_TABLES, "table"):
        assert marked.count("‡osäker") >= len(DEFINITIONS)
    say(book, "rattad")
    assert "‡" not in shown()
    assert '"osaker"' not in shown().replace('"osaker":', "")


def test_reading_figures_makes_no_database_and_a_broken_one_is_told(
    edition: store.Store, data: Path, opened: Callable[[str], Visit]
) -> None:
    assert statuses.UNREADABLE not in opened(f"indikator?kommun={OWN}&indikator=AO").sentence
    assert not (data / "saved").exists()
    (data / "saved").mkdir()
    (data / "saved" / "analyser.sqlite").write_bytes(b"not a database" * 100)
    for page in ("oversikt", "indikator", "over_tid", "jamfor", "signaler", "om_data"):
        assert statuses.UNREADABLE in text.sentence(answer_to(f"{page}?kommun={OWN}&omrade=lss&indikator=AO"))
