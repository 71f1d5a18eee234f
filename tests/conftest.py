"""What many tests share. Editions are drawn with `tests.drawing`; `example` is the one shipped."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from ojdash import catalogue, store
from ojdash.domain.indikator import Indikator

# No test is timed: on a busy machine the same code would fail.
settings.register_profile("untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

BROWSER = "tests/browser/"
# Begun first, so that no long folder is left for one process at the end.
FIRST = (BROWSER, "tests/proof/", "tests/pages/", "tests/api/")


class Scheduling(LoadScopeScheduling):
    """Each file in one process, and all that use a browser in one, whose pages they share."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    """How `pytest -n` hands out the tests."""
    config.option.loadscopereorder = False  # by number of tests; here the long ones come first
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders that take longest first, and mark what needs a browser."""
    place = {folder: number for number, folder in enumerate(FIRST)}
    items.sort(key=lambda item: next((place[folder] for folder in FIRST if item.nodeid.startswith(folder)), len(FIRST)))
    for item in items:
        if item.nodeid.startswith(BROWSER):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def example() -> store.Store:
    """The shipped example edition, opened as the app opens it."""
    return store.open_edition(store.SHIPPED)


@pytest.fixture(scope="session")
def shipped() -> dict[str, Indikator]:
    """The shipped catalogue."""
    return catalogue.load()
