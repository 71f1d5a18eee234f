"""Ten thousand odd spellings of the server's files: its memory is what it was when the files had been asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.attack.figures import Figure, least, most, none_of, told
from tests.attack.site import data_folder
from tests.benchmarks import odd_paths

COUNT = 10_000
MOST_GROWTH_MB = 25  # of the last nine thousand: what Python keeps for itself
EXPECTED = {200, 400, 404}


def run(_seconds: float) -> Iterator[Figure]:
    """The figures of odd paths."""
    with tempfile.TemporaryDirectory() as folder:
        found = odd_paths.measured(COUNT, {"OJDASH_DATA": str(data_folder(Path(folder) / "data"))})
    sizes = list(found.megabytes.values())
    yield least("odd paths answered", sum(found.statuses.values()) - len(odd_paths.SCRIPTS), COUNT)
    yield told("memory in MB", ", ".join(f"{size} {part}" for part, size in found.megabytes.items()))
    yield most("growth by the last nine tenths of them", sizes[-1] - sizes[-2], MOST_GROWTH_MB, "MB")
    yield most("growth by all of them", sizes[-1] - sizes[1], 2 * MOST_GROWTH_MB, "MB")
    yield told("statuses", ", ".join(f"{count} x {status}" for status, count in sorted(found.statuses.items())))
    yield none_of("other statuses", [str(status) for status in found.statuses if status not in EXPECTED])
