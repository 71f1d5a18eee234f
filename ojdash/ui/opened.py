"""Which analys a visit has open, and by which of its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from ojdash import answers, links, saved
from ojdash.api.visitor import HERE
from ojdash.domain.analys import Analys, Author, Item
from ojdash.domain.answer import Answer
from ojdash.domain.errors import SavedError
from ojdash.domain.form import Form
from ojdash.domain.question import LAGET_PARTS, WRITTEN, Question
from ojdash.store import Store, current, data_folder
from ojdash.text import delning, enkat, laget, mote
from ojdash.text import snabbanalys as text
from ojdash.ui import signed_in
from ojdash.ui.elements import ask_to_sign_in, asset, paragraph


@dataclass(frozen=True, slots=True)
class Addresses:
    """The strongest address of an analys that this visit has opened, and the reader's, None where it is withdrawn.

    carried  what the address bar and links of pages hold: the reader's, or what opens nothing and stands for the
             strongest in this tab alone
    """

    strongest: str
    reading: str | None

    @property
    def carried(self) -> str:
        return self.reading or saved.stand_in(self.strongest)


_keep = st.components.v2.component("ojdash_keep", js=asset("keep.js"))


def client() -> str:
    """Who is visiting, for the limits on guessing and writing: whom api.visitor found; Streamlit says None of HERE."""
    return st.context.ip_address or HERE


def place() -> saved.Saved:
    """Where what people write is kept."""
    return saved.open_saved(data_folder())


def fitting(page: str, token: str | None) -> str | None:
    """What the address of a page holds of an analys: the reader's address, never one that lets its holder write.

    Whoever copies or shows the address of a page gives away that it may be read. Where the reader's is withdrawn a page
    of figures carries none, and this visit remembers.
    """
    token = token or st.session_state.get("kept_analys")
    known = _known(token)
    if token is None or known is None:
        return token
    return known.carried if page in WRITTEN else known.reading


def strongest(token: str | None) -> str | None:
    """The strongest address that this visit has opened of the analys that an address, or what stands for one, is of."""
    token = token or st.session_state.get("kept_analys")
    known = _known(token)
    return known.strongest if known else token


def _known(token: str | None) -> Addresses | None:
    return st.session_state.setdefault("addresses", {}).get(token)


def analys_of(question: Question) -> Analys | None:
    """The analys that a question carries, or None; an address that opens nothing is told once and dropped."""
    state = st.session_state
    state["opened"] = None
    token = strongest(question.analys)
    if token is None:
        return None
    try:
        analys = place().read(token, client())
    except SavedError as error:
        state["told"].append(answers.told(error))
        forget()
        return None
    remember(analys, token)
    analys = state["opened"] = replace(analys, closed=saved.is_read_only() or signed_in.is_needed())
    state["kept_analys"] = token
    state["question"] = state["question"].but(analys=fitting(question.page, token))
    _keep_in_tab(fitting("snabbanalys", token), token)
    return analys


def closed() -> None:
    """Why nothing can be written in what this visit has open, though its address would let it; nothing where it can."""
    analys = opened()
    if saved.is_read_only():
        paragraph(delning.READ_ONLY, "ojdash-quiet")
    # Where the site only shows, addresses are still withdrawn, and words erased, by who owns them.
    if analys is not None and analys.may in (("aga",) if saved.is_read_only() else ("aga", "skriva")):
        ask_to_sign_in("analys")


def opened() -> Analys | None:
    """The analys that this run of the page shows beside the figures, or None."""
    return st.session_state.get("opened")


def events(answer: Answer) -> list[Item]:
    """The dated events and activities of the open analys that concern an answer's kommun and indikator."""
    analys = opened()
    return analys.events(answer.kommun.kod, answer.indikator.id) if analys else []


def remember(analys: Analys, token: str) -> None:
    """That this visit may open an analys by an address, and what its weaker addresses are."""
    known = st.session_state.setdefault("addresses", {})
    kept = Addresses(token, token if analys.may == "lasa" else analys.reading)
    # Opened by the reader's address while a stronger one is known: strongest() has put it in its place already.
    for one in {token, analys.reading, analys.writing, kept.carried} - {None}:
        known[one] = kept


def _keep_in_tab(carried: str, key: str) -> None:
    """Let the visitor's tab remember the key for what its address bar holds instead."""
    with st.container(key="ojdash_keep"):
        _keep(key="keep", data={"carried": carried, "key": key})


def forget() -> None:
    """Close the analys: the pages show the figures alone."""
    st.session_state["addresses"] = {}
    st.session_state["kept_analys"] = None
    st.session_state["question"] = st.session_state["question"].but(analys=None)


def form_of(analys: Analys, question: Question) -> Form:
    """The form that a question asks for, on the edition that its year was analysed on where that is still there."""
    store, newest = answers.editions_of(data_folder(), analys, question)
    st.session_state["store"] = store
    shown = _shown(analys, question, question.year or analys.year)
    return answers.form(store, analys, question, newest, evidence_of=shown)


def _shown(analys: Analys, question: Question, year: int | None) -> list[str] | None:
    """The indikatorer whose evidence a view shows: the one that is filled in, in step 3 the prioritised, else none."""
    if question.steg == "3":
        start, end = f"rad/{year}/", "/prioriterad"
        places = [place for place in analys.fields if place.startswith(start) and place.endswith(end)]
        return [place.split("/")[3] for place in places if analys.text(place)] or None
    return [question.indikator] if question.steg == "2" and question.indikator else []


def write(fields: Mapping[str, str], author: Author) -> None:
    """Write in the analys that this visit may write in, whatever address its page carries.

    Raises  SavedError
    """
    token, analys = strongest(st.session_state["question"].analys), opened()
    for name, value in fields.items():
        before = analys.fields.get(name) if analys else None
        place().write(token, author, name, value, before.version if before else 0, client())


def first_fields(
    page: str, store: Store, title: str, kommuner: list[str], omrade: str | None, year: int
) -> dict[str, str]:
    """What a new analys begins with: the edition too, but for a year that has no values yet."""
    titles = {"enkat": enkat.default_title, "mote": mote.default_title, "laget": laget.default_title}
    called = titles.get(page, delning.default_title)
    named = title.strip() or called(store.omraden.get(omrade, text.EVERYTHING), year, date.today())
    fields = {"om/titel": named, "om/kommuner": "-".join(kommuner), "om/year": str(year)}
    if any(year in store.years(id) for id in answers.ids(store, omrade)):
        fields[f"ar/{year}/utgava"] = current(data_folder()) or store.id
    return fields | ({"om/omrade": omrade} if omrade else {})


def address_of(token: str, question: Question) -> str:
    """The address within the site to share: an analys as it is now, the year said, for next year is another form."""
    if question.page == "mote":
        return links.address(Question("mote", mote=question.mote, steg="forbered", analys=token))
    if question.page == "laget":
        return links.address(Question("laget", steg=LAGET_PARTS[0], analys=token))
    steg = "1" if question.page == "enkat" else "2"
    return links.address(Question(question.page, question.kommun, year=question.year, steg=steg, analys=token))


def to_walk(kommun: str, omrade: str | None) -> Question:
    """The walk-through of a kommun's area, in the analys that is open."""
    return Question("enkat", kommun, omrade, analys=fitting("enkat", st.session_state["question"].analys))
