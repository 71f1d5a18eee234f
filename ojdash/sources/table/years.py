"""Which year a text names: only one that stands alone is certain.

"2021-2024", "2022/23", "2023-03", a date, a diarienummer, a quarter, the year beside "uppdaterad" and a year that has
not come are not.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

FIRST = 1970
YEAR = re.compile(r"(?<![^\W_])(?<![.,/–—-])(19[7-9]\d|20\d\d)(?![^\W_]|[.,:/]?\d|[–—-]\d)\*{0,3}")
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]*\.?"
_PART = r"(?:kvartal|kv|q|k|tertial|t|halvår|h|vecka|v|månad|m)\.?\s?\d{1,2}"
_OF_MORE = re.compile(
    rf"""
      \d{{4}}\s*[-–—/]\s*\d{{1,5}}(?:[-–/]\d{{1,2}})?      # 2021-2024, 2022/23, 2023-03, 2026-11-02, 2023-1187
    | \d{{1,2}}[/.]\d{{1,2}}[\s.,/-]*\d{{4}}               # 31/12 2023
    | \d{{4}}\s+(?:till|t\.?o\.?m\.?|och|–)\s+\d{{4}}
    | \d{{4}}\s?[-–—](?=\s*(?:[).,;]|$))                   # 2012-
    | \(\s*[-–—]\s*\d{{4}}                                 # (- 2024)
    | (?:fr\.?\s?o\.?\s?m\.?|t\.?\s?o\.?\s?m\.?|från|till|sedan|efter|före|innan|per)\s+(?:år\s+|den\s+)?\d{{4}}
    | (?:{_MONTH}|{_PART})[\s,]*\d{{4}}
    | \d{{4}}[\s,:]*(?:{_PART}|{_MONTH})(?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Words of a text about when something was made or is to come true, not measured.
_NOT_MEASURED = re.compile(
    r"uttag|uppdater|publicer|hämta|skapa[td]|utskri|diarie|\bdnr\b|revider|\bdatum|version|senast|framtag|"
    r"sammanställ|beslut(?:ad|at)\b|indelning|prognos|\bmål\b|målår|målvärde|utgiv|exporter|\bexport\b|"
    r"rapport(?:en)? från|tryck|läsår|©|copyright|\blag(?:en)?\b|förordning|\bbox\b|jämfört|"
    r"\bkälla|\d{4} (?:enkäter|svar|personer|kommuner|kr|kronor|barn|vuxna|st)\b",
    re.IGNORECASE,
)
_A_YEAR = re.compile(r"(?<!\d)(?:19[7-9]\d|20\d\d)(?!\d)")


class Years(NamedTuple):
    """The years of a text: those that are certain, in order, and those that have to be asked about."""

    sure: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


def latest() -> int:
    """The present year: no value has been measured in a later one."""
    return date.today().year


def years_in(text: str) -> Years:
    """The different years that a text names, as certain and as doubtful."""
    every = {int(year) for year in _A_YEAR.findall(text)}
    bare = _OF_MORE.sub(" ", text)
    sure = set() if _NOT_MEASURED.search(text) else {int(year) for year in YEAR.findall(bare)}
    sure = {year for year in sure if year <= latest()}
    return Years(tuple(sorted(sure)), tuple(sorted(every - sure)))


def year_of(cell: str) -> int | None:
    """The year that a cell of a column of years is, with stars for notes; None where it is anything else."""
    year = re.fullmatch(r"(\d{4})(?:\.0)?\*{0,3}", cell)
    return int(year[1]) if year and FIRST <= int(year[1]) <= latest() else None


def without_years(text: str) -> str:
    """A text without the years that are certain in it."""
    sure = years_in(text).sure
    return YEAR.sub(lambda year: "" if int(year[1]) in sure else year[0], text)


def same_next_year(text: str, mark: str) -> str:
    """A text with its certain years spelled as a mark."""
    sure = years_in(text).sure
    return YEAR.sub(lambda year: mark if int(year[1]) in sure else year[0], text)
