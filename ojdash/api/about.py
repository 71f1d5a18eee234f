"""Om tjänsten over HTTP: plain pages that need no script and no data, filled in by settings."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ojdash import settings
from ojdash.api import plain
from ojdash.domain.web_address import followed
from ojdash.text import om_tjansten as text
from ojdash.text import page

PATH = "/om-tjansten"


def routes() -> list[BaseRoute]:
    """The routes of the pages about the service."""
    return [Route(f"{PATH}/{part}", about, methods=["GET", "HEAD"]) for part in text.PARTS]


async def about(request: Request) -> Response:
    """One of the parts."""
    part = request.url.path.rpartition("/")[2]
    _, title, sections = text.PARTS[part]
    here = {part: ' aria-current="page"'}
    parts = [(name, called) for name, (called, _, _) in text.PARTS.items()]
    links = "".join(f'<a href="{name}"{here.get(name, "")}>{called}</a>' for name, called in parts)
    return HTMLResponse(
        f"{plain.head(f'{title} – {page.SITE}')}"
        f'<nav aria-label="{text.NAME}"><a href="../">{text.BACK}</a>{links}</nav>'
        f"<main><h1>{title}</h1>{''.join(map(_section, sections(_filled())))}</main></html>",
        headers={"Cache-Control": "no-cache"},
    )


def _filled() -> text.Filled:
    return text.Filled(
        host=settings.HOST.value,
        contact=settings.HOST_CONTACT.value,
        data_protection=settings.DATA_PROTECTION.value,
        legal_basis=settings.LEGAL_BASIS.value,
        accessible=settings.ACCESSIBLE.value,
        tested=settings.ACCESSIBILITY_TESTED.value,
        lacks=settings.ACCESSIBILITY_LACKS.value,
        keep_months=settings.KEEP_MONTHS.value,
        owners_erase=settings.ERASE.value == "owner",
        signs_in=settings.SIGN_IN.value,
    )


def _section(section: text.Section) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in section.said)
    contact = f"<p>{_contact(section.contact)}</p>" if section.contact else ""
    return f"<section><h2>{escape(section.heading)}</h2>{said}{contact}{_table(section.rows)}</section>"


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
    body = "".join(f"<tr>{''.join(map(_cell, rows[0], row))}</tr>" for row in rows[1:])
    return f'<div class="table" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(head: str, words: str) -> str:
    return f'<td data-head="{escape(head)}">{escape(words)}</td>'


def _contact(contact: str) -> str:
    """An e-mail or web address as a link, anything else as it is."""
    to = followed(contact)
    return f'<a href="{escape(to)}" rel="noopener noreferrer">{escape(contact)}</a>' if to else escape(contact)
