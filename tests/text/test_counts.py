"""One of something is said as one: "ett värde", "en kommun", never "1 värden"."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ojdash import text
from ojdash.domain.table import Reading
from ojdash.text import om_data, table_page, tables, terminal, words
from tests.drawing import edition, indikator
from tests.pages.visiting import answer_to
from tests.sources.test_table import KNOWN, KOMMUNER, csv, read

PLURALS = (
    *("rader", "celler", "värden", "indikatorer", "kommuner", "frågor", "saker", "statusar", "filer", "sidor"),
    *("dagar", "utgåvor", "områden", "grupper", "fält", "analyser", "möten", "vyer", "versioner", "kolumner"),
    *("texter", "kommentarer", "gånger", "flaggor", "ändrade", "borttagna", "nya"),
)
MANY_OF_ONE = re.compile(rf"(?<![\d\u202f.,–-])1[ \u00a0](?:{'|'.join(PLURALS)})\b")
A_COUNT = re.compile(rf"[ \u00a0](?:{'|'.join(PLURALS)})\b")
ROOT = Path(text.__file__).parent
NAMES = {kommun.kod: kommun for kommun in KOMMUNER}

# Where a number is never one: limits, sizes of hostile files, groups, and what is said of one in a line of its own.
NEVER_ONE = {
    "arshjul.py": 1,
    "broken.py": 1,
    "jamfor.py": 1,
    "kvalitet.py": 4,
    "lansrapport.py": 1,
    "levels.py": 1,
    "mote.py": 1,
    "own.py": 3,
    "problems.py": 1,
    "report.py": 1,
    "report_results.py": 1,
    "sa_raknar_vi.py": 3,
    "statuses.py": 1,
    "table_files.py": 6,
}


def test_a_count_is_written_by_the_one_who_knows_of_one() -> None:
    found = {}
    for path in sorted(ROOT.glob("*.py")):
        strings = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.JoinedStr)]
        times = 0
        for string in strings:
            for before, after in zip(string.values, string.values[1:], strict=False):
                is_count = isinstance(before, ast.FormattedValue) and "counted" not in ast.unparse(before)
                times += is_count and isinstance(after, ast.Constant) and bool(A_COUNT.match(after.value))
        if times > NEVER_ONE.get(path.name, 0):
            found[path.name] = times
    assert found == {}


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 1, "1 av 1 fråga"), (1, 3, "1 av 3 frågor"), (0, 1, "0 av 1 fråga")]
)
def test_a_part_of_one_is_of_one(part: int, whole: int, said: str) -> None:
    assert words.out_of(part, whole, "fråga", "frågor") == said


def test_every_page_about_one_value_says_one(tmp_path: Path) -> None:
    made = edition(tmp_path, "JN 2022 2023\n1860 .. Ja", indikator("JN", "ja_nej"))
    for page in ("oversikt", "indikator", "over_tid", "jamfor", "kvalitet", "signaler", "lansrapport", "om_data"):
        answer = answer_to(f"{page}?kommun=1860&omrade=lss&indikator=JN", made)
        assert MANY_OF_ONE.findall(text.sentence(answer)) == [], page
    assert [line for line in om_data.missing(answer).values() if MANY_OF_ONE.search(line)] == []
    assert "har ett värde för en indikator och en kommun" in text.sentence(answer)


def test_a_table_with_one_of_everything_says_one(tmp_path: Path) -> None:
    reading: Reading = read(csv(tmp_path, "Kommun;A-1 2023;J-1 2023\nAle;4;..\nAle;4;..\nStorstaden;5;Ja"))
    lines = [*tables.preview(reading, KNOWN, NAMES), *tables.notes(reading, 1), tables.still_unsettled("a", 1)]
    lines += [tables.to_settle(1, None), table_page.to_settle(1, 1)]
    said = "\n".join(lines)
    assert MANY_OF_ONE.findall(said) == []
    for sentence in ("Ett värde för en kommun.", "Ett värde som publicerats", "en sak är inte bestämd"):
        assert sentence in said


def test_an_edition_that_changed_one_value_says_one() -> None:
    counts = {"indikatorer": 1, "carried_over": 0, "rows": 1, "kommuner": 1, "missing": {}, "flags": {}}
    manifest = {"id": "e1", "counts": counts, "notes": [], "refused": {}}
    changes = {"added": 1, "revised": 1, "withdrawn": 1, "unchanged": 1}
    said = "\n".join(terminal.report(manifest, changes, ["A-1"], 0))
    assert MANY_OF_ONE.findall(said) == []
    assert "ett nytt värde, ett ändrat, ett borttaget, 1 lika" in said
