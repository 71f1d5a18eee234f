"""Fixtures of the page tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ojdash import store
from tests.pages.visiting import Visit


@pytest.fixture
def opened() -> Callable[[str], Visit]:
    """Open an address such as `jamfor?kommun=0680`."""
    return Visit


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that the app reads."""
    monkeypatch.setenv("OJDASH_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def whole(data: Path) -> Path:
    """A data folder of its own with the shipped edition."""
    (data / "editions").symlink_to(store.SHIPPED / "editions", target_is_directory=True)
    return data
