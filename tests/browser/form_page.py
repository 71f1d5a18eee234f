"""A form of a few fields of every kind, drawn anew at every run from what is saved."""

from __future__ import annotations

from html import escape

import streamlit as st

from ojdash import saved
from ojdash.domain.analys import Analys
from ojdash.ui.elements import asset, form

LABELS = {"samlad": "Samlad analys", "kommentarer": "Kommentarer", "aktiviteter": "Aktiviteter"}


def state() -> str:
    """What stands below every control."""
    return (
        '<span class="state" role="status"></span>'
        '<button type="button" data-versions aria-expanded="false">Tidigare texter</button>'
    )


def at(analys: Analys, place: str, more: str = "") -> str:
    """A field's opening tag."""
    version = analys.fields[place].version if place in analys.fields else 0
    return f'<div class="field" data-place="{place}" data-version="{version}" {more}>'


def text(analys: Analys, name: str) -> str:
    """A text of many lines."""
    place = f"rad/2024/0685/LSS-01/{name}"
    return (
        f'{at(analys, place)}<label for="{name}">{LABELS[name]}</label>'
        f'<textarea id="{name}">\n{escape(analys.text(place))}</textarea>{state()}</div>'
    )


def radios(analys: Analys) -> str:
    """A judgement that can be taken back."""
    place = "rad/2024/0685/LSS-01/tillforlitligt"
    said = analys.text(place)
    options = {"ja": "Ja", "nej": "Nej", "undersok": "Behöver undersökas", "": "Inte besvarad"}
    choices = "".join(
        f'<label><input type="radio" name="t" value="{value}"{" checked" if value == said else ""}>{word}</label>'
        for value, word in options.items()
    )
    return (
        f"{at(analys, place, 'data-refresh')}<fieldset><legend>Tillförlitligt</legend>{choices}</fieldset>{state()}"
        "</div>"
    )


def simple(analys: Analys) -> str:
    """A line, a date, a number, a choice, a tick, several ticks, and a button that writes."""
    step, row = "steg/2024/2", "rad/2024/0685/LSS-01"
    line, day, target = f"{step}/beslutar", f"{step}/datum", f"{row}/mal"
    options = "".join(
        f'<option value="{value}"{" selected" if value == analys.text(f"{step}/lage") else ""}>{word}</option>'
        for value, word in {"": "Inte beslutat", "beslutat": "Beslutat", "skjuts_upp": "Skjuts upp"}.items()
    )
    picked = f'"{analys.text(row + "/vald")}"'
    ticked = " checked" if analys.text(f"{row}/prioriterad") else ""
    chosen = analys.text("om/kommuner").split("-")
    boxes = "".join(
        f'<label><input type="checkbox" value="{code}"{" checked" if code in chosen else ""}>{name}</label>'
        for code, name in {"0682": "Nässjö", "0685": "Vetlanda", "0687": "Tranås"}.items()
    )
    return (
        f'{at(analys, line)}<label for="line">Beslutar</label>'
        f'<input id="line" type="text" value="{escape(analys.text(line))}">{state()}</div>'
        f'{at(analys, day)}<label for="day">Datum</label>'
        f'<input id="day" type="date" value="{escape(analys.text(day))}">{state()}</div>'
        f'{at(analys, target)}<label for="mal">Mål</label>'
        f'<input id="mal" type="text" inputmode="decimal" value="{escape(analys.text(target))}">{state()}</div>'
        f'{at(analys, f"{step}/lage")}<label for="lage">Läge</label><select id="lage">{options}</select>{state()}</div>'
        f'{at(analys, f"{row}/prioriterad")}<label><input type="checkbox" value="ja"{ticked}>Prioriterad</label>'
        f"{state()}</div>"
        f"{at(analys, 'om/kommuner', 'data-join=-')}<fieldset><legend>Kommuner</legend>{boxes}</fieldset>"
        f"{state()}</div>"
        f"{at(analys, f'{row}/vald', f'data-refresh data-value={picked}')}"
        f'<button type="button" data-write="ja">Välj</button><button type="button" data-write="">Ta bort</button>'
        f"{state()}</div>"
    )


st.set_page_config("Formulär", layout="wide")
st.html(f"<style>{asset('style.css')}</style>")
token = st.query_params["analys"]
analys = saved.open_saved().read(token)
st.title("Formulär")
st.html(f'<p class="seen">{escape(analys.text("rad/2024/0685/LSS-01/tillforlitligt"))}</p>')
st.html(f'<p class="events">{len(analys.items("handelse"))}</p>')
new = "handelse/nyhandelse1"
event = (
    f"""<div data-first='{{"{new}/kommun": "0685"}}'>{at(analys, f"{new}/text")}<label for="event">Händelse</label>"""
    f'<textarea id="event"></textarea>{state()}</div></div>'
)
who = (
    '<div class="who"><div><label for="role">Roll</label><input id="role" type="text" data-who="role"></div>'
    '<div><label for="org">Organisation</label><input id="org" type="text" data-who="organisation"></div>'
    '<p data-why role="status"></p></div>'
)
answered = analys.text("rad/2024/0685/LSS-01/tillforlitligt")
above = f'<p data-key="above">Svaret är {escape(answered)}</p>' if answered else ""
fields = "".join(text(analys, name) for name in LABELS)
form(
    who
    + above
    + fields
    + radios(analys)
    + simple(analys)
    + event
    + '<a data-ojdash href="?analys='
    + token
    + '">Hit</a>',
    "form",
    {"analys": token, "id": analys.id, "latest": analys.latest, "may_write": analys.may_write, "watch": ["handelse/"]},
)
