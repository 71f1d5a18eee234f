"""An analys, or the book, as one file: JSON, one line a version, with who and when. No address is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple, get_args

from ojdash.domain.analys import EraserRole, Erasure
from ojdash.domain.errors import SavedError
from ojdash.domain.places import fault, kind_of
from ojdash.saved import forms
from ojdash.text import saved as text

MOST_FILE = 50_000_000
MOST_VERSIONS = 200_000
ANALYS, BOOK = "analys", "bok"  # what a file says that it is
# What is said of a version, in the file and of the kinds named.
VERSION: dict[str, type] = {
    "place": str,
    "version": int,
    "number": int,
    "value": str,
    "role": str,
    "organisation": str,
    "at": str,
    "base": int,
    "beside": bool,
    "verified": str,
    "settled_by": int,  # or None
}
# The same of what was erased.
ERASURE: dict[str, type] = {
    **{"place": str, "versions": int, "at": str, "by": str, "reference": str},
    **{"number": int, "upto": int},
}
_COORDINATOR = re.compile("samordnare/[0-9]{1,9}")
_MOST_NUMBER = 2**31 - 1

Fault = Callable[[str, str, Mapping[str, Any]], str | None]


class File(NamedTuple):
    """What a file holds. versions: in the order they were written; analys: the id of the analys it was made of."""

    created: str
    versions: list[dict[str, Any]]
    erased: tuple[Erasure, ...]
    analys: str


def line(version: Mapping[str, Any]) -> bytes:
    """A version as a line of the file."""
    return json.dumps({name: version.get(name) for name in VERSION}, ensure_ascii=False).encode() + b",\n"


def spelled(
    created: str,
    exported: str,
    versions: Sequence[Mapping[str, Any]],
    erased: Sequence[Erasure],
    id: str,
    what: str = ANALYS,
) -> bytes:
    """The file of an analys, or of the book."""
    head = {"ojdash": what, "form": forms.FORM, "created": created, "exported": exported, "analys": id}
    head |= {"erased": [asdict(erasure) for erasure in erased]}
    start = json.dumps(head)[:-1].encode() + b', "versions": [\n'
    return start + b"".join(line(version) for version in versions).removesuffix(b",\n") + b"\n]}\n"


def read(content: bytes, what: str = ANALYS, wrong_value: Fault = lambda place, value, _: fault(place, value)) -> File:
    """An analys with all its versions, in the newest form.

    what         what the file must say that it is
    wrong_value  what tells why a text can't stand at a place; of the version too

    Raises  SavedError  not a file of ours, a newer one, or one that is broken
    """
    if len(content) > MOST_FILE:
        raise SavedError(text.large_file(MOST_FILE // 1_000_000))
    try:
        parsed = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise SavedError(text.NOT_A_FILE) from None
    if not isinstance(parsed, dict) or parsed.get("ojdash") != what:
        raise SavedError(text.NOT_A_FILE)
    form, versions = parsed.get("form"), parsed.get("versions")
    if type(form) is not int or form < 1:
        raise SavedError(text.broken_file("form"))
    if form > forms.FORM:
        raise SavedError(text.newer_file(form, forms.FORM))
    if not _is_time(parsed.get("created")):
        raise SavedError(text.broken_file("created"))
    if not isinstance(versions, list) or len(versions) > MOST_VERSIONS:
        raise SavedError(text.broken_file("versions"))
    try:
        versions = forms.mended(versions, form)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise SavedError(text.broken_file("versions")) from None
    for count, version in enumerate(versions, 1):
        wrong = _fault(version, wrong_value)
        if wrong:
            raise SavedError(text.broken_file(f"versions[{count}].{wrong}"))
    erased = _erased(parsed.get("erased", []), what)
    versions = sorted(versions, key=lambda version: version["number"])
    _check_order(versions, erased)
    analys = parsed.get("analys", "")
    is_id = isinstance(analys, str) and bool(re.fullmatch(r"[0-9a-f]{16}", analys))
    return File(parsed["created"], versions, erased, analys if is_id else "")


def _erased(erasures: Any, what: str) -> tuple[Erasure, ...]:
    """Raises  SavedError  not the lines of what was erased"""
    if not isinstance(erasures, list) or len(erasures) > MOST_VERSIONS:
        raise SavedError(text.broken_file("erased"))
    for count, erasure in enumerate(erasures, 1):
        if not _is_erasure(erasure, what):
            raise SavedError(text.broken_file(f"erased[{count}]"))
    if len({erasure["number"] for erasure in erasures}) < len(erasures):
        raise SavedError(text.broken_file("erased"))
    return tuple(Erasure(**erasure) for erasure in sorted(erasures, key=lambda erasure: erasure["number"]))


def _is_erasure(entry: Any, what: str) -> bool:
    return (
        isinstance(entry, dict)
        and entry.keys() == ERASURE.keys()
        and all(type(entry[name]) is kind for name, kind in ERASURE.items())
        and all(0 <= entry[name] <= _MOST_NUMBER for name in ("number", "versions", "upto"))
        and (kind_of(entry["place"]) is not None if what == ANALYS else bool(_COORDINATOR.fullmatch(entry["place"])))
        and _is_time(entry["at"])
        and entry["by"] in get_args(EraserRole)
        and 0 < len(entry["reference"]) <= 120
        and fault("om/titel", entry["reference"]) is None
    )


def _fault(version: Any, wrong_value: Fault) -> str | None:
    """The name of what is wrong with a version, or None.

    Raises  SavedError  it is of a place that is not known here: newer code may have it
    """
    if not isinstance(version, dict) or version.keys() != VERSION.keys():
        return "*"
    for name, kind in VERSION.items():
        may_lack = name == "settled_by" and version[name] is None
        if type(version[name]) is not kind and not may_lack:
            return name
    if wrong := wrong_value(version["place"], version["value"], version):
        if wrong == "okand_plats":
            raise SavedError(text.unknown_place(version["place"]))
        return "value"
    for name in ("role", "organisation", "verified"):
        if len(version[name]) > 120 or fault("om/titel", version[name]):
            return name
    if not version["role"].strip():
        return "role"
    if not _is_time(version["at"]):
        return "at"
    if not 0 <= version["base"] <= _MOST_NUMBER:
        return "base"
    return None if 0 < version["number"] <= _MOST_NUMBER else "number"


def _check_order(versions: Sequence[Mapping[str, Any]], erased: Sequence[Erasure]) -> None:
    """Raises  SavedError  numbers that occur twice, versions that do not follow each other, or a choice of nothing"""
    if len({version["number"] for version in versions}) < len(versions):
        raise SavedError(text.broken_file("number"))
    last = {erasure.place: erasure.upto for erasure in erased}
    for version in versions:
        place = version["place"]
        if version["version"] != last.get(place, 0) + 1 or (version["version"] == 1 and version["beside"]):
            raise SavedError(text.broken_file(f"{place} version"))
        last[place] = version["version"]
    for version in versions:
        by = version["settled_by"]
        if by is not None and not (version["beside"] and version["version"] < by <= last[version["place"]]):
            raise SavedError(text.broken_file(f"{version['place']} settled_by"))


def _is_time(moment: object) -> bool:
    if not isinstance(moment, str) or not re.fullmatch(
        r"2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", moment
    ):
        return False
    try:
        return bool(datetime.fromisoformat(moment))
    except ValueError:
        return False
