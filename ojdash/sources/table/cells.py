"""What a cell says: a number, an answer, or why there is none. Publishers' own signs and spellings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ojdash.domain.indikator import Indikator
from ojdash.domain.kept import kept_by_text
from ojdash.domain.missing import MISSING
from ojdash.sources.table.numbers import number

# Words that say why a value is missing, whoever wrote them.
WORDS: dict[str, str] = {
    **dict.fromkeys(["ej svar", "ej svarat", "inget svar", "svar saknas"], "ej_svarat"),
    **dict.fromkeys(["bortfall", "saknas", "uppgift saknas", "uppgifter saknas", "missing"], "ej_svarat"),
    **dict.fromkeys(["delvis bortfall", "delvis svar"], "delvis_bortfall"),
    **dict.fromkeys(["ej aktuellt", "ej aktuell", "inte aktuellt", "ej relevant", "ej tillämplig"], "ej_tillamplig"),
    **dict.fromkeys(["ej tillämpligt", "inte tillämpligt", "inte tillämplig"], "ej_tillamplig"),
    **dict.fromkeys(["<5", "< 5", "färre än 5", "färre än fem", "sekretess"], "sekretess"),
    **dict.fromkeys(["private", "maskerad", "maskerat"], "sekretess"),
    **dict.fromkeys(["ej insamlad", "inte insamlad", "ej insamlat"], "ej_insamlad"),
    **dict.fromkeys(["ej publicerad", "ej publicerat", "publiceras senare"], "ej_publicerad"),
    **dict.fromkeys(["dragen", "tillbakadragen", "struken"], "dragen"),
    **dict.fromkeys(["okänt", "uppgift okänd"], "okant"),
} | {kind: kind for kind in MISSING}

# Signs, which mean what their publisher says: each is asked about once, and this is the likeliest.
SIGNS: dict[str, str] = {
    **dict.fromkeys(["-", "–", "—", "−", "--"], "ej_svarat"),
    **dict.fromkeys(["."], "ej_tillamplig"),
    **dict.fromkeys(["..", "…", "...", "x", "*", "**", "c", "s"], "sekretess"),
    **dict.fromkeys(["n/a", "na", "n.a.", "#n/a", "#saknas!"], "okant"),
}
TICK = "x"

ANSWERS = {"ja": 1.0, "nej": 0.0}
UNIT_OF = {"%": ("andel", "ja_nej"), "kr": ("kronor",), "dagar": ("dagar",), "st": ("antal",)}
JA = {"ja", "j", "yes", "y", "sant", "true", "ja."}
NEJ = {"nej", "n", "no", "falskt", "false", "nej."}
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f\u2002\u2003\u3000\t\r\n"), " ")
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
SOFT = re.compile("(?<=\\d)\u00ad(?=\\d)")


class Cell(NamedTuple):
    """A value or a kind of missing with the publisher's mark; `known` is False for what can't be read at all."""

    value: float
    missing: str | None
    status: str
    known: bool = True
    ignored: bool = False


UNKNOWN = Cell(np.nan, None, "", known=False)
LEFT_OUT = Cell(np.nan, None, "", ignored=True)
BLANK = Cell(np.nan, "okant", "")


@kept_by_text("cleaned cells")
def clean(text: str) -> str:
    """A text with plain single spaces; a soft hyphen is a hyphen between digits and nothing elsewhere."""
    return " ".join(SOFT.sub("-", text).translate(SPACES).translate(UNSEEN).split())


def spelled(cell: str | float | None) -> str:
    """What a cell holds as a person reads it: a whole number without decimals."""
    return "" if cell is None else clean(cell) if isinstance(cell, str) else f"{cell:.15g}"


def reading(
    cell: str | float | None, indikator: Indikator, signs: Mapping[str, str | float], riket: bool, factor: float | None
) -> Cell:
    """One cell as a value of an indikator.

    signs   sign to kind of missing, to ja or nej, to a number, or to "" for a cell left out; no others are known
    riket   the nation's ja_nej is a share 0-1 and not an answer
    factor  what a plain number is multiplied by, to be in the indikator's unit; a percent sign needs none
    """
    if cell is None:
        return BLANK
    if isinstance(cell, str):
        text = clean(cell)
        if not text:
            return BLANK
        word = text.casefold()
        if word in signs:
            return _signed(signs[word], text)
        if indikator.is_coded:
            found = _answer(word, indikator)
            if found is not None:
                return Cell(found, None, "")
        if word in WORDS:
            return Cell(np.nan, WORDS[word], text)
        bare = re.sub(r"\*+$", "", text).strip()
        figure = number(bare)
        if figure is None or not _is_unit(figure.unit, indikator):
            return UNKNOWN
        value, percent, mark = figure.value, figure.unit == "%", text[len(bare) :].strip()
    else:
        value, percent, mark = float(cell), False, ""
    if not np.isfinite(value):
        return UNKNOWN
    if indikator.is_coded:
        return _coded(value, percent, mark, indikator, riket)
    return Cell(value if percent or factor is None else round(value * factor, 10), None, mark)


def _signed(meaning: str | float, text: str) -> Cell:
    """What a sign, or a number with a note, is said to mean."""
    if isinstance(meaning, int | float):
        return Cell(float(meaning), None, "")
    if meaning in ANSWERS:
        return Cell(ANSWERS[meaning], None, "")
    return Cell(np.nan, meaning, text) if meaning else LEFT_OUT


def _is_unit(unit: str, indikator: Indikator) -> bool:
    """Whether a unit that stands behind a number can be the indikator's."""
    return not unit or indikator.kind in UNIT_OF[unit]


def _answer(word: str, indikator: Indikator) -> float | None:
    """The value of an answer in words."""
    if indikator.kind == "ja_nej":
        return 1.0 if word in JA else 0.0 if word in NEJ else None
    for code, words in indikator.codes.items():
        if word == clean(words).casefold():
            return float(code)
    return None


def _coded(value: float, percent: bool, mark: str, indikator: Indikator, riket: bool) -> Cell:
    """A number that stands for an answer; of the nation the share that answers Ja."""
    codes = {float(code): words for code, words in indikator.codes.items()} or {1.0: "Ja", 0.0: "Nej"}
    if indikator.kind == "ja_nej" and riket:
        share = value / 100 if percent or value > 1 else value
        return Cell(round(share, 10), None, mark) if 0 <= share <= 1 else UNKNOWN
    if percent or value not in codes:
        return UNKNOWN
    return Cell((1.0 if codes[value] == "Ja" else 0.0) if indikator.kind == "ja_nej" else value, None, mark)
