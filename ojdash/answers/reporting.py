"""What a publishing did, line by line: the same in the terminal and on Om data."""

from __future__ import annotations

from pathlib import Path

from ojdash.answers.quality import surest
from ojdash.store import Published, open_edition
from ojdash.text import kvalitet, terminal


def report(data: Path, published: Published) -> list[str]:
    """What was published, what to check, what changed, and what was refused and why."""
    new = open_edition(data, published.id)
    names = {kod: kommun.namn for kod, kommun in new.kommuner.items()}
    doubtful = [
        kvalitet.flag_line(new.indikator(flag["indikator"]), names.get(flag["kommun"]), flag) for flag in surest(new)
    ]
    return terminal.report(published.manifest, published.changes, published.vanished, published.shared, doubtful)
