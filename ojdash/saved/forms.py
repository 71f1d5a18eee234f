"""The saved form's versions. Each function makes versions of one form into those of the next; the list only grows.

They take and give every version ever written in an analys, as an export file spells them (files.VERSION).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Versions = list[dict[str, Any]]

FORM = 3


def _with_more_places(versions: Versions) -> Versions:
    """Form 2 has places for Enkäten, Mötet, Läget and Länsrapport. Form 1's stay as they are; it can't read these."""
    return versions


def _with_verified_names(versions: Versions) -> Versions:
    """Form 3 says of each version whose name an identity provider vouches for; and its file what was erased."""
    return [{"verified": "", **version} if isinstance(version, dict) else version for version in versions]


# The first makes form 1 into form 2, and so on: FORM - 1 of them.
NEXT: list[Callable[[Versions], Versions]] = [_with_more_places, _with_verified_names]


def mended(versions: Versions, form: int) -> Versions:
    """The versions of an older form as those of FORM."""
    for step in NEXT[form - 1 :]:
        versions = step(versions)
    return versions
