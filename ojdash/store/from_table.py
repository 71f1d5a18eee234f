"""A table becomes an edition: the same steps for the terminal's `update table` and for Om data in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from ojdash import catalogue
from ojdash.domain.delivery import Delivery
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import RIKET, Kommun
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.rounding import fitting
from ojdash.domain.table import Reading
from ojdash.sources import table
from ojdash.store.edition import Store
from ojdash.store.manifest import edition_folder, read_current
from ojdash.store.publishing import Published, publish


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a table is read against, at one moment: the edition that it continues, and everything that it may name.

    base         the current edition; None if there is none or its values are simulated
    on_example   the current edition is the simulated one, of which nothing is kept
    known        the catalogue's indikatorer
    published    the base's
    described    a data set whose description came with the table
    indikatorer  those that a column may be: everything published, the catalogue's and the data set's; but of a data
                 set outside Öppna jämförelser its own alone
    """

    data: Path
    base: Store | None
    on_example: bool
    known: Mapping[str, Indikator]
    published: Mapping[str, Indikator]
    described: catalogue.Dataset | None
    indikatorer: Mapping[str, Indikator]
    kommuner: tuple[Kommun, ...]

    @property
    def names(self) -> dict[str, Kommun]:
        """The kommuner by code."""
        return {kommun.kod: kommun for kommun in self.kommuner}

    @property
    def omraden(self) -> dict[str, str]:
        """The areas' titles, the data set's own among them."""
        own = {self.described.omrade: self.described.area_title} if self.described else {}
        return (self.base.omraden if self.base else {}) | own | OMRADEN


def ground(data: Path, dataset: Path | None = None) -> Ground:
    """What a table is read against now.

    Raises  CatalogueError  the description of a data set, or the catalogue, can't be read
            DataError       the current edition can't be read
    """
    now = read_current(data)
    newest = Store(edition_folder(data, now)) if now else None
    on_example = newest is not None and newest.simulated
    base = None if on_example else newest
    known = catalogue.for_folder(data)
    published = {id: base.indikator(id) for id in base.ids} if base else {}
    described = catalogue.dataset(dataset, known, published) if dataset else None
    own = described.indikatorer if described else {}
    indikatorer = own if described and not described.oj else published | known | own
    kommuner = tuple(base.kommuner.values()) if base else catalogue.kommuner(data / "catalogue")
    return Ground(data, base, on_example, known, published, described, indikatorer, kommuner)


def steps(on: Ground, reading: Reading) -> int:
    """How many times publishing a reading calls its `step`."""
    own = {on.indikatorer[id].omrade for id in reading.rows["indikator"].unique()}
    return len(own | set(on.base.omraden if on.base else ()))


def delivered(on: Ground, reading: Reading) -> Delivery:
    """A settled reading as what is published: its values, and the earlier ones of the same indikatorer.

    Raises  SourceError  something is unsettled
    """
    base = on.base
    ids = list(dict.fromkeys(reading.rows["indikator"]))
    earlier = base.tidy([id for id in ids if id in base.ids]) if base else None
    return table.delivery(
        reading,
        on.kommuner,
        base.liknande.every if base else (),
        _with_decimals(on, reading.rows, earlier),
        on.omraden,
        earlier,
        on.described.title if on.described else "",
    )


def _with_decimals(on: Ground, rows: pd.DataFrame, earlier: pd.DataFrame | None) -> Mapping[str, Indikator]:
    """The indikatorer, those of the data set that say no decimals with as many as tell their values apart."""
    every = [rows, *([] if earlier is None else [earlier])]
    found = {}
    for id in on.described.by_values if on.described else ():
        values = [part.loc[part["indikator"].eq(id) & part["kommun"].ne(RIKET), "value"] for part in every]
        found[id] = replace(on.indikatorer[id], decimals=fitting(pd.concat(values).to_numpy(float)))
    return {**on.indikatorer, **found}


def publish_reading(
    on: Ground, reading: Reading, step: Callable[[str], None] = lambda _: None, *, accept_drop: bool = False
) -> Published:
    """Publish a settled reading as a new edition; whoever calls holds `alone`.

    Raises  SourceError  something is unsettled
            FallError, DataError  see `publish`, as for accept_drop
    """
    base = on.base
    published = base.ids if base else ()
    order = [*on.known, *(id for id in (*published, *on.indikatorer) if id not in on.known)]
    return publish(on.data, delivered(on, reading), base.id if base else None, order, step, accept_drop=accept_drop)
