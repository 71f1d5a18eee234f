"""The attack would notice: what is live in a file is found in it, and text that only looks live is not."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from tests.attack import __main__ as attack
from tests.attack import links
from tests.attack.documents import live
from tests.attack.figures import NOT_REACHED, REACHED, least, most, none_of
from tests.attack.hostile import HOSTILE, OWN_LINK, RAN, STRANGER, Texts, squeezed


def workbook(cell: str) -> bytes:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = cell
    book.save(content)
    return content.getvalue()


def package(part: str, content: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as written:
        written.writestr(part, content)
    return packed.getvalue()


RELATION = '<R xmlns="r"><Relationship Target="{}"/></R>'
LIVE = {
    "a cell of csv that begins as a formula": ("csv", f"a;b\nx;={HOSTILE}".encode()),
    "a cell of Excel's csv": ("excel.csv", "a;b\nx;@SUM(1)".encode("utf-16")),
    "an image": ("html", f'<p><img src="http://{STRANGER}/p.png"></p>'.encode()),
    "a handler": ("html", f"<svg onload={RAN}=4></svg>".encode()),
    "a script": ("html", f"<script>window.{RAN}=1</script>".encode()),
    "a link that runs": ("html", f'<a href="javascript:{RAN}=5">a</a>'.encode()),
    "a link of the feed": ("atom", f'<feed><link href="http://{STRANGER}/"/></feed>'.encode()),
    "a tag within the feed": (
        "atom",
        f'<feed><content type="html">&lt;img src=//{STRANGER}/i&gt;</content></feed>'.encode(),
    ),
    "a formula of a workbook": ("xlsx", workbook("=1+1")),
    "a relation of a document": ("docx", package("word/_rels/a.rels", RELATION.format(f"http://{STRANGER}/p.png"))),
    "a field of a document": ("docx", package("word/a.xml", f'<w><instrText>HYPERLINK "{STRANGER}"</instrText></w>')),
    "a link of a paper": ("pdf", f"%PDF-1.7\n<< /S /URI /URI (http://{STRANGER}/l) >>".encode()),
}
ONLY_TEXT = {
    "a cell that was escaped": ("csv", f"a;b\nx;'={HOSTILE}".encode()),
    "a negative number": ("csv", b"a;b\nx;-1,5"),
    "an escaped tag": ("html", f"<p>&lt;img src=//{STRANGER}/i onerror={RAN}=2&gt;</p>".encode()),
    "an escaped tag within the feed": (
        "atom",
        f'<feed><content type="html">&amp;lt;img src=//{STRANGER}/i&amp;gt;</content></feed>'.encode(),
    ),
    "the source's own address": ("html", f'<a href="{OWN_LINK}">s</a>'.encode()),
    "a text of a workbook": ("xlsx", workbook(f"'={HOSTILE}")),
    "a text of a document": ("docx", package("word/a.xml", f"<w><t>http://{STRANGER}/</t></w>")),
}


@pytest.mark.parametrize(("form", "content"), LIVE.values(), ids=LIVE)
def test_what_is_live_is_noticed(form: str, content: bytes) -> None:
    assert len(live(form, content)) == 1


@pytest.mark.parametrize(("form", "content"), ONLY_TEXT.values(), ids=ONLY_TEXT)
def test_what_is_only_text_is_not_called_live(form: str, content: bytes) -> None:
    assert live(form, content) == []


def test_a_text_that_does_not_stand_as_it_was_written_is_noticed() -> None:
    texts = Texts()
    written = texts.of("field", lines=True)
    mark = next(iter(texts.whole))
    assert [*texts.changed(squeezed(f"before {written} after {mark} …"))] == []
    for changed in (written.replace("**f**", "f"), written.replace("$5", "5"), written[:-9], f"{mark}"):
        assert len([*texts.changed(squeezed(changed))]) == 1


def test_a_figure_past_its_bar_is_not_reached() -> None:
    figures = [
        most("a", 2, 1),
        least("a", 1, 2),
        none_of("a", ["x"]),
        most("a", 1, 1),
        least("a", 2, 2),
        none_of("a", []),
    ]
    assert [figure.verdict for figure in figures] == [NOT_REACHED] * 3 + [REACHED] * 3


def test_a_part_that_breaks_off_is_not_reached(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise RuntimeError

    assert attack._print("part", "SQLite", broken) == 1
    assert NOT_REACHED in capsys.readouterr().out


def test_the_same_seed_makes_the_same_links() -> None:
    first, second = (links.fuzzed(links.random.Random(1), ("a" * 26,)) for _ in range(2))
    assert [next(first) for _ in range(200)] == [next(second) for _ in range(200)]
