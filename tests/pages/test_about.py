"""The foot of every page leads to what is said about the service."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ojdash.text import PAGES, om_tjansten
from tests.pages.visiting import Visit


@pytest.mark.parametrize("address", [*PAGES, "jamfor?kommun=9999", "oversikt?utgava=finns-inte"])
def test_every_page_ends_in_the_links_also_one_that_shows_nothing(whole: Path, address: str) -> None:
    shown = Visit(address)
    (foot,) = re.findall(r'<nav class="ojdash-about.*?</nav>', shown.html)
    assert re.findall('href="([^"]+)"', foot) == [f"om-tjansten/{part}" for part in om_tjansten.PARTS]


def test_the_seminar_screen_has_no_foot(whole: Path) -> None:
    assert "ojdash-about" not in Visit("mote?mote=abcdefgh&steg=visa").html
