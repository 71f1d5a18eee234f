"""Tables: rows a second from xlsx and csv to a published edition, beside pandas' own readers on the same file."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import xlsxwriter

from ojdash import catalogue, store
from ojdash.domain.indikator import Indikator
from ojdash.domain.table import Reading
from ojdash.sources import table
from tests.benchmarks.table import table as printed
from tests.benchmarks.table import target

HEADS = ("Indikator", "Kommunkod", "Kommun", "År", "Värde")
YEARS = range(2010, 2026)
KOMMUNER = catalogue.kommuner()
KNOWN = {f"B-{n}": Indikator(f"B-{n}", f"Mått {n}", "lss", "andel", 1, unit="procent") for n in range(1, 400)}
SLOWER_THAN_THE_READER = 2
READ = "ojdash, read, placed and checked"
PUBLISHED = "ojdash, to a published edition"


def run(rows: int) -> None:
    """Write a long table of so many rows twice, then time each way from file to edition."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, rows)
        found = []
        for kind, readers in (
            ("xlsx", {"openpyxl": _openpyxl, "calamine": _calamine}),
            ("percent.xlsx", {"openpyxl": _openpyxl}),
            ("csv", {"read_csv": _read_csv}),
        ):
            path = folder / f"table.{kind}"
            read = []
            found.append((f"{kind}: {READ}", _timed(lambda path=path, read=read: read.append(_read(path)))))
            published = _timed(lambda read=read, kind=kind: _publish(read[0], folder / kind))
            found.append((f"{kind}: {PUBLISHED}", found[-1][1] + published))
            for reader, read in readers.items():
                found.append((f"{kind}: pandas, {reader}, to a frame", _timed(lambda read=read, path=path: read(path))))
    lines = [[name, f"{seconds:.1f}", f"{rows / seconds:,.0f}".replace(",", " ")] for name, seconds in found]
    print(printed(f"Tables: {rows:,} rows".replace(",", " "), ["", "seconds", "rows/s"], lines))
    taken = dict(found)
    readers = {"xlsx": "pandas, openpyxl, to a frame", "percent.xlsx": "pandas, openpyxl, to a frame"}
    readers |= {"csv": "pandas, read_csv, to a frame"}
    for kind, reader in readers.items():
        for own in (READ, PUBLISHED):
            times = taken[f"{kind}: {own}"] / taken[f"{kind}: {reader}"]
            print(target(f"{kind}: {own}, times pandas' reader", [SLOWER_THAN_THE_READER], [times], "times"))


def _lines(rows: int) -> Iterator[tuple]:
    place = 0
    for id in KNOWN:
        for year in YEARS:
            for kommun in KOMMUNER:
                if place == rows:
                    return
                yield id, kommun.kod, kommun.namn, year, 20 + place * 7 % 800 / 10  # no share of 1 among percents
                place += 1


def _write(folder: Path, rows: int) -> None:
    with xlsxwriter.Workbook(folder / "table.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEADS)
        for number, line in enumerate(_lines(rows), 1):
            sheet.write_row(number, 0, line)
    with xlsxwriter.Workbook(folder / "table.percent.xlsx", {"constant_memory": True}) as book:
        sheet, percent = book.add_worksheet("Data"), book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, HEADS)
        for number, line in enumerate(_lines(rows), 1):
            sheet.write_row(number, 0, line[:-1])
            sheet.write_number(number, len(line) - 1, line[-1] / 100, percent)
    with (folder / "table.csv").open("w", encoding="utf-8") as file:
        file.write(";".join(HEADS) + "\n")
        file.writelines(";".join(map(str, line)).replace(".", ",") + "\n" for line in _lines(rows))


def _read(path: Path) -> Reading:
    return table.read(path, KOMMUNER, KNOWN)


def _publish(reading: Reading, data: Path) -> None:
    store.publish(data, table.delivery(reading, KOMMUNER, (), KNOWN, {"lss": "LSS"}))


def _openpyxl(path: Path) -> None:
    pd.read_excel(path, engine="openpyxl")


def _calamine(path: Path) -> None:
    pd.read_excel(path, engine="calamine")


def _read_csv(path: Path) -> None:
    pd.read_csv(path, sep=";", decimal=",", dtype={"Kommunkod": str})


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
