"""The words of a table as it was read: what rows, columns and cells are, what a click does, and what is settled."""

from __future__ import annotations

from collections.abc import Mapping

from ojdash.domain.effect import Altered, Effect
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.missing import MISSING as KINDS_MISSING
from ojdash.domain.table import Column, Grid, GridRow, Settled
from ojdash.text.words import GENDER, MISSING, counted, joined, number, upper_first, value

HEADING = "Tabellen som den lästes"
READ = (
    "Välj i kolumnens lista vad den är. Välj ett radnummer om rubriken slutar på en annan rad. Filen läses då om, "
    "och en rad säger vad det gör med värdena. En ruta med ram är något att bestämma."
)
ROW = "Rad"
COLUMN = "Kolumn"
TURN = "Vänd tabellen"
TURN_BACK = "Vänd tillbaka tabellen"
NO_HEAD = "Ingen rubrik"
HEAD_HERE = "Rubriken slutar på rad {row}"
IS_HEAD = "Rubriken slutar här, på rad {row}"
READ_AS = "Kolumn {column} läses som"
UNDECIDED = "inte bestämd"
INDIKATORER = "Värden av"
WITH_MENUS = "Välj med menyer"
SHEET = "Blad"
READS_AS = "Läses som"
HEAD_ENDS = "Rubriken slutar på rad"
READ_AGAIN = "Läs om"
SETTLED = "Bestämt"
SETTLED_READ = "Allt som har valts om filen. Ändra tar bort svaret, så att det frågas igen."
CHANGE = "Ändra"

ROLES: dict[str, str] = {
    "kommun": "platser",
    "kod": "kommunkod",
    "year": "år",
    "gender": "kön",
    "regi": "regi",
    "indikator": "indikator",
    "lan": "län, används inte",
    "value": "värden",
    "n": "antal svar",
    "empty": "tom",
    "left_out": "utelämnad",
    "undecided": UNDECIDED,
}
PARTS: dict[str, str] = {"title": "titel", "header": "rubrik", "data": "", "apart": "tas inte in"}
APART: dict[str, str] = {
    "lan": "region eller län, tas inte in",
    "grupp": "kommungrupp, tas inte in",
    "stadsdel": "stadsdel, tas inte in",
    "regi": "del av utförarna, tas inte in",
    "note": "not, tas inte in",
    "blank": "tom",
    "left_out": "utelämnad",
    "row": "ingen känd plats",
    "disagree": "kod och namn skiljer sig",
    "across": "kommuner bredvid varandra",
}
FLAGS: dict[str, str] = {
    "row": "ingen känd plats",
    "disagree": "kod och namn skiljer sig",
    "cell": "inget värde",
    "sign": "tecken att tyda",
    "tick": "kryss att tyda",
    "twice": "två värden för samma sak",
    "year": "inget årtal",
    "gender": "inget kön",
    "regi": "okänd regi",
    "indikator": "okänd indikator",
    "column": "okänd indikator",
    "beside": "mer än indikatorn i rubriken",
    "unit": "annan enhet?",
    "share": "andelar eller procent?",
    "scale": "tusental eller miljontal?",
    "separator": "punkt eller komma?",
    "same": "samma indikator två gånger",
    "regions": "regioner eller kommuner?",
    "again": "säger samma sak som en kolumn före",
    "within": "kan ändra vad raderna under gäller",
    "merged": "sammanfogade värden",
    "differs": "rubrik och rader säger olika",
    "above": "kan ändra vad värdena är",
}
MARKS: dict[str, str] = {
    "as_percent": "visas som procent",
    "note": "upphöjda eller överstrukna tecken",
    "scaled": "visas i tusental eller miljontal",
    "error": "fel i filen",
    "formula": "formel utan värde",
}


# --- the grid ---------------------------------------------------------------------------------------------------------


def caption(grid: Grid) -> str:
    """Which sheet it is, and how it lies."""
    name = f"Blad ”{grid.sheet}”" if grid.sheet else "Tabellen"
    more = [] if grid.read else ["läses inte än"]
    more += ["vänd: filens kolumner är rader här"] if grid.turned else []
    more += [f"värden från {grid.year}"] if grid.year else []
    more += [GENDER[grid.gender].lower()] if grid.gender else []
    return ", ".join([name, *more])


def role(column: Column) -> str:
    """What a column is, in a few words."""
    said = ROLES[column.role]
    return f"{said} {'till' if column.role == 'n' else 'av'} {column.indikator}" if column.indikator else said


def of_column(column: Column, indikatorer: Mapping[str, Indikator]) -> str:
    """Whose values a column holds, and the year and gender that its header says."""
    known = column.role in ("value", "n") and column.indikator in indikatorer
    said = [indikatorer[column.indikator].label] if known else []
    return ", ".join(
        [*said, *(str(one) for one in (column.year, column.gender and GENDER[column.gender].lower()) if one)]
    )


def choice(action: str, to: str, indikatorer: Mapping[str, Indikator]) -> str:
    """Something that a column can be, in a picker."""
    if action == "places":
        return ROLES["kommun"]
    if action == "role":
        return ROLES[to]
    if action == "leave_out":
        return "utelämna"
    heading = f"{to} {indikatorer[to].heading}"
    return f"antal svar till {heading}" if action == "n" else heading


def row(one: GridRow) -> str:
    """What a row is."""
    return APART.get(one.why, PARTS[one.part])


def flag(why: str) -> str:
    """Why a cell or a column is worth a look."""
    return FLAGS.get(why) or MARKS.get(why, "")


def skipped(rows: int) -> str:
    """Rows that are not among those to look at."""
    return f"… {counted(rows, 'rad', 'rader', 'en')} till" if rows else ""


def beside(columns: int) -> str:
    """Columns that are not among those to look at."""
    return f"… {counted(columns, 'kolumn', 'kolumner', 'en')} till åt höger" if columns else ""


def column_name(column: Column) -> str:
    """A column in a picker."""
    return f"{column.letter} ”{column.label}”"


# --- what it did ------------------------------------------------------------------------------------------------------


def effect(found: Effect, indikatorer: Mapping[str, Indikator], kommuner: Mapping[str, Kommun]) -> str:
    """What a choice did to the values: how many, and the first of them."""
    numbers = [
        said
        for times, said in (
            (found.changed, counted(found.changed, "värde ändras", "värden ändras", "ett")),
            (found.added, counted(found.added, "värde kommer till", "värden kommer till", "ett")),
            (found.removed, counted(found.removed, "värde försvinner", "värden försvinner", "ett")),
        )
        if times
    ]
    if not numbers:
        return "Valet ändrar inga värden."
    first = "; ".join(altered(one, indikatorer, kommuner) for one in found.first)
    more = found.changed + found.added + found.removed - len(found.first)
    rest = f"; och {number(more)} till" if more else ""
    return f"{upper_first(joined(numbers))}. {first}{rest}."


def altered(one: Altered, indikatorer: Mapping[str, Indikator], kommuner: Mapping[str, Kommun]) -> str:
    """ "U21468 2022: Gagnef 10 → 30"."""
    indikator = indikatorer[one.indikator]
    place = kommuner[one.kommun].namn if one.kommun in kommuner else "riket"
    gender = "" if one.gender == "T" else f" {GENDER[one.gender].lower()}"
    before, after = held(indikator, one.before, one.after)
    before += f" ({one.from_year})" if one.from_year else ""
    return f"{one.indikator} {one.year}{gender}: {place} {before} → {after}"


def held(indikator: Indikator, *values: float | str | None) -> list[str]:
    """Values beside each other: with the published decimals, or those that it takes to tell them apart."""
    known = {one for one in values if isinstance(one, float)}
    for decimals in range(indikator.decimals, indikator.decimals + 5):
        if len({number(one, decimals) for one in known}) == len(known):
            break
    return [_held(indikator, one, decimals) for one in values]


def _held(indikator: Indikator, one: float | str | None, decimals: int) -> str:
    if one is None:
        return "inget värde"
    if isinstance(one, str):
        return MISSING[one].lower()
    return value(indikator, one) if indikator.is_coded else number(one, decimals)


# --- what is settled --------------------------------------------------------------------------------------------------


def settled(thing: Settled, indikatorer: Mapping[str, Indikator], kommuner: Mapping[str, Kommun]) -> str:
    """One settled thing: what it is about, and the answer."""
    holds, answer = thing.holds, thing.answer
    said = {
        "said_year": "År för värden som inte säger det",
        "year": "År för värden som inte säger det",
        "sheets": "Blad som läses",
        "renamed": f"Bladet ”{holds}”",
        "layout": _sheet(holds),
        "column": f"Kolumn ”{holds}”",
        "indikator": f"”{holds}” som indikator",
        "row": f"Platsen ”{holds}”",
        "sign": f"Tecknet ”{holds}”",
        "period": f"”{holds}” som år",
        "gender": f"”{holds}” som kön",
        "regi": f"”{holds}” som regi",
        "cell": holds,
    }[thing.about]
    return f"{said}: {_answer(thing, answer, indikatorer, kommuner)}"


def _sheet(name: str) -> str:
    return f"Blad ”{name}”" if name else "Tabellen"


def _answer(
    thing: Settled, answer: object, indikatorer: Mapping[str, Indikator], kommuner: Mapping[str, Kommun]
) -> str:
    if answer == "":
        return "lämnas ut"
    if thing.about == "layout":
        return _layout(thing.key, answer)
    if thing.about in ("column", "cell"):
        return _said(answer, indikatorer, kommuner)
    if thing.about == "sheets":
        return joined([f"”{name}”" for name in answer])
    if thing.about == "row":
        return _place(str(answer), kommuner)
    if thing.about == "indikator":
        return _named(str(answer), indikatorer)
    if thing.about == "sign" and isinstance(answer, float | int):
        return f"{answer:.15g}".replace(".", ",")
    if thing.about == "sign":
        return MISSING[str(answer)].lower() if answer in KINDS_MISSING else str(answer)
    if thing.about == "gender":
        return GENDER[str(answer)].lower()
    return (
        "alla utförare tillsammans"
        if thing.about == "regi"
        else f"”{answer}”"
        if thing.about == "renamed"
        else str(answer)
    )


def _layout(key: str, answer: object) -> str:
    if key == "head":
        return f"rubriken slutar på rad {answer}" if answer else "ingen rubrik"
    if key == "kommun":
        return f"platserna står i kolumn {answer}"
    if key == "turned":
        return "vänd" if answer else "läses som den ligger"
    if key == "gender":
        return f"värdena gäller {GENDER[str(answer)].lower()}"
    words = {"regions": "raderna är kommuner", "leave_out": "läses inte", "above": "det som står ovanför ändrar inget"}
    return words[key]


def _said(said: Mapping[str, object], indikatorer: Mapping[str, Indikator], kommuner: Mapping[str, Kommun]) -> str:
    """What is said of a column or a cell, with the keys of a profile."""
    if said.get("leave_out"):
        return "lämnas ut"
    words: list[str] = []
    if "kommun" in said:
        words.append(_place(str(said["kommun"]), kommuner))
    if "role" in said:
        words.append(ROLES[str(said["role"])])
    if "indikator" in said:
        what = "antal svar till" if said.get("n") else "värden av"
        words.append(f"{what} {_named(str(said['indikator']), indikatorer)}")
    if "year" in said:
        words.append(str(said["year"]))
    if "gender" in said:
        words.append(GENDER[str(said["gender"])].lower())
    if "factor" in said:
        words.append("talen gäller som de står" if said["factor"] == 1 else f"talen gånger {_factor(said['factor'])}")
    if "decimal" in said:
        words.append(f"”{said['decimal']}” skiljer heltal från decimaler")
    if "blank" in said:
        words.append(f"tom cell är {str(said['blank']).capitalize()}")
    return ", ".join(words) or "gäller som den står"


def _factor(factor: object) -> str:
    return number(float(factor), 15).rstrip("0").rstrip(",")


def _named(id: str, indikatorer: Mapping[str, Indikator]) -> str:
    return f"{id} {indikatorer[id].heading}" if id in indikatorer else id


def _place(kod: str, kommuner: Mapping[str, Kommun]) -> str:
    return f"{kommuner[kod].namn} ({kod})" if kod in kommuner else "riket" if kod == "0000" else kod


def settled_heading(things: int) -> str:
    """How many things are settled."""
    return f"{SETTLED} ({number(things)})"


def more_settled(things: int) -> str:
    """Settled things that are not listed."""
    return f"{upper_first(counted(things, 'sak', 'saker', 'en'))} till står i profilen."
