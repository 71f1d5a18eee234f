"""The form on Om data that describes a data set or an indikator which nothing here knows; it is held in the visit.

Streamlit lets go of a field's value when the field is not drawn, so what the fields hold is kept in a draft of its own,
and every field is named by its turn: a form that is filled anew has new fields.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

import streamlit as st

from ojdash import answers
from ojdash.catalogue.drafting import (
    FACTS,
    UNSAID,
    Draft,
    Entry,
    Place,
    described,
    drafted,
    is_coded,
    problems,
    proposed_area,
    proposed_id,
)
from ojdash.catalogue.spelling import spelled_dataset
from ojdash.domain.errors import CatalogueError, OjdashError, SourceError
from ojdash.domain.omrade import OMRADEN, ascii_code
from ojdash.domain.rounding import MOST
from ojdash.sources.own import UPLOADED, kept, without_folder
from ojdash.store import current, data_folder
from ojdash.store.from_table import Ground, ground
from ojdash.text import describing as text
from ojdash.text import words
from ojdash.ui.elements import paragraph
from ojdash.ui.uploading import sent, uploader
from ojdash.ui.views import quiet, told

_DRAFT, _TURN, _TRIED, _PROBLEM, _GROUND, _READ = (
    f"beskrivning_{name}" for name in ("utkast", "gang", "provad", "fel", "mot", "last")
)


def of_upload(error: OjdashError) -> str:
    """What is told of a file that was sent: everything; but of the server's own files what anyone may know."""
    said = str(error)
    return without_folder(said) if isinstance(error, SourceError) or UPLOADED in said else answers.told(error)


def describe() -> None:
    """The form, folded; below it whether the table will be read with what it describes."""
    _fill()
    draft = _draft()
    _take(draft)
    try:
        on = _ground()
    except OjdashError as error:
        told(answers.told(error))
        return
    wrong = problems(draft, on.omraden, on.known, on.published)
    with st.expander(text.HEADING, key="beskrivning"):
        quiet(text.READ_ABOUT)
        uploader(text.FILE, 5, ["toml"], _key("fil"))
        if problem := st.session_state.get(_PROBLEM):
            told(problem)
        _dataset(draft, wrong, on.omraden)
        for number in range(len(draft.entries)):
            _entry(draft, number, wrong)
        st.button(text.ADD, key=_key("ny"), on_click=_add)
        _ways_out(draft, wrong)
    if draft.is_begun:
        quiet(text.not_yet(len(wrong)) if wrong else text.read_with(draft.titel.strip(), len(draft.entries)))


def upload() -> tuple[str, bytes] | None:
    """What the form describes, as a file's name and its TOML; None when nothing is filled in.

    Raises  CatalogueError  it is not finished; what is wrong stands at the fields from the next run on
    """
    draft, state = _draft(), st.session_state
    _take(draft)
    if not draft.is_begun and not state.get(_PROBLEM):
        return None
    on = _ground()
    if state.get(_PROBLEM) or problems(draft, on.omraden, on.known, on.published):
        state[_TRIED] = True
        raise CatalogueError(text.NOT_FINISHED, text.NOT_FINISHED)
    return _file_name(draft), spelled_dataset(described(draft)).encode()


# --- the fields -------------------------------------------------------------------------------------------------------


def _dataset(draft: Draft, wrong: dict[Place, str], omraden: dict[str, str]) -> None:
    _written(draft, None, "titel", text.TITEL, wrong, on_change=_propose_area)
    _seeded(None, "oj", draft.oj)
    st.radio(text.STANDING, list(text.OJ), key=_key("oj"), format_func=text.OJ.get)
    codes = list(OMRADEN) if draft.oj else ["", *omraden]
    titles = omraden | {"": text.OWN_AREA}
    _seeded(None, "omrade", draft.omrade)
    st.selectbox(text.OMRADE, codes, None, key=_key("omrade"), format_func=titles.get, placeholder=text.CHOOSE)
    _told(wrong, Place(None, "omrade"), draft.omrade)
    if draft.omrade == "":
        _written(draft, None, "kod", text.KOD, wrong)


def _entry(draft: Draft, number: int, wrong: dict[Place, str]) -> None:
    """One indikator's fields, those first without which a figure can't be read."""
    entry = draft.entries[number]
    values = entry.values
    with st.container(border=True, key=_key("indikator", number)):
        paragraph(text.indikator(number + 1, values["title"].strip()), "ojdash-note")
        _written(draft, number, "title", text.TITLE, wrong, on_change=_propose_id, args=(number,))
        left, right = st.columns(2)
        with left:
            _chosen(number, "kind", values, text.KIND, on_change=_new_kind, args=(number,))
        with right:
            _written(draft, number, "id", text.ID, wrong)
        if values["kind"] == "kategori":
            _written(draft, number, "codes", text.CODES, wrong, lines=True, placeholder=text.CODES_EXAMPLE)
        elif values["kind"] == "ja_nej":
            _written(draft, number, "ja_betyder", text.JA_BETYDER, wrong, placeholder=text.JA_EXAMPLE)
        else:
            left, right = st.columns(2)
            with left:
                _written(draft, number, "unit", text.LABELS["unit"], wrong)
            with right:
                _chosen(
                    number,
                    "decimals",
                    values,
                    {UNSAID: text.BY_VALUES, **{decimals: str(decimals) for decimals in range(MOST + 1)}},
                )
        left, right = st.columns(2)
        with left:
            _chosen(number, "direction", values, text.DIRECTION)
        with right:
            _written(draft, number, "source", text.LABELS["source"], wrong)
        _written(draft, number, "syfte", text.LABELS["syfte"], wrong, lines=True)
        _more(draft, number, wrong)
        if len(draft.entries) > 1:
            st.button(f"{text.REMOVE} {number + 1}", key=_key("bort", number), on_click=_remove, args=(number,))


def _more(draft: Draft, number: int, wrong: dict[Place, str]) -> None:
    """What may be left empty, and what follows along from a file without any field."""
    entry = draft.entries[number]
    with st.expander(text.MORE, key=_key("mer", number)):
        left, right = st.columns(2)
        with left:
            _written(draft, number, "short_title", text.LABELS["short_title"], wrong)
        with right:
            _chosen(number, "type", entry.values, words.TYPE)
        for key in FACTS[1:]:
            _written(draft, number, key, text.LABELS[key], wrong, lines=True)
        _written(draft, number, "source_url", text.LABELS["source_url"], wrong)
        if unseen := [key for key, value in entry.kept.items() if value and value != "okant"]:
            quiet(text.kept(unseen))


def _ways_out(draft: Draft, wrong: dict[Place, str]) -> None:
    if not draft.is_begun:
        return
    if wrong:
        st.button(text.GET, key=_key("prova"), on_click=_try)
    else:
        toml = spelled_dataset(described(draft))
        st.download_button(text.GET, toml, _file_name(draft), "application/toml", key=_key("hamta"), on_click="ignore")
    st.button(text.EMPTY, key=_key("tom"), type="tertiary", on_click=_empty)


def _written(
    draft: Draft, number: int | None, key: str, label: str, wrong: dict[Place, str], lines: bool = False, **more: Any
) -> None:
    """A field of one line or of several, and what is wrong with what it holds."""
    held = getattr(draft, key) if number is None else draft.entries[number].values[key]
    _seeded(number, key, held)
    if lines:
        st.text_area(label, key=_key(key, number), height=78, **more)
    else:
        st.text_input(label, key=_key(key, number), **more)
    _told(wrong, Place(number, key), held)


def _chosen(number: int, key: str, values: dict[str, Any], offered: dict[Any, str], **more: Any) -> None:
    _seeded(number, key, values[key])
    st.selectbox(text.LABELS[key], list(offered), key=_key(key, number), format_func=offered.get, **more)


def _told(wrong: dict[Place, str], place: Place, held: Any) -> None:
    """What is wrong with a field: at once with what stands in it, but that it is empty only when one would go on."""
    problem = wrong.get(place)
    if problem and (held or st.session_state.get(_TRIED)):
        told(problem)


# --- what the fields hold ---------------------------------------------------------------------------------------------


def _draft() -> Draft:
    return st.session_state.setdefault(_DRAFT, Draft())


def _key(name: str, number: int | None = None) -> str:
    return f"beskrivning_{st.session_state.get(_TURN, 0)}_{'' if number is None else number}_{name}"


def _seeded(number: int | None, key: str, held: Any) -> None:
    st.session_state.setdefault(_key(key, number), held)


def _take(draft: Draft) -> None:
    """Take what the fields hold into the draft."""
    state = st.session_state
    for key in ("titel", "omrade", "kod", "oj"):
        setattr(draft, key, state.get(_key(key), getattr(draft, key)))
    for number, entry in enumerate(draft.entries):
        for key, value in entry.values.items():
            entry.values[key] = state.get(_key(key, number), value)
    if draft.oj and draft.omrade not in OMRADEN:
        draft.omrade = state[_key("omrade")] = None


def _put(draft: Draft) -> None:
    """Another form than the one whose fields are drawn."""
    state = st.session_state
    state[_DRAFT], state[_TRIED], state[_PROBLEM] = draft, False, ""
    state[_TURN] = state.get(_TURN, 0) + 1


def _fill() -> None:
    """Fill the form with a file that was just sent; one that can't be read is told and changes nothing."""
    state, file = st.session_state, sent(_key("fil"))
    if file is state.get(_READ):
        return
    state[_READ], state[_PROBLEM] = file, ""
    if file is None:
        return
    try:
        with ExitStack() as files:
            on = ground(data_folder(), files.enter_context(kept(file.name, file.getvalue())))
        _put(drafted(on.described, _ground().omraden))
    except OjdashError as error:
        state[_PROBLEM] = of_upload(error)


def _try() -> None:
    st.session_state[_TRIED] = True


def _empty() -> None:
    _put(Draft())


def _add() -> None:
    draft = _draft()
    _take(draft)
    draft.entries.append(Entry())
    st.session_state[_TRIED] = False


def _remove(number: int) -> None:
    draft = _draft()
    _take(draft)
    del draft.entries[number]
    _put(draft)


def _propose_area() -> None:
    draft, state = _draft(), st.session_state
    before, titel = draft.titel, state[_key("titel")]
    _take(draft)
    if draft.kod in ("", proposed_area(before)):
        draft.kod = state[_key("kod")] = proposed_area(titel)


def _propose_id(number: int) -> None:
    draft, state = _draft(), st.session_state
    entry = draft.entries[number]
    before = entry.values["title"]
    _take(draft)
    others = [other.values["id"] for other in draft.entries if other is not entry]
    if not entry.read and entry.values["id"] in ("", proposed_id(before, others)):
        entry.values["id"] = state[_key("id", number)] = proposed_id(entry.values["title"], others)


def _new_kind(number: int) -> None:
    """A unit that the kind of value goes with, unless another is written."""
    draft, state = _draft(), st.session_state
    _take(draft)
    values = draft.entries[number].values
    if values["unit"] in ("", *text.UNITS.values()) and not is_coded(values["kind"]):
        values["unit"] = state[_key("unit", number)] = text.UNITS.get(values["kind"], "")


def _file_name(draft: Draft) -> str:
    return f"{ascii_code(draft.titel)}.toml"


def _ground() -> Ground:
    """What there is to describe something beside, read once an edition."""
    state, edition = st.session_state, current(data_folder())
    if state.get(_GROUND, (None, None))[0] != edition or _GROUND not in state:
        state[_GROUND] = (edition, ground(data_folder()))
    return state[_GROUND][1]
