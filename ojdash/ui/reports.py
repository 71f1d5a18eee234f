"""Länsrapport on a page: cover, files, each indikator folded, the year's baskets, and comments written there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st

from ojdash import answers, charts, links
from ojdash.domain.analys import Analys
from ojdash.domain.answer import Answer
from ojdash.domain.report import STATES, Finding, Report
from ojdash.text import lansrapport as text
from ojdash.text import page
from ojdash.text import report as paper
from ojdash.text import report_baskets as year_words
from ojdash.text import report_results as results
from ojdash.ui import plain, signed_in
from ojdash.ui.analys import controls
from ojdash.ui.elements import ask_to_sign_in, asset, file_rows, form, sheet, theme
from ojdash.ui.opened import opened, strongest
from ojdash.ui.views import quiet

PAGES_AS, YEAR_AS = ("pdf", "docx"), ("pdf", "docx", "html")
FIGURE = 440  # px: its text can still be read on a phone


def report_of(answer: Answer, networks: Sequence[Analys]) -> Report:
    """The report that an answer is of, with what networks have written in their analyser."""
    return answers.county_report(st.session_state["store"], answer.question, analyser=networks)


def report_files(report: Report, networks: Sequence[Analys]) -> None:
    """For whom, by whom, when and in which state; then the files, which are made when they are fetched."""
    plain.header(text.MAKE)
    (to, by), (day, state) = st.columns(2), st.columns(2)  # row by row: so does Tab go, and a phone's one column
    cover = {
        "mottagare": to.text_input(paper.RECIPIENT, key="report_mottagare", max_chars=300).strip(),
        "avsandare": by.text_input(paper.SENDER, key="report_avsandare", max_chars=300).strip(),
        "datum": _day(day.date_input(paper.DAY, None, key="report_datum", format="YYYY-MM-DD")),
        "lage": state.selectbox(paper.STATE, STATES, key="report_lage", format_func=paper.STATES.__getitem__),
    }
    if not cover["mottagare"]:
        quiet(text.RECIPIENT_FIRST)
        return
    asked = report.answer.question.but(utgava=report.answer.edition, analys=None)
    cover = {name: value for name, value in cover.items() if value}
    readers = "-".join(one.reading for one in networks if one.reading)
    several = {"analyser": readers} if readers else {}
    said = links.parameters(asked) | cover | several
    own = report.answer.kommun
    rows = {
        page.GET: [(kind, name, {}) for kind, name in text.FORMATS.items()],
        text.ALL_PAGES: [(kind, text.FORMATS[kind], {"profil": "alla"}) for kind in PAGES_AS],
        text.one_page(own.namn): [(kind, text.FORMATS[kind], {"profil": own.kod}) for kind in PAGES_AS],
    }
    lines = ""
    for head, files in rows.items():
        lines += _row(head, (_link("lansrapport", said | more, kind, name) for kind, name, more in files))
    sheet(file_rows(lines), "report_files")
    quiet(text.WAIT)
    _year_report(report, networks, cover | several)


def _year_report(report: Report, networks: Sequence[Analys], said: Mapping[str, str]) -> None:
    """What each network has chosen for the year, and the year's report of it."""
    plain.header(f"{text.YEAR_REPORT} {report.year}")
    store, year = st.session_state["store"], report.year
    if not any(analys.basket(year) for analys in networks):
        quiet(text.YEAR_REPORT_HOW)
        return
    lines = ""
    for analys in networks:
        headings = [paper.heading(store.indikator(id)) if id in store.ids else id for id in analys.basket(year)]
        lines += f'<div class="row">{escape(text.chosen(year_words.named(analys), headings))}</div>'
    said = {"year": str(year), "utgava": store.id, **said}
    lines += _row(page.GET, (_link("arsrapport", said, kind, text.FORMATS[kind]) for kind in YEAR_AS))
    sheet(file_rows(lines), "year_report")


def _row(head: str, files: Iterable[str]) -> str:
    return f'<div class="row">{escape(head)}: {"".join(files)}</div>'


def _link(what: str, said: Mapping[str, str], kind: str, name: str) -> str:
    return f'<a href="api/{what}.{kind}?{escape(urlencode(said))}" download>{name}</a>'


def findings(report: Report) -> None:
    """Each indikator folded: FAKTA, RESULTAT with the figure of the papers, KOMMENTAR."""
    plain.header(text.EACH)
    sheet("".join(_finding(finding) for finding in report.findings), "report_findings", asset("report.css"))


def comment_fields(report: Report) -> None:
    """A field for each indikator's comment, for who has opened an analys that they may write in."""
    analys, token = opened(), strongest(report.answer.question.analys)
    if analys is not None and analys.may != "lasa" and signed_in.is_needed():
        ask_to_sign_in("comments")
        return
    if analys is None or token is None or not analys.may_write:
        quiet(text.COMMENT_HOW)
        return
    fields = "".join(
        controls.field(
            analys, f"rapport/{report.year}/{finding.indikator.id}/kommentar", paper.heading(finding.indikator)
        )
        for finding in report.findings
    )
    plain.header(text.WRITE)
    data = {"analys": token, "id": analys.id, "latest": analys.latest, "may_write": analys.may_write}
    form(f"{controls.who(None)}{fields}", "report_comments", data)


def _day(chosen: date | None) -> str:
    return chosen.isoformat() if chosen else ""


def _finding(finding: Finding) -> str:
    indikator = finding.indikator
    facts = "".join(
        f"<dt>{head}</dt><dd>{escape(page.fact(indikator, name))}</dd>" for name, head in page.FACT_BOX.items()
    )
    drawn = charts.svg(charts.group(finding, theme()), FIGURE)
    written = "".join(
        f"<p>{escape(one.written.value)}</p><p class='quiet'>{escape(paper.comment(one))}</p>"
        for one in finding.comments
    )
    told = [*paper.doubts(finding), *paper.breaks(finding), *paper.flags(finding)]
    notes = "".join(f"<p class='quiet'>{escape(line)}</p>" for line in told)
    return (
        f'<details class="finding"><summary>{escape(paper.heading(indikator))}</summary>'
        f"<h3>{paper.FAKTA}</h3><dl>{facts}</dl><p class='quiet'>{escape(page.facts_in_short(indikator))}</p>"
        f"<h3>{paper.RESULTAT}</h3><p>{escape(results.sentence(finding))}</p><p>{escape(results.since(finding))}</p>"
        f"{drawn}{notes}<h3>{paper.KOMMENTAR}</h3>{written or f'<p>{paper.NO_COMMENT}</p>'}</details>"
    )
