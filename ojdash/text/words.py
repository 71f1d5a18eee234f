"""Words that many pages share: numbers the Swedish way, kinds of missing value, signals, differences, groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import isnan
from zoneinfo import ZoneInfo

from ojdash.domain import rounding
from ojdash.domain.indikator import Indikator

THIN = "\u202f"  # narrow no-break space: between thousands, and between a number and %
MINUS = "−"
LESS_THAN = "mindre än "

EXAMPLE = "Exempeldata – simulerade värden"

# Of any indikator; underlag.missing says it of one.
MISSING: dict[str, str] = {
    "ej_svarat": "Har inte svarat",
    "delvis_bortfall": "En del av svaret saknas",
    "ej_tillamplig": "Frågan gäller inte kommunen",
    "sekretess": "Visas inte (sekretess)",
    "ej_insamlad": "Samlades inte in det året",
    "ej_publicerad": "Inte publicerad än",
    "dragen": "Publicerad, sedan tillbakadragen",
    "fanns_inte": "Indikatorn fanns inte",
    "okant": "Saknas, källan säger inte varför",
    "rojande": "Visas inte, för att ett annat värde inte ska kunna räknas ut",
}

# One sign a kind, so that they can be told apart in a matrix. `-`, `.` and `..` are Kolada's own.
MISSING_SIGN: dict[str, str] = {
    "ej_svarat": "-",
    "delvis_bortfall": "(-)",
    "ej_tillamplig": ".",
    "sekretess": "..",
    "ej_insamlad": "ej år",
    "ej_publicerad": "väntar",
    "dragen": "dragen",
    "fanns_inte": "ny",
    "okant": "?",
    "rojande": "(..)",
}

SIGNAL_SHORT: dict[str, str] = {
    "hog": "Högt",
    "mellan": "I mitten",
    "lag": "Lågt",
    "ej_indelad": "Ej indelad",
    "for_fa_svar": "Få svar",
}
SIGNAL_SAYS_NOT = (
    "Nivån gäller jämfört med andra kommuner. Det säger inte om resultatet är bra eller dåligt, och inte varför."
)

# Regression to the mean, said wherever the far ends are listed.
FAR_ENDS = "Ett mycket högt eller lågt värde följs ofta av ett mer normalt året därpå, även utan att något ändrats."

DIRECTION: dict[str, str] = {
    "hog": "Högt värde är önskvärt enligt källan.",
    "lag": "Lågt värde är önskvärt enligt källan.",
    "ingen": "Ingen önskvärd riktning är angiven.",
    "okand": "Önskvärd riktning är inte känd.",
}
DIRECTION_JA: dict[str, str] = DIRECTION | {
    "hog": "Ja är önskvärt enligt källan.",
    "lag": "Nej är önskvärt enligt källan.",
}

TYPE: dict[str, str] = {
    "struktur": "Struktur: vad som finns på plats",
    "process": "Process: hur arbetet görs",
    "resultat": "Resultat: vad det leder till",
    "bakgrund": "Bakgrundsmått",
    "kostnad": "Kostnad",
    "okand": "Typ inte angiven",
}

GENDER: dict[str, str] = {"T": "Alla", "K": "Kvinnor", "M": "Män"}

GROUP: dict[str, str] = {
    "lan": "Länet",
    "liknande": "Liknande kommuner",
    "kommungrupp": "Samma kommungrupp",
    "riket": "Alla kommuner",
    "valda": "Eget val",
}
LIKNANDE: dict[str, str] = {
    "overgripande": "övergripande",
    "lss": "LSS",
    "aldreomsorg": "äldreomsorg",
    "ekonomiskt_bistand": "ekonomiskt bistånd",
    "ifo": "individ- och familjeomsorg",
}


# The first word of a unit, of one.
_ONE = {
    "procentenheter": "procentenhet",
    "dagar": "dag",
    "kronor": "krona",
    "personer": "person",
    "ärenden": "ärende",
    "timmar": "timme",
}


_COUNTABLE = {"dagar", "dygn", "personer", "personal", "ärenden", "barn", "bostäder", "timmar"}


def _unit(unit: str, spelled: str) -> str:
    first, _, rest = unit.partition(" ")
    return f"{_ONE.get(first, first)} {rest}".strip() if spelled == "1" else unit


def number(value: float, decimals: int = 0) -> str:
    """A number the Swedish way: decimal comma, thin space between thousands, a real minus sign."""
    return rounding.spelled(value, decimals).replace(",", THIN).replace(".", ",").replace("-", MINUS)


def value(indikator: Indikator, amount: float | None, short: bool = False, decimals: int | None = None) -> str:
    """A value with its unit: "72 procent" (short: "72 %"), "3,4 dagar", "Ja", a category's words; "" for None."""
    if amount is None or isnan(amount):
        return ""
    if indikator.kind == "ja_nej":
        return "Ja" if amount == 1 else "Nej" if amount == 0 else f"{number(100 * amount)}{THIN}% svarar ja"
    if indikator.kind == "kategori":
        return indikator.codes.get(f"{amount:g}", f"kod {amount:g}")
    spelled = number(amount, indikator.decimals if decimals is None else decimals)
    if short:
        return f"{spelled}{THIN}%" if indikator.kind == "andel" else spelled
    return f"{spelled} {_unit(indikator.unit, spelled)}".strip()


def unit_of_difference(indikator: Indikator) -> str:
    """The words after a difference."""
    return "procentenheter" if indikator.kind == "andel" else indikator.unit


def difference(indikator: Indikator, distance: float, decimals: int | None = None) -> str:
    """A difference without its sign, with its unit; what would be rounded to 0 is "mindre än 0,1 procentenheter"."""
    spelled, step = _difference(indikator, abs(distance), decimals)
    less = LESS_THAN if step else ""
    return f"{less}{step or spelled} {_unit(unit_of_difference(indikator), step or spelled)}".strip()


def more_or_less(indikator: Indikator, distance: float) -> str:
    """How a difference is said of: "fler" or "färre" of what is counted, else "mer" or "mindre"."""
    if indikator.unit.partition(" ")[0] in _COUNTABLE:
        return "fler" if distance > 0 else "färre"
    return "mer" if distance > 0 else "mindre"


def finer(indikator: Indikator, amount: float, most: int = 1) -> int:
    """The decimals that spell a worked-out number such as a median: up to `most` more than published, if that is all.

    So a median halfway between two published values is told from both of them, by every label and sentence alike.
    """
    return rounding.exact(amount, indikator.decimals, indikator.decimals + most)


def median(indikator: Indikator, amount: float, short: bool = False) -> str:
    """A median or another quartile with its unit."""
    return value(indikator, amount, short, finer(indikator, amount))


def against(indikator: Indikator, amount: float, base: float, most: int = 1) -> rounding.Compared:
    """A value and what it is held against, with the decimals that both and their difference are said with.

    most  how many decimals more than published the base may be spelled with: 1 for a median
    """
    return rounding.compared(amount, base, finer(indikator, base, most))


def least(indikator: Indikator, amount: float, decimals: int) -> int:
    """The published decimals, where they spell a number of a comparison exactly; else the comparison's."""
    return indikator.decimals if rounding.is_exact(amount, indikator.decimals) else decimals


def signed(indikator: Indikator, distance: float, decimals: int | None = None) -> str:
    """A difference with its sign, without a unit; what would be rounded to 0 is "upp mindre än 0,1"."""
    spelled, step = _difference(indikator, distance, decimals)
    if step:
        return f"{'upp' if distance > 0 else 'ned'} {LESS_THAN}{step}"
    return f"+{spelled}" if distance > 0 else spelled


def end(indikator: Indikator, amount: float) -> str:
    """An end of a difference's interval, with its sign; with more decimals where rounding would make 0 of it."""
    spelled = number(amount, _decimals(indikator, amount))
    return f"+{spelled}" if amount > 0 and spelled.strip("0,") else spelled


def direction(indikator: Indikator) -> str:
    """Which values are wanted, in words."""
    if indikator.kind == "kategori" and indikator.direction in ("hog", "lag"):
        code = (max if indikator.direction == "hog" else min)(indikator.codes, key=float)
        return f"Önskvärt svar enligt källan: {indikator.codes[code]}."
    words = DIRECTION_JA if indikator.kind == "ja_nej" else DIRECTION
    return words[indikator.direction]


def joined(names: Sequence[str], last: str = "och") -> str:
    """ "A, B och C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else ""


def counted(number_of: int, singular: str, plural: str, article: str = "en") -> str:
    """ "en kommun", "13 kommuner", "ett värde"."""
    return f"{article} {singular}" if number_of == 1 else f"{number(number_of)} {plural}"


def out_of(part: int, whole: int, singular: str, plural: str) -> str:
    """ "3 av 17 frågor", "1 av 1 fråga"."""
    return f"{number(part)} av {number(whole)} {singular if whole == 1 else plural}"


def genitive(name: str) -> str:
    """A name's genitive: "Vetlandas", "Borås"."""
    return name if name[-1:] in "sxz" else f"{name}s"


def upper_first(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def beside(indikator: Indikator, amount: float, base: float, most: int = 1) -> tuple[str, str, str]:
    """What a value is held against, the value, "" if as published, and how far it lies, signed; `most` as `against`."""
    pair = against(indikator, amount, base, most)
    spelled = [value(indikator, end, decimals=least(indikator, end, pair.decimals)) for end in (base, amount)]
    own = "" if least(indikator, amount, pair.decimals) == indikator.decimals else spelled[1]
    return spelled[0], own, signed_with_unit(indikator, pair.difference, pair.step)


def signed_with_unit(indikator: Indikator, distance: float, decimals: int | None = None) -> str:
    """A difference with its sign and its unit."""
    spelled = signed(indikator, distance, decimals)
    return f"{spelled} {_unit(unit_of_difference(indikator), spelled.rpartition(' ')[2].lstrip('+' + MINUS))}".strip()


def _difference(indikator: Indikator, distance: float, decimals: int | None) -> tuple[str, str]:
    """A difference as it is spelled, and the step that it is less than where that would be 0 though it is not."""
    decimals = least(indikator, distance, indikator.decimals if decimals is None else decimals)
    tiny = distance != 0 and rounding.rounded(distance, decimals) == 0
    return number(distance, decimals), number(10**-decimals, decimals) if tiny else ""


def _decimals(indikator: Indikator, amount: float) -> int:
    """The indikator's decimals, or up to three more where rounding would make 0 of what is not."""
    choices = range(indikator.decimals, indikator.decimals + 4)
    return next((decimals for decimals in choices if rounding.rounded(amount, decimals)), indikator.decimals)


def lower_first(sentence: str) -> str:
    """The sentence with a small first letter, but for an abbreviation."""
    return sentence[:1].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def local(at: str) -> datetime:
    """A moment of writing (ISO 8601) on a Swedish clock."""
    return datetime.fromisoformat(at).astimezone(ZoneInfo("Europe/Stockholm"))
