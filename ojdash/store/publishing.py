"""Publishing: a delivery becomes an edition, whole or not at all.

Everything is written to a hidden folder, forced to disk, renamed into place, and only then does `current` name it. An
edition's id is made of its content, so the same delivery gives the same edition: whoever was stopped begins anew. Files
that an edition before it has with the same bytes are shared with it.
"""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from ojdash.domain.delivery import Delivery
from ojdash.domain.errors import DataError, FallError
from ojdash.domain.fall import fall
from ojdash.domain.omrade import OMRADEN
from ojdash.domain.signal import RULE
from ojdash.store import layout
from ojdash.store.counting import counts
from ojdash.store.drafting import Draft
from ojdash.store.edition import Store
from ojdash.store.manifest import edition_folder, read_current, read_manifest
from ojdash.store.origins import carried_sources, mixed
from ojdash.store.sharing import share
from ojdash.store.whole import content_of, damaged, described, force_to_disk
from ojdash.text import broken, refusals


@dataclass(frozen=True, slots=True)
class Published:
    """What a publishing did.

    changes   how many values are added, revised, withdrawn and unchanged against the carried edition
    stayed    the indikatorer that could not be taken in and whose values of the edition before stay
    vanished  the indikatorer of the edition that was current before, that the new one lacks
    shared    bytes of files that lie on the disk already, in an edition before it
    """

    id: str
    manifest: dict
    changes: dict[str, int]
    stayed: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    shared: int = 0


def publish(
    data: Path,
    delivery: Delivery,
    base: str | None = None,
    order: Sequence[str] = (),
    step: Callable[[str], None] = lambda _: None,
    *,
    accept_drop: bool = False,
) -> Published:
    """Publish a delivery under `data` and make it current.

    An indikator whose rows contradict each other, or that has no value any longer, is refused: what the base has stays.

    base         the edition whose other indikatorer are carried over, if neither it nor the delivery is simulated
    order        ids in the order they are to stand in within their areas; others come after, as delivered
    step         told each area's code before it is written
    accept_drop  publish although far fewer values (`domain.fall`) are left of the edition that is current now
    Raises  FallError  far fewer values, not accepted;  DataError  nothing that can be published. The published edition
            is then untouched
    """
    editions = _folder(data)
    before = _opened(data, base)
    current = read_current(data)
    replaced = before if before and before.id == current else _opened(data, current)
    carried = before if before and not before.simulated and not delivery.source.simulated else None
    if base and not before:
        delivery = replace(delivery, notes=(*delivery.notes, broken.not_carried(base)))
    draft = editions / layout.DRAFT
    try:
        drafted = _drafted(draft, delivery, carried, order, step)
        notes = () if accept_drop else _checked_fall(drafted, replaced)
        manifest = _manifest(drafted, notes)
        edition = manifest["id"]
        shared = share(draft, manifest["files"], _lenders(edition, before, replaced))
        (draft / layout.MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
        for path in [*draft.rglob("*"), draft]:
            force_to_disk(path)
        _put_in_place(draft, editions / edition, manifest["files"])
        make_current(data, edition)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    ids = {definition.id for definition in drafted.definitions}
    gone = [id for id in replaced.ids if id not in ids] if replaced and not replaced.simulated else []
    return Published(edition, manifest, dict(drafted.changes), tuple(manifest.get("stayed", ())), tuple(gone), shared)


def _checked_fall(draft: Draft, replaced: Store | None) -> tuple[str, ...]:
    """What is to be noted of a comparison with the current edition. Simulated values are never compared with real ones.

    Raises  FallError  far fewer values
    """
    if replaced is None or replaced.simulated or draft.delivery.source.simulated:
        return ()
    try:
        before = counts(replaced)
    except DataError:  # what can't be read must not stop what would replace it
        return (refusals.not_compared(replaced.id),)
    omrade_of = {id: replaced.indikator(id).omrade for id, _ in before}
    delivered = {indikator.id for indikator in draft.delivery.indikatorer}
    found = fall(before, draft.counts, delivered, omrade_of)
    if found:
        told = found, replaced.id, OMRADEN | replaced.omraden
        raise FallError(refusals.fell(*told), public=refusals.fell(*told, how=False))
    return ()


def _lenders(edition: str, *stores: Store | None) -> list[Path]:
    """The folders whose files the edition may share; never its own, which may be damaged."""
    return [one.folder for one in stores if one and one.id != edition]


def _put_in_place(draft: Path, place: Path, files: dict[str, dict[str, Any]]) -> None:
    """Make an edition of a draft. Where it is there already, what is damaged in it is put right, one file at a time."""
    if not place.is_dir():
        draft.rename(place)
        force_to_disk(place.parent)
        return
    wanted = damaged(place, files)
    if not _is_manifest_of(place / layout.MANIFEST, files):
        wanted.append(layout.MANIFEST)
    for name in wanted:
        (place / name).parent.mkdir(exist_ok=True)
        (draft / name).replace(place / name)
        force_to_disk((place / name).parent)
    shutil.rmtree(draft)


def _is_manifest_of(path: Path, files: dict[str, dict[str, Any]]) -> bool:
    try:
        return read_manifest(path).files == files
    except DataError:
        return False


def _opened(data: Path, edition: str | None) -> Store | None:
    """An edition, or None where it can't even be opened: what can't be read must not stop what would replace it."""
    try:
        return Store(edition_folder(data, edition)) if edition else None
    except DataError:
        return None


def _folder(data: Path) -> Path:
    editions = data / "editions"
    try:
        if not editions.is_dir():
            editions.mkdir(parents=True, exist_ok=True)
            force_to_disk(data)
    except OSError as error:
        raise DataError(broken.no_folder(data, broken.why_not(error))) from error
    return editions


def make_current(data: Path, edition: str) -> None:
    """Point `current` at an edition, atomically."""
    editions = data / "editions"
    new = editions / (layout.CURRENT + ".new")
    new.write_text(edition + "\n", "utf-8")
    force_to_disk(new)
    new.replace(editions / layout.CURRENT)
    force_to_disk(editions)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the folder for one update at a time; a second one is told so at once."""
    editions = _folder(data)
    with (editions / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataError(broken.busy(editions)) from None
        yield


def _drafted(
    folder: Path, delivery: Delivery, carried: Store | None, order: Sequence[str], step: Callable[[str], None]
) -> Draft:
    """The folder filled with a draft; without what of the delivery can't be published."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    draft = Draft(folder, delivery, carried, order)
    try:
        _write(draft, step)
    except duckdb.Error as error:
        raise DataError(broken.not_written(folder, str(error).splitlines()[0])) from error
    if not draft.refused:
        return draft
    left = delivery.without(draft.refused)
    if not left.indikatorer:
        raise DataError(refusals.nothing_left(draft.refused))
    return _drafted(folder, left, carried, order, step)


def _manifest(draft: Draft, notes: tuple[str, ...]) -> dict[str, Any]:
    """The manifest of what was written."""
    delivery, carried, source = draft.delivery, draft.carried, draft.delivery.source
    files = {name: described(draft.folder / name) | {"rows": draft.files[name]} for name in sorted(draft.files)}
    titles = {**(carried.omraden if carried else {}), **delivery.omraden}
    others = carried_sources(carried, [*draft.carried_over, *delivery.kept], source)
    both = mixed(others, delivery.kept)
    stayed = {id: refusals.earlier_stay(why) for id, why in delivery.refused.items() if id in draft.valued}
    rule = asdict(RULE)
    return {
        "format": layout.FORMAT,
        "id": f"{source.kind}-{source.fetched_at[:10].replace('-', '')}-{content_of(files, stayed, rule)[:8]}",
        "source": asdict(source),
        "rule": rule,
        "omraden": {omrade: titles.get(omrade, omrade) for omrade in draft.omraden},
        "counts": {
            "indikatorer": len(draft.definitions),
            "carried_over": len(draft.carried_over),
            "kommuner": len(delivery.kommuner),
            "rows": sum(rows for name, rows in draft.files.items() if name.startswith("observations/")),
            "missing": {kind: times for kind, times in draft.missing.items() if times},
            "status": dict(draft.status),
            "flags": {kind: times for kind, times in draft.flags.items() if times},
        },
        "carried_from": carried.id if carried else None,
        # Not in a file: an edition has its id from its content, and the time is none of it.
        "fetched": draft.carried_over,
        **({"sources": others} if others else {}),
        **({"mixed": both} if both else {}),
        **({"stayed": stayed} if stayed else {}),
        "refused": delivery.refused | stayed,
        "notes": [*delivery.notes, *notes],
        "files": files,
    }


def _write(draft: Draft, step: Callable[[str], None]) -> None:
    with duckdb.connect() as con:
        con.execute("SET threads=1")
        for omrade in sorted(draft.omraden):
            step(omrade)
            draft.write_omrade(con, omrade)
        if draft.refused:
            return
        if not sum(draft.files.values()):
            raise DataError(broken.NO_ROWS)
        draft.write_rest(con)
