"""Plain pages beside the dashboard begin alike: in Swedish, fit for a phone, and light or dark as the reader has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import asking


@pytest.mark.parametrize(
    "path",
    ["/om-tjansten/kakor", "/m/ACDE-3467", "/api/samordnare?adress=", "/api/mote.html?analys=" + "a" * 26],
)
def test_every_plain_page_is_for_a_phone_and_the_dark(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    html = asking.get(path).text
    for part in ('<html lang="sv">', 'name="viewport"', "color-scheme:light dark"):
        assert part in html
