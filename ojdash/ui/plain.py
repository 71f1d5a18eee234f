"""How words of any origin reach the screen: as they are written. Streamlit's own text functions take them as Markdown.

A title of an analys may hold an image, a link or a formula, and every reader's browser would fetch it. So headings and
sentences are HTML with everything escaped. tests/test_house.py holds pages and ui to it.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from ojdash.text import page
from ojdash.text.marked import Marked, Strong
from ojdash.ui.elements import html


def title(words: str) -> None:
    """The page's heading."""
    html(f'<h1 class="ojdash-title">{escape(words)}</h1>')


def tab(words: str) -> None:
    """What the browser's tab, its history and its bookmarks say."""
    st.set_page_config(page_title=f"{words} – {page.SITE}")


def header(words: str) -> None:
    """A heading within the page."""
    html(f'<h2 class="ojdash-header">{escape(words)}</h2>')


def marked(sentence: Marked) -> None:
    """A paragraph with words made strong."""
    parts = [f"<strong>{escape(part)}</strong>" if isinstance(part, Strong) else escape(part) for part in sentence]
    html(f'<p class="ojdash-marked">{"".join(parts)}</p>')


def failure(words: str) -> None:
    """Why there is no page."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in words.split("\n"))
    html(f'<div class="ojdash-told" role="alert">{lines}</div>')
