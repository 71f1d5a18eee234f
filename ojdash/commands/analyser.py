"""analyser: what people wrote, for whoever hosts: list, export, end, delete and erase; by number, never by address."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from datetime import date
from pathlib import Path

from rich.table import Table
from rich.text import Text

from ojdash import answers, saved
from ojdash.commands.screen import OK, WRONG_QUESTION, erasing, printable, screen
from ojdash.domain.analys import Erasure
from ojdash.domain.errors import QuestionError
from ojdash.store import data_folder
from ojdash.text import hosting as text


def add(commands: argparse._SubParsersAction, data: argparse.ArgumentParser) -> None:
    """The command, its verbs and their arguments."""
    parser = commands.add_parser(
        "analyser", help="what people wrote: list | fields | erased | export | end | delete | erase"
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    id = argparse.ArgumentParser(add_help=False)
    id.add_argument("id", metavar="NUMBER")
    some = argparse.ArgumentParser(add_help=False)
    some.add_argument("id", metavar="NUMBER", nargs="?")
    some.add_argument("--due", action="store_true", help="all that are older than OJDASH_KEEP_MONTHS")
    some.add_argument("--to", metavar="DIR", type=Path, help="the folder where the files are put first")

    verb = verbs.add_parser("list", parents=[data], help="which there are; nothing of what is written")
    verb.add_argument("--format", choices=["table", "json"])
    verb.set_defaults(run=listed)

    verb = verbs.add_parser("fields", parents=[id, data], help="which fields hold words")
    verb.set_defaults(run=fields)

    verb = verbs.add_parser("erased", parents=[id, data], help="what was erased; of one that is gone too")
    verb.set_defaults(run=erased)

    verb = verbs.add_parser("export", parents=[id, data], help="everything that was written, as one file")
    verb.add_argument("--to", metavar="DIR", type=Path, required=True)
    verb.set_defaults(run=export)

    verb = verbs.add_parser("end", parents=[some, data], help="set the last day of the addresses: today, or --day")
    verb.add_argument("--day", metavar="YYYY-MM-DD")
    verb.set_defaults(run=end)

    verb = verbs.add_parser("delete", parents=[some, data, erasing()], help="take away for good")
    verb.set_defaults(run=delete)

    verb = verbs.add_parser("erase", parents=[id, data, erasing()], help="erase a field with its earlier versions")
    verb.add_argument("place", metavar="PLACE", help="as `fields` names it")
    verb.set_defaults(run=erase)


def listed(arguments: argparse.Namespace) -> int:
    """Print which analyser there are."""
    analyser = _hosting(arguments).analyser() if saved.is_begun(data_folder(arguments.data)) else ()
    if arguments.format == "json":
        print(json.dumps([_spelled(analys) for analys in analyser], ensure_ascii=False, indent=1))
    elif not analyser:
        print(text.NONE)
    else:
        _table(text.COLUMNS, [text.listed(asdict(analys)) for analys in analyser])
    return OK


def fields(arguments: argparse.Namespace) -> int:
    """Print which fields hold words."""
    filled = _hosting(arguments).fields(arguments.id)
    if filled:
        _table(text.FIELDS, [[field.place, str(field.versions), text.at(field.at)] for field in filled])
    else:
        print(text.NO_FIELDS)
    return OK


def erased(arguments: argparse.Namespace) -> int:
    """Print what was erased."""
    erasures = _hosting(arguments).erasures(arguments.id)
    if erasures:
        _table(text.ERASED, [text.erased_line(erasure) for erasure in erasures])
    else:
        print(text.NONE_ERASED)
    return OK


def export(arguments: argparse.Namespace) -> int:
    """Write an analys to a file."""
    _export(_hosting(arguments), arguments.id, arguments.to)
    return OK


def end(arguments: argparse.Namespace) -> int:
    """Set the last day of some analyser, exported first where a folder is named."""
    try:
        day = date.fromisoformat(arguments.day) if arguments.day else answers.today()
    except ValueError:
        raise QuestionError(text.NO_DATE) from None
    hosting = _hosting(arguments)
    for id in _chosen(hosting, arguments):
        if arguments.to:
            _export(hosting, id, arguments.to)
        hosting.end(id, day)
        print(text.ended(id, day))
    return OK


def delete(arguments: argparse.Namespace) -> int:
    """Take some analyser away for good, exported first where a folder is named."""
    hosting = _hosting(arguments)
    chosen = _chosen(hosting, arguments)
    if chosen and not arguments.yes:
        for id in chosen:
            print(text.will_erase(id, ""))
        print(text.SURE)
        return WRONG_QUESTION
    for id in chosen:
        latest = _export(hosting, id, arguments.to) if arguments.to else None
        _told(id, hosting.delete(id, arguments.reference, latest))
    return OK


def erase(arguments: argparse.Namespace) -> int:
    """Erase a field."""
    hosting = _hosting(arguments)
    if not arguments.yes:
        there = {field.place for field in hosting.fields(arguments.id)}
        print(
            text.will_erase(arguments.id, printable(arguments.place))
            if arguments.place in there
            else text.not_there(there)
        )
        print(text.SURE)
        return WRONG_QUESTION
    _told(arguments.id, hosting.erase(arguments.id, arguments.place, arguments.reference))
    return OK


def _chosen(hosting: saved.Hosting, arguments: argparse.Namespace) -> list[str]:
    """The ids that a command is about.

    Raises  QuestionError  neither one nor --due, or both; --due without a folder
    """
    if bool(arguments.id) == arguments.due:
        raise QuestionError(text.ID_OR_DUE)
    if arguments.id:
        return [arguments.id]
    if arguments.to is None:
        raise QuestionError(text.NEEDS_FOLDER)
    ids = [analys.id for analys in hosting.due()]
    print(text.due(ids) if ids else text.NONE_DUE if hosting.keeps else text.NO_KEEP)
    return ids


def _export(hosting: saved.Hosting, id: str, folder: Path) -> int:
    """Put the file of an analys in a folder, on disk when this returns; the number of its newest version."""
    content, latest = hosting.export(id)
    folder.mkdir(parents=True, exist_ok=True)
    path, aside = folder / f"analys-{id}.json", folder / f".analys-{id}.json"
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    print(text.exported(id, str(path)))
    return latest


def _told(id: str, erasure: Erasure) -> None:
    for line in text.erased(id, erasure):
        print(printable(line))


def _table(columns: dict[str, str], rows: list[list[str]]) -> None:
    table = Table(*columns.values())
    for row in rows:
        table.add_row(*map(Text, map(printable, row)))
    screen().print(table)


def _spelled(one: saved.Listed) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(one).items()}


def _hosting(arguments: argparse.Namespace) -> saved.Hosting:
    return saved.open_saved(data_folder(arguments.data)).hosting
