"""What the process logs: as lines, or as JSON a line."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from ojdash import __main__
from ojdash.api import logs
from tests.browser.serving import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def restored() -> None:
    """The loggers as they were."""
    ours, asked = logging.getLogger("ojdash"), logging.getLogger("uvicorn.access")
    before = ours.level, list(ours.handlers), asked.disabled
    yield
    ours.setLevel(before[0])
    ours.handlers[:] = before[1]
    asked.disabled = before[2]


@pytest.mark.parametrize("kind", ["text", "json"])
def test_what_is_done_in_the_terminal_is_logged_as_the_setting_says(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OJDASH_LOG", kind)
    monkeypatch.delenv("OJDASH_DATABASE_URL", raising=False)
    assert __main__.main(["access", "new", "--name", "Anna", "--data", str(tmp_path)]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    if kind == "json":
        said = json.loads(line)
        assert (said["event"], said["coordinator"], said["logger"]) == ("coordinator_made", 1, "ojdash.security")
    else:
        assert line.endswith("INFO ojdash.security: coordinator_made coordinator=1")


def test_an_exception_is_one_line_of_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OJDASH_LOG", "json")
    logs.begin()
    logs.begin()  # once more writes no line twice
    try:
        raise ValueError("två\nrader")
    except ValueError:
        logging.getLogger("ojdash").exception("page %s", "Översikt")
    (line,) = capsys.readouterr().err.splitlines()
    said = json.loads(line)
    assert (said["level"], said["message"]) == ("ERROR", "page Översikt")
    assert "ValueError: två" in said["exception"]


def test_streamlits_lines_and_the_servers_are_json_too() -> None:
    code = (
        "import runpy, logging, streamlit.logger as s; early = s.get_logger('streamlit.early');"
        "runpy.run_path('app.py'); early.warning('ett'); s.get_logger('streamlit.late').warning('två');"
        "s.init_uvicorn_logs(); logging.getLogger('uvicorn.error').warning('tre')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"OJDASH_LOG": "json"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    lines = [json.loads(line) for line in run.stderr.splitlines()]
    assert [line["message"] for line in lines if line["message"] in ("ett", "två", "tre")] == ["ett", "två", "tre"]


@pytest.mark.parametrize("kind", ["text", "json"])
def test_no_line_of_a_server_holds_what_stood_in_an_address(kind: str, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with (
        serving("app.py", log, {"OJDASH_LOG": kind}) as site,
        urlopen(f"{site}om-tjansten/kakor?analys=hemligadress", timeout=60) as answer,
    ):
        assert answer.status == 200
    assert "hemligadress" not in log.read_text()
