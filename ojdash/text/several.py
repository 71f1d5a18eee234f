"""The words of several changes tried together: what holds among them, and what is secured only alone."""

from __future__ import annotations

from ojdash.domain.several import FALSE_DISCOVERIES
from ojdash.text import words

ALONE = "säkerställd för sig"
READ = (
    "Den som är säkerställd för sig är större än slumpen brukar ge när den prövas ensam, men inte när alla prövas "
    "tillsammans."
)
_MORE_CHANCE = " Där antalet svar är det högsta möjliga kan mer vara slump."
MOST_CHANCE = f"högst {words.number(100 * FALSE_DISCOVERIES)} procent"


def not_among(tested: int) -> str:
    """That a change is secured alone and not in its list: "säkerställd för sig, inte bland 38 prövade"."""
    return f"{ALONE}, inte bland {words.number(tested)} prövade"


def together(tested: int, secured: int, alone: int, at_most: bool = False) -> str:
    """How many changes of a list are tried, how many of the secured are chance at most, and what is secured alone.

    at_most  whether some rest on the most that can have answered
    """
    if tested < 2:
        return f"En förändring är prövad.{_MORE_CHANCE if secured and at_most else ''}" if tested else ""
    summary = f"Vi har prövat {words.number(tested)} förändringar tillsammans."
    if secured == 1:
        summary += (
            f" En är säkerställd. Av det som sådana listor kallar säkerställt är i genomsnitt {MOST_CHANCE} slump."
        )
    elif secured:
        summary += f" Av de {words.number(secured)} säkerställda är i genomsnitt {MOST_CHANCE} slump."
    else:
        summary += " Ingen är säkerställd bland så många."
    if secured and at_most:
        summary += _MORE_CHANCE
    if alone:
        changes = words.counted(alone, "förändring", "förändringar")
        secured_alone = ALONE if alone == 1 else ALONE.replace("säkerställd", "säkerställda")
        summary += f" {words.upper_first(changes)} är {secured_alone}, men inte bland de {words.number(tested)}."
    return summary
