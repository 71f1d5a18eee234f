"""Old spellings, mended one by one. The list only grows: a printed link must open for ever."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Mending = Callable[[dict[str, str]], dict[str, str]]


def _known_letter_case(said: dict[str, str]) -> dict[str, str]:
    """Mail programs and people change case: `gender=k`, `indikator=u21468`, `omrade=LSS`."""
    for name in ("gender", "indikator"):
        if name in said:
            said[name] = said[name].upper()
    for name in ("omrade", "utgava", "analys", "steg", "mote", "vy"):
        if name in said:
            said[name] = said[name].lower()
    return said


MENDINGS: tuple[Mending, ...] = (_known_letter_case,)


def mended(parameters: Mapping[str, str]) -> dict[str, str]:
    """The parameters in today's spelling."""
    said = {name: text.strip() for name, text in parameters.items()}
    for mending in MENDINGS:
        said = mending(said)
    return said
