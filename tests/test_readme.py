"""What the README and docs/ say is so: commands, paths, links, rooms and examples."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from ojdash import __main__, saved, store
from ojdash.domain.analys import Author

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SAID = README.read_text("utf-8") if README.exists() else ""
PAGES = {path: path.read_text("utf-8") for path in (README, *sorted((ROOT / "docs").glob("*.md"))) if path.exists()}
TEXT = "\n".join(PAGES.values())

pytestmark = pytest.mark.skipif(not SAID, reason="there is no README.md yet")

FENCED = re.findall(r"^```[a-z]*\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
LINES = [line.strip().removeprefix("$ ") for block in FENCED for line in block.splitlines()]
INLINE = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL))
ASKED = [line for line in [*LINES, *INLINE] if line.startswith("python -m ojdash ask ")]
PATHS = [said for said in INLINE if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", said) and ("/" in said or "." in said)]
MADE_LATER = ("data/raw", "data/saved", "saved/databases.txt", "requirements-dev.txt")


@pytest.mark.parametrize(
    "command",
    [
        r"^pip install -r requirements-dev\.txt && pytest$",  # .ci/run looks for this very line
        r"^pip install -r requirements\.txt && streamlit run app\.py$",
    ],
)
def test_the_two_commands_are_there(command: str) -> None:
    assert re.search(command, SAID, re.MULTILINE)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_it_names_exists(path: str) -> None:
    top = path.split("/")[0]
    if (ROOT / top).exists() or path.endswith((".py", ".toml", ".md", ".txt")):
        found = (ROOT / path).exists() or (ROOT / "ojdash" / path).exists() or path.startswith(MADE_LATER)
        assert found or list(ROOT.glob(f"*/**/{path}"))


def test_the_rooms_it_lists_are_the_rooms_there_are() -> None:
    listed = set(re.findall(r"\bojdash/([a-z]+)/", TEXT))
    assert {place for place in listed if not (ROOT / "ojdash" / place).exists()} == set()


@pytest.mark.parametrize("line", ASKED)
def test_its_questions_have_answers(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "editions").symlink_to(store.SHIPPED / "editions", target_is_directory=True)
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    if "<address>" in line:
        made = saved.open_saved(tmp_path).create(Author("Enhetschef"), {"om/kommuner": "0685", "om/year": "2024"})
        line = line.replace("<address>", made.reader)
    words = shlex.split(line, comments=True)
    assert __main__.main(words[3:]) == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_its_links_lead_to_files(page: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", PAGES[page]) if "://" not in link]
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_of_the_docs_is_led_to_from_the_readme() -> None:
    assert {f"docs/{page.name}" for page in PAGES if page != README} <= set(re.findall(r"\]\(([^)]+)\)", SAID))


def test_a_way_in_is_short() -> None:
    assert len(SAID) < 10_000


def test_it_shows_how_to_ask() -> None:
    assert ASKED
