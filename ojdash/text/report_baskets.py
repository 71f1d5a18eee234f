"""The words of the year's report: what each network has chosen, why, and for whom."""

from __future__ import annotations

from ojdash.domain.analys import Analys
from ojdash.domain.report import Basket, Chosen, YearReport
from ojdash.text import om_data, page, report, words
from ojdash.text.snabbanalys import KORG, basket, written_by

NAME = "Årsrapport"
READ = (
    "Varje nätverk har valt indikatorer till årets rapport, med skäl och mottagare. Siffrorna är nätverkets egna "
    "kommuners. Ordningen mellan nätverken och indikatorerna är ingen rangordning."
)
NOTHING_CHOSEN = "Nätverket har inte valt någon indikator för året."
NO_VALUE = "Ingen av nätverkets kommuner har något värde det året."
SIGNED = "Skrivet av"
UNNAMED = "Nätverk utan namn"


def title(found: YearReport) -> str:
    """The document's title."""
    return f"{NAME}: nätverkens urval {found.year}"


def about(found: YearReport) -> list[tuple[str, str]]:
    """What stands on the cover."""
    source = page.origin(found.answer).removeprefix(f"{page.SOURCE}: ") if found.answer else report.NOTHING
    return [
        (report.RECIPIENT, found.cover.mottagare),
        (report.SENDER, found.cover.avsandare or report.NOBODY_SAID),
        (report.DAY, found.day),
        (report.STATE, report.STATES[found.cover.lage]),
        (page.YEAR, str(found.year)),
        (om_data.EDITION, found.edition),
        (page.SOURCE, source),
    ]


def foot(found: YearReport) -> str:
    """The foot of every page."""
    return f"{title(found)} · {report.STATES[found.cover.lage]} {found.day}"


def named(analys: Analys) -> str:
    """A network by its own name, else its analys's."""
    return analys.text("om/natverk") or analys.text("om/titel") or UNNAMED


def network(found: Basket) -> str:
    """A network's heading."""
    return found.natverk or UNNAMED


def in_short(found: Basket) -> list[str]:
    """Who the network is, how many it has chosen, and for whom."""
    said = [basket(len(found.chosen)) if found.chosen else NOTHING_CHOSEN]
    if found.kommuner:
        said.append(f"{report.KOMMUNER}: {words.joined([kommun.namn for kommun in found.kommuner])}.")
    return [*said, *([f"{report.RECIPIENT}: {found.mottagare}."] if found.mottagare else [])]


def chosen(found: Chosen) -> list[tuple[str, str]]:
    """Why an indikator was chosen, for whom, and who said so."""
    said = [(KORG["skal"], found.skal), (KORG["mottagare"], found.mottagare)]
    said.append((SIGNED, "; ".join(dict.fromkeys(written_by(one) for one in found.written))))
    return [(name, text or report.NOTHING) for name, text in said]
