"""Each flag as a sentence: what, how sure, and whom to ask."""

from __future__ import annotations

import ast
import math
from pathlib import Path
from types import SimpleNamespace

import pytest

from ojdash import answers
from ojdash.domain.indikator import Brott
from ojdash.domain.quality import KINDS, SURE_BY, ask
from ojdash.domain.question import Question
from ojdash.store import Store
from ojdash.text import kvalitet as text
from tests.drawing import indikator
from tests.text.test_sentences import whole

ANDEL = indikator("A", source="Socialstyrelsens enkät.")
SVAR = indikator("S", underlag="svar")
ENHETER = indikator("E", underlag="enheter")
KRONOR, PERSONER, JA = indikator("K", "kronor"), indikator("P", "antal"), indikator("J", "ja_nej")
BROTT = indikator("B", breaks=(Brott(2024, "Rutinen ska vara uppföljd inom 24 månader."),))
NAN = math.nan


def flag(kind: str, kommun: str | None = "1860", **said: object) -> SimpleNamespace:
    """A row as `Store.flags` and the page's answer have it."""
    nothing = {"gender": "T", "year": 2024, "from_year": 2023, "value": NAN, "earlier": NAN, "n": None}
    nothing |= {"n_earlier": None, "low": NAN, "high": NAN, "kommuner": 0, "sure_by": "regel", "sure": NAN}
    whose = {"kind": kind, "kommun": kommun, "namn": kommun and "Laxå", "ask": ask(kind, kommun is None)}
    return SimpleNamespace(**(nothing | whose | said))


OF_KOMMUN = [
    (
        ANDEL,
        flag("framtid", year=2031, value=72),
        "72 procent för 2031, ett år som inte hade kommit när värdet hämtades.",
    ),
    (ANDEL, flag("utanfor", value=101), "101 procent 2024 ligger utanför 0–100."),
    (ANDEL, flag("utanfor", value=108, gender="K"), "108 procent 2024 för kvinnor ligger utanför 0–100."),
    (PERSONER, flag("utanfor", value=-3), "−3 personer 2024 är färre än noll."),
    (
        ANDEL,
        flag("enhet", value=0.72, earlier=71),
        "0,72 procent 2024, mot 71 procent 2023: kan vara en andel av 1 i stället för procent.",
    ),
    (
        ANDEL,
        flag("enhet", value=0.72, from_year=None),
        "0,72 procent 2024, långt under de andra kommunernas: kan vara en andel av 1 i stället för procent.",
    ),
    (
        KRONOR,
        flag("enhet", value=6, earlier=6000),
        "6 kronor per invånare 2024, mot 6\u202f000 kronor per invånare 2023: kan vara fel på tusental.",
    ),
    (ANDEL, flag("kon", value=56, low=88, high=100), "Alla 56 procent 2024, men kvinnor och män 88–100 procent."),
    (
        ANDEL,
        flag("hopp", value=72, earlier=50, n=64, n_earlier=100),
        "72 procent 2024 (av 64 svar), mot 50 procent 2023 (av 100 svar).",
    ),
    (ANDEL, flag("hopp", value=72, earlier=50), "72 procent 2024, mot 50 procent 2023."),
    (JA, flag("ja_till_nej", value=0, earlier=1), "Svaret var ja 2023 och är nej 2024."),
    (
        ANDEL,
        flag("oforandrat", value=67, from_year=2019, sure=5.0),
        "67 procent i 5 mätningar i rad, 2019 till 2024.",
    ),
    (ANDEL, flag("ytterst", value=100, n=7), "Exakt 100 procent 2024 (av 7 svar)."),
    (ANDEL, flag("ytterst", value=0), "Exakt 0 procent 2024, och hur många värdet bygger på är okänt."),
    (SVAR, flag("ytterst", value=0), "Exakt 0 procent 2024, och antalet svar är okänt."),
    (ENHETER, flag("ytterst", value=100, n=7), "Exakt 100 procent 2024 (av 7 enheter)."),
]
OF_WHOLE = [
    (
        ANDEL,
        flag("framtid", None, year=2031, n=290, kommuner=290),
        "290 av 290 kommuner har ett värde för ett år som inte hade kommit när det hämtades, 2031.",
    ),
    (
        ANDEL,
        flag("ytterst", None, n=271, kommuner=100),
        "100 av 271 kommuner har exakt 0 eller 100 procent av få eller okänt antal svar 2024.",
    ),
    (
        ANDEL,
        flag("ordning", None, value=0.12, earlier=0.8, kommuner=250, sure_by="rho", sure=0.12),
        "Kommunernas ordning 2024 liknar inte den 2023: Spearman 0,12, tidigare oftast 0,80 (250 kommuner).",
    ),
    (
        ANDEL,
        flag("nivaskift", None, value=12, earlier=-0.5, kommuner=250),
        "Medianen av kommunernas förändring 2023 till 2024 är +12,0 procentenheter; tidigare oftast −0,5 "
        "(250 kommuner).",
    ),
    (
        KRONOR,
        flag("nivaskift", None, value=12, earlier=4, kommuner=250),
        "Medianen av kommunernas förändring 2023 till 2024 är +12,0 procent; tidigare oftast +4,0 (250 kommuner).",
    ),
    (
        JA,
        flag("samtidigt", None, value=70, earlier=37, low=6, high=95, kommuner=270, sure_by="z", sure=8.9),
        "70 procent av de kommuner som svarat svarar ja 2024, mot 37 procent 2023: 95 gick från nej till "
        "ja och 6 från ja till nej.",
    ),
    (
        ANDEL,
        flag("tackning", None, value=183, earlier=251, sure_by="kvot", sure=0.729),
        "183 kommuner har ett värde 2024, mot 251 2023.",
    ),
    (
        ANDEL,
        flag("antal_svar", None, value=16_000, earlier=8_700, kommuner=120, sure_by="kvot", sure=1.84),
        "16\u202f000 svar 2024, mot 8\u202f700 2023, i samma 120 kommuner.",
    ),
    (
        BROTT,
        flag("brott", None),
        "Frågan ändrades 2024. Rutinen ska vara uppföljd inom 24 månader. Åren före och efter kan inte jämföras.",
    ),
]


@pytest.mark.parametrize(
    ("definition", "row", "sentence"), [*OF_KOMMUN, *OF_WHOLE], ids=lambda one: getattr(one, "kind", "")
)
def test_a_flag_is_a_sentence_with_its_numbers(definition, row, sentence: str) -> None:
    assert text.said(definition, row) == sentence


def test_every_kind_has_its_words() -> None:
    kinds = {row.kind for _, row, _ in [*OF_KOMMUN, *OF_WHOLE]}
    assert kinds == set(KINDS) == set(text.KIND) == set(text.RULE)


SURE = {
    "z": ("hopp", {"sure": 4.12}, "Så stor skillnad ger slumpen färre än 2 gånger på 1 000 (z +4,1, gräns 3,1)."),
    "mz": (
        "hopp",
        {"sure": -5.55, "low": 62.0, "high": 100.0},
        "Väntat 62,0–100,0 procent, efter de andras förändring (avvikelse −5,6, gräns 3,5).",
    ),
    "rho": ("ordning", {"sure": 0.1}, "Säkert som räkning; orsaken är okänd."),
    "kvot": ("tackning", {"sure": 0.729}, "27 procent färre, gräns 20 procent."),
    "regel": ("ja_till_nej", {}, "Regel: svaret var ja vid mätningen före och är nej nu."),
}


@pytest.mark.parametrize("by", SURE_BY)
def test_how_sure_is_a_number_with_its_limit_or_a_rule(by: str) -> None:
    kind, said, sentence = SURE[by]
    assert text.sure(ANDEL, flag(kind, sure_by=by, **said)) == sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (flag("hopp"), "Fråga den i Laxå som lämnade uppgiften."),
        (flag("hopp", None), "Fråga källan: Socialstyrelsens enkät."),
        (flag("utanfor"), "Fråga källan: Socialstyrelsens enkät."),
        (flag("samtidigt", None), "Ta upp det i nätverket, med den som samordnar ÖJ i länet."),
    ],
)
def test_whom_to_ask_is_said(row, sentence: str) -> None:
    assert text.whom(ANDEL, row) == sentence


def test_the_chain_leads_from_the_data_to_what_it_costs_both_ways() -> None:
    """The quality chain as the county's model draws it: wrong data to cost without result, and the opposite ladder."""
    wrong, right = text.CHAIN
    assert (wrong[0], wrong[-1]) == ("Fel uppgift", "kostnad utan resultat")
    assert len(wrong) == len(right) == 5
    assert [step.lower().replace("fel ", "rätt ") for step in wrong[:-1]] == [step.lower() for step in right[:-1]]


def test_everything_said_of_the_example_is_whole_sentences(example: Store) -> None:
    kinds = set()
    for kommun in ("0685", "0604", "0980"):
        for omrade in example.by_omrade:
            question = answers.checked(example, Question("kvalitet", kommun, omrade))
            answer = answers.answer(example, question)
            assert whole(text.sentence(answer)), text.sentence(answer)
            assert whole(text.in_group(answer))
            heads, table = text.counts(answer)
            assert all(len(row) == len(heads) for row in table)
            for row in answer.rows.itertuples():
                definition = answer.indikatorer[row.indikator]
                kinds.add(row.kind)
                for sentence in (text.said(definition, row), text.sure(definition, row), text.whom(definition, row)):
                    assert whole(sentence), sentence
    assert len(kinds) >= 4


def test_no_sentence_calls_a_flag_an_error() -> None:
    tree = ast.parse(Path(text.__file__).read_text("utf-8"))
    said = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [one for one in said if "är fel" in one or "felaktig" in one] == []
