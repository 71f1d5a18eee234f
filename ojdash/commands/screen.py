"""What the commands print with, and the exit codes they end with."""

from __future__ import annotations

import sys
from unicodedata import category

from rich.console import Console

OK, BROKEN, WRONG_QUESTION = 0, 1, 2


def screen() -> Console:
    """Standard output; wide where nobody watches."""
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def printable(text: str) -> str:
    """What people wrote, without the signs that a terminal would obey."""
    return "".join(sign if sign == "\n" or category(sign) != "Cc" else " " for sign in text)
