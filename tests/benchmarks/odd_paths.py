"""How memory grows by odd spellings of the server's files: `python -m tests.benchmarks.odd_paths`.

Streamlit's largest scripts are asked for by their own paths, then ten thousand times by others.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count, cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import streamlit

from tests.benchmarks.server import served

FOLDER = Path(streamlit.__file__).parent / "static/static/js"
SCRIPTS = [
    f"/static/js/{path.name}"
    for path in sorted(FOLDER.glob("*.js"), key=lambda path: path.stat().st_size, reverse=True)[:5]
]


def odd_paths() -> Iterator[str]:
    """Spellings of the scripts' paths, none twice."""
    for number, path in zip(count(1), cycle(SCRIPTS)):
        folders, name = path.rsplit("/", 1)
        dots = number // len(SCRIPTS) + 1
        yield from (
            f"{folders}{'/.' * dots}/{name}",
            f"{folders}{'/' * (dots + 1)}{name}",
            f"{folders}{'/%2e' * dots}/{name}",
            f"{folders}/{number}/../{name}",
            f"/static/{number}/%2e%2e/js/{name}",
            f"{path}?{number}",
            f"{folders}/{number}-{name}",
            f"/{number}{path}",
        )


def asked(address: str, paths: Iterator[str], statuses: Counter[int]) -> None:
    """Ask for every path, as it is spelled, by whoever takes what is compressed."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    for path in paths:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        statuses[answer.status] += 1
    connection.close()


@dataclass(frozen=True, slots=True)
class Measured:
    """The memory after each part in MB, by the part's name in their order, and what was answered."""

    megabytes: dict[str, float]
    statuses: Counter[int]


def measured(most: int, environment: Mapping[str, str] | None = None) -> Measured:
    """Ask a server of its own, told what stands in `environment`, for so many odd paths."""
    statuses: Counter[int] = Counter()
    odd = odd_paths()
    with served(environment) as (address, server):
        said = {"idle": _megabytes(server)}
        asked(address, iter(SCRIPTS), statuses)
        said["own paths"] = _megabytes(server)
        asked(address, islice(odd, most // 10), statuses)
        said[f"{most // 10} odd paths"] = _megabytes(server)
        asked(address, islice(odd, most - most // 10), statuses)
        said[f"{most} odd paths"] = _megabytes(server)
    return Measured(said, statuses)


def main(most: int) -> None:
    """Print the memory after each part as JSON, in MB."""
    found = measured(most)
    print(json.dumps(found.megabytes | {"statuses": dict(found.statuses)}, indent=1))


def _megabytes(server: psutil.Process) -> float:
    return round(server.memory_info().rss / 1e6)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
