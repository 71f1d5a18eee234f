"""How an edition lies on disk: files, columns and the integers that stand for words.

    manifest.json                  what it is, where from, counts, and each file's size and sha256
    indikatorer.parquet            the definitions as published, and the file that holds each indikator's values
    kommuner.parquet
    liknande.parquet               one row a list of "Liknande kommuner": kind, kommun, members, year; one or more years
    observations/<omrade>[-2].parquet   every value with its place among all kommuner; sorted, 20,480 rows a row group
    recent/<omrade>[-2].parquet    the rows of each indikator's RECENT_YEARS newest years, those of one year together
    national/<omrade>.parquet      one row per indikator, gender and year: quartiles, Riket, how many
    kommun/<lan>.parquet           one row per kommun, indikator and gender: its newest value and the one before
    quality/<omrade>.parquet       one row a flag (domain.quality): of a kommun's value, or of a whole indikator

`indikator` is the same number in all of them (numbering.py). Editions of format 3 were published without quality files,
and with numbers from 0 across all areas; those of format 3 and 4 without `counted` and `at_least` of the change from a
kommun's own value before (like_size.py), without invånare and the kind of missing `rojande`, and with values of few
answers in the quarters and quartiles. They are read as they are, and their counts are reckoned when they are asked for
(answers.counting).

A file that is the same in two editions may be the same file on the disk (sharing.py), so no file is ever written to.

An area's rows are split at an indikator's border so that no file exceeds MOST_ROWS: the cost of a query grows with the
row groups of the files it opens, not with the size of the edition. A question about many indikatorer in one year would
need nearly every row group of an area's `observations`, but only a few of its `recent`.
"""

from __future__ import annotations

from ojdash.domain.missing import MISSING
from ojdash.domain.quality import KINDS, SURE_BY
from ojdash.domain.question import GENDERS
from ojdash.domain.signal import SIGNALS

FORMAT = 5
READABLE = (3, 4, FORMAT)
COUNTED_SINCE = 5  # the first format with counts of changes
ROW_GROUP = 20_480
MOST_ROWS = 16 * ROW_GROUP
RECENT_YEARS = 2
MANIFEST = "manifest.json"
CURRENT = "current"
DRAFT = ".draft"  # an edition that is being written
GONE = ".gone-"  # begins the name of one that is being removed

GENDER_CODE = {gender: code for code, gender in enumerate(GENDERS)}
MISSING_CODE = {kind: code for code, kind in enumerate(MISSING)}
SIGNAL_CODE = {signal: code for code, signal in enumerate(SIGNALS)}
# A flag's number never changes in a published edition, so kinds that came later have the last ones.
LATER_KINDS = ("framtid",)
FLAG_KINDS = (*(kind for kind in KINDS if kind not in LATER_KINDS), *LATER_KINDS)
FLAG_CODE = {kind: code for code, kind in enumerate(FLAG_KINDS)}
SURE_CODE = {by: code for code, by in enumerate(SURE_BY)}

OBSERVATIONS = {
    "indikator": "int32",
    "gender": "int8",
    "year": "int16",
    "kommun": "int16",
    "value": "float64",
    "n": "Int32",
    "missing": "Int8",
    "signal": "Int8",
    "percentile": "float64",
    "ties": "int16",
    "kommuner": "int16",
    "counted": "Int16",
    "at_least": "Int16",
    "status": "str",
}

FLAGS = {
    **{"kind": "int8", "indikator": "int32", "gender": "int8", "year": "int16", "kommun": "int16"},
    **{"from_year": "Int16", "value": "float64", "earlier": "float64", "n": "Int32", "n_earlier": "Int32"},
    **{"low": "float64", "high": "float64", "kommuner": "int16", "sure_by": "int8", "sure": "float64"},
}
