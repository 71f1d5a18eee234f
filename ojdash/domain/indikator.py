"""What an indikator is: frozen, self-validating, and the one place that says how its values read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from ojdash.domain.missing import why_no_row
from ojdash.domain.rounding import MOST

Kind = Literal["ja_nej", "andel", "dagar", "antal", "kronor", "kategori"]
Direction = Literal["hog", "lag", "ingen", "okand"]
Type = Literal["struktur", "process", "resultat", "bakgrund", "kostnad", "okand"]
Underlag = Literal["svar", "enheter", "personer", "arenden", "totalrakning", "kostnad", "ja_nej", "kategori", "okant"]

SAKNAS = "saknas"

INTE_OJ = "inte ÖJ"
ID = re.compile(r"[A-Za-z0-9_-]{1,40}")  # what an address can spell
_CODE = re.compile(r"0|-?[1-9][0-9]{0,4}")  # as a value is spelled, so that it is found among the codes
_PERSONS = re.compile(
    r"personer|svar|svarande|barn|(barn och )?unga|ungdomar|vuxna|kvinnor|män|klienter|brukare|hushåll", re.I
)
# A title of Kolada's without a unit of its own: "Personer med daglig verksamhet enligt LSS, antal".
_A_NUMBER = re.compile(r"[^/]*\bantal( svar| svarande| personer)?", re.I)
_OF_PERSONS = re.compile(
    r"\bpersoner\b|barn\b|\bunga\b|ungdomar\b|vuxna\b|brukar|tagare\b|klienter\b|anställda\b|avlönade\b|hushåll\b|svarande\b",
    re.I,
)
_UNIT_OR_CODES = re.compile(r",?\s*(andel\s*\(%\)|\([^()]*\d\s*=[^()]*\)|\([^()]*=\s*\d[^()]*\))\.?$")


def is_code(text: str) -> bool:
    """Whether a text is one of a publisher's codes: a whole number, spelled as values are."""
    return _CODE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Brott:
    """A break: values from `year` on can't be compared with those before it, and why (Swedish)."""

    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class Indikator:
    """One definition.

    kind         how a value is read: ja_nej (1 Ja, 0 Nej), andel (percent, 0-100), dagar, antal, kronor,
                 kategori (a code of `codes`)
    unit         the words after a number ("procent", "dagar", "kronor per invånare"); "" for ja_nej and kategori
    decimals     how many the publisher shows; signals round to them first
    direction    which values are wanted according to the source; text only, never a colour
    underlag     what a value rests on, which says what n counts and why there may be none:
                 svar (people who answered), enheter (units that answered), personer (all in a smaller group counted:
                 clients, staff), arenden (all cases or decisions), totalrakning (all inhabitants or events: a
                 register), kostnad (booked money), ja_nej and kategori (the kommun's own single answer), okant.
                 Default: ja_nej and kategori are what their kind is, everything else is okant until it is said
    antal_svar   the nyckeltal of the publisher's that n is read from, "" where n stands with the value. It counts those
                 who answered the survey, so that n is the most that can have answered this question
    codes        the publisher's codes, whole numbers, to their words: {"1": "Ja", "2": "Nej"}; values of kind ja_nej
                 are stored 1 and 0
    ja_betyder   kind ja_nej: verb first, "har en aktuell rutin", so that a sentence can be made of it
    oj           False for what is not part of Öppna jämförelser ("inte ÖJ")
    rikssiffror  published national figures by year, in percent or the unit, where a page of the source has them
    since, until first and last year the question was asked, where known
    """

    id: str
    title: str
    omrade: str
    kind: Kind
    decimals: int
    short_title: str = ""
    unit: str = ""
    direction: Direction = "okand"
    type: Type = "okand"
    underlag: Underlag = "okant"
    antal_svar: str = ""
    gender_split: bool = False
    oj: bool = True
    source: str = ""
    source_url: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    breaks: tuple[Brott, ...] = ()
    ja_betyder: str = ""
    rikssiffror: dict[int, float] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    syfte: str = SAKNAS
    teknisk_beskrivning: str = SAKNAS
    datakalla: str = SAKNAS
    felkallor: str = SAKNAS
    visar_inte: str = SAKNAS

    def __post_init__(self) -> None:
        if self.underlag == "okant" and self.is_coded:
            object.__setattr__(self, "underlag", self.kind)
        for name, allowed in (("kind", Kind), ("direction", Direction), ("type", Type), ("underlag", Underlag)):
            value = getattr(self, name)
            if value not in get_args(allowed):
                raise ValueError(f"{name} = {value!r} är inte något av {', '.join(get_args(allowed))}")
        if self.underlag != self.kind and (self.is_coded or self.underlag in ("ja_nej", "kategori")):
            raise ValueError(f"underlag = {self.underlag!r} passar inte kind = {self.kind!r}")
        if self.kind == "kategori" and not self.codes:
            raise ValueError("kind kategori behöver codes, som codes = { 0 = 'mer än 15 dagar', 1 = '8-14 dagar' }")
        if self.kind == "ja_nej" and self.codes and sorted(self.codes.values()) != ["Ja", "Nej"]:
            raise ValueError('codes för kind ja_nej har precis orden "Ja" och "Nej"')
        for code in self.codes:
            if not is_code(code):
                raise ValueError(f"codes: {code!r} är inget heltal som 0, 1 eller 12")
        if not 0 <= self.decimals <= MOST:
            raise ValueError(f"decimals = {self.decimals} är inte mellan 0 och {MOST}")

    @property
    def is_coded(self) -> bool:
        """Whether a value is a code and not a quantity: then no quartiles, means or percentiles are worked out."""
        return self.kind in ("ja_nej", "kategori")

    @property
    def counts_persons(self) -> bool:
        """Whether a value is itself a number of persons, and no mean or number per inhabitant."""
        if self.kind != "antal":
            return False
        if self.unit:
            return _PERSONS.fullmatch(self.unit) is not None
        return _A_NUMBER.fullmatch(self.title) is not None and _OF_PERSONS.search(self.title) is not None

    @property
    def whose(self) -> str:
        """The word for those whose values are shown, where that is not everyone: "kvinnor"."""
        return ""

    @property
    def heading(self) -> str:
        """The title for a reader: without the unit and the codes that publishers end titles with."""
        return _UNIT_OR_CODES.sub("", self.title).rstrip(" ,") + self.standing

    @property
    def label(self) -> str:
        """The short title where there is one; for matrix heads and axis titles."""
        return (self.short_title or self.title) + self.standing

    @property
    def of_all(self) -> str:
        """The label without whose values are shown: for a column under a heading that says it of all columns."""
        return (self.short_title or self.title) + ("" if self.oj else f" ({INTE_OJ})")

    @property
    def standing(self) -> str:
        """What stands after the title of what is no part of Öppna jämförelser, wherever it is shown."""
        return "" if self.oj else f" ({INTE_OJ})"

    def why_no_row(self, year: int, published_years: tuple[int, ...]) -> str:
        """Why a kommun has no row in a year, from the years in which anyone has one: a kind of `missing.MISSING`."""
        return why_no_row(year, published_years, self.since, self.until)

    def break_between(self, earlier: int, later: int) -> Brott | None:
        """The latest break that parts two years (in either order), or None if they can be compared."""
        first, last = sorted((earlier, later))
        parting = [brott for brott in self.breaks if first < brott.year <= last]
        return max(parting, key=lambda brott: brott.year) if parting else None


@dataclass(frozen=True)
class IndikatorOf(Indikator):
    """An indikator where the values shown are those of one gender: its title says so wherever it is written.

    whose        the word for them, within a sentence
    after_title  what stands after the title; "" where the title says whose already
    """

    whose: str = ""
    after_title: str = ""

    @property
    def standing(self) -> str:
        """Whose values they are, before what every indikator has after its title."""
        return self.after_title + super().standing
