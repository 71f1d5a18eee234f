"""Words as a figure is told them. Plotly reads tags and a few codes in them, and no code of a quotation mark."""

from __future__ import annotations

from html import escape


def lettering(words: str) -> str:
    """Words that a figure shows as they are written."""
    return escape(words, quote=False)
