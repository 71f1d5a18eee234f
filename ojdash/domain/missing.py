"""The kinds of missing value. A missing value is never 0 and never a blank."""

from __future__ import annotations

MISSING: tuple[str, ...] = (
    "ej_svarat",  # the kommun did not answer (bortfall)
    "delvis_bortfall",  # too large a part of the answer is missing
    "ej_tillamplig",  # the question does not concern the kommun
    "sekretess",  # withheld: fewer than five answers, or the publisher's own rule
    "ej_insamlad",  # not collected that year
    "ej_publicerad",  # collected, not published yet
    "dragen",  # published and withdrawn
    "fanns_inte",  # the indikator did not exist that year
    "okant",  # null, and the publisher does not say why
    "rojande",  # withheld: with the values beside it, one of few persons could be worked out
)

# Those that are there, and are not to be told.
WITHHELD: tuple[str, ...] = ("sekretess", "rojande")

# The publishers' short signs, as Kolada prints them; the rest have none.
SIGNS: dict[str, str] = {"ej_svarat": "-", "delvis_bortfall": "-", "ej_tillamplig": ".", "sekretess": ".."}


def why_no_row(year: int, published_years: tuple[int, ...], since: int | None = None, until: int | None = None) -> str:
    """Why a kommun has no row at all in `year`, from the years in which anyone has one, and those it was asked.

    Before the first year, or outside `since` to `until`: `fanns_inte`. After the last: `ej_publicerad`. A year that
    nobody has: `ej_insamlad`. Else others have a row that year and this kommun none, without a word why: `okant`.
    """
    if not published_years or year < min(published_years) or year < (since or year) or year > (until or year):
        return "fanns_inte"
    if year > max(published_years):
        return "ej_publicerad"
    return "okant" if year in published_years else "ej_insamlad"
