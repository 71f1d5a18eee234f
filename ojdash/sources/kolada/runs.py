"""A run: what was asked for, when, and the folder where every page lies as it was received."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from ojdash.domain.delivery import AntalSvar
from ojdash.domain.errors import QuestionError, SourceError
from ojdash.domain.indikator import Indikator
from ojdash.domain.omrade import OMRADEN

BASE = "https://api.kolada.se/v3"
YEARS = (2012, date.today().year)  # a nightly update must find a new year by itself
KPI = re.compile(r"[NU]\d{5}")
NOTHING: Mapping[str, AntalSvar] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Run:
    """One import.

    fetched_at  when it started, ISO 8601, UTC, whole seconds
    base        the id of the edition that was current then, or None; opaque here
    selection   as asked: areas, kpis (sorted lists or None), every, years
    chosen      ids by omrade code, as the catalogue had them when the run started
    catalogue   the definitions known beforehand
    antal_svar  by nyckeltal, where its number of answers is, as known when the run started
    offline     whether only kept pages may be read
    """

    folder: Path
    url: str
    fetched_at: str
    base: str | None
    selection: dict
    chosen: dict[str, list[str]]
    catalogue: dict[str, Indikator]
    offline: bool
    antal_svar: Mapping[str, AntalSvar] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def root(self) -> str:
        """The path that every address starts with: `/v3`."""
        return urlsplit(self.url).path

    def save(self, complete: bool = False) -> None:
        """Write run.json, whole or not at all."""
        content = {
            "fetched_at": self.fetched_at,
            "url": self.url,
            "selection": self.selection,
            "chosen": self.chosen,
            "antal_svar": {id_: astuple(its) for id_, its in self.antal_svar.items()},
            "base": self.base,
            "complete": complete,
        }
        write(self.folder / "run.json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())

    def kept(self, address: str) -> bytes | None:
        """A page kept earlier; None if there is none, or none that can be unpacked."""
        try:
            return gzip.decompress(self.place(address).read_bytes())
        except (FileNotFoundError, EOFError, gzip.BadGzipFile, zlib.error):
            return None

    def keep(self, address: str, body: bytes) -> None:
        """Keep a page as received."""
        write(self.place(address), gzip.compress(body, compresslevel=6, mtime=0))

    def place(self, address: str) -> Path:
        return self.folder / f"{hashlib.sha256(address.encode()).hexdigest()}.json.gz"

    def refusal(self, address: str) -> int | None:
        """The status with which the server refused this question, if it did."""
        path = self._refusal_place(address)
        return int(path.read_text("utf-8")) if path.exists() else None

    def keep_refusal(self, address: str, status: int) -> None:
        write(self._refusal_place(address), f"{status}\n".encode())

    def _refusal_place(self, address: str) -> Path:
        return self.place(address).with_name(self.place(address).name.replace(".json.gz", ".refused"))


def plan(
    catalogue: dict[str, Indikator],
    raw: Path,
    *,
    areas: Iterable[str] | None = None,
    kpis: Iterable[str] | None = None,
    every: bool = False,
    years: tuple[int, int] = YEARS,
    url: str = BASE,
    resume: bool = False,
    offline: bool = False,
    base: str | None = None,
    antal_svar: Mapping[str, AntalSvar] = NOTHING,
) -> Run:
    """Settle what is to be asked for and where it is kept; asks nothing yet.

    areas, kpis  omrade codes and Kolada ids, either or both (then all of both); neither: the catalogue's Kolada ids
    every        all that Kolada has, whatever areas and kpis say
    years        first and last
    resume       go on with the newest run that was interrupted and asked for the same; if none, start one
    antal_svar   by nyckeltal, where its number of answers is; asked for beside it
    offline      the newest complete run with this selection, or the newest of all if none is given
    Raises       QuestionError  an unknown area, an impossible id, year or address
                 SourceError    offline without such a run
    """
    url = _checked_url(url)
    selection = {
        "areas": _checked_areas(areas),
        "kpis": _checked_kpis(kpis),
        "every": bool(every),
        "years": _checked_years(years),
    }
    if offline:
        return _complete_run(catalogue, raw, selection, url)
    chosen = _chosen(catalogue, selection)
    if resume:
        for folder, found in _runs(raw):
            if not found["complete"] and found["selection"] == selection and found["url"] == url:
                return _run(catalogue, folder, found, offline=False)
    now = datetime.now(UTC)
    run = Run(
        _new_folder(raw, now), url, f"{now:%Y-%m-%dT%H:%M:%SZ}", base, selection, chosen, catalogue, offline=False,
        antal_svar=dict(antal_svar),
    )  # fmt: skip
    run.save()
    return run


def bases(raw: Path) -> frozenset[str]:
    """The editions that the kept runs build upon: of each selection the newest complete run, which --offline takes."""
    newest = {}
    for _, found in _runs(raw):
        if found["complete"]:
            newest.setdefault((json.dumps(found["selection"], sort_keys=True), found["url"]), found["base"])
    return frozenset(filter(None, newest.values()))


def is_kolada(indikator: str) -> bool:
    """Whether an id is one of Kolada's: N or U and five digits."""
    return bool(KPI.fullmatch(indikator))


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is either there and whole, or not there."""
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def _complete_run(catalogue: dict[str, Indikator], raw: Path, selection: dict, url: str) -> Run:
    anything = not (selection["areas"] or selection["kpis"] or selection["every"])
    for folder, found in _runs(raw):
        same = found["selection"] == selection or (anything and selection["years"] == list(YEARS))
        if found["complete"] and same and url in (BASE, found["url"]):
            return _run(catalogue, folder, found, offline=True)
    asked = "" if anything else f" with the selection {json.dumps(selection, ensure_ascii=False)}"
    raise SourceError(
        f"{raw}: no complete run{asked} is kept here, so there is nothing to rebuild offline. "
        "Run once without --offline (with --resume if a run was interrupted)."
    )


def _run(catalogue: dict[str, Indikator], folder: Path, found: dict, offline: bool) -> Run:
    return Run(
        folder,
        found["url"],
        found["fetched_at"],
        found["base"],
        found["selection"],
        found["chosen"],
        catalogue,
        offline,
        {id_: AntalSvar(*its) for id_, its in found.get("antal_svar", {}).items()},  # the first runs did not ask
    )


def _runs(raw: Path) -> list[tuple[Path, dict]]:
    """The runs kept, newest first; a folder without a readable run.json is none."""
    runs = []
    for path in raw.glob("*/run.json"):
        try:
            found = json.loads(path.read_text("utf-8"))
            if {"fetched_at", "url", "selection", "chosen", "base", "complete"} <= found.keys():
                runs.append((path.parent, found))
        except (ValueError, AttributeError, RecursionError):
            continue
    return sorted(runs, key=lambda run: (run[1]["fetched_at"], run[0].name), reverse=True)


def _new_folder(raw: Path, now: datetime) -> Path:
    for number in range(1, 100):
        folder = raw / f"{now:%Y%m%dT%H%M%SZ}{'' if number == 1 else f'-{number:02d}'}"
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise SourceError(f"{raw}: a hundred runs within a second. Wait a moment, or clear the folder.")


def _chosen(catalogue: dict[str, Indikator], selection: dict) -> dict[str, list[str]]:
    areas, kpis, every = selection["areas"], selection["kpis"], selection["every"]
    chosen: dict[str, list[str]] = {}
    for indikator in catalogue.values():
        wanted = every or (not areas and not kpis) or indikator.omrade in (areas or ()) or indikator.id in (kpis or ())
        if wanted and is_kolada(indikator.id):
            chosen.setdefault(indikator.omrade, []).append(indikator.id)
    outside = [kpi for kpi in kpis or () if kpi not in catalogue]
    if outside:
        chosen[""] = outside
    if not chosen and not every:
        raise QuestionError(
            f"Nothing chosen is measured by Kolada ({', '.join(areas or ()) or 'the whole catalogue'}). Choose another "
            "--area, name ids with --kpi (such as U21468), or take all with --all."
        )
    return {omrade: sorted(ids) for omrade, ids in sorted(chosen.items())}


def _checked_areas(areas: Iterable[str] | None) -> list[str] | None:
    found = sorted({areas} if isinstance(areas, str) else set(areas or ()))
    for area in found:
        if area not in OMRADEN:
            raise QuestionError(f"--area {area}: no such area. Choose one of {', '.join(OMRADEN)}.")
    return found or None


def _checked_kpis(kpis: Iterable[str] | None) -> list[str] | None:
    found = sorted({kpi.strip().upper() for kpi in ({kpis} if isinstance(kpis, str) else kpis or ())})
    for kpi in found:
        if not is_kolada(kpi):
            raise QuestionError(f"--kpi {kpi}: not an id of Kolada's. It is N or U and five digits, such as U21468.")
    return found or None


def _checked_years(years: tuple[int, int]) -> list[int]:
    first, last = (int(year) for year in years)
    if not 1970 <= first <= last <= 2100:
        raise QuestionError(f"--years {first}-{last}: give first and last year, such as 2012-2025.")
    return [first, last]


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise QuestionError(f"--url {url}: not an address. It is the API's base, such as {BASE}.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
