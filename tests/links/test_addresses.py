"""A question and its address say the same; nonsense is told, part by part, and never raises."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash import links
from ojdash.domain.errors import QuestionError
from ojdash.domain.question import (
    APPLIES,
    AXES,
    CARRIED,
    FIELDS,
    FIGURES,
    GENDERS,
    MOST_PEERS,
    PAGES,
    PEERS,
    STEG,
    Question,
)

codes = st.integers(1, 9999).map("{:04d}".format)
years = st.none() | st.integers(1900, 2099)
values = {
    "page": st.sampled_from(PAGES),
    "kommun": st.none() | codes,
    "omrade": st.none() | st.sampled_from(["lss", "vald", "barn_unga", "ovrigt_2"]),
    "indikator": st.none() | st.from_regex(r"[A-Z0-9_-]{1,40}", fullmatch=True),
    "year": years,
    "from_year": years,
    "peers": st.sampled_from(PEERS) | st.lists(codes, min_size=1, max_size=MOST_PEERS, unique=True).map("-".join),
    "gender": st.sampled_from(GENDERS),
    "utgava": st.none() | st.from_regex(r"[a-z0-9-]{1,80}", fullmatch=True),
    "steg": st.none() | st.sampled_from(STEG),
    "figur": st.none() | st.sampled_from(FIGURES),
    "axel": st.none() | st.sampled_from(AXES),
    "mote": st.none() | st.from_regex(r"[a-z0-9]{8,26}", fullmatch=True),
    "vy": st.none() | st.from_regex(r"[a-z0-9]{8,26}(-[0-9]{1,2})?", fullmatch=True),
    "analys": st.none() | st.from_regex(r"[a-z2-7]{26}", fullmatch=True),
}
questions = st.builds(Question, **values)
bytes_as_text = st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))
nonsense = st.text(max_size=200) | bytes_as_text | st.just("9" * 100_000)


# --- there and back ---------------------------------------------------------------------------------------------------


def test_every_field_of_a_question_is_tried_here() -> None:
    assert tuple(values) == FIELDS
    assert set(links.PARAMETERS.values()) | {"page"} == set(FIELDS)


@given(questions)
def test_a_question_comes_back_from_its_address(question: Question) -> None:
    carried = {name: getattr(question, name) for name in CARRIED}  # on every page, though no answer depends on it
    asked = question.only_what_applies().but(**carried)
    said = links.parameters(question)
    assert links.read(question.page, said) == (asked, [])
    assert links.parse(links.address(question)) == asked
    assert links.parse("/" + links.address(question, pinned=True) + "\n") == asked


@given(questions)
def test_an_address_says_every_part_that_applies_and_leaves_out_only_what_is_not_said(question: Question) -> None:
    said = links.parameters(question)
    fields = {links.PARAMETERS[name] for name in said}
    spelled = (*APPLIES[question.page], *CARRIED)
    assert fields == {field for field in spelled if getattr(question, field) is not None}
    assert dict(parse_qsl(links.address(question).partition("?")[2])) == said


@given(questions)
def test_an_address_is_codes_only(question: Question) -> None:
    assert re.fullmatch(r"[a-z_]+(\?[A-Za-z0-9_&=-]+)?", links.address(question))


def test_a_pinned_link_starts_with_year_then_edition() -> None:
    question = Question("jamfor", "0680", "lss", "U21468", 2022, utgava="kolada-20260301-abcdef01")
    assert links.address(question, pinned=True) == (
        "jamfor?year=2022&utgava=kolada-20260301-abcdef01&kommun=0680&omrade=lss&indikator=U21468&peers=lan&gender=T"
    )
    assert links.address(question.but(year=None), pinned=True).startswith("jamfor?utgava=kolada-")
    assert links.address(question).startswith("jamfor?kommun=0680&")


def test_a_question_without_anything_said_is_its_page() -> None:
    assert links.address(Question("om_data")) == "om_data"
    assert links.parse("om_data") == Question("om_data")


# --- nonsense in ------------------------------------------------------------------------------------------------------


@given(st.sampled_from(PAGES), st.dictionaries(st.sampled_from([*links.PARAMETERS, "", "å", "utm_source"]), nonsense))
def test_nonsense_never_raises_and_each_bad_part_keeps_its_default_and_is_told_once(page: str, said: dict) -> None:
    question, told = links.read(page, said)
    default = Question(page)
    changed = {name for name, field in links.PARAMETERS.items() if getattr(question, field) != getattr(default, field)}
    for name in links.PARAMETERS:
        about = [sentence for sentence in told if sentence.startswith(f"{name}=")]
        assert len(about) <= 1
        assert not (about and name in changed)
        if said.get(name, "").strip() == "":
            assert not about
            assert name not in changed
        elif not about and name not in changed:  # understood, and what it would have been anyway
            assert said[name].strip().upper() == str(getattr(default, links.PARAMETERS[name])).upper()
    assert len(told) == sum(sentence.startswith(tuple(f"{name}=" for name in links.PARAMETERS)) for sentence in told)
    assert all(len(sentence) < 250 and sentence.endswith(".") for sentence in told)
    assert question == Question(**{field: getattr(question, field) for field in FIELDS})  # valid as it stands


@given(st.text())
def test_any_line_is_a_question_or_a_question_error(line: str) -> None:
    try:
        assert isinstance(links.parse(line), Question)
    except QuestionError as error:
        assert "Tillåtet: " in str(error)


@pytest.mark.parametrize(
    ("name", "bad", "allowed"),
    [
        ("kommun", "Vetlanda", "fyra siffror"),
        ("kommun", "0000", "fyra siffror"),  # Riket is no kommun
        ("kommun", "685", "fyra siffror"),
        ("kommun", "٠٦٨٥", "fyra siffror"),  # digits, but not ours
        ("omrade", "Våld i nära relationer", "lss, socialpsykiatri, ekonomiskt_bistand"),
        ("indikator", "U21468;--", "en indikators id"),
        ("year", "senaste", "ett årtal"),
        ("year", "2022.0", "ett årtal"),
        ("from", "0", "ett årtal"),
        ("peers", "grannar", "lan, liknande, kommungrupp, riket eller 1–30"),
        ("peers", "0680-0680", "lan, liknande, kommungrupp, riket eller 1–30"),
        ("peers", "-".join(f"{code:04d}" for code in range(1, 32)), "lan, liknande, kommungrupp, riket eller 1–30"),
        ("gender", "kvinnor", "T, K, M"),
        ("utgava", "../../etc/passwd", "en utgåvas id"),
        (
            "steg",
            "7",
            "1, 2, 3, 4, 5, 6, tillsammans, forbered, visa, efter, overlamna, status, omrade, arshjul, delning",
        ),
    ],
)
def test_a_bad_part_is_told_with_what_is_allowed_and_the_others_stand(name: str, bad: str, allowed: str) -> None:
    others = {"kommun": "0680", "gender": "K"}
    question, told = links.read("over_tid", others | {name: bad})
    assert len(told) == 1
    assert told[0].startswith(f"{name}={bad[:60]} går inte att läsa. Tillåtet: ")
    assert allowed in told[0]
    assert question == Question("over_tid", **{key: said for key, said in others.items() if key != name})


def test_unknown_parameters_are_ignored() -> None:
    said = {"kommun": "0680", "utm_source": "mail", "KOMMUN": "0114", "page": "x", "from_year": "2020"}
    assert links.read("jamfor", said) == (Question("jamfor", "0680"), [])


def test_the_last_of_two_equal_parameters_holds() -> None:
    assert links.parse("jamfor?kommun=0680&kommun=0114").kommun == "0114"


TOKEN = "abcdefghijklmnopqrstuvwx23"


@pytest.mark.parametrize("bad", ["abc", f"{TOKEN}.", TOKEN[:-1], TOKEN[:-2] + "01"])  # 0 and 1 are too like o and l
def test_the_address_of_an_analys_that_is_nearly_right_is_not_repeated(bad: str) -> None:
    question, told = links.read("snabbanalys", {"analys": bad, "kommun": "0680"})
    assert told == ["analys=… går inte att läsa. Tillåtet: de 26 tecknen ur adressen till analysen, a–z och 2–7."]
    assert question == Question("snabbanalys", "0680")


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("gender=k", "gender=K"),
        ("indikator=u21468", "indikator=U21468"),
        (f"analys={TOKEN.upper()}", f"analys={TOKEN}"),
    ],
)
def test_old_spellings_are_mended(old: str, today: str) -> None:
    assert links.parse(f"jamfor?{old}") == links.parse(f"jamfor?{today}")


def test_spaces_around_a_code_are_nothing() -> None:
    assert links.parse("jamfor?kommun=%200680+&year=2022%0A") == Question("jamfor", "0680", year=2022)


@pytest.mark.parametrize(
    "line",
    [f"{before}?kommun=0680" for before in ("", "/", "oversikt", "/oversikt", "https://oj.example/")],
)
def test_an_address_as_the_site_shares_it_is_read(line: str) -> None:
    assert links.parse(line) == Question("oversikt", "0680")


@pytest.mark.parametrize("line", ["jämför?kommun=0680", "jamforr", "JAMFOR", "api/"])
def test_an_unknown_page_raises_and_names_the_pages(line: str) -> None:
    with pytest.raises(QuestionError, match=f"Tillåtet: {', '.join(PAGES)}"):
        links.parse(line)


def test_parse_raises_the_first_bad_part() -> None:
    with pytest.raises(
        QuestionError, match=r"^peers=x går inte att läsa\. Tillåtet: lan, liknande, kommungrupp, riket"
    ):
        links.parse("jamfor?peers=x&gender=Q")
