"""What the commands print with, and the exit codes they end with."""

from __future__ import annotations

import argparse
import sys
from unicodedata import category

from rich.console import Console

OK, BROKEN, WRONG_QUESTION = 0, 1, 2
NOT_ALL = 3  # published, but earlier values stand where new ones could not be taken in

EXIT_CODES = (
    "Exit codes: 0 done; 1 broken data, or a publisher that can't be used; 2 something for you to settle, nothing was "
    "published; 3 (update) published, but indicators that had values could not be taken in and keep their earlier ones."
)


def erasing() -> argparse.ArgumentParser:
    """The arguments of every verb that erases."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--reference", required=True, help="of the decision to erase, such as a diarienummer; it stays")
    parser.add_argument("--yes", action="store_true", help="do it; without this only what would go is said")
    return parser


def screen() -> Console:
    """Standard output; wide where nobody watches."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def printable(text: str) -> str:
    """What people wrote, without the signs that a terminal would obey."""
    return "".join(sign if sign == "\n" or category(sign) != "Cc" else " " for sign in text)
