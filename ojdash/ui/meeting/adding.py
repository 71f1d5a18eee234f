"""Lägg till i möte: the same on every view, beside its share link.

Pages of figures carry the reader's address only. What may write is known by this visit, on the server: the strongest
address it has opened. Whoever follows a copied link has a visit of their own, and may only read.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from ojdash import answers, links, saved
from ojdash.domain import meeting as run
from ojdash.domain.errors import SavedError
from ojdash.domain.question import WRITTEN, Question
from ojdash.text import delning
from ojdash.text import mote as text
from ojdash.ui import opened, signed_in
from ojdash.ui.elements import ask_to_sign_in, sheet
from ojdash.ui.meeting.prepare import author_fields, new_view
from ojdash.ui.views import quiet


def add_to_meeting(question: Question, edition: str) -> None:
    """A way to put this very view last in a meeting of the open analys; without one, how it is done."""
    if saved.is_read_only():
        return
    analys = opened.opened()
    meetings = run.meetings(analys) if analys else ()
    must_sign_in = analys is not None and analys.may != "lasa" and signed_in.is_needed()
    if must_sign_in and question.page in WRITTEN:  # which has said so
        return
    with st.expander(text.ADD):
        if must_sign_in:
            ask_to_sign_in("adding")
            return
        if analys is None or not analys.may_write or not meetings:
            quiet(text.ADD_HOW if analys is None else text.ADD_FIRST if analys.may_write else text.ADD_READ_ONLY)
            return
        with st.form("add_to_meeting", border=False):
            quiet(text.ADD_READ)
            names = {one.id: text.named(one) for one in meetings}
            chosen = st.selectbox(text.MEETING, list(names), format_func=names.get)
            asked = st.text_area(text.QUESTION_FIELD, text.first_question(question), height=68)
            author, _ = author_fields()
            pushed = st.form_submit_button(text.ADD, type="primary")
        if pushed and author is None:
            _say(delning.NEEDS_ROLE)
        elif pushed:
            views = run.run(analys, chosen)
            last = views[-1].text("ordning") if views else ""
            try:
                opened.write(new_view(last, chosen, question.but(utgava=edition), asked), author)
            except SavedError as error:
                _say(answers.told(error))
                return
            st.session_state["author"] = author
            to = links.address(Question("mote", mote=chosen))
            link = f'<div class="row"><a data-ojdash="1" href="{escape(to)}">{text.TO_MEETING}</a></div>'
            sheet(f"<p>{escape(text.ADD_DONE)} {escape(names[chosen])}.</p>{link}", "add_done")


def _say(said: str) -> None:
    sheet(f'<p role="status">{escape(said)}</p>', "add_say")
