"""editions: what is published, what differs, whether it is whole, and what may go."""

from __future__ import annotations

import argparse

from rich.table import Table
from rich.text import Text

from ojdash import api, saved, store
from ojdash.commands.screen import BROKEN, OK, screen
from ojdash.domain.edition import Differences
from ojdash.domain.errors import DataError
from ojdash.sources import kolada
from ojdash.store import data_folder
from ojdash.text import broken, editions, words

COUNT = "a whole number, 0 or more"  # within a message of argparse, which is English
_MOST_LINES = 20  # values an indikator, in a table; files hold all


def add(commands: argparse._SubParsersAction, data: argparse.ArgumentParser) -> None:
    """The command, its verbs and their arguments."""
    parser = commands.add_parser("editions", help="what is published: list | diff | check | prune")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    one = verbs.add_parser("list", parents=[data], help="the editions there are, oldest first")
    one.add_argument("--format", choices=["table", "csv", "json"])
    one.set_defaults(run=list_editions)

    one = verbs.add_parser("diff", parents=[data], help="what was added, revised, withdrawn or redefined")
    one.add_argument("before", metavar="A", help="an edition's id")
    one.add_argument("after", metavar="B", help="another's")
    one.add_argument("--format", choices=["table", "csv", "json"], help="csv and json hold every value")
    one.set_defaults(run=diff_editions)

    one = verbs.add_parser("check", parents=[data], help="read every file against its manifest; 1 if any is wrong")
    one.add_argument("id", nargs="?", metavar="ID", help="only this edition")
    one.set_defaults(run=check_editions)

    one = verbs.add_parser("prune", parents=[data], help="remove old editions; never one that is shown or named")
    one.add_argument(
        "--keep", type=_count, default=5, metavar="N", help="so many beside the current one; 5 unless said"
    )
    one.add_argument("--dry-run", action="store_true", help="say what would go, and remove nothing")
    one.set_defaults(run=prune_editions)


def list_editions(said: argparse.Namespace) -> int:
    """Print the editions there are, oldest first."""
    data = data_folder(said.data)
    found = store.listed(data)
    if not found:
        raise DataError(broken.nothing_published(data / "editions", data))
    if said.format == "json":
        print(api.editions_as_json(found))
    elif said.format == "csv":
        print(api.editions_as_csv(found), end="")
    else:
        table = Table(*editions.LIST.values())
        for one in found:
            counts = [str(one.counts.get(name, "")) for name in ("indikatorer", "rows")]
            sizes = [] if one.problem else [editions.size(one.size), editions.size(one.own)]
            row = [one.id, editions.origin(one), editions.fetched(one), *counts, *(sizes or ["", ""])]
            table.add_row(*map(Text, [*row, editions.YES if one.current else ""]))
        screen().print(table)
        for one in filter(lambda one: one.problem, found):
            print(one.problem)
    return OK


def diff_editions(said: argparse.Namespace) -> int:
    """Print what differs between two editions."""
    data = data_folder(said.data)
    most = None if said.format in ("csv", "json") else _MOST_LINES
    found = store.differences(store.open_apart(data, said.before), store.open_apart(data, said.after), most)
    if said.format == "json":
        print(api.differences_as_json(found))
    elif said.format == "csv":
        print(api.differences_as_csv(found), end="")
    else:
        _print_differences(found)
    return OK


def check_editions(said: argparse.Namespace) -> int:
    """Read every file of an edition, or of all, against its manifest; 1 when anything is wrong."""
    found = store.checked(data_folder(said.data), said.id)
    for one in found:
        print(one.said)
    print(editions.wrong(len(found), len({one.edition for one in found})) if found else editions.ALL_RIGHT)
    return BROKEN if found else OK


def prune_editions(said: argparse.Namespace) -> int:
    """Remove old editions, or say which; those that analyser or kept runs build upon stay."""
    data = data_folder(said.data)
    needed = saved.named_editions(data) | kolada.bases(data / "raw" / "kolada")
    if said.dry_run:
        going = store.prunable(data, said.keep, needed)
        size = store.freed(data, going)
    else:
        going, size = store.prune(data, said.keep, needed)
    for one in going:
        print(editions.pruned(one, said.dry_run))
    kept = sorted(needed & set(store.editions(data)))
    if kept:
        print(editions.kept_for(kept))
    print(editions.given_back(size, len(going), said.dry_run) if going else editions.NOTHING_TO_PRUNE)
    return OK


def _print_differences(found: Differences) -> None:
    """A line an indikator with what happened to it, and under it the values."""
    out = screen()
    out.print(editions.sentence(found), markup=False)
    by = dict(list(found.values.groupby("indikator", sort=False)))
    table = Table(*editions.COLUMNS.values())
    for one in found.moved:
        indikator, values = one.indikator, by.get(one.indikator.id)
        table.add_row(Text(indikator.id), Text(f"{indikator.heading}: {editions.moved(one)}", style="bold"))
        for part in one.redefined:
            change = editions.CHANGE["redefined"]
            table.add_row("", Text(editions.PARTS[part.part]), "", "", "", change, Text(part.before), Text(part.after))
        for row in values.itertuples() if values is not None else ():
            whose = [found.names.get(row.kommun, row.kommun), str(row.year), words.GENDER[row.gender]]
            table.add_row("", "", *map(Text, [*whose, editions.CHANGE[row.change], *editions.both(indikator, row)]))
        rest = one.values - (0 if values is None else len(values))
        if rest:
            table.add_row("", Text(editions.all_in_file(rest)))
    if found.moved:
        out.print(table)


def _count(spelled: str) -> int:
    if not spelled.isascii() or not spelled.isdigit():
        raise argparse.ArgumentTypeError(COUNT)
    return int(spelled)
