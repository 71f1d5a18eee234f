"""Number formats: what a number is shown as by each, with all its decimals, as Excel and LibreOffice show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.sources.table.cells import clean
from ojdash.sources.table.numbers import number
from ojdash.sources.workbook.formats import as_shown, is_plain

ACCOUNTING = '_-* #,##0.00\\ "kr"_-;\\-* #,##0.00\\ "kr"_-;_-* "-"??\\ "kr"_-;_-@_-'
ACCOUNTING_BARE = '_-* #,##0_-;\\-* #,##0_-;_-* "-"_-;_-@_-'


SHOWN = [
    # the number itself
    (72.0, "General", 72.0),
    (72.0, "Standard", 72.0),
    (0.72, "0.00", 0.72),
    (72.4, "0", 72.4),  # shown as 72, but no decimals are lost
    (212345.0, "#,##0", 212345.0),
    (212345.0, "# ##0", 212345.0),
    (212345.0, "#\\ ##0", 212345.0),
    (212345.5, "#,##0.00", 212345.5),
    (1234567.0, "0.00E+00", 1234567.0),
    (0.5, "# ?/?", 0.5),
    (72.0, "@", 72.0),
    (72.0, "_-* 0_-", 72.0),
    (72.0, "[Red]0", 72.0),
    (-72.0, "0;[Red]-0", -72.0),
    (-72.0, "0;[Röd]\\-0", -72.0),
    (-72.0, "0_);(0)", -72.0),
    (-72.0, "0;−0", -72.0),
    (72.0, "[$-41D]0", 72.0),
    (72.0, "[>100]0.0;0", 72.0),
    (72.0, ACCOUNTING_BARE, 72.0),
    (0.0, ACCOUNTING_BARE, 0.0),  # shown as a dash
    (0.0, '0;-0;"-"', 0.0),
    (0.0, '0;-0;"–"', 0.0),
    (0.0, '[=0]"-";0', 0.0),
    (0.0, "0;-0", 0.0),
    # shares
    (0.72, "0%", "72 %"),
    (0.725, "0%", "72.5 %"),
    (0.725, "0.0%", "72.5 %"),
    (1.02, "0.0%", "102 %"),
    (0.0, "0%", "0 %"),
    (-0.05, "0%", "-5 %"),
    (-0.05, "0%;-0%", "-5 %"),
    (-0.05, "0%;@", "-5 %"),  # a last section with @ is of texts
    (0.72, "0\\ %", "72 %"),
    (0.72, '0" "%', "72 %"),
    (0.72, "%0", "72 %"),
    (0.72, "[Blue]0%;[Red]-0%", "72 %"),
    (0.72, '"ca "0%', "ca 72 %"),
    (0.72, '0%" *"', "72 % *"),
    (0.72, "[>=0.1]0%;0.0%", "72 %"),
    (0.00001, "0%", "0.001 %"),
    # a percent sign that is only painted on
    (72.0, '0"%"', "72 %"),
    (72.0, "0\\%", "72 %"),
    (72.5, '0.0" %"', "72.5 %"),
    (72.0, 'General" %"', "72 %"),
    (-72.0, '0"%";-0"%"', "-72 %"),
    (0.72, '0.00"%"', "0.72 %"),
    # other words beside the number
    (212.0, '0" kr"', "212 kr"),
    (212.0, "0 [$kr-41D]", "212 kr"),
    (212.0, "[$SEK] 0", "SEK 212"),
    (212.0, "[$€-2] 0", "€212"),
    (212.0, '0" tkr"', "212 tkr"),
    (5.0, '"<"0', "<5"),
    (5.0, '"ca "0', "ca 5"),
    (72.0, ACCOUNTING, "72 kr"),
    (72.0, '0"*"', "72 *"),
    # words instead of the number
    (3.0, '[<5]"<5";0', "<5"),
    (5.0, '[<5]"<5";0', 5.0),
    (4.9, '[<5]"<5";0', "<5"),
    (3.0, '[<5]"-";0', "-"),
    (3.0, '[<=3]"x";[>100]0%;0', "x"),
    (200.0, '[<=3]"x";[>100]0%;0', "20000 %"),
    (1.0, '"Ja";;"Nej"', "Ja"),
    (0.0, '"Ja";;"Nej"', "Nej"),
    (0.0, '0;-0;"x"', "x"),
    (0.0, '0;-0;".."', ".."),
    (7.0, '"sekretess"', "sekretess"),
    # hidden, or multiplied in a way that nobody means: the number and the format, which is no value
    (7.0, ";;;", "7 (;;;)"),
    (0.0, "0;-0;", "0 (0;-0;)"),
    (-7.0, "0;", "-7 (0;)"),
    (0.72, "0%%", "0.72 (0%%)"),
    (0.72, '0%" av 12"', '0.72 (0%" av 12")'),
    (72.0, '0" 123"', '72 (0" 123")'),  # not 72 123
    (212345.0, '#,##0,"kr"', '212345 (#,##0,"kr")'),  # shown as 212 kr
    (212345.0, "0,%", "212345 (0,%)"),
]


@pytest.mark.parametrize(("value", "code", "cell"), SHOWN)
def test_a_number_is_what_a_person_sees(value: float, code: str, cell: float | str) -> None:
    assert as_shown(value, code).cell == cell


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "plain"),
        ("0.00", "plain"),
        ("0%", "share"),
        ('0"%"', "literal"),
        ("0 [$kr-41D]", "literal"),
        (";;;", "words"),
        ('"sekretess"', "words"),
        # thousands and millions
        ("#,##0,", "scaled"),
        ("#,##0,,", "scaled"),
        ("0.0,", "scaled"),
        ("0,.0", "scaled"),
        ("#,##0", "plain"),
        ("#,##0.0", "plain"),
        # dates and times
        ("yyyy-mm-dd", "date"),
        ("m/d/yy", "date"),
        ("d mmmm yyyy", "date"),
        ("[$-41D]d mmmm yyyy;@", "date"),
        ('yyyy"-"mm', "date"),
        ("h:mm AM/PM", "date"),
        ("h:mm:ss.0", "date"),
        ("[h]:mm", "date"),
        ("[mm]:ss", "date"),
        ("[ss]", "date"),
        ('0" dagar"', "literal"),  # letters of a date, but in words
        ("0\\d", "literal"),
        ("[Red]0", "plain"),
        ("[Magenta]0", "plain"),
        ("[$-41D]0", "plain"),
        ("0_d", "plain"),
        ("0.00E+00", "plain"),
    ],
)
def test_a_format_has_a_kind(code: str, kind: str) -> None:
    assert as_shown(7_000_000.5, code).kind == kind


@pytest.mark.parametrize(
    ("code", "plain"),
    [
        ("General", True),
        ("#,##0.00", True),
        (ACCOUNTING_BARE, True),
        ("0;[Red]-0", True),
        ("0%", False),
        ("0;-0%", False),  # only of numbers below 0
        ('0;-0;"x"', False),
        ('[<5]"<5";0', False),
        ('[>1000]0" kr";0', False),
        ('[=7]"sju";0', False),
        ("#,##0,", False),
        ("yyyy-mm-dd", False),
        (";;;", False),
        ("0;", False),
    ],
)
def test_a_format_is_plain_only_if_it_shows_every_number_as_it_is(code: str, plain: bool) -> None:
    assert is_plain(code) is plain


# --- for every number -------------------------------------------------------------------------------------------------

NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=4)
PLAIN = ["General", "0", "0.0", "#,##0", "0.00E+00", "@", "0;[Red]-0", "0_);(0)", ACCOUNTING_BARE, "[<5]0.0;0"]
DIGITS = st.sampled_from(["0", "#,##0", "0.0", "General", "#", "# ##0.00"])
SPACE = st.sampled_from(["", " ", "\\ ", '" "', "_-"])


@given(NUMBERS, st.sampled_from(PLAIN))
def test_a_number_of_a_plain_format_is_itself(value, code: str) -> None:
    assert is_plain(code)
    assert as_shown(float(value), code) == (float(value), "plain")


@given(NUMBERS, st.sampled_from(PLAIN) | st.text(max_size=12))
def test_what_is_called_plain_never_changes_a_number(value, code: str) -> None:
    if is_plain(code):
        assert as_shown(float(value), code).cell == float(value)


@given(NUMBERS, DIGITS, SPACE)
def test_a_share_parses_back_to_a_hundred_times_the_number(value, digits: str, space: str) -> None:
    shown, kind = as_shown(float(value), f"{digits}{space}%")
    assert kind == "share"
    parsed = number(clean(shown))
    assert parsed.unit == "%"
    assert parsed.value == pytest.approx(100 * float(value), rel=1e-12, abs=1e-9)


@given(NUMBERS, DIGITS, SPACE, st.sampled_from(['"%"', "\\%", '" %"', '"procent"', '"kr"']))
def test_a_number_with_its_unit_painted_on_parses_back_to_itself(value, digits: str, space: str, unit: str) -> None:
    shown, kind = as_shown(float(value), f"{digits}{space}{unit}")
    assert kind == "literal"
    assert number(clean(shown)).value == float(value)


@given(st.text(max_size=40), NUMBERS)
def test_any_text_is_a_format(code: str, value) -> None:
    assert as_shown(float(value), code).kind in ("plain", "share", "literal", "scaled", "words", "date")
