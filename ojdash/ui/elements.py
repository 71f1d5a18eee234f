"""The two ways this site draws what Streamlit has no element for: a figure, and a sheet of HTML with live links."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from ojdash import charts
from ojdash.domain.answer import Answer
from ojdash.text import glossary, page, title

ASSETS = Path(__file__).parent / "assets"

_CHART_HTML = (
    '<div class="ojdash-chart"><div class="ojdash-plot" role="img"></div><button type="button"></button></div>'
)
_SHEET_HTML = '<div class="ojdash-sheet"></div>'


@cache
def asset(name: str) -> str:
    """A file of `assets/`, read once."""
    return (ASSETS / name).read_text("utf-8")


# Plotly's own styles are put in the page's head, so a figure must not stand behind a shadow root.
_draw = st.components.v2.component(
    "ojdash_chart", html=_CHART_HTML, css=asset("chart.css"), js=asset("chart.js"), isolate_styles=False
)
_lay_out = st.components.v2.component("ojdash_sheet", html=_SHEET_HTML, css=asset("sheet.css"), js=asset("sheet.js"))


def theme() -> charts.Theme:
    """The reader's theme: light, or dark."""
    return charts.theme(st.context.theme.type or "light")


def chart(drawn: charts.Chart, answer: Answer, key: str) -> None:
    """A figure, with a button that saves it as a picture with title and source."""
    _draw(
        key=key,
        data={
            "key": f"{answer.edition} {answer.question}",
            "figure": drawn.figure,
            "alt": drawn.alt,
            "height": drawn.height,
            "title": escape(_whole_title(answer)),
            "source": page.source(answer),
            "picture": page.PICTURE,
            "ground": theme().backgrounds[0],
            "file": f"{answer.question.page}-{answer.question.indikator or answer.question.omrade or ''}",
        },
        height="content",
    )


def _whole_title(answer: Answer) -> str:
    heading = answer.indikator.heading
    return heading if answer.question.page == "indikator" else f"{title(answer)}: {heading}"


def sheet(html: str, key: str, css: str = "", picture_of: Answer | None = None) -> None:
    """HTML of our own making, every text in it escaped; `a data-ojdash` links open another page of the site.

    picture_of  the answer it shows, for a button that saves the sheet as a picture with title and source
    """
    style = f"<style>{css}</style>" if css else ""
    button = f'<button type="button" class="plain" data-picture="1">{page.PICTURE}</button>' if picture_of else ""
    _lay_out(
        key=key,
        data={
            "html": f'{style}{html}{button}<span role="status" class="quiet"></span>',
            "picture": _picture(picture_of) if picture_of else None,
        },
        height="content",
    )


def _picture(answer: Answer) -> dict[str, str]:
    name = "-".join(part for part in (answer.question.page, answer.question.omrade) if part)
    return {"file": f"{name}.png", "title": title(answer), "source": page.source(answer)}


def html(content: str) -> None:
    """HTML of our own making without links, every text in it escaped."""
    st.html(content)


def paragraph(said: str, name: str) -> None:
    """A paragraph in one of the site's styles, its terms explained where they stand; nothing for an empty text."""
    if said:
        st.html(f'<p class="{name}">{explained(escape(said))}</p>')


def explained(said: str) -> str:
    """Escaped text with the glossary's terms underlined, each the first time it stands."""
    for term, meaning in glossary.TERMS.items():
        said = re.sub(rf"\b({term})\b", rf'<abbr title="{escape(meaning)}">\1</abbr>', said, count=1)
    return said
