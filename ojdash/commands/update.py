"""update: fetching or reading values, and publishing them as a new edition; example: the simulated one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ojdash import answers, catalogue
from ojdash.catalogue.antal_svar import antal_svar
from ojdash.commands.screen import EXIT_CODES, NOT_ALL, OK, WRONG_QUESTION
from ojdash.domain.omrade import OMRADEN
from ojdash.sources import example, kolada, table
from ojdash.store import Published, alone, current, data_folder, publish
from ojdash.store.from_table import ground, publish_reading, steps
from ojdash.store.rehearsal import rehearsal
from ojdash.text import rehearsal as before
from ojdash.text import tables, terminal

# The screens of argparse are English throughout.
YEARS = "years are written as 2012-2025"
ACCEPT_DROP = "publish although more than a tenth of the values that are published now would be lost"


def add(commands: argparse._SubParsersAction, data: argparse.ArgumentParser) -> None:
    """The commands, their sources and arguments."""
    update = commands.add_parser("update", help="fetch values and publish a new edition", epilog=EXIT_CODES)
    sources = update.add_subparsers(required=True, metavar="SOURCE")
    one = sources.add_parser("kolada", parents=[data], help="from Kolada's open API, version 3", epilog=EXIT_CODES)
    one.add_argument("--area", action="append", choices=list(OMRADEN), help="only this area; may be repeated")
    one.add_argument("--kpi", nargs="+", action="extend", metavar="ID", help="only these of Kolada's indicators")
    one.add_argument("--years", type=_years, default=kolada.YEARS, metavar="2012-2025", help="first and last year")
    one.add_argument("--all", action="store_true", help="every indicator that Kolada has")
    one.add_argument("--url", default=kolada.BASE, metavar="BASE", help=f"default {kolada.BASE}")
    one.add_argument("--resume", action="store_true", help="go on with the run that was interrupted")
    one.add_argument("--offline", action="store_true", help="rebuild from the pages already fetched")
    one.add_argument("--accept-drop", action="store_true", help=ACCEPT_DROP)
    one.set_defaults(run=update_kolada)

    file = sources.add_parser(
        "table", parents=[data], help="from an Excel, OpenDocument or csv file", epilog=EXIT_CODES
    )
    file.add_argument("file", metavar="FILE", help="xlsx, xls, ods or csv with a row for each municipality")
    file.add_argument("--profile", metavar="P", help="TOML with what is settled about the table; written if lacking")
    file.add_argument("--dataset", metavar="D", help="TOML that describes indikatorer that the catalogue lacks")
    file.add_argument("--year", type=int, metavar="Y", help="the year of values that don't say it")
    file.add_argument("--dry-run", action="store_true", help="only show what would be published")
    file.add_argument("--accept-drop", action="store_true", help=ACCEPT_DROP)
    file.set_defaults(run=update_table)

    shown = commands.add_parser("example", parents=[data], help="publish the simulated example edition")
    shown.set_defaults(run=make_example)


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
            antal_svar=antal_svar(data),
        )
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        with Progress(*columns, console=screen, transient=True) as progress:
            bar = progress.add_task(terminal.FETCHING, total=None)
            delivery = kolada.read(run, lambda done, total: progress.update(bar, completed=done, total=total))
            progress.update(bar, description=terminal.PUBLISHING, completed=0, total=len(delivery.omraden))
            base = run.base if said.offline else current(data)
            step = lambda omrade: progress.advance(bar)  # noqa: E731
            published = publish(data, delivery, base, list(known), step, accept_drop=said.accept_drop)
    return _reported(data, published)


def update_table(said: argparse.Namespace) -> int:
    """Read a table, show what was understood, and publish it when nothing is left to settle."""
    data = data_folder(said.data)
    place = Path(said.profile) if said.profile else None
    profile = table.load(place) if place and place.exists() else table.Profile()
    screen = Console(stderr=True)
    with alone(data):
        on = ground(data, Path(said.dataset) if said.dataset else None)
        with Progress(TextColumn("{task.description}"), BarColumn(), console=screen, transient=True) as progress:
            bar = progress.add_task(tables.READ, total=None)
            step = lambda done, total: progress.update(bar, completed=done, total=total)  # noqa: E731
            reading = table.read(Path(said.file), on.kommuner, on.indikatorer, profile, said.year, step)
        for line in tables.preview(reading, on.indikatorer, on.names):
            print(line)
        if on.on_example:
            print(tables.EXAMPLE_GOES)
        if place and not (said.dry_run and place.exists()):
            place.write_text(table.spelled(table.grown(profile, reading, published=False)), "utf-8")
        if not reading.settled:
            if place and not said.dry_run:
                print(tables.profile_written(said.profile))
            print(tables.to_settle(len(reading.unsettled), said.profile), file=sys.stderr)
            return WRONG_QUESTION
        if said.dry_run:
            print("\n".join([*before.lines(rehearsal(on, reading), on.names), tables.DRY]))
            return OK
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, console=screen, transient=True) as progress:
            bar = progress.add_task(terminal.PUBLISHING, total=steps(on, reading))
            done = publish_reading(on, reading, lambda omrade: progress.advance(bar), accept_drop=said.accept_drop)
    if place:
        place.write_text(table.spelled(table.grown(profile, reading, published=True)), "utf-8")
    return _reported(data, done)


def make_example(said: argparse.Namespace) -> int:
    """Publish the simulated example edition."""
    data = data_folder(said.data)
    with alone(data):
        folder = data / "catalogue" if (data / "catalogue" / "kommuner.csv").exists() else catalogue.SHIPPED
        return _reported(data, publish(data, example.read(catalogue.for_folder(data), folder)))


def _reported(data: Path, published: Published) -> int:
    """Print what a publishing did; the exit code."""
    for line in answers.report(data, published):
        print(line)
    return NOT_ALL if published.stayed else OK


def _years(spelled: str) -> tuple[int, int]:
    first, _, last = spelled.partition("-")
    try:
        years = int(first), int(last or first)
    except ValueError:
        raise argparse.ArgumentTypeError(YEARS) from None
    if not 1970 <= years[0] <= years[1] <= 2100:
        raise argparse.ArgumentTypeError(YEARS)
    return years
