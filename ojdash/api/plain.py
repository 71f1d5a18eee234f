"""How a plain page begins: one that needs no script and no data, in the reader's light or dark, on a phone too."""

from __future__ import annotations

from html import escape

_STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem}"
    "h1,h2{line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}nav{display:flex;flex-wrap:wrap;gap:0 1rem}"
    "nav a{min-height:44px;display:inline-flex;align-items:center}h1{font-size:1.6rem;overflow-wrap:anywhere}"
    ".table{overflow-x:auto}table{border-collapse:collapse}p{overflow-wrap:anywhere}"
    "td,th{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;border-bottom:1px solid}"
    "@media(max-width:44rem){h1{font-size:min(1.6rem,5.6vw)}thead{display:none}tr,td{display:block}"
    "tr{border-bottom:1px solid;padding:.5rem 0}td{border:0;padding:.1rem 0}td:first-child{font-weight:600}"
    "td+td::before{content:attr(data-head) ': '}}"
    "button{font:inherit;min-height:44px;padding:.3rem .9rem}"
)


def head(title: str, more: str = "") -> str:
    """All that stands before what the page says. more: HTML of ours, beside the title."""
    return (
        f'<!doctype html><html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>{more}"
    )
