"""The words about a table that someone lets in: what was understood, what is not certain, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.table import Column, Reading, Unsettled
from ojdash.text.words import GENDER, MISSING, counted, number, upper_first

UNTOUCHED = "Inget har publicerats."
MOST_CELLS_NAMED = 40
MOST_NAMED = 1_000

PROFILE_HEAD = "Hur tabellen läses. Fyll i det som är tomt, eller skriv leave_out = true, och kör kommandot igen."
PROFILE_COLUMN = "indikatorns id, eller leave_out = true"
PROFILE_OR = "eller leave_out = true"
PROFILE_LAYOUT = "skriv på raden under: turned = true, regions = false, above = false eller leave_out = true"
PROFILE_CELL = "true för den cell som ska utelämnas"

READ = "Läser filen"
EXAMPLE_GOES = (
    "Utgåvan som visas nu är exemplet, med påhittade värden. När tabellen publiceras försvinner hela exemplet: bara "
    "det som tabellen har finns kvar."
)
DRY = "Provkörning: inget har publicerats."

ASIDE: dict[str, str] = {
    "lan": "län och regioner",
    "grupp": "kommungrupper",
    "stadsdel": "stadsdelar",
    "regi": "bara offentliga eller bara enskilda utförare",
    "note": "rader med bara en text, som källor och noter",
    "left_out": "utelämnade med avsikt",
}
YEARS_FROM: dict[str, str] = {
    "column": "tabellens årskolumn",
    "header": "kolumnrubrikerna",
    "said": "det angivna året",
    "profile": "profilen",
    "title": "tabellens titel",
    "sheet": "bladens namn",
}
WHY = {"id": "id i rubriken", "title": "samma titel", "profile": "enligt profilen", "": "enligt indikatorkolumnen"}
ROLES: dict[str, str] = {
    "kommun": "kommun",
    "kod": "kommunkod",
    "year": "år",
    "gender": "kön",
    "regi": "regi",
    "indikator": "indikator",
    "lan": "län, används inte",
    "left_out": "utelämnas med avsikt",
    "undecided": "inte bestämd",
}
CHANGED: dict[str, str] = {
    "gone": "Kolumnen finns inte längre",
    "new": "Ny kolumn",
    "sheet": "Ett annat blad läses",
    "header": "Rubrikraden har flyttats",
    "kommuner": "Antalet kommuner och riket",
}


# --- tables that can't be read ----------------------------------------------------------------------------------------


def no_kommun(file: str, sheet: str) -> str:
    """A table that is not about kommuner."""
    where = f", blad ”{sheet}”" if sheet else ""
    return (
        f"{file}{where}: ingen kolumn har kommuner, varken kod (0114), namn (Upplands Väsby) eller båda. Lägg till en "
        f"kolumn med kommunkoder och rubriken Kommun. {UNTOUCHED}"
    )


def too_many_places(file: str, sheet: str, column: str, found: int, most: int) -> str:
    """A column of kommuner with more different words than there can be places."""
    where = f", blad ”{sheet}”" if sheet else ""
    return (
        f"{file}{where}, kolumn {column}: {number(found)} olika ord där kommunen ska stå (högst {number(most)}). "
        f"Kontrollera att det är rätt kolumn, och ta bort rader som inte gäller kommuner. {UNTOUCHED}"
    )


def still_unsettled(file: str, count: int) -> str:
    """Someone tried to publish what is not settled."""
    return f"{file}: {counted(count, 'sak är inte bestämd', 'saker är inte bestämda')}. {UNTOUCHED}"


def profile_key(path: str, where: str, key: str, allowed: Iterable[str]) -> str:
    """A key that a profile can't have."""
    return f"{path}, {where}: okänd nyckel ”{key}”. Tillåtna: {', '.join(allowed)}."


def profile_lacks(path: str, where: str, key: str) -> str:
    """An entry without what it is about."""
    return f"{path}, {where}: {key} saknas eller är tom. Skriv det som står i filen."


def profile_value(path: str, where: str, key: str, value: object, allowed: Iterable[str]) -> str:
    """A value that a profile's key can't have."""
    return f"{path}, {where}, {key}: {value!r} går inte. Tillåtet: {', '.join(allowed)}."


# --- the preview ------------------------------------------------------------------------------------------------------


def preview(
    reading: Reading, titles: dict[str, Indikator], kommuner: dict[str, Kommun], advice: bool = True
) -> list[str]:
    """What was understood of a table, and everything that was not; with the `advice` of the terminal."""
    lines = [f"{reading.file}{_sheets([part.sheet for part in reading.parts if part.sheet])}"]
    told: list[str] = []
    for part in reading.parts:
        where = f"Blad ”{part.sheet}”. " if len(reading.parts) > 1 else ""
        heads = ", ".join(map(str, part.header)) or "ingen"
        lines.append(f"  {where}Rubrikrad: {heads}. Rader: {part.first}–{part.last}.")
        columns = [_column(column, titles) for column in part.columns if column.role != "empty"]
        if columns != told:
            lines += ["  Kolumner:", *(f"    {column}" for column in columns)]
        told = columns
    if reading.years_from and (reading.rows["year"] > 0).any():
        known_from = " och ".join(YEARS_FROM[one] for one in reading.years_from.split(", "))
        lines.append(f"  År enligt {known_from}: {_years(reading)}.")
    if len(reading.rows):
        koder = reading.rows["kommun"]
        known = int(reading.rows["value"].notna().sum())
        values, kommuner_of = counted(known, "värde", "värden", "ett"), koder[koder != "0000"].nunique()
        lines.append(f"  {upper_first(values)} för {counted(kommuner_of, 'kommun', 'kommuner')}.")
    if set(reading.rows["gender"]) - {"T"}:
        lines.append(f"  Kön: {', '.join(GENDER[one] for one in GENDER if one in set(reading.rows['gender']))}.")
    lines += [f"  Obs: {line}" for line in _told(reading, kommuner, advice)]
    if reading.unsettled:
        lines.append(f"  Att bestämma ({len(reading.unsettled)}):")
        lines += [f"    {unsettled(reading.file, doubt, kommuner, titles)}" for doubt in reading.unsettled[:MOST_NAMED]]
        if len(reading.unsettled) > MOST_NAMED:
            lines.append(f"    och {number(len(reading.unsettled) - MOST_NAMED)} till.")
    return lines


def _sheets(names: Sequence[str]) -> str:
    many = "blad" if len(names) == 1 else "bladen"
    return f", {many} {', '.join(f'”{name}”' for name in names)}" if names else ""


def _column(column: Column, titles: dict[str, Indikator]) -> str:
    what = ROLES.get(column.role, "")
    if column.role in ("value", "n"):
        what = "antal svar" if column.role == "n" else "värden"
        if column.indikator:
            what += f" av {column.indikator} {titles[column.indikator].heading}"
        what += "".join(f", {said}" for said in (column.year, column.gender and GENDER[column.gender].lower()) if said)
        what += f" ({WHY[column.why]})"
    return f"{column.letter} ”{column.label}”: {what}"


def _years(reading: Reading) -> str:
    years = sorted(set(reading.rows["year"]) - {0})  # 0 is one that is asked about
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else ", ".join(map(str, years))


def _told(reading: Reading, kommuner: dict[str, Kommun], advice: bool = False) -> list[str]:
    """What was done without asking, and is good to know."""
    lines = [
        f"Titeln{f' på bladet ”{sheet}”' if sheet else ''} säger {titled}. Värdena läses som {held}, som är angivet."
        for sheet, titled, held in reading.against
    ]
    lines += [f"{CHANGED[what]} sedan förra filen: {label}." for what, label in reading.changed]
    if reading.unread:
        how = " Skriv sheets annars." if advice else ""
        lines.append(f"Blad som inte läses, för ingen kolumn är känd: {', '.join(reading.unread)}.{how}")
    lines += [f"{at} (”{held}”) är utelämnad eller bestämd i profilen." for at, held in reading.left_out]
    lines += [
        f"{at} håller nu {f'”{held}”' if held else 'ingenting'}: det som står om den i profilen används inte."
        for at, held in reading.moved
    ]
    lines += [f"rad {row}: ”{word}” lästes som {_kommun(kod, kommuner)}." for row, word, kod in reading.misspelt]
    said = ", ".join(f"{ASIDE[what]} ({times})" for what, times in reading.aside.items() if times)
    if said:
        lines.append(f"Rader som inte tas in: {said}.")
    for (sign, kind), times in reading.signs.items():
        lines.append(f"Tecknet ”{sign}” lästes som {MISSING[kind]} ({counted(times, 'cell', 'celler')}).")
    if reading.equal:
        values = counted(
            reading.equal, "värde står två gånger och är lika", "värden står två gånger och är lika", "ett"
        )
        lines.append(f"{upper_first(values)}; varje räknas en gång.")
    lines += [f"Kolumnen ”{label}” är tom." for label in reading.blank]
    for kind, detail in reading.notes:
        if kind == "macros":
            lines.append("Filen innehåller makron. De har inte körts.")
        elif kind == "links":
            others = counted(int(detail), "annan fil", "andra filer")
            lines.append(f"Filen länkar till {others}. Inget därifrån har öppnats; sparade värden används.")
    return lines


def _kommun(kod: str, kommuner: dict[str, Kommun]) -> str:
    return f"{kommuner[kod].namn} ({kod})" if kod in kommuner else "riket" if kod == "0000" else kod


def _near(doubt: Unsettled, code: str, kommuner: dict[str, Kommun], indikatorer: Mapping[str, Indikator]) -> str:
    """What a doubt is like: a kommun or an indikator by its name and code, anything else as it is."""
    if doubt.doubt in ("row", "disagree"):
        return _kommun(code, kommuner)
    if doubt.doubt in ("column", "indikator") and code in indikatorer:
        return f"”{indikatorer[code].heading}” ({code})"
    return code


def unsettled(
    file: str, doubt: Unsettled, kommuner: dict[str, Kommun], indikatorer: Mapping[str, Indikator], how: bool = True
) -> str:
    """One thing to settle: file, sheet, row and cell, what it holds, and (`how`) what to do in the file or profile."""
    sheet = f", blad ”{doubt.sheet}”" if doubt.sheet else ""
    cells = doubt.cells[:MOST_CELLS_NAMED]
    rest = len(doubt.cells) - len(cells) + doubt.more
    more = f" och {number(rest)} till" if rest else ""
    where = f"{file}{sheet}" + (f", rad {doubt.row}" if doubt.row else "")
    at = f", cell {', '.join(_runs(cells))}{more}" if cells else ""
    at = "" if doubt.doubt in _OF_A_COLUMN else at
    return f"{where}{at}: {_said(doubt, kommuner, indikatorer, how)}"


def _runs(cells: Sequence[str]) -> list[str]:
    """Cells by their addresses, three or more under each other as one: "A2–A41"."""
    runs: list[list[tuple[str, str, int]]] = []
    for cell in cells:
        column, row = (found[1], int(found[2])) if (found := _ADDRESS.fullmatch(cell)) else (cell, 0)
        if runs and row and runs[-1][-1][1:] == (column, row - 1):
            runs[-1].append((cell, column, row))
        else:
            runs.append([(cell, column, row)])
    return [
        name
        for run in runs
        for name in ([f"{run[0][0]}–{run[-1][0]}"] if len(run) > 2 else [cell for cell, _, _ in run])
    ]


_ADDRESS = re.compile(r"((?:.*!)?[A-Z]*)([1-9][0-9]*)")
_OF_A_COLUMN = ("column", "beside", "share", "scale", "separator", "unit", "regions", "again", "merged", "differs")
# What to do about each doubt begins with one of these words; the browser offers choices in its place.
_ADVICE = re.compile(r" (?=(?:Skriv|Rätta|Lämna|Dela|Ta bort)\b)")

# Each doubt and what to do about it; `maybe` is what it is like.
DOUBTS: dict[str, str] = {
    "no_sheet": (
        "bladet {holds} ur profilen finns inte, eller har inga kommuner. Blad med kommuner: {near}. Skriv vilket blad "
        "det är nu, eller leave_out, i profilen ([[renamed]])."
    ),
    "sheet": "flera blad har kommuner: {near}. Skriv sheet (ett) eller sheets (flera) i profilen.",
    "column": "kolumn {column} {holds} är ingen känd indikator.{maybe} Skriv dess id eller leave_out i profilen.",
    "beside": (
        'kolumn {column} {holds} har mer än indikatorn {near} i rubriken: ”{words}”. Skriv indikator = "{near}" i '
        "profilen om det är dess värden, också n = true om det är antal svar, annars leave_out."
    ),
    "share": (
        "kolumn {column} {holds} ska vara i procent men har {values}, som ser ut som andelar av 1. Skriv factor = 100 "
        "i profilen om 0,72 betyder 72 procent, factor = 1 om talen är procent redan."
    ),
    "scale": (
        "kolumn {column} {holds} visas i tusental eller miljontal: en cell håller {number}. Skriv factor = 1 i "
        "profilen om det är värdet, annars vad det ska gånger med."
    ),
    "unit": "kolumn {column} {holds} ser inte ut att vara i {near}. Skriv indikatorns id i profilen om det stämmer.",
    "same": "kolumnerna {bare} gäller alla {near}, samma år och kön. Lämna ut alla utom en i profilen.",
    "separator": (
        "kolumn {column} {holds}: det går inte att se om komma eller punkt är decimaltecken ({near}). Skriv decimal i "
        "profilen."
    ),
    "row": "{holds} är ingen kommun.{maybe} Rätta filen, eller skriv kommunens kod eller leave_out i profilen.",
    "disagree": (
        "{holds}: kod och namn hör till olika kommuner. Rätta filen, eller skriv kommunens kod eller leave_out i "
        "profilen."
    ),
    "cell": "{holds} är inget värde{of}. Rätta cellen, eller skriv i profilen vad som saknas, eller leave_out.",
    "sign": (
        "{holds} är ett tecken som betyder det utgivaren säger (troligen: {kind}). Skriv i profilen vad det betyder "
        "([[sign]]), eller leave_out."
    ),
    "tick": (
        "{holds} kan vara ett kryss för Ja, eller betyda att svaret är dolt. Skriv ja eller sekretess i profilen "
        '([[sign]]), och blank = "nej" vid kolumnen om en tom cell betyder Nej.'
    ),
    "across": (
        "kommunerna står bredvid varandra i rubriken ({bare} …), så tabellen måste vändas. Skriv turned = true i "
        "profilen ([[layout]])."
    ),
    "regions": (
        "kolumn {column} har regioner eller län ({bare} …), inte kommuner. Skriv regions = false i profilen "
        "([[layout]]) om det är kommuner, annars leave_out."
    ),
    "again": (
        "kolumn {column} {holds} säger samma slags sak om raderna som en kolumn före den. Skriv leave_out i profilen "
        "om den inte ska läsas."
    ),
    "within": (
        "{holds} står mitt i tabellen, och raderna under kan gälla något annat. Dela tabellen i filen, eller skriv "
        "leave_out i profilen ([[row]]) om raden inte ändrar något."
    ),
    "merged": "kolumn {column} {holds} har värden i sammanfogade celler. Dela dem i filen, eller skriv leave_out.",
    "differs": (
        "kolumn {column} {holds} har ett annat {near} i rubriken än i raderna. Rätta filen, eller skriv leave_out i "
        "profilen."
    ),
    "above": (
        "ovanför tabellen, eller som bladets namn, står {holds}. Det kan ändra vad värdena är. Skriv above = false i "
        "profilen ([[layout]]) om det inte gör det, och gender om de gäller ett kön."
    ),
    "years": "tabellen säger inte vilket år värdena gäller.{several} Skriv --year eller year i profilen.",
    "year": "{holds} är inget årtal. Rätta filen, eller skriv årtalet eller leave_out i profilen ([[period]]).",
    "gender": "{holds} är inget kön. Rätta filen, eller skriv T, K, M eller leave_out i profilen ([[gender]]).",
    "regi": (
        "{holds} är varken offentlig, enskild eller samtliga. Rätta filen, eller skriv total eller leave_out i "
        "profilen ([[regi]])."
    ),
    "indikator": "{holds} är ingen känd indikator.{maybe} Skriv dess id eller leave_out i profilen.",
    "twice": (
        "två olika värden för samma kommun, indikator, år och kön ({bare}): {near}. Ta bort den rad som är fel, eller "
        "lämna ut den ena cellen i profilen ([[cell]])."
    ),
    "no_value": "tabellen har inga värden att ta in. Skriv i profilen vilken kolumn som är vilken indikator.",
}


def _said(doubt: Unsettled, kommuner: dict[str, Kommun], indikatorer: Mapping[str, Indikator], how: bool) -> str:
    near = ", ".join(_near(doubt, code, kommuner, indikatorer) for code in doubt.near)
    said = DOUBTS["years" if doubt.doubt == "year" and doubt.row is None else doubt.doubt]
    return (said if how else _ADVICE.split(said, maxsplit=1)[0]).format(
        holds=f"”{doubt.holds}”" if doubt.holds else "tom cell",
        bare=doubt.holds,
        near=near,
        maybe=f" Liknar {near}." if near else "",
        of=f" av {near}" if near else "",
        several=f" Titeln nämner {doubt.holds}." if doubt.holds else "",
        column="".join(doubt.cells[:1]),
        words=doubt.words,
        values=" och ".join(doubt.near[1:3]),
        number=doubt.near[0] if doubt.near else "",
        kind=MISSING.get(doubt.near[0], "").lower() if doubt.near else "",
    )


def profile_written(path: str) -> str:
    """The draft that was written."""
    return f"Profilen {path} är skriven. Fyll i det som är tomt och kör kommandot igen."


def to_settle(count: int, profile: str | None) -> str:
    """Nothing was published, and what to do next."""
    how = f"i {profile}" if profile else "i en profil: kör med --profile namn.toml, så skrivs ett utkast"
    how_many = upper_first(counted(count, "sak", "saker", "en"))
    return f"{how_many} måste bestämmas först, {how}. {UNTOUCHED}"


def terms(publisher: str) -> str:
    """What is known of how the values may be used."""
    return f"Ange källan: {publisher or 'den som gjort tabellen'}. Villkoren står hos utgivaren."


def notes(reading: Reading, kept: int) -> tuple[str, ...]:
    """What the edition's report says of the table."""
    lines = _told(reading, {})
    if kept:
        values = upper_first(counted(kept, "värde", "värden", "ett"))
        lines.append(f"{values} som publicerats tidigare och som tabellen inte har är kvar.")
    return tuple(lines)
