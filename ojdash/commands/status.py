"""status: what is said of values, in the terminal of the machine itself."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from rich.table import Table
from rich.text import Text

from ojdash import answers, api, saved
from ojdash.commands.screen import OK, WRONG_QUESTION, printable, screen
from ojdash.domain.errors import QuestionError
from ojdash.domain.status import LAGEN, Status
from ojdash.sources import statuses
from ojdash.store import Store, data_folder, open_edition
from ojdash.text import problems, words
from ojdash.text import statuses as text


def add(commands: argparse._SubParsersAction, data: argparse.ArgumentParser) -> None:
    """The command, its verbs and their arguments."""
    parser = commands.add_parser("status", help="what is said of values: set | list | history | export | import")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    value = argparse.ArgumentParser(add_help=False)
    value.add_argument("indikator", metavar="INDIKATOR")
    value.add_argument("kommun", metavar="KOMMUN")
    value.add_argument("year", metavar="YEAR", type=int)

    one = verbs.add_parser("set", parents=[value, data], help="say something of a value")
    one.add_argument("lage", choices=LAGEN)
    one.add_argument("--name", required=True, help="who says it")
    one.add_argument("--reason", required=True, help="why")
    one.set_defaults(run=set_)

    one = verbs.add_parser("list", parents=[data], help="the newest of every value")
    one.add_argument("--format", choices=["table", "csv", "json"])
    one.set_defaults(run=listed)

    one = verbs.add_parser("history", parents=[value, data], help="everything that was said of a value")
    one.set_defaults(run=history)

    one = verbs.add_parser("export", parents=[data], help="everything that was ever said, or as .csv what holds now")
    one.add_argument("file", metavar="FILE", help=".json with all history, or .csv for a spreadsheet")
    one.set_defaults(run=export)

    one = verbs.add_parser("import", parents=[data], help="take in an exported file, or a table with new rows")
    one.add_argument("file", metavar="FILE", help="JSON, where nothing is said yet; or csv, xlsx, ods with rows added")
    one.add_argument("--dry-run", action="store_true", help="of a table: only show what it would change")
    one.set_defaults(run=import_)


def set_(said: argparse.Namespace) -> int:
    """Say something of a value, and print it."""
    store = open_edition(data_folder(said.data))
    key = (said.indikator, said.kommun, said.year)
    value, missing, gender = answers.seen(store, key)
    if said.kommun not in store.kommuner:
        raise QuestionError(problems.kommun(said.kommun, store.kommuner))
    more = {"value": value, "missing": missing, "gender": gender, "utgava": store.id}
    status = Status(*key, said.lage, printable(said.name), printable(said.reason), **more)
    print(_line(store, _book(said).set_here(status)))
    return OK


def listed(said: argparse.Namespace) -> int:
    """Print the newest of every value, those in doubt first."""
    found = _found(said)
    if said.format == "json":
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, allow_nan=False, indent=1))
    elif said.format == "csv":
        _write(found, sys.stdout, ",")
    elif not found:
        print(text.NOTHING_MARKED)
    else:
        shown = Table(*text.COLUMNS.values())
        for one in found:
            cells = (
                one.indikator,
                one.kommun,
                str(one.year),
                text.LAGE[one.lage],
                one.namn,
                text.day(one.at),
                one.skal,
            )
            shown.add_row(*map(Text, map(printable, cells)))
        screen().print(shown)
    return OK


def history(said: argparse.Namespace) -> int:
    """Print everything that was said of a value."""
    store = open_edition(data_folder(said.data))
    key = (said.indikator, said.kommun, said.year)
    found = _book(said).history(key).get(key, ()) if saved.is_begun(data_folder(said.data)) else ()
    for one in found:
        print(f"{one.version}. {printable(text.version(one, store.indikator(one.indikator)))}")
    if not found:
        print(text.NOTHING_MARKED)
    return OK


def export(said: argparse.Namespace) -> int:
    """Write the book to a file; as csv what holds now, as a Swedish Excel opens it."""
    path = Path(said.file)
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            _write(_found(said), file, ";")
        return OK
    path.write_bytes(_book(said).export())
    return OK


def import_(said: argparse.Namespace) -> int:
    """Take in a book; or the rows of a table, all or none of them."""
    path = Path(said.file)
    with path.open("rb") as file:
        is_book = file.read(1) == b"{"
    if is_book:
        print(text.taken_in(_book(said).import_(path.read_bytes())))
        return OK
    lines, store = statuses.read(path), open_edition(data_folder(said.data))
    is_begun = saved.is_begun(data_folder(said.data))
    plan = answers.planned(store, _book(said).history() if is_begun else {}, lines)
    for row, status, _ in plan.new:
        print(text.line(row, printable(_line(store, status))))
    for row, why in plan.refused:
        print(text.line(row, printable(why)), file=sys.stderr)
    print(text.plan(len(plan.new), plan.same, len(plan.refused)))
    if plan.refused:
        print(text.UNCHANGED, file=sys.stderr)
        return WRONG_QUESTION
    if said.dry_run:
        print(text.DRY)
        return OK
    for _, status, base in plan.new:
        _book(said).set_here(status, base)
    return OK


def _found(said: argparse.Namespace) -> list[Status]:
    """The newest of every value, those in doubt first."""
    marks = _book(said).marks() if saved.is_begun(data_folder(said.data)) else ()
    return sorted(marks, key=lambda one: (not one.is_osaker, one.key))


def _write(found: list[Status], file: TextIO, sign: str) -> None:
    table = csv.DictWriter(file, list(Status.__dataclass_fields__), delimiter=sign, lineterminator="\n")
    table.writeheader()
    table.writerows({name: api.as_text(said) for name, said in asdict(one).items()} for one in found)


def _line(store: Store, status: Status) -> str:
    indikator = store.indikator(status.indikator)
    spelled = words.value(indikator, status.value) or text.NO_VALUE
    return (
        f"{indikator.heading}, {store.kommuner[status.kommun].namn} {status.year} ({spelled}). {text.said_by(status)}"
    )


def _book(said: argparse.Namespace) -> saved.Book:
    return saved.open_saved(data_folder(said.data)).book
