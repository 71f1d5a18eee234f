"""Reading a table on Om data: what was understood, what a person has to settle, and publishing as the terminal does.

The file lies in the visit's memory until it is published or put away. Publishing runs on a thread of its own, so that
neither a click nor a closed tab stops it halfway; what it writes becomes current whole or not at all.
"""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from pathlib import Path
from threading import Thread

import streamlit as st

from ojdash import answers, links
from ojdash.domain.effect import Effect, effect
from ojdash.domain.errors import DataError, FallError, OjdashError, SavedError
from ojdash.domain.question import Question
from ojdash.domain.rehearsal import Rehearsal
from ojdash.domain.table import Reading
from ojdash.sources import pointing, settling, table
from ojdash.sources.own import kept
from ojdash.store import Published, alone, data_folder
from ojdash.store.from_table import Ground, ground, publish_reading, steps
from ojdash.store.rehearsal import rehearsal
from ojdash.text import table_page as text
from ojdash.text import tables, terminal
from ojdash.ui import describing, plain
from ojdash.ui.coordinator import coordinator, must_sign_in, who_may
from ojdash.ui.elements import ask_to_sign_in, html, sheet
from ojdash.ui.table_grid import grids
from ojdash.ui.table_settled import before_publishing, settled_again
from ojdash.ui.uploading import uploader
from ojdash.ui.views import note, quiet, told

_TYPES = ["xlsx", "xlsm", "xls", "ods", "csv", "txt"]
_MOST_SHOWN = 25  # doubts with a picker each, at a time
_MOST_OFFERED = 1_000  # indikatorer in a picker
_LOOK = 2.0  # seconds of a run that looks on; what one does meanwhile comes after it
_TICK = 0.2  # seconds between two looks at how far the publishing has come

Upload = tuple[str, bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A table that a visit is reading: its bytes, what is settled about it, and how it was read against what.

    fell       publishing it was refused, for far fewer values would be left
    effect     what the last choice did to its values; None before the first
    rehearsal  what publishing it would do; None while something is unsettled
    """

    file: Upload
    dataset: Upload | None
    year: int | None
    profile: table.Profile
    on: Ground
    reading: Reading
    fell: bool = False
    effect: Effect | None = None
    rehearsal: Rehearsal | None = None


@dataclass(slots=True, eq=False)
class Job:
    """A publishing: how far it has come, and in the end what it did or why it did nothing."""

    held: Held
    total: int
    accept_drop: bool = False
    done: int = 0
    published: Published | None = None
    problem: str = ""
    moved: bool = False
    thread: Thread | None = field(default=None, repr=False)


def who_reads_tables_in() -> None:
    """The part of Om data that says who may read a table in; nothing for a coordinator."""
    if coordinator() is None:
        plain.header(text.HEADING)
        if must_sign_in():
            ask_to_sign_in("tables")
        else:
            quiet(who_may())


def table_in() -> None:
    """The part of Om data where a coordinator reads a table in; nothing for others."""
    state = st.session_state
    if coordinator() is None:
        state.pop("tabell", None)
        return
    plain.header(text.HEADING)
    job = state.get("publicering")
    if job and job.thread.is_alive():
        _understood(job.held)
        _wait(job)
    if job:
        _ended(job)
    if said := state.pop("tabell_fel", None):
        told(said)
    if state.get("tabell"):
        _held(state["tabell"])
    else:
        _form()


# --- the file ---------------------------------------------------------------------------------------------------------


@st.fragment  # a description has many fields, and the rest of the page has nothing to do with them
def _form() -> None:
    file = uploader(text.FILE, 100, _TYPES, "tabell_fil_vald")
    quiet(text.READ_ABOUT)
    with st.expander(text.MORE):
        profile = uploader(text.PROFILE, 5, ["toml"], "tabell_profil")
        years = [None, *range(date.today().year + 1, settling.FIRST_YEAR - 1, -1)]
        year = st.selectbox(text.YEAR, years, format_func=lambda one: str(one or text.BY_TABLE))
    describing.describe()
    if not st.button(text.READ, key="tabell_las"):
        return
    if file is None:
        told(text.CHOOSE_FILE)
        return
    try:
        dataset = describing.upload()
    except OjdashError as error:
        st.session_state["tabell_fel"] = describing.of_upload(error)
        st.rerun()
    _read((file.name, file.getvalue()), dataset, year, (profile.name, profile.getvalue()) if profile else None)


def _again(held: Held, profile: table.Profile, year: int | None) -> None:
    """Read a file that is held with what was chosen."""
    _read(held.file, held.dataset, year, profile, held.reading)


def _read(
    file: Upload,
    dataset: Upload | None,
    year: int | None,
    profile: Upload | table.Profile | None,
    before: Reading | None = None,
) -> None:
    """Read a file as far as it is certain, and run the page again; a file that can't be read is told.

    before  how it was read before the choice that has it read again
    """
    state = st.session_state
    try:
        bar = st.progress(0.0, tables.READ)
        with ExitStack() as files:
            path = files.enter_context(kept(*file))
            on = _ground(files, dataset)
            if isinstance(profile, tuple):
                profile = _named(profile, table.load(files.enter_context(kept(*profile))))
            profile = profile or table.Profile()
            reading = table.read(
                path,
                on.kommuner,
                on.indikatorer,
                profile,
                year,
                lambda done, total: bar.progress(min(1.0, done / max(total, 1)), tables.READ),
            )
        did = effect(before.rows, reading.rows) if before else None
        would = rehearsal(on, reading) if reading.settled else None
        state["tabell"] = Held(file, dataset, year, profile, on, reading, False, did, would)
        state["publicering"] = None
    except OjdashError as error:
        state["tabell_fel"] = describing.of_upload(error)
    st.rerun()


def _ground(files: ExitStack, dataset: Upload | None) -> Ground:
    return ground(data_folder(), files.enter_context(kept(*dataset)) if dataset else None)


def _named(upload: Upload, profile: table.Profile) -> table.Profile:
    return replace(profile, path=upload[0])


# --- what was understood, and what is to settle -----------------------------------------------------------------------


def _understood(held: Held) -> None:
    reading, on = held.reading, held.on
    known = tables.preview(replace(reading, unsettled=()), dict(on.indikatorer), on.names, advice=False)
    lines = "".join(
        f'<div style="padding-left:{(len(line) - len(line.lstrip())) / 2}em">{escape(line.strip())}</div>'
        for line in known
    )
    lines = f'<div style="overflow-wrap:anywhere">{lines}</div>'
    html(f'<details class="ojdash-details" open><summary><strong>{text.UNDERSTOOD}</strong></summary>{lines}</details>')


def _held(held: Held) -> None:
    _drawn(held)
    _understood(held)
    _sheets(held)
    if held.on.on_example:
        told(tables.EXAMPLE_GOES)
    if held.reading.unsettled:
        _settle(held)
    else:
        note(text.SETTLED)
        before_publishing(held.rehearsal, held.on.names)
        accept_drop = held.fell and st.checkbox(text.ACCEPT_DROP, key="tabell_farre")
        if st.button(text.PUBLISH, key="tabell_publicera"):
            _start(held, accept_drop)
    _profile(held, published=False)
    if st.button(text.ANOTHER, type="tertiary", key="tabell_annan"):
        st.session_state["tabell"] = None
        st.rerun()


def _drawn(held: Held) -> None:
    """The table as it was read, and what is settled about it; a click in either has it read again."""
    on = held.on
    clicked = grids(held.reading, held.effect, on.indikatorer, _offered(held), on.names)
    if clicked:
        _again(held, pointing.pointed_at(held.profile, *clicked), held.year)
    if again := settled_again(held.profile, held.year, on.indikatorer, on.names):
        _again(held, *again)


def _offered(held: Held) -> list[str]:
    """The indikatorer that can be chosen: those of the catalogue where there are too many."""
    return list(held.on.indikatorer if len(held.on.indikatorer) <= _MOST_OFFERED else held.on.known)


def _sheets(held: Held) -> None:
    """What every sheet of a workbook looks like, and which are read: open where that has to be chosen."""
    seen = held.reading.sheets
    if not seen:
        return
    read = [one.name for one in seen if one.read]
    asked = any(doubt.doubt == "sheet" for doubt in held.reading.unsettled)
    with st.expander(text.SHEETS, expanded=asked):
        html(f'<ul class="ojdash-quiet">{"".join(f"<li>{escape(text.sheet(one))}</li>" for one in seen)}</ul>')
        with st.form("tabell_blad", border=False):
            names = settling.tables(held.reading)
            key = f"tabell_blad_{hash((*names, *read))}"
            chosen = st.multiselect(text.SHEETS_READ, names, read, key=key, placeholder=text.CHOOSE)
            again = st.form_submit_button(text.READ_SHEETS)
    if again and chosen:
        in_order = [name for name in names if name in chosen]
        _again(held, settling.with_sheets(held.profile, in_order), held.year)


def _settle(held: Held) -> None:
    reading, on = held.reading, held.on
    doubts = [doubt for doubt in reading.unsettled if doubt.doubt != "no_value"] or reading.unsettled
    shown = doubts[:_MOST_SHOWN]
    html(f'<p class="ojdash-note"><strong>{text.TO_SETTLE}</strong></p>')
    note(text.to_settle(len(doubts), len(shown)))
    ids = _offered(held)
    answered = {}
    with st.form("tabell_val", border=False):
        for number, doubt in enumerate(shown):
            note(text.doubt(reading, doubt, on.names, on.indikatorer))
            offered = settling.choices(doubt, reading, ids, list(on.names), date.today().year)
            if not offered:
                quiet(text.CHOOSE_SHEETS if doubt.doubt == "sheet" else text.ONLY_IN_FILE)
                continue
            chosen = st.selectbox(
                f"{text.CHOOSE} {number + 1}",
                offered,
                None,
                key=f"tabell_val_{hash(doubt)}",
                format_func=lambda one: text.choice(one.what, one.value, on.indikatorer, on.names),
                placeholder=text.CHOOSE,
                label_visibility="collapsed",
            )
            if chosen:
                answered[doubt] = chosen
        if any(doubt.doubt in ("column", "indikator") for doubt in shown):
            quiet(text.NOT_AMONG_THEM)
        again = st.form_submit_button(text.AGAIN)
    columns = sum(doubt.doubt == "column" for doubt in reading.unsettled)
    all_columns = columns > 1 and st.button(text.ALL_COLUMNS, key="tabell_alla")
    if again or all_columns:
        profile = settling.settled(held.profile, reading, answered)
        profile = settling.left_out(profile, reading) if all_columns else profile
        years = [choice.value for doubt, choice in answered.items() if settling.is_about_the_table(doubt)]
        _again(held, profile, next(iter(years), held.year))


def _profile(held: Held, *, published: bool) -> None:
    quiet(text.PROFILE_READ)

    def spelled() -> str:
        return table.spelled(table.grown(held.profile, held.reading, published=published))

    name, key = text.profile_name(held.file[0]), f"tabell_hamta_{published}"
    st.download_button(text.GET_PROFILE, spelled, name, "application/toml", key=key, on_click="ignore")


# --- publishing -------------------------------------------------------------------------------------------------------


def _start(held: Held, accept_drop: bool) -> None:
    """Begin to publish, if whoever clicked still may; `accept_drop` though far fewer values are left."""
    state = st.session_state
    writer = coordinator()
    try:
        if writer is None:
            raise SavedError(text.CLOSED)
        writer.check()
    except SavedError as error:
        state["tabell_fel"] = answers.told(error)
        st.rerun()
    job = state["publicering"] = Job(held, steps(held.on, held.reading), accept_drop)
    job.thread = Thread(target=_publish, args=(job, data_folder()), name="publicering", daemon=False)
    job.thread.start()
    st.rerun()


def _publish(job: Job, data: Path) -> None:
    """On its own thread: publish what was read, unless another edition was published since."""

    def step(_: str) -> None:
        job.done += 1

    try:
        with ExitStack() as held:
            try:
                held.enter_context(alone(data))
            except DataError:
                job.problem = text.BUSY
                return
            on = _ground(held, job.held.dataset)
            if _edition(on) != _edition(job.held.on):
                job.moved, job.problem = True, text.MOVED
                return
            job.published = publish_reading(on, job.held.reading, step, accept_drop=job.accept_drop)
    except FallError as error:
        job.problem, job.held = answers.told(error), replace(job.held, fell=True)
    except OjdashError as error:
        job.problem = answers.told(error)
    except OSError as error:
        logging.getLogger("ojdash").error("%s", terminal.system(error))
        job.problem = terminal.system_refused(error)
    except Exception:
        logging.getLogger("ojdash").exception("publishing a table")
        job.problem = text.UNEXPECTED


def _edition(on: Ground) -> str | None:
    return on.base.id if on.base else None


def _wait(job: Job) -> None:
    """How far a publishing has come, in place of the button that began it; then the page is run again."""
    bar = st.progress(0.0, text.PUBLISHING)
    st.button(text.PUBLISH, key="tabell_publiceras", disabled=True)
    until = time.monotonic() + _LOOK
    while job.thread.is_alive() and time.monotonic() < until:
        bar.progress(min(1.0, job.done / max(job.total, 1)), text.PUBLISHING)
        time.sleep(_TICK)
    st.rerun()


def _ended(job: Job) -> None:
    """What a publishing did, or why it did nothing. The file is let go."""
    state = st.session_state
    if job.problem:
        state["publicering"], state["tabell_fel"] = None, job.problem
        if job.held.fell:
            state["tabell"] = job.held
            st.rerun()
        if job.moved:
            _read(job.held.file, job.held.dataset, job.held.year, job.held.profile)
        return
    if state.get("tabell") is job.held:
        state["tabell"] = None
    job.held = replace(job.held, file=(job.held.file[0], b""))
    done = job.published
    first, *rest = answers.report(data_folder(), done)
    told("\n".join([first, *(line.strip() for line in rest)]))
    new = links.address(Question(page="om_data", utgava=done.id), pinned=True)
    doubtful = links.address(st.session_state["question"].but(page="kvalitet"))
    to = {new: text.SEE_NEW, doubtful: text.SEE_QUALITY}
    ways = "".join(f'<a data-ojdash="1" href="{escape(where)}">{said}</a> ' for where, said in to.items())
    sheet(f'<div class="row">{ways}</div>', key="tabell_klar")
    _profile(job.held, published=True)
