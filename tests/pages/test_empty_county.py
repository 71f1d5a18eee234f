"""Every page of a kommun in a county without a row: it stands, says that there are no values, and names no path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ojdash import catalogue
from ojdash.domain.question import PAGES
from tests.drawing import edition, indikator
from tests.pages.visiting import Visit

AO = indikator("AO")
JA = indikator("JA", "ja_nej", omrade="vald")
NO_VALUES = "Upplands Väsby har inga värden i den här utgåvan."
OF_NO_KOMMUN = ("snabbanalys", "mote", "laget", "sa_raknar_vi")  # without an analys they show no kommun's values


@pytest.mark.parametrize("drawn", ["AO 2023 2024\n2021 40 41\n2023 1 2", "JA 2024\n2021 Ja", "AO 2024\n0000 1"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_stands_and_says_that_there_are_no_values(
    data: Path, opened: Callable[[str], Visit], page: str, drawn: str
) -> None:
    edition(data, drawn, AO, JA, kommuner=tuple(catalogue.kommuner(data / "catalogue")))
    shown = opened(f"{page}?kommun=0114")
    assert shown.errors == []
    said = [shown.sentence, *shown.told]
    assert any(sentence.startswith(NO_VALUES) for sentence in said) is (page not in OF_NO_KOMMUN)
    assert str(data) not in shown.html


def test_om_data_shows_an_edition_without_any_kommuns_value(data: Path, opened: Callable[[str], Visit]) -> None:
    store = edition(data, "AO 2024\n2021 ..", AO)
    shown = opened("om_data")
    assert shown.errors == []
    assert store.id in shown.component("editions")["html"]
