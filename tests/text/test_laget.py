"""What Läget says: answers that are not known, days and how far off they are, and which areas a date concerns."""

from __future__ import annotations

from datetime import date

import pytest

from ojdash.domain.arshjul import Arshjul, Moment
from ojdash.domain.laget import Hint
from ojdash.domain.omrade import OMRADEN
from ojdash.text import arshjul
from ojdash.text import laget as text

TODAY = date(2026, 11, 22)


def moment(first: str, last: str = "", omraden: tuple[str, ...] = (), **said: str) -> Moment:
    kind = said.pop("kind", "egen")
    return Moment(
        kind, "a", said.pop("titel", "X"), date.fromisoformat(first), date.fromisoformat(last or first), omraden, **said
    )


def wheel(omrade: str | None = None) -> Arshjul:
    return Arshjul(2026, TODAY, (), (), (), (), omrade, OMRADEN)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((24, 3, 54), "24 svar är ja, 3 är nej och 54 är okända."),
        ((1, 0, 1), "1 svar är ja, inget är nej och 1 är okänt."),
        ((0, 2, 0), "Inget svar är ja, 2 är nej och inget är okänt."),
        ((0, 0, 81), "Inget svar är ifyllt än."),
    ],
)
def test_answers_are_counted_and_what_is_not_known_is_no_no(counts: tuple[int, int, int], said: str) -> None:
    assert text.counted(*counts) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-06-18", "", "18 juni 2024"),
        ("2027-01-25", "2027-01-29", "25–29 januari 2027"),
        ("2026-03-15", "2026-05-26", "15 mars–26 maj 2026"),
        ("2026-12-20", "2027-01-10", "20 december 2026–10 januari 2027"),
    ],
)
def test_days_are_said_as_people_say_them(first: str, last: str, said: str) -> None:
    assert arshjul.when(moment(first, last)) == said


def test_a_national_date_is_always_preliminary_known_or_not() -> None:
    assert arshjul.when(moment("2026-06-01", kind="nationell", when="i juni")) == "i juni 2026 (preliminärt)"
    assert arshjul.when(moment("2024-06-18", kind="nationell")) == "18 juni 2024 (preliminärt)"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-22", "", "i dag"),
        ("2026-11-20", "2026-11-22", "pågår"),
        ("2026-11-23", "", "i morgon"),
        ("2026-11-21", "", "i går"),
        ("2026-12-05", "", "om 13 dagar"),
        ("2027-01-18", "", "om 8 veckor"),
        ("2027-06-01", "", "om 6 månader"),
        ("2024-11-23", "", "för 24 månader sedan"),
        ("2024-11-22", "", "för 2 år sedan"),
        ("2024-06-18", "", "för 2 år sedan"),
        ("2026-06-01", "2026-06-30", "för 5 månader sedan"),
    ],
)
def test_how_far_off_a_day_is(first: str, last: str, said: str) -> None:
    assert arshjul.far(moment(first, last), TODAY) == said


@pytest.mark.parametrize(
    ("omraden", "omrade", "said"),
    [
        ((), None, "X"),
        (("lss",), None, "X (LSS)"),
        (("lss", "vald"), None, "X (LSS och Våld i nära relationer)"),
        (tuple(code for code in OMRADEN if code != "barn_unga"), None, "X (inte Barn och unga)"),
        (tuple(OMRADEN), None, "X"),
        (("lss",), "lss", "X"),
        (("ame",), None, "X (ame)"),
    ],
)
def test_a_date_says_which_areas_it_concerns(omraden: tuple[str, ...], omrade: str | None, said: str) -> None:
    assert arshjul.named(wheel(omrade), moment("2026-01-01", omraden=omraden)) == said


def test_what_has_no_name_says_so() -> None:
    assert arshjul.titled(moment("2026-01-01", titel=" ")) == arshjul.NO_NAME
    assert arshjul.titled(moment("2026-01-01", titel="", kind="mote")) == "Möte"


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        (Hint("godkand", 2026, 2, 3), "2 av 3 kommuner har godkänt sina svar 2026"),
        (Hint("genomgang", 2026, day="2026-01-14"), "mötesdagen för enkäten 2026 är 2026-01-14"),
        (Hint("kommentarer", 2025, 1), "en kommentar är skriven om resultaten 2025"),
        (Hint("mote", title="Årets", day="2026-09-15"), "mötet ”Årets” är satt till 2026-09-15"),
        (Hint("mote", day="2026-09-15"), "ett möte är satt till 2026-09-15"),
        (Hint("natverk", title="Chefer"), "nätverket är ”Chefer”"),
        (Hint("uppfoljt", count=1), "uppföljning är skriven för ett utfall eller förslag"),
        (Hint("uppfoljt", count=2), "uppföljning är skriven för 2 utfall och förslag"),
    ],
)
def test_a_hint_says_what_is_written_and_not_that_it_happened(hint: Hint, said: str) -> None:
    assert text.hint(hint) == said


def test_every_heading_and_answer_has_its_words() -> None:
    assert text.heading("resultat") == "Gemensam genomgång (av resultat)"
    assert text.heading("skr") == "Etablerad kontakt SKR/Socialstyrelsen: SKR"
