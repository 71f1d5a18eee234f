"""report: the county report as files, made aside and put in place only when all of them are whole."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ojdash import answers, export, saved
from ojdash.commands.screen import OK
from ojdash.domain.analys import Analys
from ojdash.domain.errors import QuestionError
from ojdash.domain.kommun import LAN
from ojdash.domain.question import Question
from ojdash.domain.report import STATES, Cover, Report
from ojdash.store import Store, data_folder, open_edition
from ojdash.text import lansrapport, problems, terminal

_PART = ".ojdash-"  # a folder of files that are not whole yet
LEFT_SECONDS = 24 * 3600


def add(commands: argparse._SubParsersAction, data: argparse.ArgumentParser) -> None:
    """The command and its arguments."""
    made = commands.add_parser("report", parents=[data], help="write a county report as files")
    whose = made.add_mutually_exclusive_group(required=True)
    whose.add_argument("--lan", metavar="06", choices=list(LAN), help="a county's two digits")
    whose.add_argument("--kommuner", nargs="+", metavar="KOD", help="any kommuner, four digits each")
    whose.add_argument("--baskets", action="store_true", help="the year's report of the baskets of all --analys")
    whose.add_argument("--everyone", action="store_true", help="every kommun of the nation")
    made.add_argument("--omrade", metavar="CODE", help="the area, such as lss")
    made.add_argument("--year", type=int, metavar="Y", help="the year measured; the newest unless said")
    made.add_argument("--edition", metavar="ID", help="the edition; the newest unless said")
    made.add_argument("--recipient", default="", metavar="NAME", help="for whom it is; no report is made without")
    made.add_argument("--sender", default="", metavar="NAME", help="who gives it")
    made.add_argument("--date", default="", metavar="YYYY-MM-DD", help="the day on it; else the newest day in it")
    made.add_argument("--published", action="store_true", help="mark it as published; else it is a draft")
    made.add_argument("--analys", nargs="+", default=[], metavar="ADDRESS", help="analyser whose comments stand in it")
    made.add_argument("--format", nargs="+", choices=list(export.FORMATS), default=list(export.FORMATS))
    made.add_argument("--profiles", action="store_true", help="a page a kommun in one file, in place of the report")
    made.add_argument("--profile", nargs="+", default=[], metavar="KOD", help="a page of its own for each of these")
    made.add_argument("--to", default=".", metavar="FOLDER", help="where the files go, made if it is not there")
    made.set_defaults(run=report)


def report(said: argparse.Namespace) -> int:
    """Write the report's files. Whoever stops it finds none of them, or those of the time before, whole."""
    cover = answers.cover(said.recipient, said.sender, said.date, STATES[int(said.published)])
    data = data_folder(said.data)
    with _progress() as step:
        step(terminal.READING)
        store = open_edition(data, said.edition)
        if said.baskets:
            files = _basket_files(store, data, said, cover)
            written = _write(Path(said.to), files, lambda what: step(what, len(files)))
            print("\n".join(map(str, written)))
            return OK
        question, kommuner = _asked(store, said)
        found = answers.county_report(store, question, cover, _analyser(data, said.analys), kommuner)
        files = _files(found, said)
        written = _write(Path(said.to), files, lambda what: step(what, len(files)))
    print("\n".join(map(str, written)))
    if not any(finding.known for finding in found.findings):
        print(lansrapport.sentence(found.answer), file=sys.stderr)
    return OK


def _files(found: Report, said: argparse.Namespace) -> dict[str, Callable[[], bytes]]:
    """What to make, by the file's name: the report, or kommuner's pages in the formats that they have."""
    name = export.report_name(found)
    if not (said.profiles or said.profile):
        return {f"{name}.{format}": partial(export.report_file, found, format) for format in said.format}
    unknown = next((kod for kod in said.profile if kod not in found.kommuner), None)
    if unknown is not None:
        raise QuestionError(problems.kommun(unknown, found.kommuner))
    files: dict[str, Callable[[], bytes]] = {}
    for format in (one for one in said.format if one in export.PROFILE_FORMATS):
        if said.profiles:
            files[f"{name}-kommuner.{format}"] = partial(export.profiles, found, format)
        for kod in said.profile:
            files[f"{name}-{kod}.{format}"] = partial(export.profile, found, kod, format)
    return files


def _basket_files(store: Store, data: Path, said: argparse.Namespace, cover: Cover) -> dict[str, Callable[[], bytes]]:
    """The year's report of the networks whose analyser are given, in the formats it has."""
    if said.year is None or not said.analys:
        raise QuestionError(problems.BASKETS_NEED)
    found = answers.year_report(store, _analyser(data, said.analys), said.year, cover)
    formats = (one for one in said.format if one in export.PROFILE_FORMATS)
    return {f"arsrapport-{said.year}.{one}": partial(export.baskets_file, found, one) for one in formats}


def _asked(store: Store, said: argparse.Namespace) -> tuple[Question, Sequence[str] | None]:
    if said.kommuner:
        first, kommuner, peers = said.kommuner[0], said.kommuner, "lan"
    else:
        first = answers.of_lan(store, said.lan) if said.lan else next(iter(store.kommuner))
        kommuner, peers = None, "lan" if said.lan else "riket"
    asked = Question("lansrapport", first, said.omrade, year=said.year, peers=peers, utgava=said.edition)
    return answers.checked(store, asked), kommuner


def _analyser(data: Path, addresses: Sequence[str]) -> list[Analys]:
    """Each analys once, whichever of its addresses are given."""
    if not addresses:
        return []
    opened = saved.open_saved(data)
    found = (opened.read(address) for address in addresses)
    return list({analys.id: analys for analys in found}.values())


def _write(folder: Path, files: dict[str, Callable[[], bytes]], step: Callable[[str], None]) -> list[Path]:
    """Every file aside, then all of them put in place; what is left of it goes whatever happens."""
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    aside = Path(tempfile.mkdtemp(prefix=_PART, dir=folder))
    try:
        with _stopped_gently():
            for name, make in files.items():
                step(terminal.writing(name))
                (aside / name).write_bytes(make())
        for name in files:
            os.replace(aside / name, folder / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return [folder / name for name in files]


def _clear(folder: Path) -> None:
    """Take away what a run left aside that was killed, without a word, more than a day ago."""
    for left in folder.glob(f"{_PART}*"):
        if time.time() - left.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _stopped_gently() -> Iterator[None]:
    """Being told to end is as being interrupted: what was made aside is cleared away."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress() -> Iterator[Callable[..., None]]:
    """A bar on standard error that says what is being done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task, begun = shown.add_task(terminal.READING, total=None), 0

        def step(what: str, files: int | None = None) -> None:
            nonlocal begun
            shown.update(task, description=what, completed=begun, total=None if files is None else files + 1)
            begun += 1

        yield step
