"""What is settled about a table, each thing to be taken back; and what publishing it would do."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.rehearsal import Rehearsal
from ojdash.sources import table
from ojdash.sources.taking_back import settled_things, taken_back
from ojdash.text import rehearsal as before
from ojdash.text import table_grid as text
from ojdash.ui.elements import html
from ojdash.ui.views import grid, note, quiet

MOST_LISTED = 100


def settled_again(
    profile: table.Profile, year: int | None, indikatorer: Mapping[str, Indikator], kommuner: Mapping[str, Kommun]
) -> tuple[table.Profile, int | None] | None:
    """Everything that is settled, with a button each; the profile and year without what was taken back right now."""
    things = settled_things(profile, year)
    if not things:
        return None
    with st.expander(text.settled_heading(len(things))):
        quiet(text.SETTLED_READ)
        for number, thing in enumerate(things[:MOST_LISTED], 1):
            said, button = st.columns([4, 1], vertical_alignment="center")
            with said:
                note(f"{number}. {text.settled(thing, indikatorer, kommuner)}")
            if button.button(
                f"{text.CHANGE} {number:d}", key=f"tabell_andra_{hash((thing.about, thing.holds, thing.key))}"
            ):
                return taken_back(profile, thing), None if thing.about == "said_year" else year
        if len(things) > MOST_LISTED:
            quiet(text.more_settled(len(things) - MOST_LISTED))
    return None


def before_publishing(found: Rehearsal, kommuner: Mapping[str, Kommun]) -> None:
    """How many values, what changes most, what can't be, what Kvalitet would ask about."""
    html(f'<p class="ojdash-note"><strong>{before.HEADING}</strong></p>')
    grid(before.HEADS, before.rows(found))
    if more := before.more_rows(found):
        quiet(more)
    for sentence, lines in before.told(found, kommuner).items():
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        html(f'<p class="ojdash-note">{escape(sentence)}</p>{f"<ul>{items}</ul>" if items else ""}')
