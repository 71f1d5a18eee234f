"""The back door: python -m ojdash update | ask | example."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ojdash import answers, api, catalogue, export, links, text
from ojdash.domain.answer import Answer
from ojdash.domain.errors import OjdashError, QuestionError
from ojdash.domain.omrade import OMRADEN
from ojdash.sources import example, kolada
from ojdash.store import Published, alone, current, data_folder, open_edition, publish
from ojdash.text import page, rows, terminal

OK, BROKEN, WRONG_QUESTION = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (data or a publisher) or 2 (a wrong question)."""
    said = _parser().parse_args(arguments)
    try:
        return said.run(said)
    except QuestionError as error:
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
    store = open_edition(data_folder(said.data), question.utgava)
    answer = answers.answer(store, answers.checked(store, question))
    if said.format == "json":
        print(api.as_json(answer))
    elif said.format == "csv":
        print(export.csv(answer), end="")
    else:
        _print_table(answer)
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
    asked.add_argument("--format", choices=["table", "csv", "json"], default="table")
    asked.set_defaults(run=ask)

    shown = commands.add_parser("example", parents=[data], help="publish the simulated example edition")
    shown.set_defaults(run=make_example)
    return parser


if __name__ == "__main__":
    sys.exit(main())
