"""An edition of another rule: every page, paper and figure quotes its limits, and never today's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from ojdash import answers, charts, text
from ojdash.answers.lansrapport import county_report
from ojdash.domain.answer import Answer
from ojdash.domain.question import Question
from ojdash.domain.report import Cover
from ojdash.domain.signal import Rule
from ojdash.export import tables
from ojdash.export.report.content import report_document
from ojdash.store import Store, layout, open_edition, publish
from ojdash.text import kvalitet, levels, sa_raknar_vi
from ojdash.text.marked import unmarked
from tests.drawing import delivery, indikator
from tests.walking import of_blocks, spoken

OTHER = Rule(9, fewest_answers=7, fewest_for_signal=37, fewest_for_plain=83, fewest_kommuner=22, parts=5)
# Today's limits, as sentences quote them.
TODAYS = re.compile(
    r"färre än (?:5|20|30|100)\b(?! kommuner att räkna)|Färre än 30|30–99|högst 99|\b25 procent|minst 20 kommun|"
    r"1 till 4 personer|version 2"
)
ITS = ("färre än 37", "37–82", "20 procent", "färre än 7 personer", "färre än 22", "färre än 83", "version 9")
PAGES = ("oversikt", "indikator", "over_tid", "jamfor", "tratt", "signaler", "kvalitet", "om_data", "sa_raknar_vi")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Published with today's rule; its manifest is then made to name the other."""
    data = tmp_path_factory.mktemp("data")
    lines = []
    for id in ("AO", "FEW", "FLER"):
        lines += [f"{id} 2022 2024", "0000 70 72" if id != "FLER" else "0000 _ _"]
        for place, kod in enumerate(range(1001, 1025)):
            n = 32 if place < 3 else 60 + place
            cell = f"{50 + place}/{n} {60 + place}/{n}" if id != "FLER" else f"{50 + place} {'..' if place == 0 else 9}"
            lines.append(f"{kod} {cell}" if id != "FEW" or place < 21 else f"{kod} _ _")
    definitions = [indikator("AO", underlag="svar"), indikator("FEW", underlag="svar")]
    definitions.append(indikator("FLER", "antal", underlag="personer"))
    published = publish(data, delivery("\n".join(lines), *definitions), None, accept_drop=True)
    manifest = data / "editions" / published.id / layout.MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"rule": asdict(OTHER)}), "utf-8")
    return open_edition(data, published.id)


def asked(store: Store, name: str, id: str, kommun: str) -> Answer:
    figur = "tratt" if name == "tratt" else None
    question = Question("jamfor" if figur else name, kommun, "lss", id, peers="riket", year=2024, figur=figur)
    return answers.answer(store, answers.checked(store, question))


def everything(store: Store) -> Iterator[str]:
    for kommun in ("1001", "1002", "1010"):
        for name in PAGES:
            for id in ("AO", "FEW", "FLER"):
                yield from of_page(asked(store, name, id, kommun), name)
    question = Question("lansrapport", "1001", "lss", peers="riket", year=2024)
    yield from of_blocks(report_document(county_report(store, question, Cover(mottagare="Nämnden"))).blocks)


def of_page(answer: Answer, name: str) -> Iterator[str]:
    if name == "sa_raknar_vi":
        yield text.sentence(answer)
        for section in sa_raknar_vi.sections(answer):
            if not section.heading.startswith("Nivåer"):  # whose source tells of what was tried with one limit
                yield section.example
            yield from (*section.sentences, section.formula)
        return
    yield from spoken(answer)
    if name == "signaler":
        yield charts.legend(answer, charts.LIGHT)
    if name == "kvalitet":
        yield from kvalitet.untried(answer).values()
    if name == "om_data":
        yield unmarked(levels.rule_in_sentences(answer.rule))
    else:
        yield from (str(cell) for row in tables.worded(answer) for cell in row)


def test_every_sentence_quotes_the_editions_rule(store: Store) -> None:
    assert store.rule == OTHER
    said = list(everything(store))
    assert [one for one in said if TODAYS.search(one)] == []
    together = " ".join(said)
    assert [limit for limit in ITS if limit not in together] == []


def test_a_funnel_tries_by_the_editions_rule(store: Store) -> None:
    answer = asked(store, "tratt", "AO", "1001")
    assert answer.own.n == 32 and answer.funnel.beside(0.6, 32) is None and answer.funnel.beside(0.6, 37) is not None
    line = next(trace for trace in charts.figure_of(answer, charts.LIGHT).figure["data"] if trace["mode"] == "lines")
    assert round(10 ** line["x"][0]) == 37
    assert asked(store, "tratt", "FEW", "1001").funnel is None  # 21 kommuner
