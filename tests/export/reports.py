"""A report with comments, and one whose comments are what breaks formats."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash import answers
from ojdash.domain.analys import Analys, Author, Written
from ojdash.domain.question import Question
from ojdash.domain.report import Cover, Report
from ojdash.store import Store

YEAR = 2025
LEADER = Author("FoU-ledare", "FoUrum")
COVER = Cover("Socialchefsnätverket", "FoUrum", "2026-02-03")


def comments(texts: Sequence[str], ids: Sequence[str], author: Author = LEADER) -> Analys:
    """A network's analys with a comment to each of some indikatorer."""
    fields = {}
    for number, (id, text) in enumerate(zip(ids, texts, strict=False), 1):
        place = f"rapport/{YEAR}/{id}/kommentar"
        fields[place] = Written(place, text, author, f"2026-01-{number:02d}T08:00:00Z", 1, number)
    network = Written("om/natverk", "Chefsnätverket", author, "2026-01-01T08:00:00Z", 1, 99)
    return Analys("a1", "lasa", fields | {"om/natverk": network})


def report(store: Store, omrade: str = "vald", texts: Sequence[str] = (), cover: Cover = COVER, **said: str) -> Report:
    """The report of Jönköpings län, or of another group, with comments to its first indikatorer."""
    asked = answers.checked(store, Question("lansrapport", "0685", omrade, year=YEAR, **said))
    return answers.county_report(store, asked, cover, [comments(texts, store.by_omrade[omrade])] if texts else [])
