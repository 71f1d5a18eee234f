"""The words about a file that is no table, or that can't be read as one: what is wrong with it, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.text.tables import UNTOUCHED
from ojdash.text.words import number


def not_there(file: str, why: str) -> str:
    """A file that can't be opened."""
    return f"{file}: filen går inte att öppna ({why}). Kontrollera sökvägen. {UNTOUCHED}"


def empty(file: str) -> str:
    """A file without content."""
    return f"{file}: filen är tom. Hämta den igen. {UNTOUCHED}"


def too_large(file: str, size: int, most: int) -> str:
    """A file that is larger than any table."""
    return (
        f"{file}: filen är {size} MB och högst {most} MB läses. Dela den, till exempel i en fil per år, och läs in "
        f"delarna var för sig. {UNTOUCHED}"
    )


def other_kind(file: str, kind: str) -> str:
    """A picture or something else with the name of a table."""
    what = f"en fil av slaget {kind}" if kind else "något annat"
    return (
        f"{file}: innehållet är {what} och ingen tabell, vad filen än heter. Öppna den i Excel eller LibreOffice och "
        f"spara tabellen som .xlsx eller .csv. {UNTOUCHED}"
    )


def binary(file: str) -> str:
    """A binary workbook (xlsb), of which no reader tells the number formats."""
    return (
        f"{file}: filen är en binär arbetsbok (xlsb), och där syns inte vilka tal som är procent. Öppna den i "
        f"Excel eller LibreOffice och spara den som .xlsx. {UNTOUCHED}"
    )


def encrypted(file: str) -> str:
    """A file with a password."""
    return f"{file}: filen är skyddad med lösenord. Öppna den i Excel, ta bort lösenordet och spara igen. {UNTOUCHED}"


def bomb(file: str, size: int, most: int) -> str:
    """A packed file that unpacks to too much."""
    return f"{file}: filen blir {size} MB uppackad och högst {most} MB läses. Dela tabellen i flera filer. {UNTOUCHED}"


def ratio(file: str, member: str, times: int) -> str:
    """A packed file that unpacks to suspiciously much."""
    return (
        f"{file}: delen {member} blir {times} gånger större uppackad, som i en zip-bomb. Öppna filen i Excel, kopiera "
        f"tabellen till en ny arbetsbok och spara den. {UNTOUCHED}"
    )


def too_wide(file: str, sheet: str, columns: int, rows: int, most: int) -> str:
    """A sheet that says that it has far too many columns or rows."""
    where = f", blad ”{sheet}”" if sheet else ""
    size = f"{number(columns)} kolumner och {number(rows)} rader" if rows > 1 else f"minst {number(columns)} kolumner"
    return (
        f"{file}{where}: {size}, och högst {number(most)} kolumner läses. "
        f"Ta bort det som står utanför tabellen, eller kopiera tabellen till en ny arbetsbok. {UNTOUCHED}"
    )


def too_many_cells(file: str, sheet: str, cells: int, most: int) -> str:
    """A sheet with more cells than are read."""
    where = f", blad ”{sheet}”" if sheet else ""
    return (
        f"{file}{where}: {number(cells)} celler, och högst {number(most)} läses. Ta bort det som står utanför "
        f"tabellen, eller dela den i flera filer. {UNTOUCHED}"
    )


def too_many_sheets(file: str, sheets: int, most: int) -> str:
    """A workbook with more sheets than are read."""
    return (
        f"{file}: {number(sheets)} blad, och högst {number(most)} läses. Spara bladen som behövs för sig. {UNTOUCHED}"
    )


def too_heavy(file: str) -> str:
    """A file that took more memory or time than is given it."""
    return (
        f"{file}: filen kräver mer minne eller tid än en tabell gör och läsningen avbröts. Kopiera tabellen till en ny "
        f"arbetsbok och spara den. {UNTOUCHED}"
    )


def half(file: str) -> str:
    """A packed file that is cut or damaged."""
    return f"{file}: filen är avklippt eller skadad och går inte att packa upp. Hämta den igen. {UNTOUCHED}"


def too_deep(file: str) -> str:
    """A workbook whose parts lie inside each other without end."""
    return (
        f"{file}: arbetsboken har för många nivåer inuti varandra. Kopiera tabellen till en ny arbetsbok och spara "
        f"den. {UNTOUCHED}"
    )


def broken(file: str, why: Sequence[str]) -> str:
    """A workbook that can't be read."""
    return (
        f"{file}: arbetsboken går inte att läsa ({', '.join(why)}). Öppna den i Excel eller LibreOffice och spara den "
        f"som .xlsx, eller hämta den igen. {UNTOUCHED}"
    )


def too_many_different(file: str, most: int) -> str:
    """A file with more different cells than a table has."""
    return (
        f"{file}: mer än {number(most)} olika ord och tal, och fler läses inte. Dela filen, till exempel i en fil per "
        f"år, och läs in delarna var för sig. {UNTOUCHED}"
    )


def long_cell(file: str, line: int, most: int) -> str:
    """A line of a csv with a cell of more signs than is read."""
    return (
        f"{file}, rad {line}: en cell har fler än {number(most)} tecken. Korta den, eller spara filen som .xlsx. "
        f"{UNTOUCHED}"
    )


def bad_csv(file: str, line: int) -> str:
    """A csv whose quotes do not match."""
    return f"{file}, rad {line}: ett citattecken öppnas eller stängs på fel ställe. Rätta raden. {UNTOUCHED}"


def bad_encoding(file: str, line: int) -> str:
    """A csv that mixes encodings."""
    return (
        f"{file}, rad {line}: texten är sparad med fel teckenkodning (å, ä och ö går inte att läsa). Spara filen igen "
        f"som ”CSV UTF-8”. {UNTOUCHED}"
    )
