"""What a source hands over and the store publishes: definitions, kommuner, neighbours and tidy rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pandas as pd

from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun

TIDY_COLUMNS = ("indikator", "kommun", "year", "gender", "value", "missing", "n", "status")


# The kind of source whose values are made up; it begins the ids of its editions.
EXAMPLE = "exempel"


def is_simulated(utgava: str) -> bool:
    """Whether the id of an edition is one of simulated values."""
    return utgava.startswith(f"{EXAMPLE}-")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an edition comes from. `kind` starts the edition's id; `simulated` values never meet real ones."""

    kind: str
    name: str
    address: str
    fetched_at: str  # ISO 8601, UTC
    terms: str
    simulated: bool = False

    @property
    def year(self) -> int:
        """The year it was when the values were fetched, by the server's own clock; none can be measured later."""
        return int(self.fetched_at[:4])


@dataclass(frozen=True, slots=True)
class Liknande:
    """One published list of "Liknande kommuner": `kind` as `domain.omrade.liknande_kind` spells it."""

    kind: str
    kommun: str
    members: tuple[str, ...]
    year: int


@dataclass(frozen=True, slots=True)
class AntalSvar:
    """Where a publisher tells how many answered what a nyckeltal is a result of.

    nyckeltal    the one that is the number of those who answered the survey: a question may have fewer
    farre_an_30  the one that is 1 where fewer than 30 answered, which hides the number itself; "" where there is none
    """

    nyckeltal: str
    farre_an_30: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """All of one delivery.

    indikatorer   the definitions delivered, each with its omrade
    omraden       code to title, for every omrade that occurs
    observations  called once per omrade code; gives tidy rows with TIDY_COLUMNS:
                  indikator str; kommun str four digits, "0000" Riket; year int; gender T, K or M;
                  value float in the indikator's unit, NaN where missing (ja_nej: 1 Ja, 0 Nej, Riket the share 0-1);
                  missing str of domain.missing.MISSING or None; n float, NaN unknown;
                  status str, the publisher's own mark verbatim, "" for none
    refused       indikator id to why (Swedish) nothing of it was delivered; values of an edition before stay
    kept          the ids of those delivered whose observations are in part an earlier edition's
    notes         further lines for the report, such as unknown statuses with their counts
    """

    source: Source
    kommuner: tuple[Kommun, ...]
    liknande: tuple[Liknande, ...]
    indikatorer: tuple[Indikator, ...]
    omraden: dict[str, str]
    observations: Callable[[str], pd.DataFrame]
    refused: dict[str, str] = field(default_factory=dict)
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def without(self, refused: dict[str, str]) -> Delivery:
        """The delivery less some indikatorer, each with why."""
        return replace(
            self,
            indikatorer=tuple(indikator for indikator in self.indikatorer if indikator.id not in refused),
            refused=self.refused | refused,
            kept=tuple(id for id in self.kept if id not in refused),
        )
