"""Om data: a coordinator describes a data set in a form, takes the description home, and reads a table with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ojdash.store import Store, open_edition
from ojdash.text import coordinator, editions, om_data, table_page, tables
from ojdash.text import describing as text
from ojdash.ui import tables_in
from tests.drawing import SIMULATED, edition, indikator
from tests.pages.test_tables_in import Writer, bring, press, shown
from tests.pages.visiting import Visit

Opened = Callable[[str], Visit]
AO = indikator("AO-9", title="Nöjda brukare")
DRAWN = "AO-9 2022 2023\n1440 10 20\n1860 30 40"
AME = "Kommun;Till arbete 2024\nAle;40\nLaxå;50".encode()
TOML = """titel = "AME-nätverket"
omrade = "ame"
oj = false

[[indikator]]
id = "AME-1"
title = "Till arbete"
kind = "andel"
decimals = 1
unit = "procent"
breaks = [{ year = 2020, reason = "Ny fråga." }]
syfte = "Hur många som får arbete."

[[indikator]]
id = "AME-2"
title = "Väntetid"
kind = "kategori"
decimals = 0
codes = { 1 = "Under 14 dagar", 0 = "Mer" }
"""


@pytest.fixture
def published(data: Path) -> Store:
    return edition(data, DRAWN, AO)


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch, published: Store) -> Iterator[Writer]:
    here = Writer()
    monkeypatch.setattr(tables_in, "coordinator", lambda: here)
    yield here
    for thread in threading.enumerate():
        if thread.name == "publicering":
            thread.join()


def field(visit: Visit, label: str, number: int = 0):
    every = [*visit.at.text_input, *visit.at.text_area, *visit.at.main.selectbox, *visit.at.radio]
    return [one for one in every if one.label == label][number]


def fill(visit: Visit, *said: tuple[str, object], number: int = 0) -> Visit:
    for label, value in said:
        field(visit, label, number).set_value(value)
        visit.at.run()
        assert visit.errors == []
    return visit


def downloads(visit: Visit) -> list[str]:
    return [button.proto.label for button in visit.at.get("download_button")]


def quiet(visit: Visit) -> list[str]:
    return visit.paragraphs("ojdash-quiet")


# --- where it stands --------------------------------------------------------------------------------------------------


def test_the_upload_stands_first_for_a_coordinator_and_its_chooser_first_in_it(opened: Opened, writer: Writer) -> None:
    visit = opened("om_data")
    headers = visit.headers
    assert headers.index(table_page.HEADING) < headers.index(om_data.EDITION) < headers.index(editions.CHANGED)
    parts = list(visit.at.main.children.values())
    heading = [part.type == "html" and table_page.HEADING in part.proto.body for part in parts].index(True)
    under_the_heading = parts[heading + 1]
    assert under_the_heading.children[0].type == "bidi_component"
    assert next(iter(visit.files)) == table_page.FILE


def test_a_visitor_finds_neither_form_nor_upload_above_the_answer(opened: Opened, published: Store) -> None:
    visit = opened("om_data")
    headers = visit.headers
    assert headers.index(table_page.HEADING) > headers.index(editions.HEADING)
    assert text.HEADING not in [one.label for one in visit.at.expander]
    assert coordinator.WHO_MAY in quiet(visit)


# --- filled in --------------------------------------------------------------------------------------------------------


def test_a_data_set_described_in_the_form_is_read_published_and_marked(
    opened: Opened, writer: Writer, data: Path
) -> None:
    visit = opened("om_data")
    fill(visit, (text.TITEL, "Arbetsmarknad"), (text.OMRADE, ""), (text.TITLE, "Till arbete"))
    assert (field(visit, text.KOD).value, field(visit, text.ID).value) == ("arbetsmarknad", "till_arbete")
    fill(visit, (text.ID, "AME-1"), (text.LABELS["direction"], "hog"), (text.LABELS["source"], "AME-nätverket"))
    fill(visit, (text.LABELS["syfte"], "Hur många som får arbete."))
    assert text.read_with("Arbetsmarknad", 1) in quiet(visit)
    assert downloads(visit) == [text.GET]
    bring(visit, AME)
    assert "”Till arbete ÅÅÅÅ”: värden av AME-1 Till arbete (inte ÖJ), 2024" in shown(visit)
    press(visit, table_page.PUBLISH)
    new = open_edition(data)
    definition = new.indikator("AME-1")
    assert (definition.oj, definition.direction, definition.source) == (False, "hog", "AME-nätverket")
    assert definition.syfte == "Hur många som får arbete."
    assert new.omraden["arbetsmarknad"] == "Arbetsmarknad (inte ÖJ)"
    assert new.ids == ("AO-9", "AME-1")


def test_what_kolada_lacks_of_oj_gets_an_area_of_oj_and_no_mark(opened: Opened, writer: Writer, data: Path) -> None:
    visit = fill(opened("om_data"), (text.TITEL, "Enkät"), (text.OMRADE, ""), (text.STANDING, True))
    assert field(visit, text.OMRADE).value is None  # an area of its own is no area of ÖJ
    assert text.OWN_AREA not in field(visit, text.OMRADE).options
    fill(visit, (text.OMRADE, "lss"), (text.TITLE, "Till arbete"))
    press(bring(visit, AME), table_page.PUBLISH)
    new = open_edition(data)
    assert new.indikator("till_arbete").oj
    assert new.indikator("till_arbete").heading == "Till arbete"
    assert new.omraden == {"lss": "LSS"}


def test_the_fields_follow_the_kind_of_value(opened: Opened, writer: Writer) -> None:
    visit = opened("om_data")
    labels = lambda: {one.label for one in [*visit.at.text_input, *visit.at.text_area]}  # noqa: E731
    asked = {text.LABELS["unit"], text.CODES, text.JA_BETYDER}
    for kind, wanted in (
        ("ja_nej", {text.JA_BETYDER}),
        ("kategori", {text.CODES}),
        ("dagar", {text.LABELS["unit"]}),
    ):
        fill(visit, (text.LABELS["kind"], kind))
        assert labels() & asked == wanted
    assert field(visit, text.LABELS["unit"]).value == "dagar"
    fill(visit, (text.LABELS["unit"], "dygn"), (text.LABELS["kind"], "antal"))
    assert field(visit, text.LABELS["unit"]).value == "dygn"


def test_an_id_follows_the_title_until_it_is_written_by_hand(opened: Opened, writer: Writer) -> None:
    visit = fill(opened("om_data"), (text.TITLE, "Till arbete"), (text.TITLE, "Till studier"))
    assert field(visit, text.ID).value == "till_studier"
    fill(visit, (text.ID, "AME-9"), (text.TITLE, "Till något annat"))
    assert field(visit, text.ID).value == "AME-9"


def test_indikatorer_are_added_and_taken_away_and_the_others_keep_what_they_have(
    opened: Opened, writer: Writer
) -> None:
    visit = fill(opened("om_data"), (text.TITLE, "Ett"))
    press(visit, text.ADD)
    fill(visit, (text.TITLE, "Två"), number=1)
    press(visit, text.ADD)
    fill(visit, (text.TITLE, "Tre"), number=2)
    press(visit, f"{text.REMOVE} 1")
    titles = [one.value for one in visit.at.text_input if one.label == text.TITLE]
    ids = [one.value for one in visit.at.text_input if one.label == text.ID]
    assert (titles, ids) == (["Två", "Tre"], ["tva", "tre"])


# --- what is wrong ----------------------------------------------------------------------------------------------------


def test_what_stands_wrong_is_told_at_once_and_what_is_empty_when_one_goes_on(opened: Opened, writer: Writer) -> None:
    visit = fill(opened("om_data"), (text.ID, "AME 1"))
    assert visit.told == [text.id_signs([" "])]
    press(visit, text.GET)
    assert visit.told == [text.NO_TITEL, text.NO_AREA, text.NO_TITLE, text.id_signs([" "])]
    assert text.not_yet(4) in quiet(visit)
    assert downloads(visit) == []


def test_a_table_is_not_read_with_half_a_description(opened: Opened, writer: Writer) -> None:
    visit = bring(fill(opened("om_data"), (text.TITEL, "AME")), AME)
    assert text.NOT_FINISHED in visit.told
    assert text.NO_TITLE in visit.told
    assert "tabell" not in visit.at.session_state
    press(visit, text.EMPTY)
    assert visit.told == []
    bring(visit, b"Kommun;AO-9 2024\nAle;40")
    assert table_page.PUBLISH in [one.label for one in visit.at.button]


def test_an_id_of_the_catalogue_is_told(opened: Opened, writer: Writer) -> None:
    visit = fill(opened("om_data"), (text.TITLE, "Till arbete"), (text.ID, "LSS-01"))
    assert any(told.startswith("Id:t finns redan i katalogen.") for told in visit.told)


# --- taken home, and next year ----------------------------------------------------------------------------------------


def chosen(visit: Visit, content: bytes, name: str = "ame.toml") -> Visit:
    visit.send(text.FILE, name, content)
    visit.at.run()
    assert visit.errors == []
    return visit


def test_a_description_fills_the_form_and_is_written_again_the_same(opened: Opened, writer: Writer) -> None:
    visit = chosen(opened("om_data"), TOML.encode())
    assert field(visit, text.TITEL).value == "AME-nätverket"
    assert (field(visit, text.OMRADE).value, field(visit, text.KOD).value) == ("", "ame")
    assert field(visit, text.CODES).value == "1 = Under 14 dagar\n0 = Mer"
    assert text.kept(["breaks"]) in quiet(visit)
    assert downloads(visit) == [text.GET]
    bring(visit, AME)
    name, content = visit.at.session_state["tabell"].dataset
    assert (name, content.decode()) == ("ame_natverket.toml", TOML)


def test_an_id_from_a_file_stays_when_its_title_is_changed(opened: Opened, writer: Writer) -> None:
    toml = TOML.replace("AME-1", "till_arbete")
    visit = fill(chosen(opened("om_data"), toml.encode()), (text.TITLE, "Till arbete eller studier"))
    assert field(visit, text.ID).value == "till_arbete"


def test_a_published_area_of_ones_own_is_chosen_in_the_list(opened: Opened, writer: Writer, data: Path) -> None:
    press(bring(chosen(opened("om_data"), TOML.encode()), AME), table_page.PUBLISH)
    visit = chosen(opened("om_data"), TOML.encode())
    assert field(visit, text.OMRADE).value == "ame"
    assert "AME-nätverket (inte ÖJ)" in field(visit, text.OMRADE).options
    press(bring(visit, b"Kommun;Till arbete 2025\nAle;41"), table_page.PUBLISH)
    assert open_edition(data).years("AME-1") == (2024, 2025)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"titel = 3", "ame.toml: "),
        (b"\xff\xfe", "ame.toml: "),
        (TOML.replace("decimals = 1", "decimaler = 1").encode(), "Menade du decimals?"),
        (TOML.replace("AME-1", "LSS-01").encode(), "ame.toml, LSS-01: id:t finns redan i katalogen"),
    ],
)
def test_a_file_that_is_no_description_is_told_and_the_form_stays(
    opened: Opened, writer: Writer, content: bytes, sentence: str
) -> None:
    visit = chosen(fill(opened("om_data"), (text.TITEL, "Mitt")), content)
    assert any(sentence in told for told in visit.told)
    assert "/" not in "".join(visit.told)
    assert field(visit, text.TITEL).value == "Mitt"


def test_the_form_is_kept_while_a_table_is_read_and_after(opened: Opened, writer: Writer) -> None:
    visit = bring(chosen(opened("om_data"), TOML.encode()), AME)
    assert [one.label for one in visit.at.text_input if one.label == text.TITEL] == []
    press(visit, table_page.ANOTHER)
    assert field(visit, text.TITLE, 1).value == "Väntetid"


# --- beside the example -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("simulated", [True, False])
def test_a_table_beside_the_example_says_that_the_example_goes(
    opened: Opened, writer: Writer, data: Path, simulated: bool
) -> None:
    if simulated:
        edition(data, DRAWN, AO, source=SIMULATED)
    visit = bring(opened("om_data"), b"Kommun;LSS-03 2024\nAle;40\nLax\xc3\xa5;41")
    assert (tables.EXAMPLE_GOES in visit.told) is simulated
    assert table_page.PUBLISH in [one.label for one in visit.at.button]
