"""What an attack found, as figures with their bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

REACHED, NOT_REACHED, SKIPPED = "reached", "NOT REACHED", "skipped"
MOST_EXAMPLES = 15


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was counted. reached: whether it is within its bar; None where there is no bar, or nothing was."""

    name: str
    measured: str
    bar: str = ""
    reached: bool | None = None
    examples: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """The last word of its line."""
        if self.reached is None:
            return SKIPPED if self.bar else ""
        return REACHED if self.reached else NOT_REACHED


def most(name: str, measured: float, bar: float, unit: str = "") -> Figure:
    """No more than the bar."""
    return Figure(name, _said(measured, unit), f"<= {_said(bar, unit)}", measured <= bar)


def least(name: str, measured: float, bar: float, unit: str = "") -> Figure:
    """No less than the bar; where a count of nothing would say that nothing was tried."""
    return Figure(name, _said(measured, unit), f">= {_said(bar, unit)}", measured >= bar)


def none_of(name: str, cases: Sequence[str]) -> Figure:
    """None at all; the first few are told."""
    return Figure(name, str(len(cases)), "0", not cases, tuple(cases[:MOST_EXAMPLES]))


def told(name: str, measured: str) -> Figure:
    """A figure without a bar."""
    return Figure(name, measured)


def skipped(name: str, why: str) -> Figure:
    """What could not be tried on this machine."""
    return Figure(name, why, "-")


def _said(number: float, unit: str) -> str:
    return f"{number:.4g} {unit}".strip() if number < 10_000 else f"{number:.0f} {unit}".strip()
