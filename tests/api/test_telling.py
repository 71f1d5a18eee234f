"""What a visitor is told when the server can't: never where anything lies, whose it is or what it is called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ojdash import saved
from ojdash.domain.analys import Author
from ojdash.domain.errors import CatalogueError, DataError, SourceError
from ojdash.text import broken
from ojdash.ui.describing import of_upload
from tests import asking

ROOT = Path(__file__).parents[2]
UNKNOWN = "a" * 26
HIDDEN = ("hemligdb", "hemliguser", "hemligtord", "127.0.0.1", "/tmp", "sqlite")
ASKED = [
    ("POST", "/api/analys/sedan", {"json": {"analys": UNKNOWN, "after": 0}}),
    (
        "POST",
        "/api/analys/falt",
        {"json": {"analys": UNKNOWN, "place": "om/titel", "value": "x", "base": 0, "role": "r"}},
    ),
    ("GET", f"/api/analysfil?analys={UNKNOWN}", {}),
    ("GET", f"/api/snabbanalys?analys={UNKNOWN}", {}),
    ("GET", "/m/ACDE-3467", {}),
    ("GET", f"/api/samordnare?adress={UNKNOWN}", {}),
    ("GET", "/api/jamfor?kommun=0680", {}),
    ("GET", "/api/jamfor.pdf?kommun=0680", {}),
    ("GET", "/api/utgavor.atom", {}),
]


def _unreachable(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OJDASH_DATABASE_URL", "postgresql://hemliguser:hemligtord@127.0.0.1:1/hemligdb")


def _not_a_database(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "saved").mkdir()
    (data / "saved" / "analyser.sqlite").write_bytes(b"inte en databas" * 1000)


def _gone(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved.open_saved(data).create(Author("Chef"), {})
    monkeypatch.setattr(saved, "_shared", {})
    (data / "saved" / "analyser.sqlite").unlink()
    (data / "saved" / "analyser.sqlite").mkdir()


@pytest.mark.parametrize("fault", [_unreachable, _not_a_database, _gone], ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(("method", "path", "more"), ASKED, ids=[path.partition("?")[0] for _, path, _ in ASKED])
def test_a_database_and_data_that_fail_are_told_without_where_they_lie(
    data: Path, monkeypatch: pytest.MonkeyPatch, fault: object, method: str, path: str, more: dict
) -> None:
    monkeypatch.setattr(saved, "_shared", {})
    fault(data, monkeypatch)
    answer = asking.request(asking.app(), method, path, raises=False, **more)
    assert answer.status_code in (503, 500, 404)
    assert answer.text
    assert [hidden for hidden in (*HIDDEN, str(data)) if hidden in answer.text] == []


def test_of_a_file_that_was_sent_everything_is_told_and_of_the_servers_own_nothing() -> None:
    sent = SourceError("svar.xlsx, blad 2, rad 3: kommunen finns inte")
    assert of_upload(sent) == str(sent)
    described = CatalogueError("/dev/shm/ojdash-x1/ny.toml: nyckeln saknas")
    assert of_upload(described) == "ny.toml: nyckeln saknas"
    for own in (DataError("/srv/hemligt/editions/a: saknas"), CatalogueError("/srv/hemligt/catalogue/a.toml: fel")):
        assert of_upload(own) == broken.NOT_PUBLIC


# Where an error can be of one kind only, whose whole message is for whoever asked.
WHOLE = {"ojdash/ui/address.py": 1, "ojdash/ui/own.py": 1, "ojdash/ui/describing.py": 1, "ojdash/api/analyser.py": 2}


def test_no_page_and_no_answer_repeats_an_error_but_by_what_anyone_may_know() -> None:
    repeated = {}
    for path in [*(ROOT / "ojdash" / "ui").rglob("*.py"), *(ROOT / "ojdash" / "api").rglob("*.py")]:
        tree = ast.parse(path.read_text("utf-8"))
        caught = {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name} | {"error"}
        told = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") in ("str", "repr", "format")
            and any(getattr(one, "id", "") in caught for one in node.args)
        ]
        told += [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FormattedValue) and getattr(node.value, "id", "") in caught
        ]
        if told:
            repeated[str(path.relative_to(ROOT))] = len(told)
    assert repeated == WHOLE
