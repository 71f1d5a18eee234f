"""A county without a row has no file in an edition; a file that the manifest names and the folder lacks is missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ojdash.domain.errors import DataError
from tests.drawing import edition, indikator

AO = indikator("AO")


def test_a_county_without_a_row_has_no_newest_values_and_the_columns_of_one_that_has(tmp_path: Path) -> None:
    store = edition(tmp_path, "AO 2024\n1860 1\n1880 ..\nAO/K 2024\n1862 2", AO)
    nothing = store.latest("0114", "T")
    assert nothing.empty
    assert list(nothing) == list(store.latest("1860", "T"))
    assert store.with_values("01") == frozenset()
    assert store.with_values("18") == {"1860", "1862"}


def test_a_countys_file_that_is_gone_is_told(tmp_path: Path) -> None:
    store = edition(tmp_path, "AO 2024\n1860 1", AO)
    (store.folder / "kommun" / "18.parquet").unlink()
    for asked in (lambda: store.latest("1860", "T"), lambda: store.with_values("18")):
        with pytest.raises(DataError, match=r"kommun/18.parquet: filen saknas"):
            asked()
