"""The year's report: what every network has chosen, with the figures of its own kommuner."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.answers.lansrapport import county_report
from ojdash.answers.whose import shown_gender
from ojdash.domain.analys import Analys
from ojdash.domain.errors import QuestionError
from ojdash.domain.question import Question
from ojdash.domain.report import Basket, Chosen, Cover, Finding, YearReport
from ojdash.store import Store

_FIELDS = ("vald", "skal", "mottagare")


def year_report(store: Store, analyser: Sequence[Analys], year: int, cover: Cover) -> YearReport:
    """The baskets of a year, a network each in the order given; one that has chosen nothing is there too."""
    baskets = tuple(_basket(store, analys, year, cover) for analys in analyser)
    findings = [chosen.finding for basket in baskets for chosen in basket.chosen if chosen.finding is not None]
    written = [text.at[:10] for basket in baskets for chosen in basket.chosen for text in chosen.written]
    written += [comment.written.at[:10] for finding in findings for comment in finding.comments]
    day = cover.datum or max([store.source.fetched_at[:10], *written])
    return YearReport(year, cover, baskets, findings[0].answer if findings else None, store.id, day)


def _basket(store: Store, analys: Analys, year: int, cover: Cover) -> Basket:
    kommuner = [kod for kod in store.kommuner if kod in set(analys.kommuner)]
    chosen = []
    for id in analys.basket(year):
        texts = [analys.fields.get(f"korg/{year}/{id}/{name}") for name in _FIELDS]
        skal, mottagare = (text.value if text else "" for text in texts[1:])
        written = tuple(text for text in texts if text is not None and text.value)
        chosen.append(Chosen(id, skal, mottagare, written, _finding(store, analys, kommuner, id, year, cover)))
    named = analys.text("om/natverk") or analys.text("om/titel")
    return Basket(named, analys.text("om/mottagare"), tuple(store.kommuner[kod] for kod in kommuner), tuple(chosen))


def _finding(store: Store, analys: Analys, kommuner: Sequence[str], id: str, year: int, cover: Cover) -> Finding | None:
    if not kommuner or id not in store.ids:
        return None
    question = Question(
        "lansrapport", kommuner[0], store.indikator(id).omrade, year=year, gender=shown_gender(store, id)
    )
    try:
        report = county_report(store, question, cover, [analys], kommuner)
    except QuestionError:  # nothing of the area was measured that year
        return None
    return next((finding for finding in report.findings if finding.indikator.id == id), None)
