"""The places where people write, `rad/2024/0685/LSS-01/samlad`: what a field belongs to, and what may stand there.

PLACES lists every place there is; everything that saves, shows or exports what was written reads that list.
"""

from __future__ import annotations

import re
from datetime import date

from ojdash.domain.kommun import RIKET
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.question import PAGES, is_peers

MOST_TEXT = 100_000
MOST_LINE = 300

# The form of the quick analysis: its columns, in the order of the printed form. The first three are judged.
COLUMNS = ("angelaget", "tillforlitligt", "aktuellt", "aktiviteter", "kommentarer", "samlad")
JUDGED = COLUMNS[:3]
SVAR = ("ja", "nej", "undersok")

# The three questions of the year comparison.
YEAR_QUESTIONS = ("hant", "resultat", "jamforelse")
STEPS = (1, 2, 3, 4, 5)
BASKET = range(4, 7)
EXCHANGE = range(2, 4)
EXCHANGE_NOTES = ("verksamhet", "budget", "kvalitet", "arbetsmiljo")

# What may stand in a field; each kind is a function of FAULTS.
_YES = {"vald": "ja", "prioriterad": "ja"}
_ROW = {
    **_YES,
    **dict.fromkeys(JUDGED, "svar"),
    **dict.fromkeys(COLUMNS[3:], "text"),
    **dict.fromkeys(YEAR_QUESTIONS, "text"),
    "grupp": "peers",  # whom the third question sets the kommun beside
    "grupp_varfor": "text",
    "underlag": "text",  # other sources than the figure
    "svarade": "text",  # "så svarade vi och varför"
    "prioriterad_varfor": "text",
    "prioriterad_mottagare": "rad",
    "mal": "tal",
    "avvikelse": "text",
    "orsaker": "text",
    "slutsats": "text",
}
_STEP = {
    "anteckning": "text",
    "fraga": "text",
    "beslutar": "rad",
    "datum": "datum",
    "lage": "beslut",
    "utfall": "text",
    "klar": "ja",
}
# The walk-through of the questionnaire: of one kommun's answer to one question, of the meeting, and of the sign-off.
_ASKED = {
    "svarar": "text",  # "så svarar vi och varför"
    "osaker": "ja",
    "varfor": "text",
    "ansvarig": "rad",
    "senast": "datum",
    "kontrollerad": "ja",
}
_MEETING = {"motesdag": "datum", "narvarande": "text", "anteckning": "text"}
_SIGNED = {"godkand": "ja", "vem": "rad", "godkand_datum": "datum"}
_ITEMS: dict[str, dict[str, str]] = {
    "handelse": {"slag": "handelse", "kommun": "kommun", "indikator": "indikator", "datum": "datum", "text": "text"},
    "forslag": {
        **{"kommun": "kommun", "indikator": "indikator", "text": "text", "varfor": "text", "ansvarig": "rad"},
        **{"datum": "datum", "lage": "forslag", "uppfoljning": "text"},
    },
    "tolkning": {"indikator": "indikator", "text": "text", "datum": "datum", "vilka": "rad"},
    "utvecklingsmal": {
        **{"text": "text", "kommuner": "kommuner", "ursprung": "ursprung", "indikatorer": "indikatorer"},
        **{"lage": "utvecklingsmal", "datum": "datum"},
    },
    "utbyte": {
        **{"kommuner": "utbyte", "niva": "rad", "datum": "datum"},
        **dict.fromkeys(EXCHANGE_NOTES, "text"),
    },
}
# A meeting of the network: itself, the views of its run, what came out of it, and what is handed over to a board.
_MEETINGS: dict[str, dict[str, str]] = {
    "mote": {
        **{"titel": "rad", "natverk": "rad", "mottagare": "rad", "datum": "datum", "omrade": "omrade"},
        **{"year": "year", "utgava": "utgava", "narvarande": "text", "anteckning": "text"},
    },
    "vy": {
        **{"mote": "item", "lank": "lank", "ordning": "ordning", "fraga": "text", "anteckning": "text"},
        **{"enats": "text", "beslut": "text", "visad": "datum"},
    },
    "utfall": {
        **{"mote": "item", "slag": "utfall", "text": "text", "ansvarig": "rad", "datum": "datum"},
        **{"uppfoljning": "text", "klar": "ja"},
    },
    "overlamning": {
        **{"mote": "item", "vy": "item", "resultat": "text", "tillforlitlighet": "text", "forslag": "text"},
        **{"beslut": "text", "avsandare": "rad", "mottagare": "rad", "datum": "datum"},
    },
}

# "Hur långt har vi kommit?": the eight headings of an area, the last with two answers ("JA/JA": SKR, Socialstyrelsen),
# and what is written of each answer. A date of the network's own in its year.
LAGET: dict[str, tuple[str, ...]] = {
    "enkat": ("enkat",),
    "lansrapport": ("lansrapport",),
    "fou_ledare": ("fou_ledare",),
    "kommentarer": ("kommentarer",),
    "chefsnatverk": ("chefsnatverk",),
    "resultat": ("resultat",),
    "uppfoljning": ("uppfoljning",),
    "kontakt": ("skr", "socialstyrelsen"),
}
LAGET_ANSWERS = tuple(name for names in LAGET.values() for name in names)
_LAGET = {"svar": "janej", "ar": "year", "anteckning": "text"}
_YEARLY: dict[str, dict[str, str]] = {
    "dag": {
        **{"titel": "rad", "datum": "datum", "till": "datum", "varje_ar": "ja", "omrade": "omrade"},
        "anteckning": "text",
    },
}

# The names of the fields, in order: of a row of the form, of a step, of the walk-through, and of each kind of item.
ROW_FIELDS = tuple(_ROW)
STEP_FIELDS = tuple(_STEP)
ASKED_FIELDS, MEETING_FIELDS, SIGNED_FIELDS = tuple(_ASKED), tuple(_MEETING), tuple(_SIGNED)
ITEM_FIELDS: dict[str, tuple[str, ...]] = {item: tuple(names) for item, names in _ITEMS.items()}
LAGET_FIELDS, DAG_FIELDS = tuple(_LAGET), tuple(_YEARLY["dag"])
MEETING_ITEMS: dict[str, tuple[str, ...]] = {item: tuple(names) for item, names in _MEETINGS.items()}

# The parts of a place that are not words of ours.
_PARTS = {
    "<year>": r"(?:19|20)[0-9]{2}",
    "<kommun>": r"(?!0000)[0-9]{4}",
    "<indikator>": r"[A-Za-z0-9_-]{1,40}",
    "<step>": r"[1-5]",
    "<item>": r"[a-z0-9]{8,26}",
    "<omrade>": r"[a-z0-9_]{1,60}",
    "<answer>": f"(?:{'|'.join(LAGET_ANSWERS)})",
}

PLACES: dict[str, str] = {
    "om/titel": "rad",
    "om/natverk": "rad",
    "om/mottagare": "rad",
    "om/kommuner": "kommuner",
    "om/omrade": "omrade",
    "om/year": "year",
    "ar/<year>/utgava": "utgava",
    **{f"rad/<year>/<kommun>/<indikator>/{name}": kind for name, kind in _ROW.items()},
    **{f"steg/<year>/<step>/{name}": kind for name, kind in _STEP.items()},
    "korg/<year>/<indikator>/vald": "ja",
    "korg/<year>/<indikator>/skal": "text",
    "korg/<year>/<indikator>/mottagare": "rad",
    **{f"enkat/<year>/<kommun>/<indikator>/{name}": kind for name, kind in _ASKED.items()},
    "enkat/<year>/fraga/<indikator>/genomgangen": "ja",
    **{f"enkat/<year>/mote/<omrade>/{name}": kind for name, kind in _MEETING.items()},
    **{f"enkat/<year>/godkand/<omrade>/<kommun>/{name}": kind for name, kind in _SIGNED.items()},
    "rapport/<year>/<indikator>/kommentar": "text",  # of the whole group's result, for the county report
    **{f"laget/<omrade>/<answer>/{name}": kind for name, kind in _LAGET.items()},
    **{
        f"{item}/<item>/{name}": kind
        for item, names in (_ITEMS | _MEETINGS | _YEARLY).items()
        for name, kind in (names | {"borttagen": "ja"}).items()
    },
}

CHOICES: dict[str, tuple[str, ...]] = {
    "svar": SVAR,
    "janej": SVAR[:2],
    "ja": ("ja",),
    "beslut": ("beslutat", "skjuts_upp"),
    "handelse": ("handelse", "aktivitet"),
    "forslag": ("forslag", "beslutat", "pagar", "klart", "avslutat"),
    "utfall": ("rutin", "kompetens", "samverkan", "data"),
    "ursprung": ("oj", "annat"),
    "utvecklingsmal": ("planerat", "pagar", "uppnatt", "avslutat"),
}


def _codes(text: str, fits: str) -> list[str] | None:
    codes = text.split("-")
    whole = all(re.fullmatch(fits, code) for code in codes) and len(set(codes)) == len(codes)
    return codes if whole else None


def is_date(text: str) -> bool:
    """Whether a text is a day, YYYY-MM-DD."""
    try:
        return bool(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) and date.fromisoformat(text).year > 1900
    except ValueError:
        return False


def is_link(text: str) -> bool:
    """Whether a text may be kept as the link of a view: a page of the site and codes, never an analys' address."""
    page, _, query = text.partition("?")
    return (
        page in PAGES and page != "mote" and bool(re.fullmatch(r"[A-Za-z0-9_=&.%-]*", query)) and "analys" not in query
    )


_FITS = {
    "datum": is_date,
    "tal": lambda text: bool(re.fullmatch(r"-?[0-9]{1,9}(?:[.,][0-9]{1,6})?", text)),
    "year": lambda text: bool(re.fullmatch(_PARTS["<year>"], text)),
    "kommun": lambda text: bool(re.fullmatch(_PARTS["<kommun>"], text)) and text != RIKET,
    "kommuner": lambda text: 0 < len(_codes(text, _PARTS["<kommun>"]) or ()) <= 300,
    "utbyte": lambda text: _codes(text, _PARTS["<kommun>"]) is not None,
    "item": lambda text: bool(re.fullmatch(_PARTS["<item>"], text)),
    "lank": is_link,
    "ordning": lambda text: bool(re.fullmatch(r"[a-z]{1,200}", text)),
    "indikator": lambda text: bool(re.fullmatch(_PARTS["<indikator>"], text)),
    "indikatorer": lambda text: all(re.fullmatch(_PARTS["<indikator>"], id) for id in text.split(" ")),
    "omrade": lambda text: text in OMRADEN or bool(re.fullmatch(r"[a-z0-9_]{1,60}", text)),
    "utgava": lambda text: bool(re.fullmatch(r"[a-z0-9-]{1,80}", text)),
    "peers": is_peers,
}
# By the first part and the last, which are always words of ours.
_PATTERNS = {
    (place.split("/")[0], place.split("/")[-1]): (
        re.compile(re.sub(r"<\w+>", lambda part: _PARTS[part.group()], place)),
        kind,
    )
    for place, kind in PLACES.items()
}


def _is_whole(text: str) -> bool:
    """Whether no character is half of one: UTF-8 can't spell those."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def kind_of(place: str) -> str | None:
    """What may stand at a place: a word of PLACES' values, or None where there is no such place."""
    parts = place.split("/")
    pattern, kind = _PATTERNS.get((parts[0], parts[-1]), (None, None))
    return kind if pattern and pattern.fullmatch(place) else None


def fault(place: str, value: str) -> str | None:
    """Why a value can't stand at a place, as a code, or None when it can. An empty value always can: it takes away.

    okand_plats, for_langt, tecken (NUL and lone surrogates), fyra (an exchange of another number than two or three),
    en_rad (a line break where one line is meant), else the kind itself: svar, datum, tal, kommuner ...
    """
    kind = kind_of(place)
    if kind is None:
        return "okand_plats"
    if "\x00" in value or not _is_whole(value):
        return "tecken"
    if len(value) > (MOST_TEXT if kind == "text" else MOST_LINE if kind == "rad" else 4000):
        return "for_langt"
    if not value or kind == "text":
        return None
    if kind == "rad":
        return None if value.splitlines() == [value] else "en_rad"
    if kind in CHOICES:
        return None if value in CHOICES[kind] else kind
    if not _FITS[kind](value):
        return "kommuner" if kind == "utbyte" else kind
    if kind == "utbyte" and len(value.split("-")) >= EXCHANGE.stop:
        return "fyra"  # one alone is a choice that has begun
    return None
