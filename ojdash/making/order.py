"""What is to be made: a plain value that a process of its own can be told, and what comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parents[1]
# What the bytes of a paper depend on beside this program.
LIBRARIES = ("typst", "python-docx", "python-pptx", "xlsxwriter", "pandas", "font-source-sans-pro")


@dataclass(frozen=True, slots=True)
class Made:
    """A paper: what its file is called, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """A paper that somebody asks for.

    key         of `key`: two orders of one key are one paper
    work        makes it, called with `values`; a function of a module, which its process finds by its name
    generation  which of Kept's it may be kept in; None: it is kept nowhere
    """

    key: str
    work: Callable[..., Made]
    values: tuple[Any, ...]
    generation: int | None = None


def key(*parts: object) -> str:
    """The key of a paper: everything that its bytes depend on, in values whose `repr` tells them apart."""
    return hashlib.sha256(repr((_program(), *parts)).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _program() -> str:
    """What makes papers: with another program, or another library, nothing that was kept is the same paper."""
    found = hashlib.sha256(repr([version(name) for name in LIBRARIES]).encode())
    for path in sorted(PROGRAM.rglob("*.*")):
        if path.suffix in (".py", ".typ", ".css"):
            found.update(path.read_bytes())
    return found.hexdigest()
