"""Which column is what: keys by head and cells, values by an indikator's id or exact title. The rest is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from ojdash.domain.indikator import Indikator
from ojdash.domain.table import Column, Unsettled
from ojdash.sources.table.cells import clean
from ojdash.sources.table.heads import YEAR, Found, letter, years_in
from ojdash.sources.table.places import REGI_WORDS, TOTAL_WORDS, Gazetteer
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.sheets import Words

HEADS: dict[str, tuple[str, ...]] = {
    "year": ("år", "year", "mätår", "årtal", "period", "ar", "undersökningsår"),
    "gender": ("kön", "kon", "gender", "sex"),
    "regi": ("regi", "utförare", "driftform", "driftsform", "huvudman", "offentlig/enskild", "utförarregi"),
    "indikator": (
        *("nyckeltal", "indikator", "indikatorer", "kpi", "mått", "nyckeltals-id", "nyckeltal-id", "indikator-id"),
        *("indikatorid", "fråga", "variabel", "id indikator"),
    ),
    "lan": ("län", "länskod", "lan", "länsnamn", "lankod", "county_code", "county_name"),
    "value": ("värde", "visat värde", "value", "resultat", "utfall", "svar"),
    "n": ("n", "antal svar", "antal svarande", "antal svar (n)", "bas", "antal besvarade enkäter"),
}
GENDER_WORDS: dict[str, str] = {
    **dict.fromkeys(
        ["totalt", "total", "samtliga", "båda könen", "alla", "t", "båda", "totalt (kvinnor och män)"], "T"
    ),
    **dict.fromkeys(["kvinnor", "kvinna", "flickor", "flicka", "k", "women", "female"], "K"),
    **dict.fromkeys(["män", "man", "pojkar", "pojke", "m", "men", "male"], "M"),
}
_GENDER_END = re.compile(r"[\s,:–-]*\(?\b(totalt|samtliga|båda könen|kvinnor|män|flickor|pojkar)\)?$", re.IGNORECASE)
_ID = re.compile(r"(?<![\w-])([A-Za-zÅÄÖåäö]{1,8}-?\d{1,6}[a-z]?|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)(?![\w-])")
LIKE = 0.6
MOST_LIKENED = 50
THIS_YEAR = "ÅÅÅÅ"


def stable(levels: tuple[str, ...], place: int) -> str:
    """A column's name that is the same next year."""
    return " | ".join(YEAR.sub(THIS_YEAR, level) for level in levels) or f"({letter(place)})"


class Titles:
    """The indikatorer by id and by every way that their titles are spelled; a title that two share is of neither."""

    def __init__(self, indikatorer: Mapping[str, Indikator]) -> None:
        self.indikatorer = indikatorer
        self._likened = 0
        self._ids = {id.casefold(): id for id in indikatorer}
        found: dict[str, set[str]] = {}
        for one in indikatorer.values():
            for title in {one.title, one.short_title, one.heading} - {""}:
                found.setdefault(plain(title), set()).add(one.id)
        self._titles = {title: ids.pop() for title, ids in found.items() if len(ids) == 1}

    def sure(self, text: str) -> tuple[str, str] | None:
        """The id that a text is, and how that is known: the text is or holds one id, or is a title."""
        whole = self._ids.get(clean(text).casefold())
        if whole:
            return whole, "id"
        ids = {self._ids[found.casefold()] for found in _ID.findall(text) if found.casefold() in self._ids}
        if len(ids) == 1:
            return ids.pop(), "id"
        title = self._titles.get(plain(text))
        return (title, "title") if title and not ids else None

    def near(self, text: str) -> tuple[str, ...]:
        """The ids whose titles are most like a text, at most three."""
        self._likened += 1
        if self._likened > MOST_LIKENED:
            return ()
        found = get_close_matches(plain(text)[:200], self._titles, 3, LIKE)
        return tuple(dict.fromkeys(self._titles[title] for title in found))


def plain(title: str) -> str:
    """A title for comparing: lower case, single spaces, one kind of dash, no stop at the end."""
    return re.sub(r"\s*[–—-]\s*", "-", clean(title).casefold()).rstrip(" .*")


def columns(found: Found, titles: Titles, profile: Profile, gazetteer: Gazetteer, file: str = "") -> tuple[Column, ...]:
    """Every column of a table with its role.

    file  the file's name without its ending: a table of one indikator may be called by its id
    """
    drafts = []
    for place, column in enumerate(found.sheet.columns):
        levels = found.levels[place]
        drafts.append((place, levels, _key(found, place, levels, column.of(slice(found.first, None)), gazetteer)))
    roles = Counter(role for _, _, role in drafts)
    long = roles["indikator"] > 0
    named = {sure for text in (*found.titles, file) if (sure := titles.sure(text))}
    named = named.pop() if len({id for id, _ in named}) == 1 else None
    seen: Counter[str] = Counter()
    out = []
    for place, levels, role in drafts:
        label = stable(levels, place)
        years = years_in(" ".join(levels))
        year = years[0] if len(years) == 1 else None
        seen[f"{label} {year}"] += 1
        if seen[f"{label} {year}"] > 1:
            label = f"{label} ({letter(place)})"
        here = Column(place, letter(place), label, levels, role, year=year)
        if role in ("", "value", "n"):
            here = _value(here, role, titles, profile, long, named)
        if (
            role
            and role != "empty"
            and profile.columns.get(label, {}).get("leave_out")
            and role not in ("kommun", "kod")
        ):
            here = Column(place, letter(place), label, levels, "left_out")
        out.append(here)
    return tuple(out)


def _key(found: Found, place: int, levels: tuple[str, ...], column: Words, gazetteer: Gazetteer) -> str:
    """The role of a column that is no value; "value" and "n" by a telling head; "" for what has to be mapped."""
    if place == found.kommun:
        return "kommun"
    if place == found.kod:
        return "kod"
    if column.is_empty():
        return "empty"
    head = levels[-1].casefold() if levels else ""
    different = [clean(str(cell)).casefold() for cell in column.different[column.used()[:50]]]
    for role, heads in HEADS.items():
        if head in heads:
            if role == "lan" and not all(gazetteer.place(word).kind in ("lan", "okand") for word in different):
                continue
            return role
    if len(levels) == 1 and all(word in GENDER_WORDS for word in different):
        return "gender"
    if all(REGI_WORDS.fullmatch(word) or word in TOTAL_WORDS for word in different) and any(
        REGI_WORDS.fullmatch(word) for word in different
    ):
        return "regi"
    return ""


def _value(
    here: Column, role: str, titles: Titles, profile: Profile, long: bool, named: tuple[str, str] | None
) -> Column:
    """A column of values: as the profile says, else by id or title, else undecided.

    named  the one indikator that the table's title names: of columns whose heads say only a year, a gender or "värde"
    """
    levels = here.levels
    base = {"place": here.place, "letter": here.letter, "label": here.label, "levels": levels}
    gender, parts = _gender(levels)
    said = profile.columns.get(here.label, {})
    if said.get("leave_out"):
        return Column(**base, role="left_out")
    year = said.get("year", here.year)
    gender = said.get("gender", gender)
    factor = said.get("factor")
    wanted = said.get("indikator")
    if wanted or (said.get("n") and long):
        known = titles.indikatorer.get(wanted) if wanted else None
        kind = "n" if said.get("n") else "value"
        if wanted and not known:
            return Column(**base, role="undecided", year=year, gender=gender, near=titles.near(wanted), why="profile")
        return Column(**base, role=kind, indikator=wanted, year=year, gender=gender, why="profile", factor=factor)
    if long and role in ("value", "n"):
        return Column(**base, role=role, year=year, gender=gender, factor=factor)
    if long and here.year and not parts:
        return Column(**base, role="value", year=year, gender=gender, factor=factor)
    sure = _sure(levels, parts, titles)
    if not sure and named and (role == "value" or (not parts and levels)):
        sure = (*named, False)
    if sure:
        id, why, whole = sure
        return Column(
            **base, role="value", indikator=id, year=year, gender=None if whole else gender, why=why, factor=factor
        )
    return Column(**base, role="undecided", year=year, gender=gender, near=titles.near(" ".join(parts or levels)))


def _sure(levels: tuple[str, ...], parts: tuple[str, ...], titles: Titles) -> tuple[str, str, bool] | None:
    """The indikator of a header, how it is known, and whether the whole header with its gender is the title.

    An id may stand anywhere; a title has to be all there is, but for the year and the gender.
    """
    for text in dict.fromkeys([" ".join(levels), ", ".join(levels)]):
        found = titles.sure(text)
        if found and found[1] == "title":
            return *found, True
    ids = {found for level in levels if (found := titles.sure(level)) and found[1] == "id"}
    if len(ids) == 1:
        return *ids.pop(), False
    if not ids:
        for text in dict.fromkeys([" ".join(parts), ", ".join(parts)]):
            found = titles.sure(text)
            if found:
                return *found, False
    return None


def _gender(levels: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The gender that a header says, and its levels without gender and year; two genders are none."""
    found, parts = set(), []
    for level in levels:
        text = YEAR.sub("", level).strip(" ,:–-()|")
        end = _GENDER_END.search(text)
        if text.casefold() in GENDER_WORDS:
            found.add(GENDER_WORDS[text.casefold()])
            text = ""
        elif end:
            found.add(GENDER_WORDS[end[1].casefold()])
            text = text[: end.start()].strip(" ,")
        if text:
            parts.append(text)
    return (found.pop() if len(found) == 1 else None), tuple(parts)


# --- what waits for an answer -----------------------------------------------------------------------------------------


def parted(read: tuple[Column, ...], unsettled: list[Unsettled], found: Found) -> tuple[Column, ...]:
    """The columns, with those that would hold the same values twice named and not read."""
    same: dict[tuple, list[Column]] = {}
    for column in read:
        if column.role in ("value", "n") and column.indikator:
            same.setdefault((column.role, column.indikator, column.year, column.gender or "T"), []).append(column)
    out = list(read)
    for (_, id, *_), its in same.items():
        if len(its) > 1:
            labels = ", ".join(f"{column.letter} {column.label}" for column in its)
            unsettled.append(Unsettled("same", found.sheet.name, labels, None, (), (id,)))
            for column in its:
                out[column.place] = replace(column, role="undecided")
    return tuple(out)


def in_doubt(found: Found, read: tuple[Column, ...], profile: Profile, titles: Titles) -> list[Unsettled]:
    """The columns that wait for an answer, and a table none of whose columns is anything."""
    doubts = []
    for column in read:
        if column.role == "value" and column.why == "id" and _other_unit(column, titles.indikatorer[column.indikator]):
            unit = titles.indikatorer[column.indikator].unit or titles.indikatorer[column.indikator].kind
            doubts.append(Unsettled("unit", found.sheet.name, column.label, None, (column.letter,), (unit,)))
        if column.role == "undecided" and not column.indikator:
            wrong = profile.columns.get(column.label, {}).get("indikator", "")
            where = (column.letter, *([wrong] if wrong else []))
            doubts.append(Unsettled("column", found.sheet.name, column.label, None, where, column.near))
    if not doubts and not any(column.role == "value" for column in read):
        doubts.append(Unsettled("no_value", found.sheet.name, ""))
    return doubts


def _other_unit(column: Column, indikator: Indikator) -> bool:
    """Whether a header ends in a unit that the indikator's values can't be in."""
    head = column.levels[-1].casefold() if column.levels else ""
    if plain(head) in (plain(indikator.title), plain(indikator.heading)):
        return False
    share = re.search(r"(%|\bprocent|\bandel)\W*$", head) is not None
    count = re.search(r"\bantal( \w+)?\W*$", head) is not None
    return (share and indikator.kind not in ("andel", "ja_nej")) or (count and indikator.kind not in ("antal", "dagar"))
