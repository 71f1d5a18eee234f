"""Which of Kolada's lists of "Liknande kommuner" belongs to a measurement."""

from __future__ import annotations

from collections.abc import Iterable

from ojdash.domain.delivery import Liknande
from ojdash.domain.omrade import OVERGRIPANDE


class Lists:
    """Lists of any kinds, kommuner and years.

    every  all of them, by kind, kommun and year
    """

    def __init__(self, lists: Iterable[Liknande]) -> None:
        self.every = tuple(sorted(lists, key=lambda liknande: (liknande.kind, liknande.kommun, liknande.year)))
        self._of: dict[tuple[str, str], list[Liknande]] = {}
        for liknande in self.every:
            self._of.setdefault((liknande.kind, liknande.kommun), []).append(liknande)

    def of(self, kommun: str, kind: str, year: int | None = None) -> Liknande | None:
        """The list of a kommun for a year's measurement; without a year, its newest.

        The list of the same year, else that of the nearest, the earlier of two. Where the kind is lacking for the
        kommun, its overall list; None without that too.
        """
        for tried in (kind, OVERGRIPANDE):
            if lists := self._of.get((tried, kommun)):
                if year is None:
                    return lists[-1]
                return min(lists, key=lambda liknande: (abs(liknande.year - year), liknande.year))
        return None
