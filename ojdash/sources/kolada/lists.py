"""What Kolada's catalogue says of kommuner, groups and nyckeltal, in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ojdash.domain.delivery import Liknande
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import KOMMUNGRUPPER, Kommun
from ojdash.domain.omrade import ascii_code

CODE = re.compile(r"\d{4}", re.ASCII)
MEAN = " (ovägt medel)"
LIKNANDE = re.compile(r"(Liknande (?:kommuner|regioner)),? ?(.*?), ([^,]+), (\d{4})")
LIKNANDE_KINDS = {
    "övergripande": "overgripande",
    "LSS": "lss",
    "äldreomsorg": "aldreomsorg",
    "ekonomiskt bistånd": "ekonomiskt_bistand",
    "IFO": "ifo",
}

# `Ja=1, Nej=0`, `(inget=0, några=1, alla=2)`, `Inom 3 dagar=3, 4-7 dagar=2`: words, an equals sign, a whole number.
# Only in titles: a description's "Ja=1, Nej=0" is about units, where the kommun's value is a share of them.
PAIR = re.compile(r"([^=,/()]+?)\s*=\s*(\d+)(?=\s*(?:[,/)]|$))")
ENDED = re.compile(r"\s*\(-\s*(\d{4})\)\s*$")
KRONOR = re.compile(r"(?:(miljoner|tusen)\s+)?kronor$|\b([mt]?)kr/([^,()]+)")
# What the values rest on, where a title begins so: answers of persons, or of units. Of the rest only money is certain.
ASKED = re.compile(r"(Brukarbedömning|Medborgarundersökningen|Servicemätning|Företagsklimat Insikt)\b")
UNITS_ASKED = re.compile(r"Enhetsundersökning")
NOT_ANSWERS = re.compile(r"antal svar|svar, antal|svarande, antal|svarsfrekvens", re.IGNORECASE)  # of who answered
SOURCE = re.compile(r"Käll(?:a|or)(?:\s*:\s*|\.?\s+(?=[A-ZÅÄÖ]))(.+?)(?:\\n|\n|$)")  # some write a literal \n


def plain(title: str) -> str:
    """A title with single spaces; many of Kolada's have double ones."""
    return " ".join(title.split())


def with_codes(areas: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The areas with a code of four digits; others can't be asked about, nor published."""
    return [area for area in areas if CODE.fullmatch(area["id"])]


def kommuner(areas: Iterable[dict[str, Any]], groups: Iterable[dict[str, Any]]) -> tuple[Kommun, ...]:
    """The kommuner (type K; Riket and the regions are of type L) with SKR's kommungrupp, by code."""
    codes = {title + MEAN: code for code, title in KOMMUNGRUPPER.items()}
    grupp: dict[str, str] = {}
    for group in groups:
        code = codes.get(plain(group["title"]))
        if code:
            grupp |= {member["member_id"]: code for member in group["members"]}
    found = [Kommun(area["id"], plain(area["title"]), grupp.get(area["id"])) for area in areas if area["type"] == "K"]
    return tuple(sorted(found, key=lambda kommun: kommun.kod))


def liknande(groups: Iterable[dict[str, Any]], names: dict[str, str]) -> tuple[Liknande, ...]:
    """The "Liknande kommuner" of each kommun, kind and year; `names` gives a kommun's code by its name."""
    lists: dict[tuple[str, str, int], Liknande] = {}
    for group in groups:
        found = LIKNANDE.fullmatch(plain(group["title"]))
        if not found or found[1] != "Liknande kommuner":
            continue
        kind, kommun, year = LIKNANDE_KINDS.get(found[2]), names.get(found[3]), int(found[4])
        if kind and kommun:
            members = tuple(sorted(member["member_id"] for member in group["members"]))
            lists[kind, kommun, year] = Liknande(kind, kommun, members, year)
    return tuple(lists[key] for key in sorted(lists))


def indikator(kpi: dict[str, Any]) -> Indikator:
    """The definition of a nyckeltal that the catalogue lacks: only what Kolada itself says for sure.

    `decimals` is 1 until the values are known; see `kolada._delivered`.
    """
    title = plain(kpi["title"])
    ended = ENDED.search(title)
    kind, unit, codes = reading(ENDED.sub("", title))
    source = SOURCE.search(kpi.get("description") or "")
    return Indikator(
        id=kpi["id"],
        title=title,
        omrade=ascii_code(omrade_title(kpi)),
        kind=kind,
        underlag=underlag(title, kind),
        unit=unit,
        codes=codes,
        decimals=0 if codes else 1,
        gender_split=bool(kpi.get("is_divided_by_gender")),
        oj=False,
        source=plain(source[1]).rstrip(" .") if source else "Kolada",
        until=int(ended[1]) if ended else None,
    )


def underlag(title: str, kind: str) -> str:
    """What the values of a title rest on, where the title says so for sure; else `okant`, or what the kind says."""
    if kind in ("ja_nej", "kategori"):
        return kind
    if kind == "kronor":
        return "kostnad"
    if NOT_ANSWERS.search(title):
        return "okant"
    return "svar" if ASKED.match(title) else "enheter" if UNITS_ASKED.match(title) else "okant"


def omrade_title(kpi: dict[str, Any]) -> str:
    """Kolada's operating area of a nyckeltal, as a title."""
    return plain(kpi.get("operating_area") or "") or "Övrigt"


def reading(title: str) -> tuple[str, str, dict[str, str]]:
    """How the values of a title read: kind, unit, codes."""
    codes = {number: plain(words) for words, number in PAIR.findall(title)}
    if len(codes) > 1:
        words = {code: word.capitalize() for code, word in codes.items()}
        if sorted(words.values()) == ["Ja", "Nej"]:
            return "ja_nej", "", words
        return "kategori", "", codes
    lower = title.lower()
    if ("andel" in lower and "(%)" in lower) or re.search(r", andel\b", lower):
        return "andel", "procent", {}
    found = KRONOR.search(title)
    if found and found[3]:
        per = re.sub(r"^inv\b", "invånare", found[3].strip(" ."))
        return "kronor", f"{ {'': '', 't': 'tusen ', 'm': 'miljoner '}[found[2]] }kronor per {per}", {}
    if found:
        return "kronor", plain(f"{found[1] or ''} kronor"), {}
    return "antal", "", {}
