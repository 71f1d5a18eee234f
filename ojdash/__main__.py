"""The back door: python -m ojdash update | ask | example."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from unicodedata import category

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ojdash import answers, api, catalogue, export, links, saved, text
from ojdash.domain.answer import Answer
from ojdash.domain.errors import AccessError, OjdashError, QuestionError
from ojdash.domain.form import Form
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.places import COLUMNS, JUDGED
from ojdash.domain.question import Question
from ojdash.sources import example, kolada
from ojdash.store import Published, alone, current, data_folder, open_edition, publish
from ojdash.text import page, problems, rows, snabbanalys, terminal

OK, BROKEN, WRONG_QUESTION = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (data or a publisher) or 2 (a wrong question)."""
    said = _parser().parse_args(arguments)
    try:
        return said.run(said)
    except (QuestionError, AccessError) as error:
        print(error, file=sys.stderr)
        return WRONG_QUESTION
    except OjdashError as error:
        print(error, file=sys.stderr)
        return BROKEN
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        print(terminal.system(error), file=sys.stderr)
        return BROKEN
    except KeyboardInterrupt:
        print(terminal.INTERRUPTED, file=sys.stderr)
        return BROKEN


def ask(said: argparse.Namespace) -> int:
    """Print the answer to a question spelled as an address."""
    question = links.parse(said.question)
    if question.page == "snabbanalys":
        return _ask_form(said, question)
    store = open_edition(data_folder(said.data), question.utgava)
    answer = answers.answer(store, answers.checked(store, question))
    if said.format == "json":
        print(api.as_json(answer))
    elif said.format == "csv":
        print(export.csv(answer), end="")
    else:
        _print_table(answer)
    return OK


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


def update_kolada(said: argparse.Namespace) -> int:
    """Fetch from Kolada and publish a new edition; the published one stands until the new one is whole."""
    data = data_folder(said.data)
    known = catalogue.for_folder(data)
    screen = Console(stderr=True)
    with alone(data):
        run = kolada.plan(
            known,
            data / "raw" / "kolada",
            areas=said.area,
            kpis=said.kpi,
            every=said.all,
            years=said.years,
            url=said.url,
            resume=said.resume,
            offline=said.offline,
            base=current(data),
        )
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        with Progress(*columns, console=screen, transient=True) as progress:
            bar = progress.add_task(terminal.FETCHING, total=None)
            delivery = kolada.read(run, lambda done, total: progress.update(bar, completed=done, total=total))
            progress.update(bar, description=terminal.PUBLISHING, completed=0, total=len(delivery.omraden))
            base = run.base if said.offline else current(data)
            published = publish(data, delivery, base, list(known), lambda omrade: progress.advance(bar))
    _report(published)
    return OK


def make_example(said: argparse.Namespace) -> int:
    """Publish the simulated example edition."""
    data = data_folder(said.data)
    with alone(data):
        folder = data / "catalogue" if (data / "catalogue" / "kommuner.csv").exists() else catalogue.SHIPPED
        _report(publish(data, example.read(catalogue.for_folder(data), folder)))
    return OK


def _report(published: Published) -> None:
    for line in terminal.report(published.manifest, published.changes, published.vanished):
        print(line)


def _print_table(answer: Answer) -> None:
    screen = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    screen.print(text.title(answer), style="bold", markup=False)
    screen.print(text.sentence(answer), markup=False)
    columns = terminal.COLUMNS[answer.question.page]
    table = Table(*(page.COLUMNS[name] for name in columns))
    for row in answer.rows.itertuples():
        table.add_row(*(Text(rows.cell(answer, row, name)) for name in columns))
    screen.print(table)
    screen.print(page.source(answer), markup=False)


def _print_form(form: Form) -> None:
    """The six columns, one row an indikator, in the words of the screen."""
    screen = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    screen.print(_printable(snabbanalys.form_title(form)), style="bold", markup=False)
    screen.print(_printable(snabbanalys.form_sentence(form)), markup=False)
    table = Table(page.COLUMNS["indikator"], *(snabbanalys.COLUMNS[name] for name in COLUMNS), show_lines=True)
    for row in form.rows:
        judged = [snabbanalys.SVAR.get(row.text(name), snabbanalys.UNANSWERED) for name in JUDGED]
        texts = [row.text(name) or snabbanalys.NO_COMMENT for name in COLUMNS if name not in JUDGED]
        heading = row.indikator.heading if row.indikator else row.id
        table.add_row(*(Text(_printable(cell)) for cell in (heading, *judged, *texts)))
    screen.print(table)
    for sentence in (*form.told, page.origin(form)):
        screen.print(sentence, markup=False)


def _printable(text: str) -> str:
    """What people wrote, without the signs that a terminal would obey."""
    return "".join(sign if sign == "\n" or category(sign) != "Cc" else " " for sign in text)


def _years(spelled: str) -> tuple[int, int]:
    first, _, last = spelled.partition("-")
    try:
        years = int(first), int(last or first)
    except ValueError:
        raise argparse.ArgumentTypeError(terminal.YEARS) from None
    if not 1970 <= years[0] <= years[1] <= 2100:
        raise argparse.ArgumentTypeError(terminal.YEARS)
    return years


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ojdash", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", metavar="DIR", help="the data folder, made if it is not there (OJDASH_DATA)")

    update = commands.add_parser("update", help="fetch values and publish a new edition")
    sources = update.add_subparsers(required=True, metavar="SOURCE")
    one = sources.add_parser("kolada", parents=[data], help="from Kolada's open API, version 3")
    one.add_argument("--area", action="append", choices=list(OMRADEN), help="only this area; may be repeated")
    one.add_argument("--kpi", nargs="+", action="extend", metavar="ID", help="only these nyckeltal")
    one.add_argument("--years", type=_years, default=kolada.YEARS, metavar="2012-2025")
    one.add_argument("--all", action="store_true", help="every nyckeltal that Kolada has")
    one.add_argument("--url", default=kolada.BASE, metavar="BASE", help=f"default {kolada.BASE}")
    one.add_argument("--resume", action="store_true", help="go on with the run that was interrupted")
    one.add_argument("--offline", action="store_true", help="rebuild from the pages already fetched")
    one.set_defaults(run=update_kolada)

    asked = commands.add_parser("ask", parents=[data], help='print an answer: ask "jamfor?kommun=0680&peers=lan"')
    asked.add_argument("question", help="page?parameters, as in the address bar")
    asked.add_argument(
        "--format", choices=["table", "csv", "json"], help="table unless said; for snabbanalys json unless said"
    )
    asked.set_defaults(run=ask)

    shown = commands.add_parser("example", parents=[data], help="publish the simulated example edition")
    shown.set_defaults(run=make_example)
    return parser


if __name__ == "__main__":
    sys.exit(main())
