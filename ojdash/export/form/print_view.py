"""A document as one page to print or read: HTML that stands alone, without script, always light."""

from __future__ import annotations

from html import escape
from pathlib import Path

from ojdash.charts.theme import FONT, LIGHT
from ojdash.domain.form import Form
from ojdash.export.form.blocks import Block, Cell, Document, Facts, Figure, Heading, Lines, Said, Table
from ojdash.export.form.content import document

_LOOK = Path(__file__).with_name("form.css")
_UPRIGHT = "@page { size: A4 portrait; }"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def form_html(form: Form) -> str:
    """The form as one HTML page. The same form gives the same text."""
    return as_html(document(form))


def as_html(said: Document) -> str:
    """A document as one HTML page."""
    body = [f"<h1>{_text(said.title)}</h1>"]
    if said.band:
        body.append(f'<p class="band">{_text(said.band)}</p>')
    body += [_facts(said.about), *(_said(told) for told in said.told)]
    if said.contents:
        body.append(_contents(said))
    body += [_block(block, f"del{number}") for number, block in enumerate(said.blocks)]
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="robots" content="noindex">',
        '<meta name="color-scheme" content="only light">',
        f"<title>{_text(said.title)}</title>",
        f"<style>{_variables()}{_LOOK.read_text('utf-8')}{_UPRIGHT if said.upright else ''}</style>",
    ]
    foot = f"<footer><p>{_text(said.foot)}</p></footer>"
    page = ["<!doctype html>", '<html lang="sv">', "<head>", *head, "</head>", "<body>"]
    return "\n".join([*page, "<main>", *body, "</main>", foot, "</body>", "</html>", ""])


def _variables() -> str:
    look = {"ink": LIGHT.ink, "muted": LIGHT.muted, "line": LIGHT.peers, "head": LIGHT.backgrounds[1]}
    look |= {"background": LIGHT.background, "font": FONT}
    return f":root {{{'; '.join(f'--{name}: {value}' for name, value in look.items())}}}\n"


def _contents(said: Document) -> str:
    lines = [
        f'<li class="level{block.level}"><a href="#del{number}">{_text(block.text)}</a></li>'
        for number, block in enumerate(said.blocks)
        if isinstance(block, Heading) and block.level <= 2
    ]
    title = _text(said.contents)
    return f'<nav aria-label="{title}"><h2>{title}</h2><ul>{"".join(lines)}</ul></nav>'


def _block(block: Block, name: str) -> str:
    if isinstance(block, Heading):
        page = ' class="page"' if block.new_page else ""
        return f'<h{block.level + 1} id="{name}"{page}>{_text(block.text)}</h{block.level + 1}>'
    if isinstance(block, Figure):
        return f'<figure style="max-width: {block.wide}px">{block.svg}</figure>'
    if isinstance(block, Lines):
        if not block.listed:
            return "\n".join(_said(said) for said in block.said)
        return f"<ul>{''.join(f'<li{_look(said)}>{_text(said.text)}</li>' for said in block.said)}</ul>"
    return _facts(block) if isinstance(block, Facts) else _table(block)


def _facts(block: Facts) -> str:
    rows = "".join(f"<div><dt>{_text(name)}</dt><dd>{_cell(found)}</dd></div>" for name, found in block.rows)
    return f"<dl>{rows}</dl>" if rows else ""


def _table(block: Table) -> str:
    """A table; each cell carries its head, which a narrow screen shows in place of the columns."""
    share = [100 * width / sum(block.widths) for width in block.widths]
    columns = "".join(f'<col style="width: {width:.2f}%">' for width in share)
    heads = "".join(f'<th scope="col" role="columnheader">{_text(head)}</th>' for head in block.head)
    rows = []
    for row, whole in zip(block.rows, block.whole, strict=True):
        first, *rest = row
        cells = [f'<th scope="row" role="rowheader">{_cell(first)}</th>']
        for head, found in zip(block.head[1:], rest, strict=True):
            cells.append(f'<td role="cell" data-head="{_text(head)}">{_cell(found)}</td>')
        kept = ' class="whole"' if whole else ""
        rows.append(f'<tr role="row"{kept}>{"".join(cells)}</tr>')
    return (
        f'<table role="table" aria-label="{_text(block.name)}"><colgroup>{columns}</colgroup>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def _cell(found: Cell) -> str:
    return "".join(_said(said) for said in found)


def _said(said: Said) -> str:
    return f"<p{_look(said)}>{_text(said.text)}</p>"


def _look(said: Said) -> str:
    return ' dir="auto" class="quiet"' if said.quiet else ' dir="auto"'


def _text(text: str) -> str:
    return escape(text, quote=True)
