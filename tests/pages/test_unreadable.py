"""While statuses can't be read, everything that shows a value says so: no doubt vanishes silently."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from ojdash import __main__, answers, api, export, links, saved, store
from ojdash.answers import marking
from ojdash.api import documents, reports
from ojdash.domain.analys import Analys
from ojdash.domain.question import APPLIES, PAGES, WRITTEN
from ojdash.domain.report import Cover
from ojdash.export import WRITERS
from ojdash.making.order import Made
from ojdash.text import statuses
from tests.export.reopened import said as reopened
from tests.export.reopened import squeezed
from tests.pages.test_statuses import (
    FORMS,
    OTHER,
    OWN,
    WITHOUT_VALUES,
    addresses,
    analys,
    book,
    edition,
    everything,
)
from tests.pages.visiting import Visit, answer_to

__all__ = ["analys", "book", "edition"]  # fixtures

SAID = squeezed(statuses.UNREADABLE)
DAY = date(2026, 3, 2)
COVER = Cover("Socialcheferna", datum="2026-03-02")
AS_TEXT = ("json", "csv", "excel.csv")


@pytest.fixture
def unreadable(data: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes the book one that did not answer a moment ago, and does not yet; analyser are read as before."""
    return lambda: monkeypatch.setitem(marking._failed, data, math.inf)


def told(content: bytes | str, kind: str) -> str:
    """What a file says, squeezed; of a CSV only what its rows say."""
    spelled = content.decode() if isinstance(content, bytes) and kind in AS_TEXT else content
    return squeezed(spelled) if kind in AS_TEXT else reopened(spelled)


def rows(content: str) -> list[dict[str, str]]:
    """The rows of a CSV of either kind, by their heads."""
    first, _, rest = content.removeprefix("\ufeff").partition("\r\n")
    is_excel = first == "sep=;"
    return list(csv.DictReader(io.StringIO(rest if is_excel else content), delimiter=";" if is_excel else ","))


# --- pages ------------------------------------------------------------------------------------------------------------


def test_every_page_says_that_statuses_cannot_be_read(
    analys: str, opened: Callable[[str], Visit], unreadable: Callable[[], None]
) -> None:
    every = list(addresses(analys))
    assert [one for one in every if SAID in squeezed(everything(opened(one)))] == []
    unreadable()
    assert [one for one in every if SAID not in squeezed(everything(opened(one)))] == []


# --- files and the terminal -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted({*PAGES} - {*WRITTEN} - WITHOUT_VALUES))
@pytest.mark.parametrize("form", FORMS)
def test_every_file_and_line_of_an_answer_says_so(
    edition: store.Store,
    data: Path,
    capsys: pytest.CaptureFixture[str],
    unreadable: Callable[[], None],
    page: str,
    form: str,
) -> None:
    asked = f"{page}?kommun={OWN}&omrade=lss" + ("&indikator=AO" if "indikator" in APPLIES[page] else "")

    def shown() -> str:
        if form == "table":
            assert __main__.main(["ask", asked, "--data", str(data)]) == 0
            return squeezed(capsys.readouterr().out)
        if form == "json":
            return squeezed(api.as_json(answer_to(asked)))
        return told(WRITERS[form].written(answer_to(asked), "https://exempel.se", DAY), form)

    assert SAID not in shown()
    unreadable()
    assert SAID in shown()


@pytest.mark.parametrize("form", ["csv", "excel.csv"])
@pytest.mark.parametrize("page", sorted({*PAGES} - {*WRITTEN} - WITHOUT_VALUES))
def test_every_row_of_a_csv_of_an_answer_says_so(
    edition: store.Store, unreadable: Callable[[], None], page: str, form: str
) -> None:
    unreadable()
    answer = answer_to(f"{page}?kommun={OWN}&omrade=lss" + ("&indikator=AO" if "indikator" in APPLIES[page] else ""))
    found = rows(WRITERS[form].written(answer, "https://exempel.se", DAY).decode())
    assert found and all(statuses.UNREADABLE in row.values() for row in found)


def _form(made: Callable[..., bytes | str], data: Path, address: str, read: Analys) -> bytes | str:
    return made(answers.checked_form(data, read, links.parse(f"snabbanalys?analys={address}&kommun={OWN}&year=2024")))


def _walk(made: Callable[..., bytes | str], data: Path, address: str, read: Analys) -> bytes | str:
    return made(answers.checked_walk(data, links.parse(f"enkat?analys={address}&kommun={OWN}&omrade=lss"), read))


def _meeting(made: Callable[..., bytes | str], data: Path, address: str, read: Analys) -> bytes | str:
    return made(answers.checked_meeting(data, links.parse(f"mote?analys={address}"), read))


WRITTEN_AS = {"snabbanalys": _form, "enkat": _walk, "mote": _meeting}  # Läget shows no value


def test_those_are_all_pages_of_what_people_wrote() -> None:
    assert {*WRITTEN_AS} | WITHOUT_VALUES >= {*documents.KINDS} >= {*WRITTEN_AS}


@pytest.mark.parametrize(("page", "kind"), [(page, kind) for page in WRITTEN_AS for kind in documents.KINDS[page]])
def test_every_document_of_what_people_wrote_says_so(
    data: Path, analys: str, unreadable: Callable[[], None], page: str, kind: str
) -> None:
    made, read = documents._WRITERS[page][kind][1], saved.open_saved(data).read(analys)

    def shown() -> str:
        return told(WRITTEN_AS[page](made, data, analys, read), kind)

    assert SAID not in shown()
    unreadable()
    assert SAID in shown()


@pytest.mark.parametrize("page", ["snabbanalys", "enkat", "mote"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_terminal_says_so_of_what_people_wrote(
    data: Path, analys: str, capsys: pytest.CaptureFixture[str], unreadable: Callable[[], None], page: str, form: str
) -> None:
    more = "" if page == "mote" else f"&kommun={OWN}&omrade=lss" + ("&year=2024" if page == "snabbanalys" else "")
    unreadable()
    assert __main__.main(["ask", f"{page}?analys={analys}{more}", "--format", form, "--data", str(data)]) == 0
    assert SAID in squeezed(capsys.readouterr().out)


# --- the county report ------------------------------------------------------------------------------------------------


def _report(data: Path, read: Sequence[Analys], edition: str, whose: str, kind: str) -> Made:
    question = links.parse(f"lansrapport?kommun={OWN}&omrade=lss&peers={OTHER}&year=2024")
    return reports.report_made(data, read, edition, question, COVER, whose, kind)


@pytest.mark.parametrize(
    ("whose", "kind"),
    [
        *(("", kind) for kind in export.FORMATS),
        *((whose, kind) for whose in (OWN, reports.EVERY) for kind in export.PROFILE_FORMATS),
        *((reports.YEAR_REPORT, kind) for kind in export.PROFILE_FORMATS),
    ],
)
def test_every_county_report_says_so(
    edition: store.Store, data: Path, analys: str, unreadable: Callable[[], None], whose: str, kind: str
) -> None:
    read = (saved.open_saved(data).read(analys),)

    def shown() -> str:
        if whose == reports.YEAR_REPORT:
            made = reports.year_report_made(data, read, edition.id, 2024, COVER, kind)
        else:
            made = _report(data, read, edition.id, whose, kind)
        if kind == "pptx":
            frames = (
                shape.text_frame.text
                for slide in Presentation(io.BytesIO(made.content)).slides
                for shape in slide.shapes
                if shape.has_text_frame
            )
            return squeezed("".join(frames))
        return reopened(made.content.decode() if kind == "html" else made.content)

    assert SAID not in shown()
    unreadable()
    assert SAID in shown()
