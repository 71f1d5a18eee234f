"""Om data: a coordinator reads a table in, settles what is not certain, and publishes it; nobody else can."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ojdash import store
from ojdash.commands import main
from ojdash.domain.errors import SavedError
from ojdash.sources import own as kept_files
from ojdash.store import Store, alone, current, open_edition
from ojdash.text import coordinator, describing, terminal
from ojdash.text import table_page as text
from ojdash.ui import tables_in
from tests.drawing import edition, indikator
from tests.pages.visiting import Visit, plain
from tests.sources.test_table import xlsx

Opened = Callable[[str], Visit]
AO, JA = indikator("AO-9", title="Nöjda brukare"), indikator("JA-9", "ja_nej", title="Aktuell rutin")
DRAWN = "AO-9 2022 2023\n1440 10 20\n1860 30 40\n1880 5 6\n\nJA-9 2022 2023\n1440 Ja Nej\n1860 Ja Ja"
SURE = b"Kommun;AO-9 2023;Aktuell rutin 2024\nAle;25;Ja\nLax\xc3\xa5;40;Nej"
ASKS = "Kommun;År;AO-9;Nöjda <b>gäster</b>\nAle;2024;71;3\nStorstaden;2024;(X);4\nLaxå;2024;okej;5"


@dataclass
class Writer:
    """A coordinator's cookie, as the page knows it."""

    name: str = "Anna Berg, FoUrum"
    withdrawn: bool = False

    def check(self) -> None:
        if self.withdrawn:
            raise SavedError(coordinator.WITHDRAWN)


@pytest.fixture
def published(data: Path) -> Store:
    return edition(data, DRAWN, AO, JA)


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch, published: Store) -> Iterator[Writer]:
    here = Writer()
    monkeypatch.setattr(tables_in, "coordinator", lambda: here)
    yield here
    for thread in threading.enumerate():
        if thread.name == "publicering":
            thread.join()


def bring(visit: Visit, content: bytes, name: str = "tabell.csv", **more: tuple[str, bytes]) -> Visit:
    uploaders = {"file": text.FILE, "profile": text.PROFILE, "dataset": describing.FILE}
    for which, (its_name, its_content) in {"file": (name, content), **more}.items():
        visit.send(uploaders[which], its_name, its_content)
    visit.at.run()
    return press(visit, text.READ)


def press(visit: Visit, name: str) -> Visit:
    (button,) = [one for one in visit.at.button if one.label == name]
    button.click()
    visit.at.run()
    assert visit.errors == []
    return visit


def buttons(visit: Visit) -> list[str]:
    return [one.label for one in visit.at.button]


def answer(visit: Visit, *chosen: str) -> Visit:
    pickers = [one for one in visit.at.main.selectbox if one.label.startswith(text.CHOOSE)]
    for picker, said in zip(pickers, chosen, strict=True):
        picker.set_value(next(one for one in picker.options if said in one))
    return press(visit, text.AGAIN)


def shown(visit: Visit) -> str:
    assert visit.errors == []
    return plain(visit.html.replace("</div>", "\n").replace("</p>", "\n"))


# --- who may ----------------------------------------------------------------------------------------------------------


def test_a_visitor_reads_who_may_and_the_command_and_finds_no_field(opened: Opened, published: Store) -> None:
    visit = opened("om_data")
    assert coordinator.WHO_MAY in visit.paragraphs("ojdash-quiet")
    assert visit.files == {}


def test_a_site_that_only_shows_takes_no_table(
    opened: Opened, published: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_READ_ONLY", "1")
    visit = opened("om_data")
    assert any(coordinator.READ_ONLY in said for said in visit.paragraphs("ojdash-quiet"))
    assert visit.files == {}


def test_an_address_withdrawn_before_the_click_publishes_nothing(
    opened: Opened, writer: Writer, data: Path, published: Store
) -> None:
    visit = bring(opened("om_data"), SURE)
    writer.withdrawn = True
    assert coordinator.WITHDRAWN in press(visit, text.PUBLISH).told
    assert current(data) == published.id


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_sure_table_is_previewed_published_and_shown_at_a_link(
    opened: Opened, writer: Writer, data: Path, published: Store
) -> None:
    visit = bring(opened("om_data"), SURE)
    assert "B ”AO-9 ÅÅÅÅ”: värden av AO-9 Nöjda brukare, 2023 (id i rubriken)" in shown(visit)
    assert text.SETTLED in visit.paragraphs("ojdash-note")
    assert current(data) == published.id
    press(visit, text.PUBLISH)
    new = open_edition(data)
    assert new.id != published.id
    (told,) = visit.told
    assert told.startswith(f"Utgåvan {new.id} är publicerad.")
    assert "2 nya värden, ett ändrat, 0 borttagna" in told
    assert f"utgava={new.id}" in visit.component("tabell_klar")["html"]
    assert text.PUBLISH not in buttons(visit)
    (values,) = [rows for _, rows in new.tidy(["AO-9"]).groupby("indikator")]
    assert {(row.kommun, row.year): row.value for row in values.itertuples()} == {
        ("1440", 2022): 10, ("1440", 2023): 25, ("1860", 2022): 30, ("1860", 2023): 40,
        ("1880", 2022): 5, ("1880", 2023): 6,
    }  # fmt: skip


def test_every_doubt_is_named_and_settled_by_a_choice_before_anything_can_be_published(
    opened: Opened, writer: Writer, data: Path, published: Store
) -> None:
    visit = bring(opened("om_data"), ASKS.encode())
    said = shown(visit)
    for doubt in (
        "tabell.csv: kolumn D ”Nöjda <b>gäster</b>” är ingen känd indikator.",
        "rad 3, cell A3: ”Storstaden” är ingen kommun.",
        "rad 4, cell C4: ”okej” är inget värde av AO-9.",
    ):
        assert doubt in said
    assert "<b>gäster" not in visit.html
    assert text.PUBLISH not in buttons(visit)
    answer(visit, text.LEAVE_OUT, "Örebro", "har inte svarat")
    doubts = shown(visit)
    assert "rad 3, cell C3: ”(X)” är inget värde" in doubts  # a cell of a row that was no kommun until now
    answer(visit, text.LEAVE_OUT)
    press(visit, text.PUBLISH)
    values = open_edition(data).tidy(["AO-9"]).set_index(["kommun", "year"])
    assert values.loc[("1440", 2024), "value"] == 71
    assert values.loc[("1860", 2024), "missing"] == "ej_svarat"


def test_it_is_the_same_edition_as_the_terminal_makes(
    opened: Opened, writer: Writer, data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("annan")
    edition(other, DRAWN, AO, JA)
    file = other / "tabell.csv"
    file.write_bytes(SURE)
    assert main(["update", "table", str(file), "--data", str(other)]) == 0
    press(bring(opened("om_data"), SURE), text.PUBLISH)
    assert open_edition(data).manifest["files"] == open_edition(other).manifest["files"]


def test_the_profile_goes_straight_through_next_year_and_differences_are_named(
    opened: Opened, writer: Writer, data: Path
) -> None:
    visit = answer(bring(opened("om_data"), "Kommun;År;AO-9;Annat\nAle;2024;1;2".encode()), text.LEAVE_OUT)
    (button,) = visit.at.get("download_button")
    assert button.proto.label == text.GET_PROFILE
    press(visit, text.PUBLISH)
    held = visit.at.session_state["publicering"].held
    profile = tables_in.table.spelled(tables_in.table.grown(held.profile, held.reading, published=True))
    visit = bring(
        opened("om_data"),
        "Kommun;År;AO-9;Annat;Nytt\nAle;2025;3;4;5".encode(),
        "nästa år.csv",
        profile=("p.toml", profile.encode()),
    )
    assert "Obs: Ny kolumn sedan förra filen: Nytt." in shown(visit)
    press(answer(visit, text.LEAVE_OUT), text.PUBLISH)
    assert set(open_edition(data).years("AO-9")) == {2022, 2023, 2024, 2025}


def test_a_data_set_of_its_own_comes_along(opened: Opened, writer: Writer, data: Path) -> None:
    dataset = (
        'titel = "AME"\nomrade = "ame"\n[[indikator]]\nid = "AM-1"\ntitle = "Till arbete"\nkind = "andel"\n'
        'unit = "procent"\ndecimals = 0\n'
    )
    visit = bring(opened("om_data"), b"Kommun;Till arbete 2024\nAle;40", dataset=("ame.toml", dataset.encode()))
    press(visit, text.PUBLISH)
    new = open_edition(data)
    assert new.indikator("AM-1").oj is False
    assert new.omraden["ame"] == "AME (inte ÖJ)"
    visit = bring(opened("om_data"), SURE, dataset=("ame.toml", b"titel = 3"))
    assert any(said.startswith("ame.toml: ") for said in visit.told)


def test_a_hostile_file_gets_its_sentence_and_leaves_nothing(
    opened: Opened, writer: Writer, data: Path, published: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "tillfällig mapp, som sedan tas bort" in text.READ_ABOUT
    memory = tmp_path / "minne"
    memory.mkdir()
    monkeypatch.setattr(kept_files, "MEMORY", memory)
    for name, content, said in (
        ("bild.xlsx", b"\x89PNG\r\n" + b"x" * 99, "bild.xlsx: innehållet är en fil av slaget PNG"),
        ("halv.xlsx", xlsx(tmp_path, ("A", [["Kommun", "AO-9"], ["Ale", 1]])).read_bytes()[:900], "halv.xlsx: filen"),
        ("bred.csv", b"a;" * 6_000 + b"\nAle;" * 2, "bred.csv: "),
        ("annat.csv", b"hej;du\n1;2", "annat.csv: ingen kolumn har kommuner"),
    ):
        visit = bring(opened("om_data"), content, name)
        assert [one for one in visit.told if one.startswith(said)], (name, visit.told)
        assert text.PUBLISH not in buttons(visit)
    assert current(data) == published.id
    assert list(memory.iterdir()) == []


def test_no_file_chosen_is_said(opened: Opened, writer: Writer) -> None:
    assert text.CHOOSE_FILE in press(opened("om_data"), text.READ).told


def book(tmp_path: Path, *sheets: tuple[str, list[list]]) -> bytes:
    return xlsx(tmp_path, *sheets).read_bytes()


def choose_sheets(visit: Visit, *names: str) -> Visit:
    (field,) = [one for one in visit.at.multiselect if one.label == text.SHEETS_READ]
    field.set_value(list(names))
    return press(visit, text.READ_SHEETS)


def test_which_sheets_are_read_is_chosen_by_what_they_look_like(opened: Opened, writer: Writer, tmp_path: Path) -> None:
    rows = [["Kommun", "AO-9 2023"], ["Ale", 25]]
    other = [["Kommun", "AO-9 2024"], ["Laxå", 30], ["Ale", 31]]
    content = book(tmp_path, ("Ett", rows), ("Två", other), ("Läs mig", [["Så gjordes det"]]))
    visit = bring(opened("om_data"), content, "tabell.xlsx")
    said = visit.html
    assert "Två: 3 rader, 2 rader med kommun, en känd kolumn (”AO-9 ÅÅÅÅ”)" in said
    assert "Läs mig: inga kommuner, så bladet kan inte läsas" in said
    (field,) = [one for one in visit.at.multiselect if one.label == text.SHEETS_READ]
    assert (field.options, field.value) == (["Ett", "Två"], ["Ett", "Två"])
    choose_sheets(visit, "Två")
    reading = visit.at.session_state["tabell"].reading
    assert sorted(reading.rows["year"]) == [2024, 2024]
    assert text.PUBLISH in buttons(visit)


def test_sheets_of_which_none_is_known_are_chosen_among(opened: Opened, writer: Writer, tmp_path: Path) -> None:
    rows = [["Kommun", "Vad är det"], ["Ale", 25]]
    visit = bring(opened("om_data"), book(tmp_path, ("A", rows), ("B", [*rows, ["Laxå", 1]])), "tabell.xlsx")
    assert text.CHOOSE_SHEETS in visit.paragraphs("ojdash-quiet")
    choose_sheets(visit, "B")
    assert visit.at.session_state["tabell"].reading.sheet == "B"


def test_a_sheet_that_the_profile_names_and_the_file_lacks_is_mapped_and_the_difference_named(
    opened: Opened, writer: Writer, tmp_path: Path
) -> None:
    content = book(tmp_path, ("Svar", [["Kommun", "AO-9 2024"], ["Ale", 25]]), ("Mer", [["Text"]]))
    visit = bring(opened("om_data"), content, "tabell.xlsx", profile=("p.toml", b'sheet = "Resultat"'))
    assert any("bladet ”Resultat” ur profilen finns inte" in said for said in visit.paragraphs("ojdash-note"))
    assert text.PUBLISH not in buttons(visit)
    answer(visit, "Svar")
    assert "Ett annat blad läses sedan förra filen: Resultat → Svar." in shown(visit)
    assert text.PUBLISH in buttons(visit)


# --- publishing -------------------------------------------------------------------------------------------------------


def test_a_second_update_is_told_that_another_is_running(
    opened: Opened, writer: Writer, data: Path, published: Store
) -> None:
    visit = bring(opened("om_data"), SURE)
    with alone(data):
        assert text.BUSY in press(visit, text.PUBLISH).told
    assert current(data) == published.id
    assert text.PUBLISH in buttons(visit)
    press(visit, text.PUBLISH)
    assert current(data) != published.id


def test_an_edition_published_meanwhile_is_what_the_table_is_read_against_anew(
    opened: Opened, writer: Writer, data: Path, published: Store
) -> None:
    visit = bring(opened("om_data"), SURE)
    between = edition(data, DRAWN.replace("5 6", "5 7"), AO, JA, base=published.id)
    assert text.MOVED in press(visit, text.PUBLISH).told
    assert current(data) == between.id
    press(visit, text.PUBLISH)
    values = open_edition(data).tidy(["AO-9"]).set_index(["kommun", "year"])["value"]
    assert values[("1880", 2023)] == 7
    assert values[("1440", 2023)] == 25


@pytest.mark.parametrize("at", [0, 1])
def test_what_stops_a_publishing_leaves_the_edition_as_it_was_and_the_next_try_works(
    opened: Opened, writer: Writer, data: Path, published: Store, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    error = (OSError(28, "No space left on device", "x.parquet"), RuntimeError("oväntat"))[at]
    visit = bring(opened("om_data"), SURE)
    with monkeypatch.context() as broken:

        def stops(*_: object) -> None:
            raise error

        broken.setattr(store.publishing, "make_current", stops)
        press(visit, text.PUBLISH)
    assert (terminal.system_refused(error) if at == 0 else text.UNEXPECTED) in visit.told
    assert current(data) == published.id
    press(visit, text.PUBLISH)
    assert current(data) != published.id


def test_far_fewer_values_are_published_only_when_somebody_says_that_it_is_right(
    opened: Opened, writer: Writer, data: Path, published: Store
) -> None:
    lost = "Kommun;AO-9 2022;AO-9 2023\nAle;uppgift saknas;uppgift saknas\nLaxå;uppgift saknas;40"
    visit = press(bring(opened("om_data"), lost.encode()), text.PUBLISH)
    (sentence,) = [sentence for sentence in visit.told if "skulle 3 försvinna" in sentence]
    assert "--accept-drop" not in sentence
    assert current(data) == published.id
    (box,) = [box for box in visit.at.checkbox if box.label == text.ACCEPT_DROP]
    box.check()
    press(visit, text.PUBLISH)
    assert current(data) != published.id


def test_a_closed_tab_does_not_stop_a_publishing_halfway(
    opened: Opened, writer: Writer, data: Path, published: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that publishes is held at its first step; the tab goes; then it goes on."""
    begun, go_on = threading.Event(), threading.Event()
    publish = tables_in.publish_reading

    def slow(on, reading, step, **how):
        begun.set()
        assert go_on.wait(30)
        return publish(on, reading, step, **how)

    monkeypatch.setattr(tables_in, "publish_reading", slow)
    visit = bring(opened("om_data"), SURE)
    held = visit.at.session_state["tabell"]
    job = tables_in.Job(held, 1)
    job.thread = threading.Thread(target=tables_in._publish, args=(job, data), name="publicering")
    job.thread.start()
    assert begun.wait(30)
    del visit  # nobody looks any more
    assert current(data) == published.id
    assert open_edition(data).id == published.id
    go_on.set()
    job.thread.join(60)
    assert job.problem == ""
    assert current(data) == job.published.id != published.id
    assert store.checked(data) == []


def test_another_file_puts_the_first_away(opened: Opened, writer: Writer) -> None:
    visit = press(bring(opened("om_data"), SURE), text.ANOTHER)
    assert visit.at.session_state["tabell"] is None
    assert text.READ in buttons(visit)


def test_what_is_held_is_put_away_when_the_visitor_no_longer_may(
    opened: Opened, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = bring(opened("om_data"), SURE)
    monkeypatch.setattr(tables_in, "coordinator", lambda: None)
    visit.at.run()
    assert "tabell" not in visit.at.session_state
    assert visit.files == {}
