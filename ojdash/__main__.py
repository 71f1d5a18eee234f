"""The back door: python -m ojdash update | ask | editions | example."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ojdash import answers, api, catalogue, export, links, saved, store, text
from ojdash.domain.answer import Answer
from ojdash.domain.delivery import Liknande
from ojdash.domain.edition import Differences
from ojdash.domain.errors import AccessError, DataError, OjdashError, QuestionError
from ojdash.domain.form import Form
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.places import COLUMNS, JUDGED
from ojdash.domain.question import Question
from ojdash.sources import example, kolada, table
from ojdash.store import Published, Store, alone, current, data_folder, open_edition, publish
from ojdash.text import broken, editions, page, problems, rows, snabbanalys, tables, terminal, words

OK, BROKEN, WRONG_QUESTION = 0, 1, 2
_MOST_LINES = 20  # values an indikator, in a table; files hold all


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


def update_table(said: argparse.Namespace) -> int:
    """Read a table, show what was understood, and publish it when nothing is left to settle."""
    data = data_folder(said.data)
    place = Path(said.profile) if said.profile else None
    profile = table.load(place) if place and place.exists() else table.Profile()
    screen = Console(stderr=True)
    with alone(data):
        base = _real(data)
        published_before = {id: base.indikator(id) for id in base.ids} if base else {}
        known = catalogue.for_folder(data)
        described = catalogue.dataset(Path(said.dataset), known) if said.dataset else None
        indikatorer = described.indikatorer if described else published_before | known
        kommuner = tuple(base.kommuner.values()) if base else catalogue.kommuner(data / "catalogue")
        with screen.status(tables.READ):
            reading = table.read(Path(said.file), kommuner, indikatorer, profile, said.year)
        for line in tables.preview(reading, indikatorer, {kommun.kod: kommun for kommun in kommuner}):
            print(line)
        if place and not (said.dry_run and place.exists()):
            place.write_text(table.spelled(table.grown(profile, reading, published=False)), "utf-8")
        if not reading.settled:
            if place and not said.dry_run:
                print(tables.profile_written(said.profile))
            print(tables.to_settle(len(reading.unsettled), said.profile), file=sys.stderr)
            return WRONG_QUESTION
        if said.dry_run:
            print(tables.DRY)
            return OK
        ids = list(dict.fromkeys(reading.rows["indikator"]))
        delivery = table.delivery(
            reading,
            kommuner,
            _liknande(base),
            indikatorer,
            OMRADEN | (base.omraden if base else {}) | ({described.omrade: described.title} if described else {}),
            base.tidy([id for id in ids if id in base.ids]) if base else None,
            described.title if described else "",
        )
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        with Progress(*columns, console=screen, transient=True) as progress:
            bar = progress.add_task(terminal.PUBLISHING, total=len(delivery.omraden | (base.omraden if base else {})))
            order = [*known, *(id for id in (*published_before, *indikatorer) if id not in known)]
            done = publish(data, delivery, base.id if base else None, order, lambda omrade: progress.advance(bar))
    if place:
        place.write_text(table.spelled(table.grown(profile, reading, published=True)), "utf-8")
    _report(done)
    return OK


def _real(data: Path) -> Store | None:
    """The current edition, unless there is none or its values are simulated."""
    base = open_edition(data) if current(data) else None
    return base if base and not base.simulated else None


def _liknande(base: Store | None) -> tuple[Liknande, ...]:
    lists = base.every_liknande.items() if base else ()
    return tuple(Liknande(kind, kommun, members, year) for (kind, kommun), (members, year) in lists)


def make_example(said: argparse.Namespace) -> int:
    """Publish the simulated example edition."""
    data = data_folder(said.data)
    with alone(data):
        folder = data / "catalogue" if (data / "catalogue" / "kommuner.csv").exists() else catalogue.SHIPPED
        _report(publish(data, example.read(catalogue.for_folder(data), folder)))
    return OK


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
        _screen().print(table)
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


def _report(published: Published) -> None:
    for line in terminal.report(published.manifest, published.changes, published.vanished, published.shared):
        print(line)


def _print_table(answer: Answer) -> None:
    screen = _screen()
    screen.print(text.title(answer), style="bold", markup=False)
    screen.print(text.sentence(answer), markup=False)
    columns = terminal.COLUMNS[answer.question.page]
    shown = Table(*(page.COLUMNS[name] for name in columns))
    for row in answer.rows.itertuples():
        shown.add_row(*(Text(rows.cell(answer, row, name)) for name in columns))
    screen.print(shown)
    screen.print(page.source(answer), markup=False)


def _print_differences(found: Differences) -> None:
    """A line an indikator with what happened to it, and under it the values."""
    screen = _screen()
    screen.print(editions.sentence(found), markup=False)
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
        screen.print(table)


def _screen() -> Console:
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def _print_form(form: Form) -> None:
    """The six columns, one row an indikator, in the words of the screen."""
    screen = _screen()
    screen.print(_printable(snabbanalys.form_title(form)), style="bold", markup=False)
    screen.print(_printable(snabbanalys.form_sentence(form)), markup=False)
    shown = Table(page.COLUMNS["indikator"], *(snabbanalys.COLUMNS[name] for name in COLUMNS), show_lines=True)
    for row in form.rows:
        judged = [snabbanalys.SVAR.get(row.text(name), snabbanalys.UNANSWERED) for name in JUDGED]
        texts = [row.text(name) or snabbanalys.NO_COMMENT for name in COLUMNS if name not in JUDGED]
        heading = row.indikator.heading if row.indikator else row.id
        shown.add_row(*(Text(_printable(cell)) for cell in (heading, *judged, *texts)))
    screen.print(shown)
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


def _count(spelled: str) -> int:
    if not spelled.isascii() or not spelled.isdigit():
        raise argparse.ArgumentTypeError(terminal.COUNT)
    return int(spelled)


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

    file = sources.add_parser("table", parents=[data], help="from an Excel, OpenDocument or csv file")
    file.add_argument("file", metavar="FILE", help="xlsx, xls, ods or csv with a row a kommun")
    file.add_argument("--profile", metavar="P", help="TOML with what is settled about the table; written if lacking")
    file.add_argument("--dataset", metavar="D", help="TOML that describes a data set of its own, outside the catalogue")
    file.add_argument("--year", type=int, metavar="Y", help="the year of values that don't say it")
    file.add_argument("--dry-run", action="store_true", help="only show what would be published")
    file.set_defaults(run=update_table)

    asked = commands.add_parser("ask", parents=[data], help='print an answer: ask "jamfor?kommun=0680&peers=lan"')
    asked.add_argument("question", help="page?parameters, as in the address bar")
    asked.add_argument(
        "--format", choices=["table", "csv", "json"], help="table unless said; for snabbanalys json unless said"
    )
    asked.set_defaults(run=ask)

    _add_editions(commands.add_parser("editions", help="what is published: list | diff | check | prune"), data)

    shown = commands.add_parser("example", parents=[data], help="publish the simulated example edition")
    shown.set_defaults(run=make_example)
    return parser


def _add_editions(parser: argparse.ArgumentParser, data: argparse.ArgumentParser) -> None:
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


if __name__ == "__main__":
    sys.exit(main())
