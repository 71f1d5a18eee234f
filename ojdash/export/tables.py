"""An answer as a table in a file: CSV for programs and for Excel, and a workbook; values and words as on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from ojdash import text
from ojdash.domain.answer import ROWS, Answer, each, number, whole
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET
from ojdash.domain.status import UNKNOWN
from ojdash.export.beside import Beside, beside
from ojdash.export.form.excel import Book, filled
from ojdash.export.separated import Cell, Number, for_excel, plain
from ojdash.text import files, statuses, underlag, words
from ojdash.text import page as words_of_page
from ojdash.text.rows import cell

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed date makes the same answer the same bytes
_MOST_DEFINITIONS = 60
WIDE = 90  # signs of a column of sentences
_WHOLE = ("year", "n", "ties", "kommuner", "from_year", "newest", "indikatorer", "n_earlier", "stands_out", "n_hogst")
_WHOLE += ("earlier_year", "earlier_n", "counted", "at_least")


def table(answer: Answer) -> pd.DataFrame:
    """The rows of an answer with titles in place of nothing: ROWS, what the page adds, title, status, edition, source.

    status_av  who said what `status` says, when and why; why no status could be read, and `status` is UNKNOWN then
    n_hogst    1 where n is the most that can have answered, 0 where it is how many did; None where n is not known
    rad        what a row is of: kommun, riket, or indikator (a flag of a whole one)
    visas, enhet, saknas, tecken, kon  the value, unit, missing kind, its sign and the gender, in words
    """
    rows = answer.rows.copy()
    of_flags = answer.question.page == "kvalitet"
    of_values = of_flags or ("indikator" in rows and rows["indikator"].notna().any())
    if of_values:
        rows["titel"] = [_title(answer.indikatorer[id]) for id in rows["indikator"]]
    else:
        rows = rows.drop(columns=ROWS, errors="ignore").assign(year=answer.rows["year"])
    if of_flags:
        said = {"flagga": "kind", "vad": "said", "hur_sakert": "sure", "vem": "whom"}
        for name, what in said.items():
            rows[name] = [cell(answer, row, what) for row in each(answer.rows)]
    if "status" in rows:
        rows["status_av"] = [statuses.of_row(answer, row) for row in each(rows)] if len(answer.marks) else ""
    if answer.marks.problem:
        rows["status"], rows["status_av"] = UNKNOWN, answer.marks.problem
    if of_values:
        rows["rad"] = [_whose(kod) for kod in rows["kommun"]]
        for name, say in _SAID.items() if not of_flags else (("kon", _SAID["kon"]),):
            rows[name] = [say(answer, row) for row in each(answer.rows)]
    if of_values:
        rows.insert(rows.columns.get_loc("n") + 1, "n_hogst", [_at_most(answer, row) for row in each(answer.rows)])
    rows["utgava"] = answer.edition
    rows["kalla"] = words_of_page.origin(answer)
    return rows


def csv(answer: Answer) -> str:
    """RFC 4180, for programs: codes and words, numbers unrounded; missing values are empty and say why in `missing`.

    What the figure shows beside the kommuner comes last: riket, and medians without a code (`rad` says which).
    """
    found = table(answer)
    heads = list(found.columns)
    lines = [[_plain(name, value) for name, value in zip(heads, row, strict=True)] for row in each(found)]
    lines += [[_beside(answer, one).get(name) for name in heads] for one in beside(answer)]
    return plain(heads, lines)


def excel_csv(answer: Answer) -> str:
    """For Excel in Swedish: the workbook's columns, numbers as they are shown.

    A code stands with its name, "0685 Vetlanda": alone Excel would make a number of it, and 0114 would be 114.
    """
    heads, *lines = worded(answer)
    if heads[0] == files.COLUMNS["kommun"]:
        heads[0] = files.CODE_AND_NAME
        lines = [[" ".join(said for said in line[:2] if said), *line[1:]] for line in lines]
    return for_excel(heads, lines)


def excel(answer: Answer, link: str) -> bytes:
    """A workbook: the values, and a sheet that says what they are, where from, and the address of the view."""
    heads, *lines = worded(answer)
    title = text.whole_title(answer)

    def fill(book: Book) -> None:
        book.table(words_of_page.VALUES_SHEET, heads, lines, title, repeated=_repeated(answer, heads))
        book.table(words_of_page.ABOUT_SHEET, (files.ABOUT, files.SAYS), about_lines(answer, link), most=WIDE)

    return filled(title, _EPOCH, fill)


def _repeated(answer: Answer, heads: Sequence[Cell]) -> tuple[int, int]:
    """The columns that say what a row is of: the kommun's name, and the indikator after it in a view of many."""
    name = heads.index(words_of_page.COLUMNS["namn"]) if words_of_page.COLUMNS["namn"] in heads else 0
    return name, name + (answer.indikator is None and name > 0)


def about_lines(answer: Answer, link: str) -> list[tuple[str, str]]:
    """What a table needs beside it: title, answer, source, address, and each definition's fact box."""
    lines = [(files.TITLE, text.whole_title(answer)), (files.ANSWER, text.sentence(answer))]
    lines += [(files.STATE, words.EXAMPLE)] if answer.simulated else []
    lines += files.about(answer, link)
    lines += [(files.NOTES, said) for said in files.notes(answer)]
    few = answer.indikator or len(answer.indikatorer) <= _MOST_DEFINITIONS
    for indikator in answer.indikatorer.values() if few else ():
        lines.append((indikator.id, _title(indikator)))
        lines += files.facts(indikator)
    return lines


def worded(answer: Answer) -> Iterator[list[Cell]]:
    """The table in words, heads first: numbers beside what they are called, no code without its word."""
    columns = _columns(answer)
    yield [_heading(answer, name) for name in columns]
    for row in each(answer.rows):
        yield [columns[name](answer, row) for name in columns]
    for one in beside(answer):
        known = _beside_in_words(answer, one)
        yield [known.get(name) for name in columns]


def _heading(answer: Answer, name: str) -> str:
    if name == "n" and answer.indikator:
        return underlag.heading_of_numbers(answer.indikator)
    return words_of_page.COLUMNS.get(name) or files.COLUMNS[name]


Say = Callable[[Answer, Any], Cell]


def _columns(answer: Answer) -> dict[str, Say]:
    """What each column of a page's table says of a row."""
    page = answer.question.page
    status = _UNREADABLE if answer.marks.problem else _STATUS if len(answer.marks) else {}
    if page == "om_data":
        return _COVERAGE | (status if answer.marks.problem else {}) | _ORIGIN
    if page == "kvalitet":
        return _WHO | _FLAG | status | _ORIGIN
    more = {"oversikt": _MOVED, "signaler": _BEFORE, "lansrapport": _MOVED}.get(page, {})
    if any(one.n is not None for one in beside(answer)):
        more = {"kommuner": lambda answer, row: None}
    value = _VALUE
    if answer.indikator is None and any(map(underlag.is_at_most, answer.indikatorer.values())):  # else the head says it
        value = _after(
            _VALUE, "n", {"n_hogst": lambda answer, row: underlag.said_at_most(_indikator(answer, row), number(row.n))}
        )
    return _WHO | value | more | status | _ORIGIN


def _after(columns: dict[str, Say], name: str, more: dict[str, Say]) -> dict[str, Say]:
    """The columns with more of them after one."""
    place = list(columns).index(name) + 1
    return dict([*list(columns.items())[:place], *more.items(), *list(columns.items())[place:]])


def _indikator(answer: Answer, row: Any) -> Indikator:
    return answer.indikatorer[row.indikator]


def _value(answer: Answer, row: Any) -> Cell:
    value, indikator = number(row.value), _indikator(answer, row)
    if value is None:
        return None
    share = indikator.kind == "ja_nej" and value not in (0, 1)  # riket's
    return Number(value, 2 if share else 0 if indikator.is_coded else indikator.decimals)


def _missing(answer: Answer, row: Any) -> str | None:
    return None if number(row.value) is not None else row.missing or "okant"


def _count(name: str) -> Say:
    def say(answer: Answer, row: Any) -> Cell:
        found = number(getattr(row, name, None))
        return None if found is None else Number(found)

    return say


def _spelled(name: str) -> Say:
    return lambda answer, row: cell(answer, row, name)


def _earlier(answer: Answer, row: Any) -> Cell:
    value = number(row.earlier)
    return None if value is None else words.value(_indikator(answer, row), value)


def _difference(answer: Answer, row: Any) -> Cell:
    moved = number(row.difference)
    coded = _indikator(answer, row).is_coded
    return None if moved is None or coded else Number(moved, _indikator(answer, row).decimals)


def _at_most(answer: Answer, row: Any) -> int | None:
    return None if number(row.n) is None else int(underlag.is_at_most(_indikator(answer, row)))


def _is_number(said: str) -> bool:
    """Whether a change is said by its number alone, which stands in a column of its own."""
    return said.translate(_NOT_DIGITS).isdecimal()


_NOT_DIGITS = dict.fromkeys(map(ord, f"+,{words.MINUS}{words.THIN}{statuses.SIGN} "))
_SAID: dict[str, Callable[[Answer, Any], str]] = {
    "visas": lambda answer, row: cell(answer, row, "value"),
    "enhet": lambda answer, row: _indikator(answer, row).unit,
    "saknas": lambda answer, row: (
        underlag.missing(_indikator(answer, row), why, answer.rule) if (why := _missing(answer, row)) else ""
    ),
    "tecken": lambda answer, row: words.MISSING_SIGN[why] if (why := _missing(answer, row)) else "",
    "kon": lambda answer, row: words.GENDER.get(row.gender, ""),
}
_WHO: dict[str, Say] = {
    "kommun": lambda answer, row: row.kommun if isinstance(row.kommun, str) else None,
    "namn": _spelled("namn"),
    "indikator": _spelled("indikator"),
    "id": _spelled("id"),
    "year": lambda answer, row: None if (year := whole(row.year)) is None else Number(year, None),
    "kon": _SAID["kon"],
}
_VALUE: dict[str, Say] = {
    "value": _value,
    "enhet": _SAID["enhet"],
    "visas": _SAID["visas"],
    "tecken": _SAID["tecken"],
    "saknas": _SAID["saknas"],
    "n": _count("n"),
    "signal": _spelled("signal"),
    "percentile": _count("percentile"),
}
_MOVED: dict[str, Say] = {
    "from_year": lambda answer, row: None if (year := whole(row.from_year)) is None else Number(year, None),
    "difference": _difference,
    "change": lambda answer, row: "" if _is_number(said := cell(answer, row, "change")) else said,
}
_BEFORE: dict[str, Say] = {"from_year": _MOVED["from_year"], "earlier": _earlier}
_FLAG: dict[str, Say] = {name: _spelled(name) for name in ("kind", "said", "sure", "whom")}
_STATUS: dict[str, Say] = {
    "status": _spelled("status"),
    "status_av": lambda answer, row: statuses.of_row(answer, row),
}
_UNREADABLE: dict[str, Say] = {
    "status": lambda answer, row: statuses.UNKNOWN_STATE,
    "status_av": lambda answer, row: answer.marks.problem,
}
_COVERAGE: dict[str, Say] = {
    "omrade": _spelled("omrade"),
    "year": _WHO["year"],
    "indikatorer": _count("indikatorer"),
    "kommuner": _count("kommuner"),
}
_ORIGIN: dict[str, Say] = {
    "utgava": lambda answer, row: answer.edition,
    "kalla": lambda answer, row: words_of_page.origin(answer),
}


def _beside(answer: Answer, one: Beside) -> dict[str, Cell]:
    """A row beside the kommuner, by the names of `table`."""
    said = {"kommun": one.kommun, "indikator": answer.indikator.id, "gender": answer.question.gender, "rad": one.row}
    said |= {"value": Number(one.value), "titel": _title(answer.indikator)}
    return _beside_in_words(answer, one) | said | ({"status": UNKNOWN} if answer.marks.problem else {})


def _beside_in_words(answer: Answer, one: Beside) -> dict[str, Cell]:
    """A row beside the kommuner, by the names of `_columns`."""
    coded = answer.indikator.kind == "ja_nej"
    cells: dict[str, Cell] = {
        "kommun": one.kommun or None,
        "namn": one.namn,
        "indikator": answer.indikator.heading,
        "id": answer.indikator.id,
        "year": Number(one.year, None),
        "kon": words.GENDER[answer.question.gender],
        "value": Number(one.value, 2 if coded else one.decimals),
        "enhet": answer.indikator.unit,
        "visas": one.spelled(answer),
        "n": None if one.svar is None else Number(one.svar),
        "n_hogst": None if one.svar is None else Number(int(underlag.is_at_most(answer.indikator))),
        "kommuner": None if one.n is None else Number(one.n),
        "utgava": answer.edition,
        "kalla": words_of_page.origin(answer),
    }
    if answer.marks.problem:  # a median rests on values whose statuses are as unknown
        cells |= {name: say(answer, None) for name, say in _UNREADABLE.items()}
    return cells


def _title(indikator: Indikator) -> str:
    return indikator.title + indikator.standing


def _whose(kommun: object) -> str:
    return "riket" if kommun == RIKET else "kommun" if isinstance(kommun, str) else "indikator"


def _plain(name: str, found: Any) -> Cell:
    if isinstance(found, str):
        return found
    value = None if isinstance(found, bool) else number(found)
    if value is None:
        return None
    return Number(int(value)) if name in _WHOLE and value.is_integer() else Number(value)
