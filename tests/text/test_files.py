"""What files say of themselves: the pages' own notes, and what a view is of."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ojdash.text import files

PAGES = Path(__file__).parents[2] / "pages"


def noted(page: str) -> set[str]:
    """The functions whose words a page shows as notes, by name."""
    calls = [
        node for node in ast.walk(ast.parse((PAGES / f"{page}.py").read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    notes = [node for node in calls if ast.unparse(node.func) in ("ui.note", "ui.quiet")]
    functions = [node.args[0].func for node in notes if isinstance(node.args[0], ast.Call)]
    return {
        part.attr if part.attr != "sentence" else "_change" for part in functions if isinstance(part, ast.Attribute)
    }


@pytest.mark.parametrize("page", files.NOTES_OF)
def test_a_paper_has_every_note_of_its_page(page: str) -> None:
    assert noted(page) <= {say.__name__ for say in files.NOTES_OF[page]}


def test_the_rule_would_notice() -> None:
    assert noted("jamfor") >= {"group_note", "members", "_change"}
