"""A data set's description as a form holds it: half filled in, told field by field what is wrong, then a Dataset."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from ojdash.catalogue import AREA, Dataset, taken
from ojdash.domain.indikator import ID, SAKNAS, Indikator, is_code
from ojdash.domain.omrade import OMRADEN, ascii_code
from ojdash.text import describing as words

FACTS = ("syfte", "teknisk_beskrivning", "datakalla", "felkallor", "visar_inte")
_TEXTS = ("id", "title", "short_title", "unit", "ja_betyder", "source", "source_url", *FACTS)
_FIELDS = (*_TEXTS, "kind", "decimals", "codes", "direction", "type")
_CODED = ("ja_nej", "kategori")
UNSAID = ""  # decimals that come from the values
_LONGEST_PROPOSAL = 30
_ASCII = re.compile(r"[A-Za-z0-9_-]")


class Place(NamedTuple):
    """A field of the form: the number of its indikator from 0, None for the data set's own; and the key."""

    number: int | None
    key: str


def _blank() -> dict[str, Any]:
    texts = dict.fromkeys((*_TEXTS, "codes"), "")
    return texts | {
        "kind": "andel",
        "unit": words.UNITS["andel"],
        "decimals": UNSAID,
        "direction": "okand",
        "type": "okand",
    }


@dataclass(slots=True)
class Entry:
    """One indikator of the form.

    values  what its fields hold, by the catalogue's keys; `codes` as lines such as "1 = Ja"
    kept    what the file that filled the form says under keys that the form has no field for
    read    it came from a file, so its id stays when its title is changed
    """

    values: dict[str, Any] = field(default_factory=_blank)
    kept: dict[str, Any] = field(default_factory=dict)
    read: bool = False


@dataclass(slots=True)
class Draft:
    """The form.

    omrade  a code of an area there is; "" for one of its own, whose code is `kod`; None before any is chosen
    """

    titel: str = ""
    omrade: str | None = None
    kod: str = ""
    oj: bool = False
    entries: list[Entry] = field(default_factory=lambda: [Entry()])

    @property
    def is_begun(self) -> bool:
        """Whether anything is filled in."""
        return self != Draft()


def drafted(dataset: Dataset, omraden: Collection[str]) -> Draft:
    """The form that a description fills, among the areas there are."""
    there = dataset.omrade in omraden
    return Draft(
        titel=dataset.title,
        omrade=dataset.omrade if there else "",
        kod="" if there else dataset.omrade,
        oj=dataset.oj,
        entries=[_entry(indikator, id in dataset.by_values) for id, indikator in dataset.indikatorer.items()],
    )


def described(draft: Draft) -> Dataset:
    """What a form without problems describes; what a kind of value has no use for is left out."""
    omrade = draft.omrade or draft.kod.strip()
    indikatorer = [_indikator(entry, omrade, draft.oj) for entry in draft.entries]
    by_values = frozenset(
        indikator.id
        for indikator, entry in zip(indikatorer, draft.entries, strict=True)
        if entry.values["decimals"] == UNSAID and not indikator.is_coded
    )
    its = {indikator.id: indikator for indikator in indikatorer}
    return Dataset(omrade, draft.titel.strip(), its, draft.oj, by_values)


def problems(
    draft: Draft, omraden: Mapping[str, str], known: Collection[str], published: Mapping[str, Indikator]
) -> dict[Place, str]:
    """What is wrong with a form, a sentence a field; none when it is `described`.

    omraden  the areas there are; known, published  see catalogue.dataset
    """
    found = {Place(None, key): problem for key, problem in _of_dataset(draft, omraden).items()}
    ids = Counter(entry.values["id"].strip() for entry in draft.entries)
    titles = Counter(entry.values["title"].strip().casefold() for entry in draft.entries)
    for number, entry in enumerate(draft.entries):
        of_entry = _of_entry(entry.values)
        id, title = entry.values["id"].strip(), entry.values["title"].strip()
        if ids[id] > 1:
            of_entry.setdefault("id", words.SAME_ID)
        if titles[title.casefold()] > 1:
            of_entry.setdefault("title", words.SAME_TITLE)
        if not of_entry:
            problem = taken(_indikator(entry, draft.omrade or draft.kod, draft.oj), known, published)
            of_entry = {"id": words.sentence(problem)} if problem else {}
        found |= {Place(number, key): problem for key, problem in of_entry.items()}
    return found


def proposed_id(title: str, others: Collection[str]) -> str:
    """An id made of a title, at most 30 signs and a number, and none of the others."""
    code = ascii_code(title)
    if len(code) > _LONGEST_PROPOSAL:
        code = code[: _LONGEST_PROPOSAL + 1].rpartition("_")[0] or code[:_LONGEST_PROPOSAL]
    numbered = [code, *(f"{code}_{number}" for number in range(2, len(others) + 3))]
    return next(id for id in numbered if id not in others) if code else ""


def proposed_area(titel: str) -> str:
    """An area's code made of the data set's title."""
    return ascii_code(titel)[:41].lstrip("0123456789_").rstrip("_")


def is_coded(kind: str) -> bool:
    """Whether a kind of value has codes or words, and so neither unit nor decimals."""
    return kind in _CODED


# --- what is wrong ----------------------------------------------------------------------------------------------------


def _of_dataset(draft: Draft, omraden: Mapping[str, str]) -> dict[str, str]:
    found = {}
    if not draft.titel.strip():
        found["titel"] = words.NO_TITEL
    if draft.omrade is None:
        found["omrade"] = words.NO_AREA
    elif draft.oj and draft.omrade not in OMRADEN:
        found["omrade"] = words.AREA_OF_OJ
    elif draft.omrade == "" and not AREA.fullmatch(draft.kod.strip()):
        found["kod"] = words.AREA_CODE if draft.kod.strip() else words.NO_AREA_CODE
    elif draft.omrade == "" and draft.kod.strip() in omraden:
        found["kod"] = words.area_there(omraden[draft.kod.strip()])
    return found


def _of_entry(values: Mapping[str, Any]) -> dict[str, str]:
    found, id = {}, values["id"].strip()
    if not values["title"].strip():
        found["title"] = words.NO_TITLE
    if not id:
        found["id"] = words.NO_ID
    elif not ID.fullmatch(id):
        found["id"] = words.id_signs([sign for sign in dict.fromkeys(id) if not _ASCII.fullmatch(sign)])
    if not is_coded(values["kind"]) and not values["unit"].strip():
        found["unit"] = words.NO_UNIT
    if values["kind"] == "kategori" and (problem := _wrong_codes(values["codes"])):
        found["codes"] = problem
    return found


def _wrong_codes(lines: str) -> str:
    codes = [_code(line) for line in lines.splitlines() if line.strip()]
    for number, (code, word) in enumerate(codes, 1):
        if not word or not is_code(code):
            return words.code_line(number)
    twice = [code for code, times in Counter(code for code, _ in codes).items() if times > 1]
    return words.code_twice(twice[0]) if twice else "" if codes else words.NO_CODES


# --- between fields and an indikator ----------------------------------------------------------------------------------


def _entry(indikator: Indikator, is_by_values: bool) -> Entry:
    every = {key.name: getattr(indikator, key.name) for key in fields(indikator) if key.name not in ("omrade", "oj")}
    values = {name: "" if name in FACTS and every[name] == SAKNAS else every[name] for name in _FIELDS}
    values["codes"] = "\n".join(f"{code} = {word}" for code, word in indikator.codes.items())
    if is_by_values:
        values["decimals"] = UNSAID
    kept = {name: value for name, value in every.items() if name not in _FIELDS}
    if indikator.is_coded:
        del kept["underlag"]  # its kind says it, and the kind may be changed in the form
    return Entry(values, kept, read=True)


def _indikator(entry: Entry, omrade: str, oj: bool) -> Indikator:
    values = {name: value.strip() if name in _TEXTS else value for name, value in entry.values.items()}
    values |= {name: values[name] or SAKNAS for name in FACTS}
    codes = dict(_code(line) for line in values["codes"].splitlines() if line.strip())
    ja_nej = values["kind"] == "ja_nej"
    if not (values["kind"] == "kategori" or (ja_nej and sorted(codes.values()) == ["Ja", "Nej"])):
        codes = {}
    if is_coded(values["kind"]):
        values |= {"unit": "", "decimals": 0}
    values["decimals"] = values["decimals"] or 0
    values |= {"codes": codes, "ja_betyder": values["ja_betyder"] if ja_nej else ""}
    kept = {name: value for name, value in entry.kept.items() if not (name == "underlag" and is_coded(values["kind"]))}
    return Indikator(omrade=omrade, oj=oj, **values, **kept)


def _code(line: str) -> tuple[str, str]:
    code, _, word = line.partition("=")
    return code.strip(), word.strip()
