"""A form as a workbook: the form as on the screen, the figures as numbers, and everything that was written."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter

from ojdash.charts.theme import LIGHT
from ojdash.domain import rounding
from ojdash.domain.analys import measured_until
from ojdash.domain.answer import number
from ojdash.domain.form import Form, Row
from ojdash.domain.indikator import Indikator
from ojdash.export.form.blocks import Cell, Document, Table, clean
from ojdash.export.form.content import belonging, document, form_notes, form_rows, heads, question_rows, steps
from ojdash.export.form.listed import table
from ojdash.export.form.together import basket, joint, joint_heads, joint_rows, joint_widths
from ojdash.export.form.widths import BOLD, FONT, MOST, SIZE, WIDER, height, lines, widths
from ojdash.export.separated import Number
from ojdash.text import changes, jamfor, page, statuses, underlag, words
from ojdash.text import form_document as paper
from ojdash.text import snabbanalys as screen
from ojdash.text.signed_in import vouched

LONGEST_CELL = 32_767  # as Excel counts, in UTF-16 units
SCALE = 90  # percent of SIZE: 9 points
PAPER = 150  # signs of columns that landscape A4 then has room for
EM = 4  # how wide a column is for each part of a table's width
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def form_excel(form: Form) -> bytes:
    """The form as .xlsx. The same form gives the same bytes."""
    said = document(form)

    def fill(book: Book) -> None:
        _form(book, form, said)
        _questions(book, form)
        _numbers(book, form)
        _together(book, form, said)
        _tables(book, form, said)
        _written(book, form)
        _about(book, form, said)

    return filled(said.title, said.moment, fill)


def filled(title: str, moment: datetime, fill: Callable[[Book], None]) -> bytes:
    """A workbook dated at a moment, as `fill` fills it; last in it, what no cell could hold."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as file:
        file.set_properties({"title": title[:250], "author": page.SITE, "created": moment.replace(tzinfo=None)})
        book = Book(file)
        fill(book)
        _long_texts(book)
    return out.getvalue()


@dataclass
class Book:
    """An open workbook.

    long     the texts that no cell could hold: sheet, cell, text
    numbers  the formats of numbers, by look and decimals
    wide     by sheet, how wide its columns are; high: by sheet and row, how many lines its texts take
    """

    file: Any
    long: list[tuple[str, str, str]] = field(default_factory=list)
    numbers: dict[tuple[str, int], Any] = field(default_factory=dict)
    wide: dict[str, list[float]] = field(default_factory=dict)
    high: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plain = {"font_name": FONT, "font_size": SIZE}
        cell = plain | {"text_wrap": True, "valign": "top"}
        lined = cell | {"border": 1, "border_color": LIGHT.peers}
        self.looks = {
            "head": lined | {"bold": True, "bg_color": LIGHT.backgrounds[1]},
            "name": lined | {"bold": True},
            "text": lined,
            "quiet": lined | {"font_color": LIGHT.muted},
            "note": plain | {"font_color": LIGHT.muted},
            "band": plain | {"bold": True},
        }
        self.formats = {name: self.file.add_format(look) for name, look in self.looks.items()}

    def sheet(self, name: str, heads: tuple[str, ...], widths: tuple[int, ...], foot: str = "") -> Any:
        """A sheet with a frozen head, that prints on landscape A4."""
        sheet = self.plain(name, widths, foot)
        for place, head in enumerate(heads):
            self.write(sheet, 0, place, head, "head")
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        return sheet

    def plain(self, name: str, widths: Sequence[float], foot: str = "") -> Any:
        """A sheet without a head, that prints on landscape A4."""
        sheet = self.file.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        self.wide[name] = list(widths)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{foot.replace('&', '&&')}&R&P / &N" if len(foot) < 200 else "&R&P / &N")
        return sheet

    def write(self, sheet: Any, row: int, place: int, found: str | float | Number | None, look: str = "text") -> None:
        """A text as text, a number as number. A text too long for a cell is cut, which it says, and whole elsewhere."""
        if found is None:
            sheet.write_blank(row, place, None, self.formats[look])
        elif isinstance(found, Number):
            sheet.write_number(row, place, found.value, self.number(found, look))
        elif isinstance(found, int | float):
            sheet.write_number(row, place, found, self.formats[look])
        else:
            text = clean(found)
            if units(text) > LONGEST_CELL:
                self.long.append((sheet.get_name(), xlsxwriter.utility.xl_rowcol_to_cell(row, place), text))
                first = first_piece(text, LONGEST_CELL - 200)
                text = first + paper.cut(len(text), len(first))
            sheet.write_string(row, place, text, self.formats[look])
            self._high(sheet, row, place, text, look)

    def _high(self, sheet: Any, row: int, place: int, text: str, look: str) -> None:
        """Make the row high enough for a text; one that is not wrapped takes what lines it has."""
        name, wrapped = sheet.get_name(), "text_wrap" in self.looks[look]
        every = self.wide[name]
        width = every[place] if wrapped and place < len(every) else float(len(text) + 2) * BOLD * WIDER
        if look in ("head", "name"):
            width /= BOLD
        taken = lines(text, width)
        if taken > self.high.get((name, row), 1):
            self.high[name, row] = taken
            sheet.set_row(row, height(taken))

    def number(self, found: Number, look: str) -> Any:
        """The format of a number: its decimals, thousands apart, or as it stands (a year)."""
        if found.decimals is None:
            return self.formats[look]
        if (look, found.decimals) not in self.numbers:
            shown = f"#,##0.{'0' * found.decimals}".rstrip(".")
            self.numbers[look, found.decimals] = self.file.add_format(self.looks[look] | {"num_format": shown})
        return self.numbers[look, found.decimals]

    def table(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Any]],
        foot: str = "",
        most: int = MOST,
        repeated: tuple[int, int] = (0, 0),
    ) -> None:
        """A sheet of a table as wide as what stands in it, at most `most` signs a column; its first cells as names.

        A table too wide for one paper is printed on several beside each other, so that its text is 9 points; `repeated`
        are the columns (the first and the last) that stand on each.
        """
        spelled = ([_spelled(found) for found in row] for row in rows)
        wide = widths(heads, spelled, most)
        sheet = self.sheet(name, tuple(heads), tuple(wide), foot)
        if sum(wide) > PAPER:
            sheet.set_print_scale(SCALE)
            sheet.print_across()
            sheet.repeat_columns(*repeated)
        for line, row in enumerate(rows, 1):
            for column, found in enumerate(row):
                self.write(sheet, line, column, found, "text" if column else "name")

    def cell(self, sheet: Any, row: int, place: int, found: Cell, look: str = "text") -> None:
        """A cell of paragraphs."""
        quiet = bool(found) and all(said.quiet for said in found)
        self.write(sheet, row, place, "\n".join(said.text for said in found), "quiet" if quiet else look)


def _spelled(found: str | float | Number | None) -> str:
    """About as many signs as a cell shows."""
    if isinstance(found, Number):
        return f"{found.value:g}" if found.decimals is None else rounding.spelled(found.value, found.decimals)
    return "" if found is None else found if isinstance(found, str) else f"{found:g}"


def units(text: str) -> int:
    """How long Excel holds a text to be."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def first_piece(text: str, most: int) -> str:
    """As much of the beginning of a text as `most` units hold."""
    piece = text[:most]
    while units(piece) > most:
        piece = piece[: len(piece) - max(1, (units(piece) - most) // 2)]
    return piece


def pieces(text: str) -> list[str]:
    """A text in pieces that cells can hold; joined they are the text."""
    found = []
    while text:
        found.append(first_piece(text, LONGEST_CELL))
        text = text[len(found[-1]) :]
    return found


def _form(book: Book, form: Form, said: Document) -> None:
    sheet = book.sheet(paper.SHEETS["form"], heads(), (30, 14, 14, 14, 36, 36, 40), said.foot)
    rows = form_rows(form)
    for place, row in enumerate(rows, 1):
        for column, found in enumerate(row):
            book.cell(sheet, place, column, found, "text" if column else "name")
    notes = form_notes(form) if rows else [paper.NO_ROWS]
    for place, note in enumerate([said.band, *notes], len(rows) + 2):
        book.write(sheet, place, 0, note, "note" if note != said.band else "band")


def _questions(book: Book, form: Form) -> None:
    names = (page.INDIKATOR, paper.QUESTION, screen.EVIDENCE, paper.ANSWER)
    sheet = book.sheet(paper.SHEETS["questions"], names, (30, 30, 70, 60))
    place = 0
    for row in form.rows:
        for cells in question_rows(row):
            place += 1
            book.write(sheet, place, 0, paper.indikator(row), "name")
            for column, found in enumerate(cells, 1):
                book.cell(sheet, place, column, found)


def _numbers(book: Book, form: Form) -> None:
    rows = []
    for row in form.rows:
        known = figures(form, row)
        if row.indikator is not None:
            known |= shown(row.indikator, known)
        rows.append([known.get(name) for name in paper.UNDERLAG])
    book.table(paper.SHEETS["numbers"], tuple(paper.UNDERLAG.values()), rows)


# Numbers in an indikator's unit, by their names in a table; and those that a median is.
IN_ITS_UNIT = ("value", "earlier", "difference", "low", "high", "riket", "change", "tidigare", "grupp", "mal", "target")
MEDIANS = ("median", "before_median")


def shown(indikator: Indikator, known: Mapping[str, Any]) -> dict[str, Number]:
    """The numbers of a row that are in the indikator's unit, with the decimals they are shown with."""
    found = {name: value for name in (*IN_ITS_UNIT, *MEDIANS) if isinstance(value := known.get(name), int | float)}
    if indikator.is_coded:  # a code is a whole number, and a share of Ja is not
        return {name: Number(value, 0 if float(value).is_integer() else 2) for name, value in found.items()}
    median = {name: words.finer(indikator, value) for name, value in found.items() if name in MEDIANS}
    return {name: Number(value, median.get(name, indikator.decimals)) for name, value in found.items()}


def figures(form: Form, row: Row) -> dict[str, str | float | None]:
    """One row of figures, by the names of UNDERLAG: numbers unrounded, None where there is none."""
    known: dict[str, str | float | None] = {
        "kommun": form.kommun.kod,
        "namn": form.kommun.namn,
        "id": row.id,
        "indikator": paper.indikator(row),
        "year": form.question.year,
        "edition": form.edition,
    }
    if row.status is not None:
        known |= {"status": statuses.LAGE[row.status.lage], "status_av": statuses.said_by(row.status)}
    if row.evidence is None:
        return known
    answer, indikator = row.evidence.answer, row.indikator
    own, moved, group = answer.own, answer.change, answer.group
    known |= {"unit": indikator.unit, "riket": answer.riket, "origin": page.origin(answer)}
    if own is not None:
        missing = underlag.missing(indikator, own.missing, answer.rule) if own.value is None else None
        known |= {"year": own.year, "value": own.value, "n": own.n, "missing": missing}
        known |= {"n_hogst": underlag.said_at_most(indikator, own.n)}
        known |= {"shown": words.value(indikator, own.value) or missing, "percentile": number(own.percentile)}
        known |= {"signal": words.SIGNAL_SHORT.get(own.signal or ""), "kommuner": own.kommuner or None}
        known |= {"until": measured_until(indikator, own.year).isoformat()}
    if moved is not None:
        known |= {
            "change": moved.difference,
            "from_year": moved.from_year,
            "verdict": changes.sentence(indikator, moved),
        }
    if group is not None:
        known |= {"group": jamfor.group(answer), "median": group.median, "ja": group.ja, "group_n": group.n}
        known |= {"lacking": group.others.lacking, "unconcerned": group.others.unconcerned}
        known |= {"median_with_own": group.median_with_own, "n_with_own": group.n_with_own}
    for found in row.evidence.deviations:
        known[found.kind] = found.difference
        if found.kind == "mal":
            known["target"] = found.base
    return known


def _together(book: Book, form: Form, said: Document) -> None:
    """The joint table: one row a kommun and indikator, differences in judgement first."""
    if not joint(form):
        return
    heads = (page.INDIKATOR, paper.DIFFERENCES, *joint_heads(form))
    widths = (34, 22, *(EM * width for width in joint_widths(form)))
    sheet, line = book.sheet(paper.SHEETS["together"], heads, widths, said.foot), 0
    for one in joint(form):
        for cells in joint_rows(form, one):
            line += 1
            book.write(sheet, line, 0, paper.indikator(one), "name")
            book.write(sheet, line, 1, screen.differences(one))
            for column, found in enumerate(cells, 2):
                book.cell(sheet, line, column, found)


def _tables(book: Book, form: Form, said: Document) -> None:
    """The steps, and each list that somebody has written in, on a sheet of its own."""
    known = {"steps": steps(form), "basket": basket(form), **{kind: table(form, kind) for kind in screen.ITEMS}}
    for name in paper.SHEETS:
        found = known.get(name)
        if found is not None:
            _table(book, paper.SHEETS[name], found, said.foot)


def _table(book: Book, name: str, found: Table, foot: str) -> None:
    sheet = book.sheet(name, found.head, tuple(EM * width for width in found.widths), foot)
    for line, row in enumerate(found.rows, 1):
        for column, cells in enumerate(row):
            book.cell(sheet, line, column, cells, "text" if column else "name")


def _written(book: Book, form: Form) -> None:
    heads = (paper.PART, paper.CONCERNS, paper.FIELD, paper.TEXT, paper.WRITTEN_BY, paper.WRITTEN_AT, paper.VERSION)
    sheet = book.sheet(paper.SHEETS["written"], heads, (26, 34, 30, 70, 34, 18, 9))
    called, analys, line = paper.names(form), form.analys, 0
    belongs = belonging(form)
    standing = [(one, False) for one in analys if one.value]
    beside = [(one, True) for many in analys.beside.values() for one in many]
    for one, is_beside in sorted(standing + beside, key=lambda found: found[0].number):
        if not belongs(one.place):
            continue
        line += 1
        part, what, name = paper.named(form, one.place, called)
        name = paper.beside(name) if is_beside else name
        author = one.author
        who = ", ".join(filter(None, (author.role, author.organisation, vouched(author.verified))))
        cells = (part, what, name, paper.shown(form, one.place, one.value, called), who, paper.at(one), one.version)
        for column, found in enumerate(cells):
            book.write(sheet, line, column, found)


def _about(book: Book, form: Form, said: Document) -> None:
    sheet = book.sheet(paper.SHEETS["about"], (paper.KEY, paper.SAYS), (34, 110))
    lines = [(screen.NAME, said.title), *paper.about(form), *((page.SOURCE, line) for line in paper.sources(form))]
    lines += [(paper.ABOUT_TITLE, line) for line in (said.band, *(told.text for told in said.told)) if line]
    lines += [(paper.ABOUT_TITLE, line) for line in paper.closing(form)]
    lines += [(screen.REVISED_TITLE, line) for line in screen.revised(form)]
    for row in form.rows:
        if row.indikator:
            lines.append((row.id, paper.indikator(row)))
            lines += [(head, page.fact(row.indikator, name)) for name, head in page.FACT_BOX.items()]
            lines += [(page.BREAK, sentence) for sentence in page.breaks(row.indikator)]
        if row.evidence is not None:
            lines += [(screen.DEVIATIONS, screen.deviation(row, found)) for found in row.evidence.deviations]
    for place, (name, found) in enumerate(lines, 1):
        book.write(sheet, place, 0, name, "name")
        book.write(sheet, place, 1, found)


def _long_texts(book: Book) -> None:
    """A sheet with every text that no cell could hold, whole, in pieces."""
    if not book.long:
        return
    heads = (paper.SHEET, paper.PLACE, paper.PIECE, paper.TEXT)
    sheet, line = book.sheet(paper.SHEETS["long"], heads, (16, 10, 8, 120)), 0
    for name, where, text in book.long:
        for piece, part in enumerate(pieces(text), 1):
            line += 1
            for column, found in enumerate((name, where, piece, part)):
                book.write(sheet, line, column, found)
