"""Random answers: every number of sentence, figure, table and file is reckoned again, and must be it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

import openpyxl
import pytest

from ojdash import api, catalogue, charts, text
from ojdash.answers import answer as answer_of
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from ojdash.export import tables
from ojdash.sources import kolada
from ojdash.store import Store, open_edition, publish
from ojdash.text import underlag
from tests.proof import overview, real_shaped
from tests.proof.facts import View
from tests.proof.reckoning import Reckoning, Token, chosen, exact, interval, is_any_of, rounded, tokens
from tests.sources.test_kolada_stub import QUICK, SHARED, stub

ANSWERS = 1_500  # of each edition; a tenth of them where the tests are to be quick
FILES = 25  # one of so many answers also as a workbook
PAGES = ("jamfor", "indikator", "over_tid")
PEERS = ("lan", "liknande", "kommungrupp", "riket", "0180-1480-1280", "0685-0684")
YEARS = (None, *range(2020, 2025))
LIMITS = {
    Decimal(limit) for limit in ("25", "5", "29", "30", "99", "100", "95", "0", "1")
}  # of the rules, as words quote them
OVERVIEWS = 120
COUNTS = ("indikatorer", "with_value", "hog", "lag", "flips", "counted", "unusual", "tested", "secured", "alone")
HEADS = ("Kommunkod", "År", "Värde")
MOST_MORE = 4  # decimals beyond the published, of what would else be said as nothing


@pytest.fixture(scope="module", params=["real_shaped", "kolada"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An edition made of chance, and one of Kolada's values where its stand-in is here."""
    data = tmp_path_factory.mktemp("proof")
    if request.param == "real_shaped":
        return real_shaped.edition(data, seed=1)
    if not (SHARED / "stub.py").exists():
        pytest.skip(f"the stand-in for Kolada is not here ({SHARED}/stub.py)")
    with stub(data / "log") as url:
        published = kolada.read(kolada.plan(catalogue.load(), data / "raw", url=url), patience=QUICK)
    return open_edition(data, publish(data, published, None, accept_drop=True).id)


@pytest.fixture(params=[pytest.param(ANSWERS, marks=pytest.mark.deep), ANSWERS // 10])
def most(request: pytest.FixtureRequest) -> int:
    """How many answers are asked for."""
    return request.param


@pytest.fixture(scope="module")
def reckoning(store: Store) -> Reckoning:
    ids = [id for omrade in store.by_omrade.values() for id in omrade]
    return Reckoning(store.folder, {id: store.indikator(id) for id in ids})


def answers(store: Store, reckoning: Reckoning, seed: int, most: int) -> Iterator[tuple[Answer, View]]:
    """Random answers about one indikator that have a year to speak of, each with what is known of its view."""
    gendered = {id for id in reckoning.definitions if set("KM") <= set(store.genders(id))}
    for page, kommun, id, gender, peers, year in islice(
        chosen(seed, PAGES, store.kommuner, reckoning.definitions, "TKM", PEERS, YEARS), most
    ):
        question = Question(
            page,
            kommun=kommun,
            omrade="lss",
            indikator=id,
            gender=gender if id in gendered else "T",
            peers=peers,
            year=year,
        )
        answer = answer_of(store, question)
        if answer.own is not None:
            group = frozenset(answer.group.members)
            yield answer, View(reckoning, answer.indikator, answer.question.gender, answer.own.year, kommun, group)


def names(store: Store, answer: Answer) -> list[str]:
    """What has digits of its own."""
    indikator = answer.indikator
    return [
        indikator.title,
        indikator.heading,
        indikator.label,
        indikator.unit,
        *indikator.codes.values(),
        answer.edition,
    ]


def is_a_year(token: Token) -> bool:
    return token.decimals == 0 and 1990 < token.number < 2030 and token.spelled.isdigit()


def unknown(words: str, facts: set[Decimal], view: View, masked: list[str]) -> list[str]:
    """The numbers of a text that are not among the facts."""
    most = view.indikator.decimals + MOST_MORE
    step = f"mindre än {rounded(Decimal(1).scaleb(-view.indikator.decimals), view.indikator.decimals)}".replace(
        ".", ","
    )
    words = re.sub(rf"{step}\b|axeln visar\s+[\d–,−\u202f]+", "", words)
    numbers = (token for token in tokens(words, *masked) if not is_a_year(token))
    return [token.spelled for token in numbers if not is_any_of(token, facts | LIMITS, most)]


def test_every_number_of_a_sentence_is_reckoned_again_and_is_it(store: Store, reckoning: Reckoning, most: int) -> None:
    wrong = []
    for answer, view in answers(store, reckoning, 7, most):
        facts = {*view.series.values(), *view.middles, *view.differences, *view.intervals, *view.steps}
        facts |= {Decimal(count) for count in view.counts}
        sentence = text.sentence(answer)
        if numbers := unknown(sentence, facts, view, names(store, answer)):
            wrong.append((numbers, sentence, answer.question))
    assert not wrong[:5], f"{len(wrong)} answers"


def test_every_number_of_a_figure_is_the_kommuns_own(store: Store, reckoning: Reckoning, most: int) -> None:
    """What hovering says of a kommun, the labels and the alt text."""
    wrong = []
    kod_of = {kommun.namn: kod for kod, kommun in store.kommuner.items()}
    starts = re.compile(rf"({'|'.join(map(re.escape, sorted(kod_of, key=len, reverse=True)))})(?:, (?:kvinnor|män))?: ")
    for answer, view in answers(store, reckoning, 11, most // 3):
        drawn = charts.figure_of(answer, charts.LIGHT)
        if drawn is None:
            continue
        counts = {Decimal(count) for count in view.counts}
        of_view = {*view.middles, *view.quarters, *view.shares, *counts}
        masked = names(store, answer)
        for words in hovered(drawn.figure):
            of_kommun = starts.match(words)
            facts = about(view, kod_of[of_kommun.group(1)], words) if of_kommun else of_view | view.over_years
            if numbers := unknown(words, facts, view, masked):
                wrong.append((numbers, words, answer.question))
        facts = {*of_view, *view.over_years, *view.series.values(), *view.intervals, *ends(view)}
        of_rows = facts | set(view.values.values())
        for words in (drawn.alt, *labels(drawn.figure)):
            if numbers := unknown(words, of_rows if is_of_a_row(words, kod_of) else facts, view, masked):
                wrong.append((numbers, words, answer.question))
    assert not wrong[:5], f"{len(wrong)} answers"


def about(view: View, kommun: str, words: str) -> set[Decimal]:
    """A kommun's value of the year that the words name, and its interval."""
    (year,) = re.findall(r"\b(20\d\d)\b", words)[:1] or [view.year]
    value = view.reckoning.values(view.indikator.id, view.gender, int(year)).get(kommun)
    n = view.n(int(year), kommun)
    if value is None:
        return set()
    return {value, *(interval(value, n) if n and view.indikator.kind == "andel" else ())}


def ends(view: View) -> set[Decimal]:
    """Of a group's ordered rows."""
    known = sorted(view.everyone)
    return {known[0], known[-1]} if known else set()


def is_of_a_row(label: str, names: Iterable[str]) -> bool:
    """Whether a label is a kommun's value, alone or with its name."""
    return label.strip(" 0123456789\u202f,−") in ("", *names)


def hovered(figure: dict[str, Any]) -> Iterator[str]:
    """What hovering says, plain."""
    for trace in figure["data"]:
        for words in trace.get("hovertext") or trace.get("customdata") or ():
            if isinstance(words, str):
                yield re.sub(r"<[^>]*>", " ", words)


def labels(figure: dict[str, Any]) -> Iterator[str]:
    """What stands in the figure beside its axes."""
    for label in figure["layout"].get("annotations", ()):
        yield re.sub(r"<[^>]*>", " ", label["text"])


def test_every_row_of_a_file_is_the_published_value(store: Store, reckoning: Reckoning, most: int) -> None:
    """CSV and JSON unrounded, a workbook as well; equal shown values have equal levels."""
    for place, (answer, view) in enumerate(answers(store, reckoning, 13, most // 3)):
        spelled = json.loads(api.as_json(answer))
        held(view, [(row["kommun"], row["year"], row["value"], row["n"]) for row in spelled["rows"]])
        read = csv.DictReader(io.StringIO(tables.csv(answer)))
        of_kommuner = [row for row in read if row["kommun"]]
        held(view, [(row["kommun"], int(row["year"]), row["value"], row["n"]) for row in of_kommuner])
        lines = list(csv.DictReader(io.StringIO(tables.excel_csv(answer).partition("\n")[2]), delimiter=";"))
        for line in lines:
            value = view.reckoning.values(view.indikator.id, view.gender, int(line["År"])).get(line["Kod och namn"][:4])
            if value is not None and not view.indikator.is_coded:
                assert rounded(value, view.indikator.decimals) == spoken(line["Värde"]), (line, view)
        if place < most // FILES:
            sheet = openpyxl.load_workbook(io.BytesIO(tables.excel(answer, "https://example.org/"))).worksheets[0]
            heads, *cells = sheet.iter_rows(values_only=True)
            lines = [dict(zip(heads, row, strict=True)) for row in cells]
            of_n = underlag.heading_of_numbers(view.indikator)
            held(view, [[*(line[head] for head in HEADS), line[of_n]] for line in lines if line["Kommunkod"]])


def spoken(words: str) -> Decimal:
    """A number the Swedish way."""
    (token,) = tokens(words)
    return token.number


def held(view: View, rows: Sequence[Sequence[Any]]) -> None:
    """Raises where a row is not the published value, or not the published number of answers."""
    for kommun, year, value, n in rows:
        published = view.reckoning.values(view.indikator.id, view.gender, year).get(kommun)
        read = None if value in (None, "") else float(value)
        assert read == (None if published is None else pytest.approx(float(published), rel=1e-14)), (view, kommun, year)
        answered = view.n(year, kommun)
        assert (int(float(n)) if n not in (None, "") else None) == answered, (view, kommun, year)


def test_equal_shown_values_have_equal_levels(store: Store, reckoning: Reckoning) -> None:
    levels: dict[tuple, set] = {}
    for id, indikator in reckoning.definitions.items():
        if indikator.is_coded:
            continue
        for year in store.years(id):
            rows = store.values(id, "T", year, kommuner_only=True)
            for value, level in zip(rows["value"], rows["signal"], strict=True):
                if isinstance(level, str) and level != "for_fa_svar":
                    rounded_value = rounded(exact(value), indikator.decimals)
                    levels.setdefault((id, year, rounded_value), set()).add(level)
    assert len(levels) > 1_000
    assert not [key for key, levels_of_equal in levels.items() if len(levels_of_equal) > 1]


def test_every_count_of_an_overview_is_reckoned_again(store: Store, reckoning: Reckoning) -> None:
    for kommun, omrade, gender in islice(chosen(17, store.kommuner, store.by_omrade, "TKM"), OVERVIEWS):
        answer = answer_of(store, Question("oversikt", kommun=kommun, omrade=omrade, gender=gender))
        ids = list(answer.indikatorer)
        assert set(ids) == {
            id for id in store.by_omrade[omrade] if any(kod[:2] != "00" for kod in everyone(reckoning, id, gender))
        }
        counted = overview.counts(reckoning, ids, kommun, gender) + Counter(indikatorer=len(ids))
        assert {name: answer.counts[name] for name in COUNTS} == {name: counted[name] for name in COUNTS}, (
            answer.question
        )
        numbers = {int(token.number) for token in tokens(text.sentence(answer), answer.omrade_title)}
        assert numbers <= {*counted.values(), 0, 1, 25}, text.sentence(answer)


def everyone(reckoning: Reckoning, id: str, gender: str) -> set[str]:
    """Who has any cell of an indikator."""
    return {kod for (of, whose, _), cells in reckoning.cells.items() if (of, whose) == (id, gender) for kod in cells}
