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

    one = verbs.add_parser("list", parents=[data], help="which there are; nothing of what is written")
    one.add_argument("--format", choices=["table", "json"])
    one.set_defaults(run=listed)

    one = verbs.add_parser("fields", parents=[id, data], help="which fields hold words")
    one.set_defaults(run=fields)

    one = verbs.add_parser("erased", parents=[id, data], help="what was erased; of one that is gone too")
    one.set_defaults(run=erased)

    one = verbs.add_parser("export", parents=[id, data], help="everything that was written, as one file")
    one.add_argument("--to", metavar="DIR", type=Path, required=True)
    one.set_defaults(run=export)

    one = verbs.add_parser("end", parents=[some, data], help="set the last day of the addresses: today, or --day")
    one.add_argument("--day", metavar="YYYY-MM-DD")
    one.set_defaults(run=end)

    one = verbs.add_parser("delete", parents=[some, data, erasing()], help="take away for good")
    one.set_defaults(run=delete)

    one = verbs.add_parser("erase", parents=[id, data, erasing()], help="erase a field with its earlier versions")
    one.add_argument("place", metavar="PLACE", help="as `fields` names it")
    one.set_defaults(run=erase)


def listed(said: argparse.Namespace) -> int:
    """Print which analyser there are."""
    found = _hosting(said).analyser() if saved.is_begun(data_folder(said.data)) else ()
    if said.format == "json":
        print(json.dumps([_spelled(one) for one in found], ensure_ascii=False, indent=1))
    elif not found:
        print(text.NONE)
    else:
        _table(text.COLUMNS, [text.listed(asdict(one)) for one in found])
    return OK


def fields(said: argparse.Namespace) -> int:
    """Print which fields hold words."""
    found = _hosting(said).fields(said.id)
    if found:
        _table(text.FIELDS, [[one.place, str(one.versions), one.at.replace("T", " ")[:16]] for one in found])
    else:
        print(text.NO_FIELDS)
    return OK


def erased(said: argparse.Namespace) -> int:
    """Print what was erased."""
    found = _hosting(said).erasures(said.id)
    if found:
        _table(text.ERASED, [text.erased_line(one) for one in found])
    else:
        print(text.NONE_ERASED)
    return OK


def export(said: argparse.Namespace) -> int:
    """Write an analys to a file."""
    _export(_hosting(said), said.id, said.to)
    return OK


def end(said: argparse.Namespace) -> int:
    """Set the last day of some analyser, exported first where a folder is named."""
    try:
        day = date.fromisoformat(said.day) if said.day else answers.today()
    except ValueError:
        raise QuestionError(text.NO_DATE) from None
    hosting = _hosting(said)
    for one in _chosen(hosting, said):
        if said.to:
            _export(hosting, one, said.to)
        hosting.end(one, day)
        print(text.ended(one, day))
    return OK


def delete(said: argparse.Namespace) -> int:
    """Take some analyser away for good, exported first where a folder is named."""
    hosting = _hosting(said)
    chosen = _chosen(hosting, said)
    if chosen and not said.yes:
        for one in chosen:
            print(text.will_erase(one, ""))
        print(text.SURE)
        return WRONG_QUESTION
    for one in chosen:
        latest = _export(hosting, one, said.to) if said.to else None
        _told(one, hosting.delete(one, said.reference, latest))
    return OK


def erase(said: argparse.Namespace) -> int:
    """Erase a field."""
    hosting = _hosting(said)
    if not said.yes:
        there = {one.place for one in hosting.fields(said.id)}
        print(text.will_erase(said.id, printable(said.place)) if said.place in there else text.not_there(there))
        print(text.SURE)
        return WRONG_QUESTION
    _told(said.id, hosting.erase(said.id, said.place, said.reference))
    return OK


def _chosen(hosting: saved.Hosting, said: argparse.Namespace) -> list[str]:
    """The ids that a command is about.

    Raises  QuestionError  neither one nor --due, or both; --due without a folder
    """
    if bool(said.id) == said.due:
        raise QuestionError(text.ID_OR_DUE)
    if said.id:
        return [said.id]
    if said.to is None:
        raise QuestionError(text.NEEDS_FOLDER)
    found = [one.id for one in hosting.due()]
    print(text.due(found) if found else text.NONE_DUE if hosting.keeps else text.NO_KEEP)
    return found


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


def _hosting(said: argparse.Namespace) -> saved.Hosting:
    return saved.open_saved(data_folder(said.data)).hosting
