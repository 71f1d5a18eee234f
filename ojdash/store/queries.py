"""The questions put to an edition's files, in SQL; every value in them is a parameter."""

from __future__ import annotations

# Files are opened by name. Their rows come in the order they lie in (layout.py); where another is wished, numpy sorts
# so few rows faster than ORDER BY.

# What editions before layout.COUNTED_SINCE lack, and what stands for it in a question to them.
COUNTED = "counted, at_least"
NOT_COUNTED = "NULL::SMALLINT AS counted, NULL::SMALLINT AS at_least"

# The place of every value of one indikator, by kommun.
VALUES = """
    SELECT kommun, year, value, missing, n, signal, percentile, ties, kommuner, counted, at_least
    FROM read_parquet($file)
    WHERE indikator = $indikator AND gender = $gender AND year = $year"""

SERIES = """
    SELECT kommun, year, value, missing, n, signal, percentile, ties, kommuner, counted, at_least
    FROM read_parquet($file)
    WHERE indikator = $indikator AND gender = $gender AND list_contains($kommuner, kommun)"""

GENDERS = """
    SELECT gender, year, value, missing, n, signal, percentile, ties, kommuner, counted, at_least
    FROM read_parquet($file)
    WHERE indikator = $indikator AND year = $year AND kommun = $kommun AND gender > 0
    ORDER BY gender"""

NATIONAL = """
    SELECT year, riket, kommuner, ja, lowest, q1, median, q3, highest
    FROM read_parquet($file)
    WHERE indikator = $indikator AND gender = $gender"""

UNCONCERNED = """
    SELECT kommun, year
    FROM read_parquet($file)
    WHERE indikator = $indikator AND gender = $gender AND missing = $missing"""

MATRIX = """
    SELECT indikator, kommun, year, value, missing, n, signal, percentile, ties, kommuner, counted, at_least
    FROM read_parquet($files)
    WHERE gender = $gender AND year BETWEEN $since AND $until AND indikator BETWEEN $first AND $last
      AND list_contains($kommuner, kommun)"""

LATEST = """
    SELECT indikator, year, value, n, signal, percentile, ties, kommuner, counted, at_least,
           earlier_year, earlier_value, earlier_n, newest, newest_missing
    FROM read_parquet($file)
    WHERE kommun = $kommun AND gender = $gender"""

WITH_VALUES = """
    SELECT DISTINCT kommun
    FROM read_parquet($file)
    WHERE value IS NOT NULL"""

HISTORY = """
    SELECT indikator, year, value, missing, n, signal, percentile, ties, kommuner, counted, at_least
    FROM read_parquet($files)
    WHERE kommun = $kommun AND gender = $gender AND year <= $year
    ORDER BY indikator, year"""

# What some kommuner had, up to a year.
EARLIER = """
    SELECT indikator, kommun, year, value
    FROM read_parquet($files)
    WHERE gender = $gender AND year <= $until AND indikator BETWEEN $first AND $last
      AND list_contains($indikatorer, indikator) AND list_contains($kommuner, kommun) AND value IS NOT NULL"""

TIDY = """
    SELECT indikator, gender, year, kommun, value, missing, n, status
    FROM read_parquet($files)
    WHERE indikator IN (SELECT unnest($indikatorer))
    ORDER BY indikator, gender, year, kommun"""

COVERAGE = """
    SELECT indikator, year, kommuner
    FROM read_parquet($files)
    WHERE gender = 0 AND kommuner > 0
    ORDER BY indikator, year"""

# Those that any kommun has a value of, and of the others those that any kommun lacks one of.
OF_KOMMUNER = """
    SELECT DISTINCT indikator
    FROM read_parquet($files)
    WHERE kommuner > 0"""
LACKING = """
    SELECT DISTINCT indikator
    FROM read_parquet($files)
    WHERE list_contains($indikatorer, indikator) AND list_contains($kommuner, kommun)
      AND missing IS DISTINCT FROM $not_concerned"""

COUNTS = """
    SELECT indikator, year, count(value) AS known
    FROM read_parquet($files)
    GROUP BY indikator, year
    HAVING known > 0"""

FLAGS = """
    SELECT kind, indikator, gender, year, kommun, from_year, value, earlier, n, n_earlier, low, high, kommuner,
           sure_by, sure
    FROM read_parquet($files)
    WHERE (kommun = 0 OR list_contains($kommuner, kommun)) AND year BETWEEN $since AND $until"""

INDEX = """
    SELECT number, id, omrade, file, recent, years, genders
    FROM read_parquet($file)"""
SEARCH = "SELECT search FROM read_parquet($file)"
DEFINITIONS = "SELECT definition FROM read_parquet($file)"


# The values that two editions do not agree on. `places` are the indikatorer's places in a list that both share: their
# numbers differ from edition to edition.
DIFFERENCES = """
    WITH before AS (
        SELECT place, gender, year, kommun, value, missing
        FROM read_parquet($before)
        JOIN (SELECT unnest($numbers_before) AS indikator, unnest($places_before) AS place) USING (indikator)
    ), after AS (
        SELECT place, gender, year, kommun, value, missing
        FROM read_parquet($after)
        JOIN (SELECT unnest($numbers_after) AS indikator, unnest($places_after) AS place) USING (indikator)
    )
    SELECT place, gender, year, kommun, before.value AS before, after.value AS after,
           before.missing AS missing_before, after.missing AS missing_after
    FROM before FULL JOIN after USING (place, gender, year, kommun)
    WHERE before.value IS DISTINCT FROM after.value"""
