"""What is told of a setting that can't be read: which, what it is, and what it may be."""

from __future__ import annotations

from collections.abc import Sequence

ON = ("1", "true", "yes", "ja", "on", "på")
OFF = ("0", "false", "no", "nej", "off", "av")
BOOLEAN = f"på ({', '.join(ON)}) eller av ({', '.join(OFF)}, eller tom)"
ADDRESSES = (
    "IP-adresser eller nät med komma emellan, till exempel 10.0.0.5, 10.1.0.0/16, eller 1 (ja) för den här datorn och "
    "0 (nej) för ingen"
)


ADDRESS = "en hel adress till webbplatsen, till exempel https://oj.exempel.se/, eller tom"
SITES = "webbplatser med mellanslag emellan, till exempel https://www.exempel.se https://*.exempel.se, eller tom"


def wrong(name: str, value: str, may_be: str) -> str:
    """A setting with a value that it can't have."""
    return f"Inställningen {name} är ”{value[:200]}”. Den kan bara vara {may_be}. Rätta den och starta om."


def number(least: int, most: int | None) -> str:
    """What a number may be."""
    return f"ett helt tal från {least}" + ("" if most is None else f" till {most}")


def choice(choices: Sequence[str]) -> str:
    """What a choice may be."""
    return " eller ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))
