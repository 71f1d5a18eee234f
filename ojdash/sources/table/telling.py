"""Texts around a table that may change what its values are: a unit, a gender, a kind of provider, another measure."""

from __future__ import annotations

import re

from ojdash.sources.table.mapping import GENDER_WORDS, Titles
from ojdash.sources.table.years import years_in

_MEASURE = re.compile(
    r"\b(?:tkr|mnkr|mkr|msek|tusen\w*|miljon\w*|förändring\w*|differens\w*|skillnad\w*|budget\w*|svarsfrekvens\w*|"
    r"mål|mål(?:värde|sättning|nivå)\w*|konfidens\w*|felmarginal\w*|nedre|övre|prognos\w*|standardavvikelse\w*|"
    r"antal svar\w*|"
    r"antal (?:svarande|enkäter|besvarade)|endast|enbart|filter|urval\w*|kvartal|tertial|halvår|index\w*)\b|[±Δ]|"
    r"\b\d{1,3}\s*[-–]\s*\d{1,3}\s*år\b",
    re.IGNORECASE,
)
_REGI = re.compile(r"\b(?:enskild|privat|offentlig|kommunal|egen)\w*\s+(?:regi|drift|utförare\w*)\b", re.IGNORECASE)
_GENDERS = re.compile(r"\b(kvinnor|kvinna|flickor|män|pojkar|women|men)\b", re.IGNORECASE)


def gender_of(text: str) -> str | None:
    """The one gender that a text names."""
    genders = {GENDER_WORDS[word.casefold()] for word in _GENDERS.findall(text)}
    return genders.pop() if len(genders) == 1 else None


def says_another_measure(text: str) -> bool:
    """Whether a text above a table may make its values something else than its columns say."""
    return bool(_MEASURE.search(text) or _REGI.search(text) or gender_of(text))


def says_what_follows(text: str, titles: Titles) -> bool:
    """Whether a text between the rows of a table may change what the rows below it are about."""
    years = years_in(text)
    return bool(titles.match(text) or years.sure or years.doubtful) or says_another_measure(text)
