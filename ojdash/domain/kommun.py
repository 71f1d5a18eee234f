"""Kommuner, län and kommungrupper: codes, names and the Swedish order of names."""

from __future__ import annotations

from dataclasses import dataclass

RIKET = "0000"

LAN: dict[str, str] = {
    "01": "Stockholms län",
    "03": "Uppsala län",
    "04": "Södermanlands län",
    "05": "Östergötlands län",
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
    "10": "Blekinge län",
    "12": "Skåne län",
    "13": "Hallands län",
    "14": "Västra Götalands län",
    "17": "Värmlands län",
    "18": "Örebro län",
    "19": "Västmanlands län",
    "20": "Dalarnas län",
    "21": "Gävleborgs län",
    "22": "Västernorrlands län",
    "23": "Jämtlands län",
    "24": "Västerbottens län",
    "25": "Norrbottens län",
}

KOMMUNGRUPPER: dict[str, str] = {
    "A1": "Storstäder",
    "A2": "Pendlingskommun nära storstad",
    "B3": "Större stad",
    "B4": "Pendlingskommun nära större stad",
    "B5": "Lågpendlingskommun nära större stad",
    "C6": "Mindre stad/tätort",
    "C7": "Pendlingskommun nära mindre tätort",
    "C8": "Landsbygdskommun, ej nära större stad",
    "C9": "Landsbygdskommun med besöksnäring",
}


@dataclass(frozen=True, slots=True)
class Kommun:
    """A kommun: `kod` four digits with leading zero, `kommungrupp` one of KOMMUNGRUPPER or None."""

    kod: str
    namn: str
    kommungrupp: str | None = None

    @property
    def lan(self) -> str:
        """The county's two digits: the first two of the code."""
        return self.kod[:2]


_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "y", "-": " "})


def swedish_order(name: str) -> str:
    """A sort key: å, ä, ö come after z in that order; case and hyphens do not count."""
    return name.casefold().translate(_ORDER)
