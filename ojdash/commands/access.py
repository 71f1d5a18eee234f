"""access: the addresses of coordinators, who may write in the site's own book, and erasing their names."""

from __future__ import annotations

import argparse

from rich.table import Table
from rich.text import Text

from ojdash import links, saved
from ojdash.api import papers
from ojdash.commands.screen import OK, WRONG_QUESTION, erasing, printable, screen
from ojdash.store import data_folder
from ojdash.text import coordinator as text
from ojdash.text import hosting, statuses


def add(commands: argparse._SubParsersAction, data: argparse.ArgumentParser) -> None:
    """The command, its verbs and their arguments."""
    parser = commands.add_parser("access", help="who may write as a coordinator: new | list | withdraw | erase")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    one = verbs.add_parser("new", parents=[data], help="make an address, which is shown this once")
    one.add_argument("--name", required=True, help='whose it is: "Anna Berg, FoUrum"')
    one.set_defaults(run=new)

    one = verbs.add_parser("list", parents=[data], help="who has one, and whose are withdrawn; never an address")
    one.set_defaults(run=listed)

    one = verbs.add_parser("withdraw", parents=[data], help="an address stops to work, at once")
    one.add_argument("who", metavar="NAME-or-number")
    one.set_defaults(run=withdraw)

    one = verbs.add_parser("erase", parents=[data, erasing()], help="erase a name and the reasons given under it")
    one.add_argument("who", metavar="NAME-or-number")
    one.set_defaults(run=erase)


def new(said: argparse.Namespace) -> int:
    """Make an address and print it."""
    token = _book(said).new_coordinator(said.name)
    for line in text.made(printable(said.name), links.whole(f"api/samordnare?adress={token}")):
        print(line)
    return OK


def listed(said: argparse.Namespace) -> int:
    """Print whose addresses there are."""
    found = _book(said).coordinators() if saved.is_begun(data_folder(said.data)) else ()
    if not found:
        print(text.NOBODY)
        return OK
    table = Table(*text.COLUMNS.values())
    for one in found:
        gone = statuses.day(one.withdrawn) if one.withdrawn else ""
        table.add_row(*map(Text, (str(one.number), printable(one.name), statuses.day(one.created), gone)))
    screen().print(table)
    return OK


def withdraw(said: argparse.Namespace) -> int:
    """Withdraw an address."""
    one = _book(said).withdraw(said.who)
    print(text.withdrawn(printable(one.name), one.number))
    return OK


def erase(said: argparse.Namespace) -> int:
    """Erase a coordinator's name and reasons."""
    book = _book(said)
    who = book.named(said.who)
    if not said.yes:
        print(printable(hosting.will_erase_coordinator(who.name, who.number)))
        print(hosting.SURE)
        return WRONG_QUESTION
    _, erasure = book.erase(str(who.number), said.reference)
    if kept := papers.kept_in(data_folder(said.data)):  # a server does so too, when it is asked next
        kept.sweep()
    for line in hosting.erased_coordinator(who.number, erasure):
        print(printable(line))
    return OK


def _book(said: argparse.Namespace) -> saved.Book:
    return saved.open_saved(data_folder(said.data)).book
