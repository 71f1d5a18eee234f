"""The words of the terminal: what a run did, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ojdash.text import broken, kvalitet
from ojdash.text.words import MISSING, counted, number

FETCHING = "Hämtar"
PUBLISHING = "Publicerar"
INTERRUPTED = "Avbrutet. Den publicerade utgåvan är orörd. Fortsätt med samma kommando och --resume."
# What a table in the terminal shows of each page's rows; --format csv and json hold everything.
COLUMNS: dict[str, tuple[str, ...]] = {
    "oversikt": ("id", "indikator", "year", "value", "change", "signal"),
    "indikator": ("year", "value", "n", "signal", "percentile"),
    "over_tid": ("namn", "year", "value", "n", "signal", "percentile"),
    "jamfor": ("namn", "year", "value", "n", "signal", "percentile"),
    "signaler": ("namn", "id", "indikator", "year", "value", "signal"),
    "kvalitet": ("namn", "id", "kind", "said", "sure", "whom"),
    "lansrapport": ("namn", "id", "indikator", "year", "value", "signal"),
    "om_data": ("omrade", "year", "indikatorer"),
    "sa_raknar_vi": (),
}
READING = "Läser värden"


def report(
    manifest: dict[str, Any],
    changes: dict[str, int],
    vanished: Sequence[str] = (),
    shared: int = 0,
    surest: Sequence[str] = (),
) -> list[str]:
    """What was published, missing by kind, what to check, what changed, what was refused and why."""
    found = manifest["counts"]
    lines = [
        f"Utgåvan {manifest['id']} är publicerad.",
        f"  Indikatorer: {found['indikatorer']}, varav {found['carried_over']} fördes över från utgåvan före.",
        f"  Rader: {number(found['rows'])}. Kommuner i utgåvan, med eller utan värde: {found['kommuner']}.",
    ]
    if found["missing"]:
        lines.append("  Saknade värden:")
        lines += [f"    {MISSING[kind]} ({kind}): {number(times)}" for kind, times in found["missing"].items()]
    if found.get("flags"):
        lines.append("  Att kontrollera, flaggor per slag i alla år (en flagga är en fråga, inte ett fel):")
        lines += [f"    {kvalitet.KIND[kind]} ({kind}): {number(times)}" for kind, times in found["flags"].items()]
    if surest:
        lines.append("  De säkraste i varje indikators senaste år:")
        lines += [f"    {line}" for line in surest]
    if any(changes.values()):
        lines.append(
            f"  Mot utgåvan före: {counted(changes['added'], 'nytt värde', 'nya värden', 'ett')}, "
            f"{counted(changes['revised'], 'ändrat', 'ändrade', 'ett')}, "
            f"{counted(changes['withdrawn'], 'borttaget', 'borttagna', 'ett')}, {number(changes['unchanged'])} lika."
        )
    if shared:
        lines.append(f"  Delas på disk med utgåvan före: {number(shared / 1e6, 1)} MB.")
    if vanished:
        lines.append(
            f"  Obs: {counted(len(vanished), 'indikator', 'indikatorer')} i den förra utgåvan finns inte i den nya: "
            f"{', '.join(vanished)}. "
            "Den gamla utgåvan ligger kvar; skriv dess id i editions/current för att gå tillbaka."
        )
    lines += [f"  Obs: {note}" for note in manifest["notes"]]
    if manifest["refused"]:
        lines.append(f"  Togs inte in ({len(manifest['refused'])}):")
        lines += [f"    {id}: {why}" for id, why in manifest["refused"].items()]
    return lines


def writing(name: str) -> str:
    """What a run is writing."""
    return f"Skriver {name}"


def system_refused(error: OSError) -> str:
    """The same, for whoever may not read which file."""
    return f"Servern kunde inte skriva: {broken.why_not(error)}. Den publicerade utgåvan är orörd."


def system(error: OSError) -> str:
    """What the operating system refused: which file, and why."""
    return f"{error.filename or ''}: {broken.why_not(error)}. Den publicerade utgåvan är orörd."
