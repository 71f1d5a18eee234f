"""What a cell says of a place: a kommun in any spelling, the nation, or something that is set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from ojdash.domain.kept import kept_by_text
from ojdash.domain.kommun import KOMMUNGRUPPER, LAN, RIKET, Kommun

RIKET_WORDS = {"riket", "hela riket", "rike", "sverige", "hela landet", "riket totalt"}
REGI = re.compile(r"[\s,;:–(/-]+(?:i |inom )?(?:offentlig|enskild|privat|kommunal)\w*(?: (?:regi|drift|utförare))?\)?$")
REGI_WORDS = re.compile(r"(offentlig|enskild|privat|kommunal)\w*( (regi|drift|utförare|utförd))?")
TOTAL_WORDS = {"totalt", "total", "samtliga", "alla", "båda", "offentlig och enskild", "samtliga utförare", "samlat"}
STADSDEL = re.compile(r"stadsdel|\bsdf\b|\bsdn\b|socialförvaltning(en)? (centrum|hisingen|nordost|sydväst)")
HEAD_WORD = re.compile(r"(kommun|region|område|stadsdel|sdf|sdn)\w*|län|och|eller|namn|kod")  # "Kommun/stadsdel"
PARTED = {"stockholm", "stockholms stad", "göteborg", "göteborgs stad", "malmö", "malmö stad"}
# Official names that are not the name with kommun or stad behind it.
IRREGULAR = {"falun": ("falu",)}
OFFICIAL = {"region gotland": "0980", "gotlands kommun": "0980"}
MEANS = re.compile(
    r"(?:.*[(, ])?(?:ovägt |vägt |viktat |oviktat |aritmetiskt )?(?:medel|medelvärde|genomsnitt|median|snitt)\)?"
    r"|(?:alla|samtliga) kommuner|(?:alla )?kommuner(?:na)? i .*|.* läns kommuner.*|länets kommuner|övriga kommuner"
    r"|samtliga kommuner i .*|summa|totalsumma"
)
FOOTNOTE = re.compile(r"(?:\s*[*†‡]+|\s+\d{1,2}\s*\)|\s*\(\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|\s*\)|\s+[a-z]\))+$")
CODE_NAME = re.compile(r"(\d{4}|\d{2})\s*[-–:,.]?\s+?(\D.*)|(\D.*?)\s*[(,-]\s*(\d{4})\)?")
LEAST_FOR_ONE, LEAST_FOR_TWO = 5, 10  # letters in a name, for one and for two wrong ones to be sure
MOST_TRIED = 1_000  # different unknown words; a column with more of them is no column of misspelt names

Kind = Literal["kommun", "riket", "lan", "grupp", "stadsdel", "regi", "okand", "disagree"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a cell is about; `kod` for a kommun and the nation; `may_be_lan` for a name that a region has too."""

    kind: Kind
    kod: str = ""
    misspelt: bool = False
    may_be_lan: bool = False


OKAND = Place("okand")


class Gazetteer:
    """Every kommun, in all its spellings. `place` is remembered, so a long column costs its different words."""

    def __init__(self, kommuner: Iterable[Kommun]) -> None:
        self.kommuner = {kommun.kod: kommun for kommun in kommuner}
        self._named: dict[str, str] = {}
        for kommun in self.kommuner.values():
            plain = spelled(kommun.namn)
            genitive = plain if plain.endswith(("s", "x", "z")) else plain + "s"
            stems = {plain, genitive, *IRREGULAR.get(plain, ())}
            every = {plain} | {f"{stem} {what}" for stem in stems for what in ("kommun", "stad", "kn")}
            self._named |= dict.fromkeys(every | {f"kommunen {plain}", f"{plain}, kommun"}, kommun.kod)
        self._named |= {name: kod for name, kod in OFFICIAL.items() if kod in self.kommuner}
        self._regions = _regions()
        self._letters = {name: frozenset(name) for name in (*self._named, *self._regions)}
        self._names = {spelled(kommun.namn) for kommun in self.kommuner.values()}
        self._tried = 0
        self.place = kept_by_text("places in cells")(self._place)

    def near(self, cell: object) -> tuple[str, ...]:
        """The codes of the kommuner whose names are most like a text, at most three."""
        name = spelled(FOOTNOTE.sub("", str(cell)))[:60]
        known = self._place(name)
        if known.kind == "kommun":
            return (known.kod,)
        if not name or not any(map(str.isalpha, name)):
            return ()
        apart = sorted((distance(name, other, 4), other) for other in self._names)
        return tuple(self._named[other] for far, other in apart[:3] if far <= min(3, len(name) // 2))

    def _place(self, cell: str | float) -> Place:
        if isinstance(cell, int | float):
            return self._coded(str(int(cell))) if cell == int(cell) and 0 <= cell < 10_000 else OKAND
        name = spelled(cell)
        if not name or len(name) > 80:
            return OKAND
        if name.isdecimal():
            return OKAND if "*" in cell else self._coded(name)  # a starred number is a year with a note
        if name in RIKET_WORDS or name == "00 riket" or name == "0000 riket":
            return Place("riket", RIKET)
        if name in self._named:
            return Place("kommun", self._named[name], may_be_lan=name in _SHORT or name in OFFICIAL)
        if FOOTNOTE.sub("", name) in self._named:
            return OKAND  # a note may say that the row is about something else
        if name in self._regions or name in _SHORT or re.fullmatch(r"(\w+) län", name):
            return Place("lan")
        if re.fullmatch(r"region \D+\(?(?:\d\d)?\)?", name) or re.match(r"\d\d (region |.* län)", name):
            return Place("lan")
        if name in _GROUPS or MEANS.fullmatch(name) or name.startswith(("kommungrupp", "liknande kommuner")):
            return Place("grupp")
        return self._composed(name, cell.casefold())

    def _coded(self, digits: str) -> Place:
        if len(digits) == 6 and digits[:4] in self.kommuner:
            return Place("stadsdel")
        kod = digits.zfill(4)
        if kod in self.kommuner:
            return Place("kommun", kod)
        if kod == RIKET:
            return Place("riket", RIKET)
        return Place("lan") if kod[:2] == "00" and kod[2:] in LAN else OKAND

    def _composed(self, name: str, text: str) -> Place:
        regi = REGI.search(name)
        if regi:
            rest = self._place(name[: regi.start()])
            return Place("regi") if rest.kind in ("kommun", "riket", "lan", "stadsdel") else OKAND
        total = re.search(r"[\s,–-]+(totalt?|samtliga|hela (?:staden|kommunen))$", name)
        if total:
            return self._place(name[: total.start()])
        both = CODE_NAME.fullmatch(name)
        is_whole = both is not None and (both[2] or both[3]) in self._named
        first = re.split(r"\s*[,:–/-]\s*", text, maxsplit=1)
        head = re.sub(r"^\d{4}\W+", "", first[0]).strip()
        if not is_whole and (STADSDEL.search(name) or (len(first) > 1 and head in PARTED)):
            return OKAND if all(map(HEAD_WORD.fullmatch, re.findall(r"\w+", name))) else Place("stadsdel")
        if both:
            kod, rest = (both[1], both[2]) if both[1] else (both[4], both[3])
            coded, named = self._coded(kod), self._place(rest)
            if coded.kind == named.kind != "okand" and coded.kod == named.kod:
                return replace(coded, misspelt=named.misspelt)
            if self._place(FOOTNOTE.sub("", rest)).kod == coded.kod != "":
                return OKAND
            return Place("disagree", coded.kod) if coded.kind != "okand" else OKAND
        return self._misspelt(name)

    def _misspelt(self, name: str) -> Place:
        """The one name that is a letter or two from a misspelt one, if there is just one."""
        allowed = 2 if len(name) >= LEAST_FOR_TWO else 1 if len(name) >= LEAST_FOR_ONE else 0
        noted = FOOTNOTE.search(name) or any(map(str.isdigit, name))
        if not allowed or noted or self._tried >= MOST_TRIED:
            return OKAND
        self._tried += 1
        letters = frozenset(name)
        close = {
            self._named.get(other, "lan")
            for other, its in self._letters.items()
            if abs(len(other) - len(name)) <= allowed
            and len(letters ^ its) <= 2 * allowed
            and distance(name, other, allowed) <= allowed
            and not name.startswith(other)  # Köpinge is another place than Köping
        }
        if len(close) != 1:
            return OKAND
        found = close.pop()
        return Place("lan", misspelt=True) if found == "lan" else Place("kommun", found, misspelt=True)


def spelled(cell: object) -> str:
    """A name for comparing: lower case, hyphens and stars gone, single spaces."""
    text = str(cell).casefold().replace("-", " ").replace("*", " ")
    return " ".join(text.split())


def distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, lacking, too many or swapped with their neighbour; `most` + 1 for more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]


def _regions() -> set[str]:
    found = {"västra götalandsregionen", "västra götaland", "region sörmland", "sörmland"}
    found |= {f"{before}jämtland {between}härjedalen" for before in ("", "region ") for between in ("", "och ")}
    for name in LAN.values():
        plain = spelled(name)
        short = plain.removesuffix(" län")
        found |= {plain, f"region {plain}", f"region {short}", f"region {short.removesuffix('s')}"}
    return found


# "Skåne", "Västra Götaland": exactly, for a misspelt kommun must not be taken for one. A kommun's own name goes first.
_SHORT = {spelled(name).removesuffix(" län").removesuffix("s") for name in LAN.values()}
_GROUPS = {spelled(f"{kod} {name}") for kod, name in KOMMUNGRUPPER.items()} | set(map(spelled, KOMMUNGRUPPER.values()))
