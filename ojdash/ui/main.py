"""The entry script: page settings, navigation, and one place where errors become sentences."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from ojdash import answers
from ojdash.domain.errors import OjdashError
from ojdash.text import PAGES, page
from ojdash.ui import memory, plain
from ojdash.ui.elements import about, asset, paragraph
from ojdash.ui.uploading import fields_of_page

ROOT = Path(__file__).parents[2]
ICON = Path(__file__).parent / "assets" / "icon.png"

st.set_page_config(page.SITE, str(ICON), layout="wide", initial_sidebar_state="auto")
st.html(f"<style>:root {{ --ojdash-choose: '{page.CHOOSE_HERE}'; }} {asset('style.css')}</style>")

st.session_state.setdefault("told", [])
pages = {
    name: st.Page(ROOT / "pages" / f"{name}.py", title=words.NAME, url_path=name, default=name == "oversikt")
    for name, words in PAGES.items()
}
chosen = st.navigation(list(pages.values()), position="hidden")

try:
    with fields_of_page():
        chosen.run()
except OjdashError as error:
    plain.title(page.NOT_WORKING)
    plain.failure(answers.told(error))
    paragraph(page.TELL, "ojdash-marked")
except Exception:
    logging.getLogger("ojdash").exception("page %s", chosen.title)
    plain.title(page.NOT_WORKING)
    plain.failure(page.UNEXPECTED)
about()
memory.settle()
