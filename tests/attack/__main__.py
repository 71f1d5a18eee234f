"""The whole attack, again: python -m tests.attack [--only links texts kill ...] [--seconds N] [--postgres]

On the loopback alone, each part on servers and data folders of its own, which are gone afterwards. Prints a table of
figures with their bars; exit code 1 when one is not reached, or a part broke off. What this machine lacks is skipped.
With --postgres kill and guesses are run on a PostgreSQL of the attack's own too (Debian's binaries).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack

from tests.attack import channel, disk, guesses, kill, links, papers, paths, texts, uploads
from tests.attack.figures import NOT_REACHED, Figure, none_of, skipped
from tests.saved import server as postgresql

PARTS: dict[str, Callable[..., Iterator[Figure]]] = {
    "papers": papers.run,
    "paths": paths.run,
    "uploads": uploads.run,
    "channel": channel.run,
    "guesses": guesses.run,
    "texts": texts.run,
    "links": links.run,
    "kill": kill.run,
    "disk": disk.run,
}
ON_POSTGRESQL = ("kill", "guesses")


def main() -> int:
    """Run the parts asked for; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--seconds", type=float, default=30, help="how long what is measured over time goes on")
    parser.add_argument("--postgres", action="store_true", help="kill and guesses on PostgreSQL too")
    said = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to end"))  # servers and disks are let go of
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    missed = 0
    with ExitStack() as stack:
        databases = {"SQLite": lambda: ""}
        if said.postgres:
            where = postgresql.binaries()
            if where is None:
                print(f"PostgreSQL {skipped('', '').verdict}: {postgresql.NONE}")
            else:
                databases["PostgreSQL"] = stack.enter_context(postgresql.running(where)).database
        for part in said.only:
            for name, database in databases.items():
                if name == "SQLite":
                    missed += _print(part, name, PARTS[part], said.seconds)
                elif part in ON_POSTGRESQL:
                    missed += _print(part, name, PARTS[part], said.seconds, database())
    print(f"\n{missed} of the figures {NOT_REACHED}" if missed else "\nall reached")
    return 1 if missed else 0


def _print(part: str, database: str, attack: Callable[..., Iterator[Figure]], *arguments: object) -> int:
    """Print a part's figures as they come; how many are not reached."""
    begun, missed = time.monotonic(), 0
    print(f"\n## {part} ({database})\n", flush=True)
    try:
        for figure in attack(*arguments):
            missed += _line(figure)
    except Exception:
        traceback.print_exc()
        missed += _line(none_of("part broken off", [part]))
    print(f"   {time.monotonic() - begun:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    return missed


def _line(figure: Figure) -> int:
    bar = f"bar {figure.bar}" if figure.bar else ""
    print(f"{figure.name:<64}  {figure.measured:<28}  {bar:<16}  {figure.verdict}".rstrip())
    for example in figure.examples:
        print(f"      {example}")
    sys.stdout.flush()
    return figure.verdict == NOT_REACHED


if __name__ == "__main__":
    sys.exit(main())
