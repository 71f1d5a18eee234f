"""What is told about published data that can't be read: where, what, and the move to make."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MEND = (
    "Lägg tillbaka filen från en kopia, bygg om utgåvan med `python -m ojdash update kolada --offline`, eller skriv en "
    "annan utgåvas id i editions/current."
)
AGAIN = "Kör uppdateringen igen, eller skriv en hel utgåvas id i editions/current."


def nothing_published(editions: Path, data: Path) -> str:
    """A data folder without an edition."""
    return (
        f"{editions}: här är inget publicerat. Kör `python -m ojdash update kolada --data {data}`, eller "
        f"`python -m ojdash example --data {data}` för simulerade värden."
    )


def no_manifest(path: Path) -> str:
    """An edition that was never published whole."""
    return f"{path}: utgåvan saknar manifest och är inte hel. {AGAIN}"


def bad_manifest(path: Path, why: object) -> str:
    """A manifest that is not one."""
    return f"{path}: manifestet går inte att läsa ({why}). {AGAIN}"


def other_format(path: Path, found: object, known: int) -> str:
    """An edition of another version of the code."""
    return f"{path}: formatet {found} är inte {known}, som den här versionen läser. {AGAIN}"


def missing_file(path: Path, edition: str) -> str:
    """A file that the manifest names and the folder lacks."""
    return f"{path}: filen saknas i utgåvan {edition}. {MEND}"


def cut_short(path: Path, found: int, published: int) -> str:
    """A file of another length than was published."""
    return f"{path}: filen är {found} byte men publicerades som {published}. {MEND}"


def changed(path: Path) -> str:
    """A file of the right length and other content."""
    return f"{path}: filen är inte den som publicerades (sha256 skiljer). {MEND}"


def unreadable(files: str, why: str) -> str:
    """A file that DuckDB can't read."""
    return f"{files}: går inte att läsa ({why}). {MEND}"


def indikator(code: str, edition: str, near: Sequence[str]) -> str:
    """An indikator that an edition lacks."""
    return f"Indikatorn ”{code}” finns inte i utgåvan {edition}. Närliggande: {', '.join(near)}."


def no_folder(data: Path, why: str) -> str:
    """A data folder that can't be made."""
    return f"{data}: går inte att använda som datamapp ({why}). Välj en annan med --data eller OJDASH_DATA."


def not_carried(edition: str) -> str:
    """An edition that can't be opened, so that nothing of it is carried over."""
    return f"Utgåvan {edition} gick inte att läsa, så inget fördes över från den."
