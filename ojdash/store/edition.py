"""One published edition, asked in SQL. Whatever lies in an edition never changes, so every answer may be kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Literal

import duckdb
import numpy as np
import pandas as pd
import pyarrow
from pandas.api.extensions import ExtensionArray

from ojdash.domain.delivery import Liknande
from ojdash.domain.errors import DataError, QuestionError
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.kept import Shared, kept
from ojdash.domain.kommun import Kommun, swedish_order
from ojdash.domain.liknande import Lists
from ojdash.domain.quality import FLAG_COLUMNS, WHOLE
from ojdash.domain.question import GENDERS
from ojdash.store import layout, queries
from ojdash.store.columns import NEWEST, PLACED, SPELLED, Columns, frame, koder, taken, words
from ojdash.store.like_size import LikeSize, invanare_of, like_size
from ojdash.store.manifest import read_manifest
from ojdash.store.numbering import BLOCKS, PLACES, Place
from ojdash.store.reading import Files
from ojdash.text import broken

# Arrow's own allocator keeps what it once had; the system's gives it back, some 4 MB in a server that answers.
pyarrow.set_memory_pool(pyarrow.system_memory_pool())

_Kind = Literal["file", "recent"]
_YEARS = 10_000  # more than any year: indikator and year as one number

# Two or three queries at a time are as fast as it gets on a few cores; more only wait inside DuckDB.
_TURNS = BoundedSemaphore(3)


class Store(Shared):
    """An edition opened for questions. Safe to share between threads.

    Raises  DataError  no manifest, or one that can't be read; on a query: a file that is missing, cut short or changed
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        said = read_manifest(folder / layout.MANIFEST)
        self.manifest, self.id, self.source, self.rule, self.omraden, files = said
        self._files = Files(folder, self.id, files)
        self._connection = duckdb.connect()
        self._connection.execute("SET threads=1")
        self._connection.execute("SET parquet_metadata_cache=true")
        self._connection.execute("SET preserve_insertion_order=true")
        self.counts_changes = self.manifest["format"] >= layout.COUNTED_SINCE  # else they are reckoned from values
        self._definitions: dict[str, Indikator] = {}
        self._years: dict[str, tuple[int, ...]] = {}
        self._kept_with_values = cache(self._read_with_values)  # by the 21 county codes

    @property
    def simulated(self) -> bool:
        """Whether the values are made up."""
        return self.source.simulated

    # --- what is in it -------------------------------------------------------------------------------------------

    @cached_property
    def kommuner(self) -> dict[str, Kommun]:
        """Every kommun by code, in the Swedish order of names."""
        rows = self._all("kommuner.parquet")[["kod", "namn", "kommungrupp"]].itertuples(index=False)
        kommuner = [Kommun(kod, namn, grupp if isinstance(grupp, str) else None) for kod, namn, grupp in rows]
        return {kommun.kod: kommun for kommun in sorted(kommuner, key=lambda kommun: swedish_order(kommun.namn))}

    @cached_property
    def like_size(self) -> LikeSize:
        """Who is of like size, by the invånare of the edition; of one from before they were kept, the catalogue's."""
        return like_size(invanare_of(self._all("kommuner.parquet")))

    @cached_property
    def _is_kommun(self) -> np.ndarray:
        """Whether a number is a kommun's, for every four digits there are."""
        known = np.zeros(10_000, dtype=bool)
        known[[int(kod) for kod in self.kommuner]] = True
        return known

    @cached_property
    def _search(self) -> np.ndarray:
        """What is searched of each indikator, by number; in lower case."""
        return self._ask(queries.SEARCH, file=self._path("indikatorer.parquet"))["search"]

    @cached_property
    def _said(self) -> np.ndarray:
        """The definitions as JSON, by number; many and long, so read when first asked for."""
        return self._ask(queries.DEFINITIONS, file=self._path("indikatorer.parquet"))["definition"]

    @cached_property
    def _rows(self) -> dict[str, Place]:
        """Where each indikator's values lie, by number. Few of the words differ, so each is kept once."""
        found = self._ask(queries.INDEX, file=self._path("indikatorer.parquet"))
        rows = zip(found.pop("number").tolist(), *found.values(), strict=True)
        return {id: Place(number, id, *map(sys.intern, words)) for number, id, *words in rows}

    @cached_property
    def _starts(self) -> np.ndarray:
        """Where each block of numbers starts among the ids, counted from the number's own place in its block."""
        starts = np.zeros(BLOCKS, dtype=np.int32)
        for place, row in enumerate(self._rows.values()):
            starts[row.number // PLACES] = place - row.number % PLACES
        return starts

    def _places(self, numbers: np.ndarray) -> np.ndarray:
        """The places among the ids that numbers stand for."""
        return self._starts[numbers // PLACES] + numbers % PLACES

    def _row(self, id: str) -> Place:
        if id not in self._rows:
            raise QuestionError(broken.indikator(id, self.id, self.near(id)))
        return self._rows[id]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every indikator's id, in the areas' and the catalogue's order; those without any value too."""
        return tuple(self._rows)

    @cached_property
    def _id_words(self) -> ExtensionArray:
        return words(self.ids)

    @cached_property
    def by_omrade(self) -> dict[str, tuple[str, ...]]:
        """The ids that have values, by area."""
        found: dict[str, list[str]] = {}
        for row in self._rows.values():
            if row.file:
                found.setdefault(row.omrade, []).append(row.id)
        return {omrade: tuple(ids) for omrade, ids in found.items()}

    def indikator(self, id: str) -> Indikator:
        """The definition as it was published. Raises QuestionError when the edition has no such indikator."""
        if id not in self._definitions:
            said = json.loads(self._said[self._places(np.int64(self._row(id).number))])
            said["breaks"] = tuple(Brott(**brott) for brott in said["breaks"])
            said["rikssiffror"] = {int(year): value for year, value in said["rikssiffror"].items()}
            self._definitions[id] = Indikator(**said)
        return self._definitions[id]

    def near(self, text: str, most: int = 5) -> list[str]:
        """The ids whose id or title holds `text`, else the first ids alike."""
        wanted = text.lower()
        found = [id for id, said in zip(self.ids, self._search, strict=True) if wanted in said][:most]
        return found or [id for id in self.ids if id[:2] == text[:2].upper()][:most] or list(self.ids[:most])

    def years(self, id: str) -> tuple[int, ...]:
        """The years in which any kommun or Riket has a row."""
        if id not in self._years:
            self._years[id] = tuple(int(year) for year in self._row(id).years.split("-") if year)
        return self._years[id]

    def fetched_at(self, id: str) -> str:
        """When an indikator's values were fetched, ISO 8601: an edition carries over what it did not fetch itself."""
        return self.manifest["fetched"].get(id, self.source.fetched_at)

    def genders(self, id: str) -> tuple[str, ...]:
        """The genders published: T, K, M or some of them."""
        return tuple(self._row(id).genders)

    @cached_property
    def liknande(self) -> Lists:
        """Every list of "Liknande kommuner"; of the kinds, kommuner and years that were published."""
        rows = self._all("liknande.parquet").itertuples()
        return Lists(Liknande(one.kind, one.kommun, tuple(one.members.split("-")), int(one.year)) for one in rows)

    # --- values --------------------------------------------------------------------------------------------------

    def values(self, id: str, gender: str, year: int, kommuner_only: bool = False) -> pd.DataFrame:
        """Every row of one indikator, gender and year.

        Shape    one row per kommun, by kommun; "0000" Riket and regions among them unless `kommuner_only`
        Columns  kommun str; year int; value float in the indikator's unit, NaN where `missing` says why; missing str
                 or None; n Int32, NA unknown; signal str or None; percentile float; ties int; kommuner int;
                 counted, at_least Int16 of the change from its own value before (domain.counting), NA unknown
        Empty    the same columns and no rows
        Source   observations/<omrade>.parquet
        """
        if not self._row(id).file:
            return pd.DataFrame(columns=PLACED)
        rows = self._observations(id, gender, queries.VALUES, year=year)
        return self._named(taken(rows, np.flatnonzero(self._is_kommun[rows["kommun"]])) if kommuner_only else rows)

    def series(self, id: str, gender: str, kommuner: Sequence[str]) -> pd.DataFrame:
        """The rows of some kommuner, all years, by kommun and year; columns as `values`."""
        if not self._row(id).file:
            return pd.DataFrame(columns=PLACED)
        rows = self._observations(id, gender, queries.SERIES, kommuner=[int(kod) for kod in kommuner])
        return self._named(taken(rows, np.lexsort([rows["year"], rows["kommun"]])))

    def women_and_men(self, id: str, kommun: str, year: int) -> pd.DataFrame:
        """The rows of one kommun and year for K and M, where published; columns as `values`, gender for kommun."""
        row = self._row(id)
        if not row.file or row.genders == "T":
            return pd.DataFrame(columns=["gender", *PLACED[1:]])
        file = self._path(row.file)
        rows = self._ask(queries.GENDERS, file=file, indikator=int(row.number), kommun=int(kommun), year=year)
        return self._named(rows).assign(gender=[GENDERS[code] for code in rows["gender"]])

    def national(self, id: str, gender: str) -> pd.DataFrame:
        """One row a year: riket, kommuner (with a value), ja, lowest, q1, median, q3, highest; by year.

        Ja/Nej also unconcerned and lacking: how many kommuner; NaN for other kinds. Kept and shared: never change it.
        """
        return self._read_national(id, gender)

    # The same for every kommun, so a visitor who chooses another is not made to wait; of one indikator some 3 kB.
    @kept("national figures")
    def _read_national(self, id: str, gender: str) -> pd.DataFrame:
        columns = ["year", "riket", "kommuner", "ja", "lowest", "q1", "median", "q3", "highest"]
        row = self._row(id)
        if not row.file:
            return pd.DataFrame({name: pd.Series(dtype=float) for name in (*columns, "unconcerned", "lacking")})
        file = self._path(f"national/{row.omrade}.parquet")
        rows = self._ask(queries.NATIONAL, file=file, indikator=int(row.number), gender=layout.GENDER_CODE[gender])
        if self.indikator(id).kind != "ja_nej":
            return frame(rows).assign(unconcerned=np.nan, lacking=np.nan)
        found = self._observations(id, gender, queries.UNCONCERNED, missing=layout.MISSING_CODE["ej_tillamplig"])
        its = found["year"][self._is_kommun[found["kommun"]]]
        not_asked = np.array([np.count_nonzero(its == year) for year in rows["year"]], dtype=int)
        return frame(rows).assign(unconcerned=not_asked, lacking=len(self.kommuner) - rows["kommuner"] - not_asked)

    def latest(self, kommun: str, gender: str) -> pd.DataFrame:
        """A kommun's newest value of every indikator, and the one before.

        Columns  indikator str; year, value, n, signal, percentile, ties, kommuner, counted and at_least of its newest
                 value (NaN: it has none); earlier_year, earlier_value, earlier_n; newest, the nation's newest year, and
                 newest_missing
        Empty    the same columns and no rows; a county without any row has no file
        """
        name = f"kommun/{kommun[:2]}.parquet"
        if name not in self._files.said:
            return pd.DataFrame(columns=["indikator", *NEWEST])
        file = self._path(name)
        return self._named(self._ask(queries.LATEST, file=file, kommun=int(kommun), gender=layout.GENDER_CODE[gender]))

    def with_values(self, lan: str) -> frozenset[str]:
        """The kommuner of a county that have any value, of whatever indikator, year and gender. Kept."""
        return self._kept_with_values(lan)

    def _read_with_values(self, lan: str) -> frozenset[str]:
        name = f"kommun/{lan}.parquet"
        rows = self._ask(queries.WITH_VALUES, file=self._path(name))["kommun"] if name in self._files.said else ()
        return frozenset(f"{kod:04d}" for kod in rows)

    def history(self, kommun: str, gender: str, ids: Sequence[str], until: int) -> pd.DataFrame:
        """A kommun's rows of some indikatorer up to a year, by indikator and year; columns as `values`."""
        files = self._files_of(ids)
        if not files:
            return pd.DataFrame(columns=["indikator", *PLACED[1:]])
        asked = {"kommun": int(kommun), "gender": layout.GENDER_CODE[gender], "year": until}
        rows = self._named(self._ask(queries.HISTORY, files=files, **asked))
        return rows[rows["indikator"].isin(set(ids))]

    def matrix(self, years: Mapping[str, Collection[int]], gender: str, kommuner: Sequence[str]) -> pd.DataFrame:
        """The rows of some indikatorer, each in its own years; columns as `values`; by indikator, kommun and year."""
        ids = [id for id in years if self._row(id).file and years[id]]
        if not ids:
            return pd.DataFrame(columns=["indikator", *PLACED])
        numbers = {id: int(self._row(id).number) for id in ids}
        recent = all(set(years[id]).isdisjoint(self.years(id)[: -layout.RECENT_YEARS]) for id in ids)
        asked = [(numbers[id], year) for id in ids for year in years[id]]
        ends = {"since": min(year for _, year in asked), "until": max(year for _, year in asked)}
        rows = self._of_many(queries.MATRIX, ids, gender, kommuner, "recent" if recent else "file", **ends)
        # The query's bounds let in other indikatorer and years between those that were asked for.
        wanted = [number * _YEARS + year for number, year in asked]
        is_wanted = np.isin(rows["indikator"].astype(np.int64) * _YEARS + rows["year"], wanted)
        return self._named(taken(rows, np.flatnonzero(is_wanted)))

    def earlier(self, until: Mapping[str, int], gender: str, kommuner: Sequence[str]) -> pd.DataFrame:
        """What some kommuner had of some indikatorer, each up to a year of its own: only known values.

        Columns  indikator, kommun, year, value; by indikator, kommun and year
        """
        ids = [id for id in until if self._row(id).file]
        if not ids:
            return pd.DataFrame(columns=["indikator", "kommun", "year", "value"])
        last = {int(self._row(id).number): until[id] for id in ids}
        asked = {"indikatorer": list(last), "until": max(last.values())}
        rows = self._of_many(queries.EARLIER, ids, gender, kommuner, **asked)
        years = np.array([last[number] for number in rows["indikator"].tolist()], dtype=int)
        return self._named(taken(rows, np.flatnonzero(rows["year"] <= years)))

    def tidy(self, ids: Sequence[str]) -> pd.DataFrame:
        """The rows of some indikatorer as a source delivered them (domain.delivery.TIDY_COLUMNS)."""
        files = self._files_of(ids)
        if not files:
            return pd.DataFrame(columns=["indikator", "kommun", "year", "gender", "value", "missing", "n", "status"])
        rows = self._named(self._ask(queries.TIDY, files=files, indikatorer=[int(self._row(id).number) for id in ids]))
        return rows.assign(gender=rows["gender"].map(dict(enumerate(GENDERS))))

    def coverage(self) -> pd.DataFrame:
        """One row per indikator and year with a value: indikator, year, kommuner (how many have one)."""
        files = [self._path(name) for name in self._files.said if name.startswith("national/")]
        return self._named(self._ask(queries.COVERAGE, files=files))

    @property
    def controlled(self) -> bool:
        """Whether it was published with quality control; those of earlier versions were not."""
        return any(name.startswith("quality/") for name in self._files.said)

    def flags(self, omrade: str, kommuner: Sequence[str], year: int | None = None) -> pd.DataFrame:
        """The quality flags of an area about some kommuner's values, and those about whole indikatorer.

        year     only of this year; None is all years
        Shape    one row a flag, in the area's order, then by kind as in `domain.quality.KINDS`
        Columns  those of `domain.quality.FLAG_COLUMNS`, with words and codes as in `values`; kommun None for a whole
                 indikator; from_year and the two n NA, the other numbers NaN where there is none
        Empty    the same columns and no rows; also where `controlled` is not
        Source   quality/<omrade>.parquet
        """
        name = f"quality/{omrade}.parquet"
        if name not in self._files.said:
            return pd.DataFrame(columns=list(FLAG_COLUMNS))
        asked = {"kommuner": [int(kod) for kod in kommuner], "since": year or 0, "until": year or 9999}
        rows = self._ask(queries.FLAGS, files=[self._path(name)], **asked)
        flags = self._named(rows)
        kommun = flags["kommun"].astype(object).where(rows["kommun"] != WHOLE, None)
        flags = flags.assign(kommun=kommun, gender=[GENDERS[code] for code in rows["gender"]])
        return flags[list(FLAG_COLUMNS)]

    # --- how it is asked -----------------------------------------------------------------------------------------

    def _observations(self, id: str, gender: str, sql: str, **parameters: Any) -> Columns:
        row = self._row(id)
        file = self._path(row.file)
        parameters |= {"file": file, "indikator": int(row.number), "gender": layout.GENDER_CODE[gender]}
        return self._ask(sql, **parameters)

    def _of_many(
        self, sql: str, ids: Sequence[str], gender: str, kommuner: Sequence[str], kind: _Kind = "file", **more: Any
    ) -> Columns:
        """Rows of some indikatorer and kommuner, by indikator, kommun and year."""
        numbers = [int(self._row(id).number) for id in ids]
        more |= {"first": min(numbers), "last": max(numbers), "kommuner": [int(kod) for kod in kommuner]}
        rows = self._ask(sql, files=self._files_of(ids, kind), gender=layout.GENDER_CODE[gender], **more)
        return taken(rows, np.lexsort([rows["year"], rows["kommun"], rows["indikator"]]))

    def _named(self, columns: Columns) -> pd.DataFrame:
        """Words in place of the integers of `layout`."""
        said: Columns = {}
        if "indikator" in columns:
            said["indikator"] = self._id_words.take(self._places(columns["indikator"]))
        if "kommun" in columns:
            said["kommun"] = koder().take(columns["kommun"])
        for name, spelled in SPELLED.items():
            if name in columns:
                said[name] = pd.Series(spelled[np.ma.filled(columns[name], -1)], dtype=object)
        return frame(columns | said)

    def _files_of(self, ids: Sequence[str], kind: _Kind = "file") -> list[str]:
        return [self._path(name) for name in dict.fromkeys(getattr(self._row(id), kind) for id in ids) if name]

    def _all(self, name: str) -> pd.DataFrame:
        return frame(self._ask("SELECT * FROM read_parquet($file)", file=self._path(name)))

    def _ask(self, sql: str, **parameters: Any) -> Columns:
        """The columns of the answer: numpy arrays, masked where null. Faster than DuckDB's own frame."""
        if not self.counts_changes:
            sql = sql.replace(queries.COUNTED, queries.NOT_COUNTED)
        with _TURNS, self._connection.cursor() as cursor:
            try:
                return cursor.execute(sql, parameters).fetchnumpy()
            except duckdb.Error as error:
                files = parameters.get("file") or ", ".join(parameters["files"])
                self._files.check_not_removed()
                raise DataError(broken.unreadable(files, str(error).splitlines()[0])) from error

    def _path(self, name: str) -> str:
        return self._files.path(name)

    # --- beside another edition ----------------------------------------------------------------------------------

    def place(self, id: str) -> tuple[int, str, str] | None:
        """An indikator's number, its file and that file's sha256 ("" both without any value); None: not in here."""
        if id not in self._rows:
            return None
        row = self._rows[id]
        return row.number, row.file, self._files.said[row.file]["sha256"] if row.file else ""

    def verified(self, name: str) -> str:
        """The path of a file, once its bytes are seen to be those that were published."""
        return self._path(name)
