"""Fixtures of the tests over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that the routes read, writable by anyone with an address."""
    for name in ("OJDASH_DATABASE_URL", "OJDASH_READ_ONLY", "OJDASH_TRUSTED_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    return tmp_path
