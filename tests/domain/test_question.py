"""A question is a value: checked when made, equal when the same, and only what applies counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash.domain.question import APPLIES, CARRIED, FIELDS, MOST_PEERS, PAGES, PEERS, Question, is_peers

koder = st.lists(st.from_regex(r"[0-9]{4}", fullmatch=True), min_size=1, max_size=MOST_PEERS, unique=True)


@pytest.mark.parametrize("said", [{"page": "start"}, {"gender": "X"}, {"peers": "alla"}, {"peers": "1860-1860"}])
def test_a_question_of_unknown_words_is_refused_with_the_words_there_are(said: dict) -> None:
    with pytest.raises(ValueError, match="is not one of"):
        Question(**said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((word, True) for word in PEERS),
        ("1860", True),
        ("1860-1880", True),
        ("", False),
        ("186", False),
        ("1860-", False),
        ("1860,1880", False),
        ("1860-1880-1860", False),
        ("१८६०", False),
        ("1860\n", False),
        ("-".join(str(1001 + place) for place in range(MOST_PEERS)), True),
        ("-".join(str(1001 + place) for place in range(MOST_PEERS + 1)), False),
    ],
)
def test_peers_are_a_word_or_up_to_thirty_different_codes(text: str, expected: bool) -> None:
    assert is_peers(text) is expected


@given(koder)
def test_own_choice_gives_the_codes_in_the_order_they_were_chosen(codes: list[str]) -> None:
    assert Question(peers="-".join(codes)).own_choice == tuple(codes)


@pytest.mark.parametrize("peers", PEERS)
def test_a_named_group_is_no_own_choice(peers: str) -> None:
    assert Question(peers=peers).own_choice == ()


def test_every_page_says_what_its_answer_depends_on_in_fields_that_exist() -> None:
    assert set(APPLIES) == set(PAGES)
    assert {name for names in APPLIES.values() for name in names} <= set(FIELDS)
    assert set(CARRIED) <= set(FIELDS)
    assert not {name for names in APPLIES.values() for name in names} & set(CARRIED)


FULL = dict(kommun="1860", omrade="lss", indikator="LSS-01", year=2023, from_year=2021, peers="liknande", gender="K")
TOKEN = "abcdefghijklmnopqrstuvwx23"


@pytest.mark.parametrize("page", PAGES)
def test_questions_that_differ_only_in_what_does_not_apply_are_the_same_question(page: str) -> None:
    question = Question(page=page, utgava="ritad-1", steg="3", analys=TOKEN, **FULL)
    other = Question(page=page)
    for name in APPLIES[page]:
        other = other.but(**{name: getattr(question, name)})
    assert question.only_what_applies() == other.only_what_applies() == other
    assert hash(question.only_what_applies()) == hash(other)


def test_but_changes_a_part_and_keeps_the_rest() -> None:
    assert Question(**FULL).but(page="jamfor", year=None) == Question(**FULL | {"page": "jamfor", "year": None})


def test_but_checks_what_it_is_given() -> None:
    with pytest.raises(ValueError, match="gender"):
        Question().but(gender="alla")


def test_the_address_of_an_analys_is_part_of_the_question_and_never_shown() -> None:
    question = Question(**FULL, analys=TOKEN)
    assert question != Question(**FULL)
    assert TOKEN not in repr(question) + str(question) + f"{question!r:>10}"
    for page in PAGES:
        assert question.but(page=page).only_what_applies().analys is None
