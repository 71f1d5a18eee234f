"""Which column is what: keys by head and cells, values by an indikator's id or exact title. The rest is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, NamedTuple

from ojdash.domain.indikator import Indikator
from ojdash.domain.table import Column, Unsettled
from ojdash.sources.table.cells import clean
from ojdash.sources.table.heads import Found
from ojdash.sources.table.numbers import number
from ojdash.sources.table.places import REGI_WORDS, TOTAL_WORDS, Gazetteer
from ojdash.sources.table.profile import Profile
from ojdash.sources.table.sheets import letter
from ojdash.sources.table.years import same_next_year, without_years, years_in
from ojdash.text import underlag

HEADS: dict[str, tuple[str, ...]] = {
    "year": ("år", "year", "mätår", "årtal", "period", "ar", "undersökningsår", "läsår", "mätperiod"),
    "gender": ("kön", "kon", "gender", "sex"),
    "regi": ("regi", "utförare", "driftform", "driftsform", "huvudman", "offentlig/enskild", "utförarregi"),
    "indikator": (
        *("nyckeltal", "indikator", "indikatorer", "kpi", "mått", "nyckeltals-id", "nyckeltal-id", "indikator-id"),
        *("indikatorid", "fråga", "variabel", "id indikator"),
    ),
    "lan": ("län", "länskod", "lan", "länsnamn", "lankod", "county_code", "county_name"),
    "value": ("värde", "visat värde", "value", "resultat", "utfall", "svar"),
    "n": (
        *("n", "antal svar", "antal svarande", "antal svar (n)", "bas", "antal besvarade enkäter"),
        *(head.casefold() for head in underlag.HEADINGS_OF_NUMBERS),
    ),
}
ONE_EACH = ("year", "gender", "regi", "indikator")  # roles that one column of a table has
GENDER_WORDS: dict[str, str] = {
    **dict.fromkeys(
        ["totalt", "total", "samtliga", "båda könen", "alla", "t", "båda", "totalt (kvinnor och män)"], "T"
    ),
    **dict.fromkeys(["kvinnor", "kvinna", "flickor", "flicka", "k", "women", "female"], "K"),
    **dict.fromkeys(["män", "man", "pojkar", "pojke", "m", "men", "male"], "M"),
}
_GENDER = "|".join(sorted((word for word in GENDER_WORDS if word.isalpha() and len(word) > 1), key=len, reverse=True))
_LETTER = r"(?<![\w-])(?-i:[TKM])(?![\w-])"
_LETTERS = re.compile(_LETTER)
_GENDERS = re.compile(rf"(\b(?:båda könen|{_GENDER})\b|{_LETTER})", re.IGNORECASE)
_GENDER_END = re.compile(rf"[\s,:–-]*\(?(\b(?:båda könen|{_GENDER})\b|{_LETTER})\)?$", re.IGNORECASE)
_ID = re.compile(r"(?<![\w-])([A-Za-zÅÄÖåäö]{1,8}-?\d{1,6}[a-z]?|[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)(?![\w-])")
_WORD = re.compile(r"[\w%‰§±+<>≤≥≈~Δ=^¹²³]+(?:[-–/.:,][\w%‰]+)*")
# Words of a head that say nothing more than the indikator, and those that its kind of value has.
_NOTHING_MORE = {"år", "värde", "värden", "resultat", "utfall", "nyckeltal", "indikator", "kommun", "kommuner"}
_NOTHING_MORE |= {"id", "visat", "mätår"}
_OF_KIND = {
    "andel": {"andel", "procent", "%"},
    "ja_nej": {"ja", "nej", "ja/nej", "svar"},
    "kronor": {"kr", "kronor"},
    "dagar": {"dagar", "dag"},
    "kategori": {"svar"},
}
_UNITS = {"andel", "procent", "%", "antal"}  # words that may say another unit than the indikator's
LEAST_OF_A_TITLE = 12  # letters of a title that is cut short
_NUMBERED = re.compile(r"^(?:tabell|diagram|figur|bilaga|blad)\s+\d+(?:\.\d+)*\w?[\s.:,–-]*", re.IGNORECASE)
_ANSWERED = re.compile(r"\b(antal (svar|svarande|besvarade|enkäter)|svarande|n)\b", re.IGNORECASE)
LIKE = 0.6
MOST_LIKENED = 50
THIS_YEAR = "ÅÅÅÅ"


def stable(levels: tuple[str, ...], place: int) -> str:
    """A column's name that is the same next year."""
    return " | ".join(same_next_year(level, THIS_YEAR) for level in levels) or f"({letter(place)})"


class Match(NamedTuple):
    """The indikator that a text names, how that is known, and the words of the text that are not about it."""

    id: str
    why: str
    words: str = ""


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

    def match(self, text: str) -> Match | None:
        """The indikator that a text names: it is or holds one id, or is a title."""
        whole = self._ids.get(clean(text).casefold())
        if whole:
            return Match(whole, "id")
        title = self._titles.get(plain(text))
        ids = {self._ids[id.casefold()] for id in _ID.findall(text) if id.casefold() in self._ids}
        if len(ids) == 1:
            (id,) = ids
            return Match(id, "id", self.words_beside(id, text))
        return Match(title, "title") if title and not ids else None

    def sure(self, text: str) -> Match | None:
        """The indikator that a text names and nothing else beside it."""
        match = self.match(text)
        return match if match and not match.words else None

    def words_beside(self, id: str, text: str) -> str:
        """The words of a text that are not the id, its title whole or cut short, one year, one gender or its unit."""
        indikator = self.indikatorer[id]
        rest = re.sub(rf"(?<![\w-]){re.escape(id)}(?![\w-])", " ", _NUMBERED.sub("", clean(text)), flags=re.IGNORECASE)
        letters = set(_LETTERS.findall(rest))
        rest = _LETTERS.sub(" ", without_years(rest) if len(years_in(text).sure) == 1 else rest)
        rest = self.without_titles(id, rest)
        genders = letters | {GENDER_WORDS[word.casefold()] for word in _GENDERS.findall(rest)}
        rest = _GENDERS.sub(" ", rest) if len(genders) == 1 else rest
        own = _NOTHING_MORE | _OF_KIND.get(indikator.kind, set()) | set(plain(indikator.unit).split())
        words = [word for word in _WORD.findall(rest) if word.casefold() not in own]
        begun = plain(" ".join(words))
        if len(begun) >= LEAST_OF_A_TITLE and any(title.startswith(begun) for title in self._own(id)):
            return ""
        as_written = [word for word in _WORD.findall(text) if word.casefold() in words]
        return " ".join(as_written or words)

    def _own(self, id: str) -> list[str]:
        """An indikator's titles for comparing, the longest first."""
        indikator = self.indikatorer[id]
        titles = {plain(title) for title in (indikator.title, indikator.short_title, indikator.heading) if title}
        return sorted(titles, key=len, reverse=True)

    def without_titles(self, id: str, text: str) -> str:
        """A text without an indikator's own titles, for comparing."""
        rest = plain(text)
        for title in self._own(id):
            rest = rest.replace(title, " ")
        return rest

    def gender_beside(self, id: str, text: str) -> bool:
        """Whether a text names a gender that is not in the indikator's own title."""
        return _GENDERS.search(self.without_titles(id, text)) is not None

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
    for place, (label, year) in enumerate(_labelled(found)):
        said = profile.columns.get(label, {})
        drafts.append((place, label, year, _key(found, place, said, gazetteer, titles)))
    roles = Counter(role for *_, role in drafts)
    long = roles["indikator"] > 0
    matches = {match for text in (*found.titles, file) if (match := titles.match(text))}
    named = min(matches, key=lambda match: len(match.words)) if len({match.id for match in matches}) == 1 else None
    out = []
    for place, label, year, role in drafts:
        here = Column(place, found.sheet.column_name(place), label, found.levels[place], role, year=year)
        if role in ("", "value", "n"):
            here = _value(here, role, titles, profile, long, named)
        elif role not in ("empty", "kommun", "kod") and profile.columns.get(label, {}).get("leave_out"):
            here = replace(here, role="left_out", year=None)
        out.append(here)
    return tuple(out)


def _labelled(found: Found) -> list[tuple[str, int | None]]:
    """Every column's label and year; of those that are the same all but the first have their letter behind."""
    times: Counter[tuple[str, int | None]] = Counter()
    out = []
    for place, levels in enumerate(found.levels):
        label, years = stable(levels, place), years_in(" ".join(levels))
        year = years.sure[0] if len(years.sure) == 1 and not years.doubtful else None
        times[label, year] += 1
        out.append((f"{label} ({letter(place)})" if times[label, year] > 1 else label, year))
    return out


def _key(found: Found, place: int, said: Mapping[str, Any], gazetteer: Gazetteer, titles: Titles) -> str:
    """The role of a column that is no value; "value" and "n" by a telling head; "" for what has to be mapped.

    said  what a person has said of it goes first
    """
    levels, column = found.levels[place], found.sheet.columns[place].of(slice(found.first, None))
    if place == found.kommun:
        return "kommun"
    if place == found.kod:
        return "kod"
    if column.is_empty():
        return "empty"
    if said.get("role") or said.get("indikator"):
        return said.get("role", "")
    head = levels[-1].casefold() if levels else ""
    different = [clean(str(cell)).casefold() for cell in column.different[column.used()[:50]]]
    for role, heads in HEADS.items():
        if head in heads:
            if role == "lan" and not all(_may_be_lan(word, gazetteer) for word in different):
                continue
            return role
    if not levels and any(titles.sure(word) for word in different):  # as Kolada exports it: the titles under no head
        return "indikator"
    if len(levels) == 1 and all(word in GENDER_WORDS for word in different):
        return "gender"
    if all(REGI_WORDS.fullmatch(word) or word in TOTAL_WORDS for word in different) and any(
        REGI_WORDS.fullmatch(word) for word in different
    ):
        return "regi"
    return ""


def _may_be_lan(word: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.place(word).kind == "lan" or (gazetteer.place(word).kind == "okand" and number(word) is None)


def _value(here: Column, role: str, titles: Titles, profile: Profile, long: bool, named: Match | None) -> Column:
    """A column of values: as the profile says, else by id or title, else undecided.

    named  the one indikator that the table's title names: of columns whose heads say only a year, a gender or "värde"
    """
    levels = here.levels
    base = {"place": here.place, "letter": here.letter, "label": here.label, "levels": levels}
    gender, parts = _gender(levels)
    answer = profile.columns.get(here.label, {})
    if answer.get("leave_out"):
        return Column(**base, role="left_out")
    year = answer.get("year", here.year)
    factor = answer.get("factor")
    wanted = answer.get("indikator")
    known = titles.indikatorer.get(wanted) if wanted else None
    if wanted and not known:
        return Column(**base, role="undecided", year=year, gender=gender, near=titles.near(wanted), why="profile")
    match = _match(levels, parts, titles)
    id = wanted or (match.id if match else None)
    if id:
        gender = _gender_beside(id, levels, titles)
    if "gender" in answer:
        gender = answer["gender"]
    told = {**base, "year": year, "gender": gender, "factor": factor}
    if wanted or (answer.get("n") and long):
        return Column(**told, role="n" if answer.get("n") else "value", indikator=wanted, why="profile")
    if long and (role in ("value", "n") or (here.year and not parts)):
        return Column(**told, role=role or "value")
    if not match and named and (role == "value" or (not parts and levels)):
        match = named
    if match and set(map(str.casefold, match.words.split())) <= _UNITS:  # which is asked about as a unit
        return Column(**told, role="value", indikator=match.id, why=match.why, beside=match.words)
    if match:
        return Column(**told, role="undecided", near=(match.id,), beside=match.words)
    return Column(**told, role="undecided", near=titles.near(" ".join(parts or levels)))


def _match(levels: tuple[str, ...], parts: tuple[str, ...], titles: Titles) -> Match | None:
    """The indikator of a header: an id may stand anywhere in it, a title has to be all there is but year and gender."""
    whole, rest = (dict.fromkeys([" ".join(texts), ", ".join(texts)]) for texts in (levels, parts))
    every = [match for text in (*whole, *rest) if (match := titles.match(text))]
    by_title = next((match for match in every if match.why == "title"), None)
    return by_title or next(iter(every), None)


def _gender(levels: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The gender that a header says, and its levels without gender and year; two genders are none."""
    genders, parts = set(), []
    for level in levels:
        text = without_years(level).strip(" ,:–-()|")
        end = _GENDER_END.search(text)
        genders |= {GENDER_WORDS[word.casefold()] for word in _GENDERS.findall(text)}
        if text.casefold() in GENDER_WORDS:
            genders.add(GENDER_WORDS[text.casefold()])
            text = ""
        elif end:
            text = text[: end.start()].strip(" ,")
        if text:
            parts.append(text)
    return (genders.pop() if len(genders) == 1 else None), tuple(parts)


def _gender_beside(id: str, levels: tuple[str, ...], titles: Titles) -> str | None:
    """The gender that a header says beside an indikator's title, which may name one itself."""
    for text in (" ".join(levels), ", ".join(levels)):
        rest = titles.without_titles(id, text)
        if rest != plain(text):
            return _gender((rest,))[0]
    return _gender(levels)[0]


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
        if column.role == "value" and column.why == "id" and column.beside:
            unit = titles.indikatorer[column.indikator].unit or titles.indikatorer[column.indikator].kind
            doubts.append(Unsettled("unit", found.sheet.name, column.label, None, (column.letter,), (unit,)))
        if column.role == "undecided" and not column.indikator:
            wrong = profile.columns.get(column.label, {}).get("indikator", "")
            where = (column.letter, *([wrong] if wrong else []))
            what = "beside" if column.beside else "column"
            doubts.append(
                Unsettled(what, found.sheet.name, column.label, None, where, column.near, words=column.beside)
            )
    keys = [column for column in read if column.role in ONE_EACH]
    for place, column in enumerate(keys):
        if any(other.role == column.role for other in keys[:place]):
            doubts.append(Unsettled("again", found.sheet.name, column.label, None, (column.letter,)))
    if not doubts and not any(column.role == "value" for column in read):
        doubts.append(Unsettled("no_value", found.sheet.name, ""))
    return doubts


def is_about_answers(words: str) -> bool:
    """Whether words beside an id say that a column counts the answers."""
    return _ANSWERED.search(words) is not None
