"""ask: the answer to a question, the form of a saved analys, and the walk-through of a questionnaire."""

from __future__ import annotations

import argparse
import sys

from rich.table import Table
from rich.text import Text

from ojdash import answers, api, export, links, saved, text
from ojdash.commands.screen import OK, printable, screen
from ojdash.domain.answer import Answer, each
from ojdash.domain.errors import QuestionError
from ojdash.domain.form import Form
from ojdash.domain.places import COLUMNS, JUDGED
from ojdash.domain.question import Question
from ojdash.export.beside import beside
from ojdash.store import data_folder, open_edition
from ojdash.text import enkat, files, page, problems, rows, snabbanalys, statuses, terminal

BINARY = ("pdf", "xlsx")


def add(commands: argparse._SubParsersAction, data: argparse.ArgumentParser) -> None:
    """The command and its arguments."""
    asked = commands.add_parser("ask", parents=[data], help='print an answer: ask "jamfor?kommun=0680&peers=lan"')
    asked.add_argument("question", help="page?parameters, as in the address bar")
    asked.add_argument(
        "--format", choices=["table", "json", *export.WRITERS], help="table unless said; json for what people write"
    )
    asked.set_defaults(run=ask)


def ask(said: argparse.Namespace) -> int:
    """Print the answer to a question spelled as an address."""
    question = links.parse(said.question)
    if said.format not in (None, "table", "json", "csv", *export.formats(question.page)):
        raise QuestionError(files.only_figures(said.format))
    if question.page == "snabbanalys":
        return _ask_form(said, question)
    if question.page == "enkat":
        return _ask_walk(said, question)
    if question.page == "mote":
        return _ask_meeting(said, question)
    if question.page == "laget":
        return _ask_laget(said, question)
    store = open_edition(data_folder(said.data), question.utgava)
    answer = answers.answer(store, answers.checked(store, question))
    if said.format == "json":
        print(api.as_json(answer))
    elif said.format in export.WRITERS:
        _write(said.format, answer)
    else:
        _print_table(answer)
    return OK


def _write(kind: str, answer: Answer) -> None:
    """Write the file to standard output, byte for byte. Raises QuestionError where that is a screen that can't show it.

    A terminal knows no site, so the address is the one within it.
    """
    if kind in BINARY and sys.stdout.isatty():
        raise QuestionError(files.to_a_file(kind))
    link = links.address(answer.question.but(utgava=answer.edition), pinned=True)
    sys.stdout.buffer.write(export.WRITERS[kind].written(answer, link, answers.today()))
    sys.stdout.buffer.flush()


def _ask_form(said: argparse.Namespace, question: Question) -> int:
    """Print the form of a saved analys; its address is never printed."""
    if question.analys is None:
        raise QuestionError(problems.NO_ANALYS)
    data = data_folder(said.data)
    analys = saved.open_saved(data).read(question.analys)
    form = answers.checked_form(data, analys, question)
    if said.format == "csv":
        print(api.form_as_csv(form), end="")
    elif said.format == "table":
        _print_form(form)
    else:
        print(api.form_as_json(form))
    return OK


def _ask_walk(said: argparse.Namespace, question: Question) -> int:
    """Print the walk-through of a questionnaire, with what was written where an analys is named."""
    data = data_folder(said.data)
    analys = saved.open_saved(data).read(question.analys) if question.analys else None
    walk = answers.checked_walk(data, question, analys)
    if said.format == "csv":
        print(api.walk_as_csv(walk), end="")
    else:
        print(printable(enkat.walk_table(walk)) if said.format == "table" else api.walk_as_json(walk))
    return OK


def _ask_meeting(said: argparse.Namespace, question: Question) -> int:
    """Print a meeting as JSON; its analys' address is never printed."""
    if question.analys is None:
        raise QuestionError(problems.NO_ANALYS)
    data = data_folder(said.data)
    analys = saved.open_saved(data).read(question.analys)
    print(api.meeting_as_json(answers.checked_meeting(data, question, analys)))
    return OK


def _ask_laget(said: argparse.Namespace, question: Question) -> int:
    """Print how far a network has come and its year, or without an analys the national dates."""
    data = data_folder(said.data)
    analys = saved.open_saved(data).read(question.analys) if question.analys else None
    laget = answers.checked_laget(data, question, analys, answers.today())
    if said.format == "csv":
        print(api.laget_as_csv(laget), end="")
    else:
        print(api.laget_as_json(laget))
    return OK


def _print_table(answer: Answer) -> None:
    out = screen()
    out.print(text.title(answer), style="bold", markup=False)
    if answer.indikator is not None and answer.question.page != "indikator":
        out.print(answer.indikator.heading, markup=False)
    out.print(text.sentence(answer), markup=False)
    columns = rows.columns_of(answer, terminal.COLUMNS[answer.question.page])
    table = Table(*(rows.heading(answer, name) for name in columns))
    for row in each(answer.rows):
        table.add_row(*(Text(rows.cell(answer, row, name)) for name in columns))
    for row_beside in beside(answer) if "namn" in columns else ():
        cells = row_beside.cells(answer)
        table.add_row(*(Text(cells.get(name, "")) for name in columns))
    out.print(table)
    out.print(page.source(answer), markup=False)


def _print_form(form: Form) -> None:
    """The six columns, one row an indikator, in the words of the screen."""
    out = screen()
    out.print(printable(snabbanalys.form_title(form)), style="bold", markup=False)
    out.print(printable(snabbanalys.form_sentence(form)), markup=False)
    table = Table(page.COLUMNS["indikator"], *(snabbanalys.COLUMNS[name] for name in COLUMNS), show_lines=True)
    for row in form.rows:
        judged = [snabbanalys.SVAR.get(row.text(name), snabbanalys.UNANSWERED) for name in JUDGED]
        texts = [row.text(name) or snabbanalys.NO_COMMENT for name in COLUMNS if name not in JUDGED]
        table.add_row(*(Text(printable(cell)) for cell in (statuses.called(row), *judged, *texts)))
    out.print(table)
    for sentence in (*form.told, page.origin(form)):
        out.print(sentence, markup=False)
