"""What an edition changed against the one before it."""

from __future__ import annotations

from pathlib import Path

from ojdash.domain.edition import Differences
from ojdash.domain.kept import kept
from ojdash.store import before, differences, open_apart

MOST_VALUES = 40  # an indikator: more are counted and not listed


def changes(data: Path, edition: str) -> Differences | None:
    """How an edition differs from the one before it; None for the first. Worked out once: editions never change.

    Raises  DataError  one of them can't be read
    """
    earlier = before(data, edition)
    return _changes(data, earlier, edition) if earlier else None


@kept("differences of editions")
def _changes(data: Path, earlier: str, edition: str) -> Differences:
    return differences(open_apart(data, earlier), open_apart(data, edition), MOST_VALUES)
