"""The pages of a run: from the folder if they lie there, else from Kolada; followed to the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from ojdash.domain.errors import SourceError
from ojdash.sources.kolada.client import Client, Refused
from ojdash.sources.kolada.runs import BASE, Run

MOST_IDS = 25  # a segment; the 26th gives 422
MOST_PAGES = 1000  # of one question; 25 x 25 x 25 rows are four pages of 5,000

FIELDS: dict[str, set[str]] = {
    "kpi": {"id", "title"},
    "municipality": {"id", "title", "type"},
    "municipality_groups": {"id", "title", "members"},
}
LONGEST_WHOLE = 30  # digits that are read as a whole number; Python refuses to read thousands of them


@dataclass(frozen=True, slots=True)
class Chunk:
    """One question for data: at most 25 of each."""

    kpis: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def path(self) -> str:
        years = ",".join(str(year) for year in self.years)
        return f"/data/kpi/{','.join(self.kpis)}/municipality/{','.join(self.areas)}/year/{years}"

    def halves(self) -> tuple[Chunk, ...]:
        """The chunk cut in two along its longest side; nothing if it asks for a single thing."""
        name = max(("kpis", "areas", "years"), key=lambda side: len(getattr(self, side)))
        side = getattr(self, name)
        whole = {"kpis": self.kpis, "areas": self.areas, "years": self.years}
        middle = (len(side) + 1) // 2
        if middle == len(side):
            return ()
        return tuple(Chunk(**(whole | {name: part})) for part in (side[:middle], side[middle:]))


class Pages:
    """Reads a run's pages. Without a client nothing is asked: a page that is not kept is then an error."""

    def __init__(self, run: Run, client: Client | None) -> None:
        self._run = run
        self._client = client

    def listing(self, path: str) -> list[dict[str, Any]]:
        """All rows of a catalogue question, such as `/kpi?per_page=5000`, each id once.

        Raises  SourceError  refused or broken answers
        """
        try:
            return list({row["id"]: row for row in self._rows(path)}.values())
        except Refused as error:
            raise SourceError(
                f"{self._run.url}{path}: {error}. The address must be the API's base, such as {BASE}; "
                "name it with --url."
            ) from error

    def data(self, chunk: Chunk) -> tuple[list[dict[str, Any]], dict[str, int]]:
        """The data rows of a chunk, and the status with which ids were refused, if any.

        A chunk answered with 422 is halved, once: then the halves must do.
        """
        try:
            return list(self._rows(chunk.path)), {}
        except Refused as error:
            if error.status != 422 or not chunk.halves():
                return [], dict.fromkeys(chunk.kpis, error.status)
        rows: list[dict[str, Any]] = []
        refused: dict[str, int] = {}
        for half in chunk.halves():
            try:
                rows += self._rows(half.path)
            except Refused as error:
                refused |= dict.fromkeys(half.kpis, error.status)
        return rows, refused

    def _rows(self, path: str) -> Iterator[dict[str, Any]]:
        kind = path.strip("/").replace("?", "/").split("/")[0]
        address: str | None = self._run.root + path
        seen: set[str] = set()
        while address:
            seen.add(unquote(address))
            page = self._page(address, kind)
            yield from page["values"]
            following = self._following(page.get("next_url"), address)
            if following and (unquote(following) in seen or len(seen) >= MOST_PAGES):
                raise SourceError(
                    f"{self._run.origin}{address}: its next page is {following}, which leads round in a circle. "
                    "Nothing was published; start a new run later, without --resume."
                )
            address = following

    def _page(self, address: str, kind: str) -> dict[str, Any]:
        body = self._run.kept(address)
        if body is not None:
            try:
                return envelope(body, kind)
            except ValueError:
                body = None
        if self._client is None:
            status = self._run.refusal(address)
            if status is not None:
                raise Refused(status)
            raise SourceError(
                f"{self._run.folder}: the page {self._run.origin}{address} is not kept there "
                f"({self._run.place(address).name}), or is damaged. Run again without --offline."
            )
        try:
            body, page = self._client.get(address, lambda received: envelope(received, kind))
        except Refused as error:
            self._run.keep_refusal(address, error.status)
            raise
        self._run.keep(address, body)
        return page

    def _following(self, next_url: str | None, address: str) -> str | None:
        """The address of the next page on our own host and base: `next_url` may name those behind a proxy."""
        if not next_url:
            return None
        parts = urlsplit(next_url)
        path = parts.path if parts.path.startswith(f"{self._run.root}/") else urlsplit(address).path
        return f"{path}?{parts.query}" if parts.query else path


def envelope(body: bytes, kind: str) -> dict[str, Any]:
    """A page with its `values` and `next_url`. A page of data is looked at no closer: `rows` reads each row by itself.

    Raises  ValueError  not JSON, cut short, or not shaped like a page of `kind` in FIELDS
    """
    try:
        page = json.loads(body, parse_int=_whole)
    except RecursionError:
        raise ValueError("lists within lists without end") from None
    if not isinstance(page, dict) or not isinstance(page.get("values"), list):
        raise ValueError("no list of values")
    if not isinstance(page.get("next_url"), str | None):
        raise ValueError("next_url is not an address")
    needed = FIELDS.get(kind)
    for row in page["values"] if needed else ():
        if not isinstance(row, dict) or not needed <= row.keys():
            raise ValueError(f"a row without {', '.join(sorted(needed))}")
        if not _is_listed(row):
            raise ValueError(f"a row of another shape: {json.dumps(row, ensure_ascii=False)[:200]}")
    return page


def _is_listed(row: dict[str, Any]) -> bool:
    members = row.get("members", [])
    return (
        isinstance(row["id"], str)
        and isinstance(row["title"], str)
        and isinstance(members, list)
        and all(isinstance(member, dict) and "member_id" in member for member in members)
    )


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_WHOLE else float(digits)


def in_chunks(items: list) -> list[tuple]:
    """Sorted, in tuples of at most MOST_IDS."""
    ordered = sorted(items)
    return [tuple(ordered[start : start + MOST_IDS]) for start in range(0, len(ordered), MOST_IDS)]
