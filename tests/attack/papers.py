"""Two hundred ask for papers without a pause: a save and a page take no more than twice their idle time."""

from __future__ import annotations

from collections.abc import Iterator

from tests.attack.figures import Figure, least, most, none_of, skipped, told
from tests.benchmarks import papers
from tests.benchmarks.visitors import LOAD

ROUNDS = 2
FEWEST_MADE = 10
EXPECTED = {"200", "503 with Retry-After"}


def run(seconds: float) -> Iterator[Figure]:
    """The figures of papers."""
    if not LOAD.exists():
        yield skipped("a save and a page in a crowd", f"{LOAD.name} is not there")
        return
    found = papers.measured(max(5, seconds / 2), ROUNDS)
    for name in ("save", "page"):
        idle, crowd = found.middle(name, "p50")
        yield told(f"a {name}, p50 idle and in the crowd", f"{idle:.0f} and {crowd:.0f} ms")
        yield most(f"a {name} in the crowd beside idle", crowd / idle, papers.MOST_RATIO, "times")
    yield most("memory of every process together", found.megabytes, papers.MOST_MB, "MB")
    yield least("papers made for the crowd", found.told["200"], FEWEST_MADE)
    yield told("answered", ", ".join(f"{count} x {status}" for status, count in sorted(found.told.items())))
    yield none_of("other answers to those who ask", [status for status in found.told if status not in EXPECTED])
