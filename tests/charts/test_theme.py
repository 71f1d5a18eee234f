"""The signal palette can be told apart by everyone, everywhere, and says nothing about good or bad."""

from __future__ import annotations

import re
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert

from ojdash.charts import DARK, LIGHT, Theme, theme
from ojdash.domain.signal import RULE, SIGNALS
from ojdash.text import words
from ojdash.text.levels import level

THEMES = [LIGHT, DARK]
VISIONS = [None, "deuteranomaly", "protanomaly", "tritanomaly"]
CONTROL = ["#D7191C", "#FFD400", "#2E9E3F"]  # the red, yellow and green of Öppna jämförelser
LIMITS = {
    "light": {"distance": 20, "lightness": 25, "washed": 15},
    "dark": {"distance": 16, "lightness": 20, "washed": 13},
}


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def linear(colour: np.ndarray) -> np.ndarray:
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(linear(rgb(c)) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour: np.ndarray) -> np.ndarray:
    return cspace_convert(np.clip(colour, 0, 1), "sRGB1", "CIELab")


def seen(colour: str, vision: str | None) -> np.ndarray:
    """As seen with a colour vision deficiency (Machado 2009, severity 100)."""
    if vision is None:
        return rgb(colour)
    return cspace_convert(rgb(colour), {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}, "sRGB1")


def washed(colour: str, flare: float = 0.15) -> np.ndarray:
    mixed = linear(rgb(colour)) * (1 - flare) + flare
    return np.where(mixed <= 0.0031308, 12.92 * mixed, 1.055 * mixed ** (1 / 2.4) - 0.055)


def ciede2000(one: np.ndarray, other: np.ndarray) -> float:
    """The CIEDE2000 distance of two CIELab colours (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = 0.5 * (1 - sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    if c1 * c2 == 0:
        mean_h = h1 + h2
    elif abs(h1 - h2) <= 180:
        mean_h = (h1 + h2) / 2
    else:
        mean_h = (h1 + h2 + 360) / 2 if h1 + h2 < 360 else (h1 + h2 - 360) / 2
    t = (
        1 - 0.17 * cos(radians(mean_h - 30)) + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6)) - 0.20 * cos(radians(4 * mean_h - 63))
    )  # fmt: skip
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    turned = 60 * exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -sin(radians(turned)) * 2 * sqrt(mean_c**7 / (mean_c**7 + 25**7))
    return sqrt((d_l / s_l) ** 2 + (d_c / s_c) ** 2 + (d_h / s_h) ** 2 + r_t * (d_c / s_c) * (d_h / s_h))


def stray_hues(fills: list[str]) -> list[str]:
    """Fills with a hue outside blue and violet."""
    found = []
    for fill in fills:
        _, a, b = lab(rgb(fill))
        if hypot(a, b) > 10 and not 255 <= degrees(atan2(b, a)) % 360 <= 335:
            found.append(fill)
    return found


def nearest(fills: list[str]) -> float:
    """The least distance between two fills, in any of four visions."""
    return min(
        ciede2000(lab(seen(one, vision)), lab(seen(other, vision)))
        for vision in VISIONS
        for one, other in combinations(fills, 2)
    )


def steps(fills: list[str]) -> list[float]:
    """The steps of lightness from one level to the next."""
    return np.diff([lab(rgb(fill))[0] for fill in fills]).tolist()


def fills(theme: Theme) -> list[str]:
    return [level.fill for level in theme.levels.values()]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_distances_agree_with_the_published_pairs(one, other, distance):
    assert ciede2000(np.array(one), np.array(other)) == pytest.approx(distance, abs=5e-5)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
class TestPalette:
    def test_levels_have_no_hue_but_blue_and_violet(self, theme):
        assert stray_hues([*fills(theme), theme.accent, theme.band, theme.ej_indelad.fill]) == []

    def test_text_can_be_read_on_every_fill(self, theme):
        for look in [*theme.levels.values(), theme.ej_indelad, theme.for_fa_svar, theme.missing]:
            assert contrast(look.text, look.fill) >= 4.5

    def test_levels_are_far_apart_in_every_colour_vision(self, theme):
        assert nearest(fills(theme)) >= LIMITS[theme.name]["distance"]

    def test_levels_are_in_order_in_grey(self, theme):
        found = steps(fills(theme))
        assert all(step > 0 for step in found) or all(step < 0 for step in found)
        assert min(map(abs, found)) >= LIMITS[theme.name]["lightness"]

    def test_levels_survive_a_washed_out_projector(self, theme):
        pairs = combinations(fills(theme), 2)
        apart = min(ciede2000(lab(washed(one)), lab(washed(other))) for one, other in pairs)
        assert apart >= LIMITS[theme.name]["washed"]

    def test_outlines_and_marks_are_seen_on_every_background(self, theme):
        for background in theme.backgrounds:
            assert contrast(theme.outline, background) >= 3
            assert contrast(theme.ej_indelad.line, background) >= 3
            assert contrast(theme.muted, background) >= 4.5
            assert contrast(theme.accent, background) >= 4.5
            assert contrast(theme.ink, background) >= 7
        assert contrast(theme.peers, theme.background) >= 3
        assert contrast(theme.muted, theme.band) >= 4.5
        assert all(contrast(one.colour, theme.background) >= 3 for one in theme.comparisons)

    def test_every_level_has_its_own_glyph_and_words(self, theme):
        glyphs = [level.glyph for level in theme.levels.values()] + [theme.ej_indelad.glyph]
        assert len(set(glyphs)) == 4
        assert len({level(RULE, signal) for signal in SIGNALS}) == len(set(words.SIGNAL_SHORT.values())) == 5
        assert set(theme.levels) < set(SIGNALS)

    def test_named_kommuner_differ_in_colour_dash_and_marker(self, theme):
        assert nearest([one.colour for one in theme.comparisons]) >= 15
        assert len({one.dash for one in theme.comparisons}) == len({one.symbol for one in theme.comparisons}) == 3

    def test_no_text_is_smaller_than_13_px(self, theme):
        assert min(theme.size, theme.small) >= 13


def test_red_yellow_and_green_would_fail():
    assert len(stray_hues(CONTROL)) == 3
    assert nearest(CONTROL) < LIMITS["dark"]["distance"]
    found = steps(CONTROL)
    assert not (all(step > 0 for step in found) or all(step < 0 for step in found))


def test_themes_are_found_by_name():
    assert (theme("light"), theme("dark")) == (LIGHT, DARK)


ROOT = Path(__file__).parents[2]


def test_only_the_theme_has_colours():
    colour = re.compile(r"""["'\s:(]\#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b|\b(?:rgba?|hsla?)\(""")
    files = [*(ROOT / "ojdash").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    assert len(files) > 10
    found = [str(path) for path in files if colour.search(path.read_text()) and path.name != "theme.py"]
    assert found == []


def test_only_charts_knows_plotly_and_no_swedish_is_written_here():
    swedish = re.compile(r"[åäöÅÄÖ]")
    for path in (ROOT / "ojdash" / "charts").glob("*.py"):
        code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", path.read_text())
        assert not swedish.search(code), path
