"""What many tests share. Editions are drawn with `tests.drawing`; `example` is the one shipped."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from ojdash import catalogue, store
from ojdash.domain.indikator import Indikator

# No test is timed: on a busy machine the same code would fail.
settings.register_profile("untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def example() -> store.Store:
    """The shipped example edition, opened as the app opens it."""
    return store.open_edition(store.SHIPPED)


@pytest.fixture(scope="session")
def shipped() -> dict[str, Indikator]:
    """The shipped catalogue."""
    return catalogue.load()
