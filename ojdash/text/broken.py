"""What is told about published data that can't be read: where, what, and the move to make."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

# What anyone may read instead of a message that names files of the server.
NOT_PUBLIC = (
    "Underlaget på servern går inte att läsa. Serverns logg säger vilken fil det gäller och vad som hjälper. Försök "
    "igen senare, eller skriv till den som sköter tjänsten."
)
NOTHING_YET = (
    "Här är inget publicerat. Den som sköter tjänsten kör `python -m ojdash update kolada`, eller "
    "`python -m ojdash example` för simulerade värden."
)
MEND = (
    "Lägg tillbaka filen från en kopia, bygg om utgåvan med `python -m ojdash update kolada --offline` (från Kolada), "
    "`update table` (från en tabell) eller `example` (exempeldata), eller skriv en annan utgåvas id i editions/current."
)
RIKET = "Riket"
NO_ROWS = "Det finns inget att publicera: leveransen har inga rader."
_REFUSED: dict[int | None, str] = {
    errno.EACCES: "åtkomst nekas",
    errno.EPERM: "åtkomst nekas",
    errno.ENOENT: "finns inte",
    errno.EEXIST: "det finns redan något med det namnet",
    errno.ENOTDIR: "det är ingen mapp",
    errno.EISDIR: "det är en mapp",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.EROFS: "det går inte att skriva där",
    errno.EIO: "disken svarar inte",
}
AGAIN = "Kör uppdateringen igen (`example` för exempeldata), eller skriv en hel utgåvas id i editions/current."


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


def why_not(error: OSError) -> str:
    """What the operating system refused, in Swedish; it speaks the machine's language itself."""
    return _REFUSED.get(error.errno, f"felkod {error.errno} från operativsystemet")


def no_folder(data: Path, why: str) -> str:
    """A data folder that can't be made."""
    return f"{data}: går inte att använda som datamapp ({why}). Välj en annan med --data eller OJDASH_DATA."


def busy(editions: Path) -> str:
    """A folder where another update is publishing."""
    return f"{editions}: en annan uppdatering pågår här. Vänta tills den är klar och försök igen."


def unknown_code(omrade: str, row: object) -> str:
    """A row whose indikator, kommun, gender or kind of missing value nobody knows."""
    return f"{omrade}: en rad med en okänd kod: {row}. Inget är publicerat."


def too_many(omrade: str, most: int) -> str:
    """An area with more indikatorer than its block of numbers holds."""
    return f"Området {omrade} har fler än {most} indikatorer, och fler får inte plats. Dela upp det i flera områden."


def not_carried(edition: str) -> str:
    """An edition that can't be opened, so that nothing of it is carried over."""
    return f"Utgåvan {edition} gick inte att läsa, så inget fördes över från den."


def not_written(folder: Path, why: str) -> str:
    """An edition that could not be written: a full disk, a folder that nobody may write in."""
    return f"{folder}: utgåvan gick inte att skriva ({why}). Den publicerade utgåvan är orörd. Kör kommandot igen."


def removed(edition: str) -> str:
    """An edition that was removed while somebody had it open."""
    return f"Utgåvan {edition} har tagits bort. Ladda om sidan utan utgåva i adressen för att se den nyaste."


def extra(path: Path) -> str:
    """A file that no manifest names."""
    return f"{path}: filen hör inte till utgåvan. Ingen läser den; ta bort den om ingen saknar den."


def other_manifest(path: Path, found: object, content: str) -> str:
    """A manifest that is another edition's, or was changed."""
    return f"{path}: manifestet hör inte till mappen (det säger {found}, och filerna i det ger …-{content}). {MEND}"


def current_names_none(path: Path, named: str) -> str:
    """`current` is lacking, or names no edition."""
    return f"{path}: pekar på ”{named}”, som inte finns. Skriv en hel utgåvas id i filen."
