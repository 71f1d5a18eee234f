"""Which rules could not be tried on an indikator's values of a year, and why: that no flag is no proof of anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from ojdash.domain.indikator import Indikator
from ojdash.domain.quality.measured import is_survey
from ojdash.domain.quality.of_indikator import FEWEST_EARLIER
from ojdash.domain.quality.of_kommun import YEARS_UNCHANGED
from ojdash.domain.signal import Rule

# No earlier value to compare with; no values of women and men; too few kommuner; too few years measured.
WHY = ("tidigare", "kon", "kommuner", "matningar")


def untried(
    indikator: Indikator, known: Mapping[int, int], genders: Collection[str], year: int, rule: Rule
) -> dict[str, str]:
    """Each kind of flag that is about such an indikator and could not be tried, with one of WHY.

    known    how many kommuner have a value, by year measured, `year` among them
    genders  those published
    rule     of the edition
    """
    years = sorted(one for one in known if one <= year)
    moves = [later for earlier, later in pairwise(years) if indikator.break_between(earlier, later) is None]
    alike = [one for one in years if one == year or indikator.break_between(one, year) is None]
    is_number = indikator.kind not in ("ja_nej", "kategori")
    many = "" if known[year] >= rule.fewest_kommuner else "kommuner"
    before = "" if year in moves else "tidigare"
    often = "" if len(moves) > FEWEST_EARLIER else "matningar"
    why = {"tackning": before or ("" if max(known[one] for one in years[-2:]) >= rule.fewest_kommuner else "kommuner")}
    why["antal_svar"] = before or many
    if indikator.kind == "ja_nej":
        why |= {"ja_till_nej": before, "samtidigt": before or many}
    if is_number:
        why |= {"hopp": before, "ordning": before or many or often, "nivaskift": before or many or often}
    if indikator.kind == "kronor":
        why["enhet"] = before
    if indikator.kind in ("andel", "dagar"):
        why["kon"] = "" if set("TKM") <= set(genders) else "kon"
    if is_number and is_survey(indikator):
        why["oforandrat"] = "" if len(alike) >= YEARS_UNCHANGED else "matningar"
    return {kind: said for kind, said in why.items() if said}
