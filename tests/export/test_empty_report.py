"""A report of kommuner without any value: every format is made, of few and of many kommuner."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation

from ojdash import answers, catalogue, export
from ojdash.domain.question import Question
from ojdash.domain.report import EVERYONE_NAMED
from ojdash.store import Store
from tests.drawing import edition, indikator
from tests.export.reports import COVER

AO = indikator("AO")
JA = indikator("JA", "ja_nej")
KAT = indikator("KAT", "kategori", codes={"0": "sent", "1": "i tid"})
DRAWN = "AO 2023 2024\n2021 1 2\nJA 2024\n2021 Ja\nKAT 2024\n2021 1"
MANY = EVERYONE_NAMED + 1


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Values of a kommun in Dalarna alone."""
    kommuner = tuple(catalogue.kommuner(Path("nowhere")))
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, JA, KAT, kommuner=kommuner)


@pytest.mark.parametrize("many", [False, True], ids=["a county", "many"])
@pytest.mark.parametrize("format", export.FORMATS)
def test_a_report_of_kommuner_without_a_value_is_made(drawn: Store, format: str, many: bool) -> None:
    others = [kod for kod in drawn.kommuner if kod[:2] != "20"][:MANY] if many else None
    asked = answers.checked(drawn, Question("lansrapport", "0114", "lss"))
    found = answers.county_report(drawn, asked, COVER, kommuner=others)
    assert not any(finding.known for finding in found.findings)
    made = export.report_file(found, format)
    if format == "pptx":
        charts = [shape for slide in Presentation(io.BytesIO(made)).slides for shape in slide.shapes if shape.has_chart]
        assert all(shape.chart.plots[0].categories for shape in charts)
