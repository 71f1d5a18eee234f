"""How a question is spelled: as an address, in codes, for ever. Reading never raises."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from ojdash import settings
from ojdash.domain.errors import QuestionError
from ojdash.domain.indikator import ID
from ojdash.domain.kommun import RIKET
from ojdash.domain.question import APPLIES, AXES, CARRIED, FIGURES, GENDERS, PAGES, STEG, Question, is_peers
from ojdash.links.old import mended
from ojdash.text import problems

# The parameter of an address and the field of a question it spells.
PARAMETERS: dict[str, str] = {
    "kommun": "kommun",
    "omrade": "omrade",
    "indikator": "indikator",
    "year": "year",
    "from": "from_year",
    "peers": "peers",
    "gender": "gender",
    "utgava": "utgava",
    "figur": "figur",
    "axel": "axel",
    "steg": "steg",
    "mote": "mote",
    "vy": "vy",
    "analys": "analys",
}
# A share link names its year and edition first: they are what makes it the same view next year.
_PINNED_FIRST = ("year", "utgava")

_FITS: dict[str, Callable[[str], object]] = {
    "kommun": lambda text: re.fullmatch(r"[0-9]{4}", text) and text != RIKET,
    "omrade": lambda text: re.fullmatch(r"[a-z0-9_]{1,60}", text),
    "indikator": ID.fullmatch,
    "year": lambda text: re.fullmatch(r"(19|20)[0-9]{2}", text),
    "from": lambda text: re.fullmatch(r"(19|20)[0-9]{2}", text),
    "peers": is_peers,
    "gender": lambda text: text in GENDERS,
    "utgava": lambda text: re.fullmatch(r"[a-z0-9-]{1,80}", text),
    "figur": lambda text: text in FIGURES,
    "axel": lambda text: text in AXES,
    "steg": lambda text: text in STEG,
    "mote": lambda text: re.fullmatch(r"[a-z0-9]{8,26}", text),
    "vy": lambda text: re.fullmatch(r"[a-z0-9]{8,26}(-[0-9]{1,2})?", text),
    "analys": lambda text: re.fullmatch(r"[a-z2-7]{26}", text),
}


def read(page: str, parameters: Mapping[str, str]) -> tuple[Question, list[str]]:
    """The question that an address spells, and a Swedish sentence per part that can't be read.

    A part that can't be read keeps its default. Unknown parameters are ignored, old spellings mended.
    """
    told: list[str] = []
    fields: dict[str, object] = {}
    for name, text in mended(parameters).items():
        if name not in PARAMETERS or text == "":
            continue
        if not _FITS[name](text):
            told.append(problems.spelling(name, parameters.get(name, text).strip()[:60], problems.ALLOWED[name]))
            continue
        fields[PARAMETERS[name]] = int(text) if name in ("year", "from") else text
    return Question(page=page, **fields), told


def parameters(question: Question) -> dict[str, str]:
    """What an address says of a question: every part that its page depends on; only "newest" is left out."""
    said = {}
    for name, field in PARAMETERS.items():
        value = getattr(question, field)
        if field in (*APPLIES[question.page], *CARRIED) and value is not None:
            said[name] = str(value)
    return said


def address(question: Question, pinned: bool = False) -> str:
    """The address within the site: `jamfor?kommun=0680&...`. Pinned: year and edition stand first."""
    said = parameters(question)
    if pinned:
        said = {name: said[name] for name in _PINNED_FIRST if name in said} | said
    query = urlencode(said)
    return f"{question.page}?{query}" if query else question.page


def whole(within: str) -> str:
    """The whole address of one within the site: on the site's own (OJDASH_ADDRESS), else from the site's root."""
    return f"{settings.ADDRESS.value or '/'}{within}"


def parse(text: str) -> Question:
    """The question of a line such as `jamfor?kommun=0680&peers=lan`, or of a whole address of the site.

    Raises  QuestionError  the page is unknown, or a part can't be read; the message names what is allowed
    """
    address = urlsplit(text.strip())
    page, query = address.path.rstrip("/").rpartition("/")[2] or "oversikt", address.query
    if page not in PAGES:
        raise QuestionError(problems.spelling("sida", page, ", ".join(PAGES)))
    question, told = read(page, dict(parse_qsl(query, keep_blank_values=True)))
    if told:
        raise QuestionError(told[0])
    return question
