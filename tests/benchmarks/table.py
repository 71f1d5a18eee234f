"""Tables in plain text, for a terminal or an issue."""

from __future__ import annotations

from collections.abc import Sequence


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A title and a table; the first column to the left, the others to the right."""
    widths = [max(len(line[n]) for line in [heads, *rows]) for n in range(len(heads))]
    lines = []
    for first, *rest in [heads, ["-" * width for width in widths], *rows]:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]))
    return "\n".join([f"\n## {title}\n", *lines])


def percentile(values: Sequence[float], part: float) -> float:
    """The value that `part` of the values do not exceed, between two values where it falls there."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * part
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def ms(value: float) -> str:
    """Milliseconds as they are read: 0.4, 12, 1 234."""
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}".replace(",", " ")


def target(name: str, allowed: Sequence[float], measured: Sequence[float], unit: str = "ms") -> str:
    """One line: what is wished for, and whether it was reached."""
    reached = all(found <= most for found, most in zip(measured, allowed, strict=True))
    said = " / ".join(f"{most:g}" for most in allowed)
    found = " / ".join(ms(value) if unit == "ms" else f"{value:.2f}" for value in measured)
    return f"target {name} <= {said} {unit}: {'reached' if reached else 'NOT REACHED'} ({found})"
