"""The two ways this site draws what Streamlit has no element for: a figure, and a sheet of HTML with live links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from ojdash import charts
from ojdash.api import papers
from ojdash.domain.answer import Answer
from ojdash.text import file_names, files, glossary, making, om_tjansten, page
from ojdash.text import signed_in as signing
from ojdash.text.analyser import WORDS
from ojdash.ui import signed_in
from ojdash.ui.address import whole_link

ASSETS = Path(__file__).parent / "assets"

_CHART_HTML = (
    '<div class="ojdash-chart"><div class="ojdash-plot" role="img"></div><button type="button"></button></div>'
)
_SHEET_HTML = '<div class="ojdash-sheet"></div>'
_FORM_HTML = '<div class="ojdash-form"></div>'


@cache
def asset(name: str) -> str:
    """A file of `assets/`, read once."""
    return (ASSETS / name).read_text("utf-8")


# Plotly's own styles are put in the page's head, so a figure must not stand behind a shadow root.
_draw = st.components.v2.component(
    "ojdash_chart",
    html=_CHART_HTML,
    css=asset("chart.css"),
    js=asset("picture.js") + asset("chart.js"),
    isolate_styles=False,
)
_lay_out = st.components.v2.component(
    "ojdash_sheet",
    html=_SHEET_HTML,
    css=asset("sheet.css"),
    js=asset("follow.js") + asset("picture.js") + asset("sheet.js"),
)
_fill_in = st.components.v2.component(
    "ojdash_form",
    html=_FORM_HTML,
    css=asset("form.css"),
    js=asset("follow.js") + asset("writing.js") + asset("drag.js") + asset("form.js"),
)


def theme() -> charts.Theme:
    """The reader's theme: light, or dark."""
    return charts.theme(st.context.theme.type or "light")


def chart(
    drawn: charts.Chart, answer: Answer, key: str, larger: Sequence[tuple[tuple[int, int], charts.Chart]] = ()
) -> None:
    """A figure, with a button that saves it as a picture with title and source.

    larger  the same for larger windows: the least width and height in CSS px, smallest first
    """
    picture(
        drawn,
        key,
        of=f"{answer.edition} {answer.question} {max((status.at for status in answer.marks), default='')}",
        caption=files.caption(answer, whole_link(answer.question.but(utgava=answer.edition))),
        file=file_names.of_view(answer),
        larger=larger,
    )


def picture(
    drawn: charts.Chart,
    key: str,
    *,
    of: str,
    caption: files.Caption,
    file: str,
    larger: Sequence[tuple[tuple[int, int], charts.Chart]] = (),
) -> None:
    """A figure that is of no answer. of: what tells it from others; caption and file: of the saved picture."""
    _draw(
        key=key,
        data={
            "key": of,
            "figure": drawn.figure,
            "alt": drawn.alt,
            "height": drawn.height,
            "larger": [{"least": least, "figure": chart.figure, "height": chart.height} for least, chart in larger],
            "said": asdict(caption),
            "picture": page.PICTURE,
            "look": _look(),
            "file": file,
        },
        height="content",
    )


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


def file_rows(html: str) -> str:
    """Rows with links to files, for a sheet: what the browser says while one is made, and where it is asked after."""
    words = making.WORDS | {"queue": f"api/{papers.QUEUE}", "number": papers.NUMBER}
    named = "".join(f' data-{name}="{escape(word)}"' for name, word in words.items())
    return f'<div class="screen"{named}>{html}</div>'


def form(html: str, key: str, data: Mapping[str, Any]) -> int | None:
    """Fields that save themselves as one types; HTML of our own making, every text in it escaped.

    data    analys     the token of the address that is open
            id         the analys' own id: what was not saved is kept in the browser under it
            latest     the number of the newest version that the HTML shows (Analys.latest)
            may_write  whether the address, and the site, let one write (True when left out)
            watch      starts of places; what others write at one that is not in the HTML runs the page again
            words      the words of text.analyser.WORDS to say differently; all others are said as there
    Returns a number when a `data-refresh` field was saved, or a watched one written: the page is then run again.

    A field, and what else may stand in the HTML:

        <div class="field" data-place="rad/2024/0685/LSS-01/samlad" data-version="3" [data-refresh]>
          one textarea, input, select, or a fieldset of radios or checkboxes; its label
          <span class="state" role="status"></span>   how far it has come
          <button type="button" data-versions>        its earlier texts
          <button type="button" data-write="ja">      writes that value; a field may have such buttons only, and
                                                      then its value in `data-value`
          <button type="button" data-fill="...">      adds a text to what is written
        </div>
        <input data-who="role"> <input data-who="organisation"> <p data-why role="status"></p>
        <a data-ojdash href>                          another page of the site

    An unticked checkbox is "", a ticked one its value; several are joined by the field's `data-join`, a space if none.
    `data-locked` on a control keeps it closed. `data-key` tells parts apart that come and go.
    """
    laid = {**data, "html": html, "words": WORDS | data.get("words", {})}
    return _fill_in(key=key, data=laid, height="content", on_changed_change=lambda: None).changed


def _picture(answer: Answer) -> dict[str, Any]:
    caption = files.caption(answer, whole_link(answer.question.but(utgava=answer.edition)))
    if answer.question.page in ("signaler", "lansrapport"):
        caption = replace(caption, below=(charts.level_key(theme()), *caption.below))
    return {"file": file_names.of_view(answer), "said": asdict(caption), "look": _look()}


def _look() -> dict[str, str]:
    """What a saved picture is drawn with around what it shows."""
    here = theme()
    return {"ground": here.background, "ink": here.ink, "muted": here.muted, "font": charts.FONT}


def about() -> None:
    """The foot of every page, about the service; not on the seminar screen, nor in another site's frame."""
    question = st.session_state.get("question")
    on_screen = question is not None and (question.page, question.steg) == ("mote", "visa")
    if not on_screen and not st.context.is_embedded:
        links = "".join(f'<a href="om-tjansten/{part}">{said[0]}</a>' for part, said in om_tjansten.PARTS.items())
        name = om_tjansten.NAME
        if who := signed_in.name():
            paragraph(signing.signed_in_as(who), "ojdash-quiet ojdash-screen")
        signed_in.bar()
        html(f'<nav class="ojdash-about ojdash-screen" aria-label="{name}">{name}: {links}</nav>')


def ask_to_sign_in(place: str) -> None:
    """That this visit must sign in to write, and the button that does it; nothing where it needs not.

    place  where on the page, for one may stand at several
    """
    if signed_in.is_needed():
        paragraph(signing.NEEDED, "ojdash-note")
        st.button(signing.SIGN_IN, on_click=st.login, key=f"sign_in_{place}")


def stop() -> NoReturn:
    """End a page before its end, with the foot that every page has."""
    about()
    st.stop()


def html(content: str) -> None:
    """HTML of our own making without links, every text in it escaped."""
    st.html(content)


def paragraph(sentence: str, name: str) -> None:
    """A paragraph in one of the site's styles, its terms explained where they stand; nothing for an empty text."""
    if sentence:
        st.html(f'<p class="{name}">{explained(escape(sentence))}</p>')


def explained(escaped: str) -> str:
    """Escaped text with the glossary's terms underlined, each the first time it stands."""
    for term, meaning in glossary.TERMS.items():
        escaped = re.sub(rf"\b({term})\b", rf'<abbr title="{escape(meaning)}">\1</abbr>', escaped, count=1)
    return escaped
