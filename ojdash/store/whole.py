"""Whole: that an edition's files are those that were published, and that they are on the disk."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ojdash.domain.edition import Wrong
from ojdash.domain.errors import DataError, QuestionError
from ojdash.store import layout
from ojdash.text import broken, problems


def described(path: Path) -> dict[str, str | int]:
    """A file's sha256 and size in bytes."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        return {"sha256": digest, "bytes": os.fstat(content.fileno()).st_size}


def content_of(files: dict[str, dict[str, Any]], stayed: dict[str, str], rule: dict[str, Any] | None) -> str:
    """The sha256 of all files together; an edition's id ends in its first eight signs.

    stayed  the indikatorer whose earlier values stayed, and why: the values are the same, but not what is told of them
    rule    that of its signals, the same; None in the manifests of before
    """
    said = "".join(f"{name}{files[name]['sha256']}" for name in sorted(files))
    said += "".join(f"{id}{stayed[id]}" for id in sorted(stayed))
    said += "".join(f"{name}{rule[name]}" for name in sorted(rule or {}))
    return hashlib.sha256(said.encode()).hexdigest()


def force_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def damaged(folder: Path, files: dict[str, dict[str, Any]]) -> list[str]:
    """The names of an edition's files that are not as published."""
    return [name for name, said in files.items() if not _is_as(folder / name, said)]


def _is_as(path: Path, said: dict[str, Any]) -> bool:
    try:
        return described(path).items() <= said.items()
    except OSError:
        return False


def checked(data: Path, id: str | None = None, step: Callable[[str], None] = lambda _: None) -> list[Wrong]:
    """What is wrong with one edition or with all: every file against its manifest, each shared file read once.

    step    told each edition's id before it is read
    Raises  QuestionError  no edition has that id;  DataError  nothing is published
    """
    editions = data / "editions"
    there = sorted(path.name for path in editions.glob("[!.]*") if path.is_dir())
    if id is not None and id not in there:
        raise QuestionError(problems.utgava(id, there))
    if not there:
        raise DataError(broken.nothing_published(editions, data))
    seen: dict[tuple[int, int], dict[str, str | int]] = {}
    found = []
    for name in [id] if id else there:
        step(name)
        found += _wrong_with(editions / name, seen)
    current = editions / layout.CURRENT
    named = current.read_text("utf-8", "replace").strip() if current.is_file() else ""
    if id is None and named not in there:
        found.append(Wrong(named, layout.CURRENT, "current", broken.current_names_none(current, named)))
    return found


def _wrong_with(folder: Path, seen: dict[tuple[int, int], dict[str, str | int]]) -> list[Wrong]:
    id, path = folder.name, folder / layout.MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
        files, said_id = dict(manifest["files"]), manifest["id"]
        content = content_of(files, manifest.get("stayed", {}), manifest.get("rule"))
        sizes = {name: (said["bytes"], said["sha256"]) for name, said in files.items()}
    except FileNotFoundError:
        return [Wrong(id, layout.MANIFEST, "manifest", broken.no_manifest(path))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return [Wrong(id, layout.MANIFEST, "manifest", broken.bad_manifest(path, error))]
    found = []
    if said_id != id or not re.fullmatch(r".+-" + content[:8], id):
        found.append(Wrong(id, layout.MANIFEST, "manifest", broken.other_manifest(path, said_id, content[:8])))
    for name, (size, sha256) in sorted(sizes.items()):
        file = folder / name
        try:
            stat = file.stat()
            if stat.st_size != size:
                found.append(Wrong(id, name, "size", broken.cut_short(file, stat.st_size, size)))
                continue
            if (stat.st_dev, stat.st_ino) not in seen:
                seen[stat.st_dev, stat.st_ino] = described(file)
        except OSError:
            found.append(Wrong(id, name, "missing", broken.missing_file(file, id)))
            continue
        if seen[stat.st_dev, stat.st_ino]["sha256"] != sha256:
            found.append(Wrong(id, name, "content", broken.changed(file)))
    known = {layout.MANIFEST, *files}
    there = {str(one.relative_to(folder)) for one in folder.rglob("*") if not one.is_dir()}
    found += [Wrong(id, name, "extra", broken.extra(folder / name)) for name in sorted(there - known)]
    return found
