"""Answers about one indikator: Indikator, År för år, Jämför."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ojdash.answers.counting import counts, reckoned
from ojdash.answers.settling import arrived, in_order
from ojdash.domain.answer import ROWS, Answer, Value, each, number, whole
from ojdash.domain.change import Change, change
from ojdash.domain.counting import steps
from ojdash.domain.funnel import Funnel, funnel
from ojdash.domain.group import FEWEST_FOR_MEDIAN, Group, Tally, filled, tally
from ojdash.domain.indikator import Indikator
from ojdash.domain.kept import kept
from ojdash.domain.kommun import KOMMUNGRUPPER, LAN, RIKET, swedish_order
from ojdash.domain.omrade import OVERGRIPANDE, liknande_kind
from ojdash.domain.question import Question
from ojdash.store import Store, source_of


def indikator(store: Store, question: Question) -> Answer:
    """Everything about one indikator for one kommun. rows: the own kommun's years."""
    return _about_one(store, question, rows="own")


def over_tid(store: Store, question: Question) -> Answer:
    """The whole series. rows: the own kommun's years, then Riket's."""
    return _about_one(store, question, rows="years")


def jamfor(store: Store, question: Question) -> Answer:
    """Beside a group. rows: the own kommun and the group's members in the asked year, highest value first."""
    return _about_one(store, question, rows="group")


def group(store: Store, question: Question) -> Group:
    """The group that a question names, still without values; liknande by the list of the question's year."""
    kommun = store.kommuner[question.kommun]
    extra = {}
    if question.peers == "lan":
        kind, name = "lan", LAN.get(kommun.lan, "")
        codes = [kod for kod, other in store.kommuner.items() if other.lan == kommun.lan]
    elif question.peers == "kommungrupp":
        kind, name = "kommungrupp", KOMMUNGRUPPER.get(kommun.kommungrupp, "")
        codes = [
            kod
            for kod, other in store.kommuner.items()
            if kommun.kommungrupp and other.kommungrupp == kommun.kommungrupp
        ]
    elif question.peers == "liknande":
        kind_asked = liknande_kind(question.omrade)
        liknande = store.liknande.of(kommun.kod, kind_asked, question.year)
        kind, name, codes = (
            "liknande",
            "",
            [kod for kod in (liknande.members if liknande else ()) if kod in store.kommuner],
        )
        extra = {"year": liknande.year, "liknande": liknande.kind} if liknande else {"liknande": OVERGRIPANDE}
        extra["instead_of"] = kind_asked if extra["liknande"] != kind_asked else None
    elif question.peers == "riket":
        kind, name, codes = "riket", "", list(store.kommuner)
    else:
        kind, name, codes = "valda", "", list(question.own_choice)
    members = sorted((kod for kod in codes if kod != kommun.kod), key=lambda k: swedish_order(store.kommuner[k].namn))
    return Group(kind, name, tuple(members), **extra)


def group_members(store: Store, question: Question) -> list[str]:
    """The codes of the group that a settled question names, without the own kommun."""
    return list(group(store, question).members)


def whys(rows: pd.DataFrame, codes: Sequence[str], absent: str) -> dict[str, tuple[float, object]]:
    """Value and kind of missing of some kommuner, from rows of one year; `absent` is why one without a row has none."""
    cells = zip(rows["value"].tolist(), rows["missing"].tolist(), strict=True)
    by_kommun = dict(zip(rows["kommun"], cells, strict=True))
    return {kod: by_kommun.get(kod, (np.nan, absent)) for kod in codes}


def own_change(store: Store, question: Question, series: pd.DataFrame, year: int) -> Change:
    """The change to `year` from the asked earlier one, or from the newest in which the kommun has a value.

    series  the own kommun's years
    """
    definition, from_year = store.indikator(question.indikator), question.from_year
    rows = {int(row.year): row for row in each(series)}
    before = max((y for y, row in rows.items() if y < year and number(row.value) is not None), default=None)
    from_year = before if from_year is None else from_year
    (earlier, n_earlier), (later, n_later) = (
        (number(rows[y].value), number(rows[y].n)) if y in rows else (None, None) for y in (from_year, year)
    )
    counted = before_that = None
    if earlier is not None and later is not None:
        cell, spans = (definition.id, question.kommun), {definition.id: (from_year, year)}
        if from_year == before:
            (counted,) = counts(store, question.gender, spans, [(*cell, rows[year])])
        else:
            counted = reckoned(store, question.gender, spans, [question.kommun]).get(cell)
        own = (series[name] for name in ("kommun", "year", "value"))
        before_that = steps(definition, *own, from_year).get(question.kommun)
    return change(definition, from_year, year, earlier, later, n_earlier, n_later, counted, before_that)


_WHOLE = ("year", "n", "ties", "kommuner", "counted", "at_least", "earlier_year", "earlier_n", "newest", "from_year")
_WHOLE += ("steps_since", "steps_number")
_WORDS = pd.StringDtype("python", na_value=np.nan)  # read one at a time, which is slow of Arrow's
_KINDS = {**dict.fromkeys(_WHOLE, "Int32"), "difference": "float64", "stands_out": "int64", "in_list": "boolean"}
_KINDS |= dict.fromkeys(("steps_least", "steps_most"), "float64")


def change_columns(changes: Sequence[Change]) -> dict[str, list]:
    """What rows hold of changes: difference, verdict, flip, counted, at_least, steps_least, _most, _since, _number.

    Those of counts and of the steps before are None where they are not known.
    """
    columns = {name: [getattr(moved, name) for moved in changes] for name in ("difference", "verdict", "flip")}
    counts, steps = [moved.counts for moved in changes], [moved.steps for moved in changes]
    for name in ("counted", "at_least"):
        columns[name] = [None if its is None else getattr(its, name) for its in counts]
    for name in ("least", "most", "since", "number"):
        columns[f"steps_{name}"] = [None if its is None else getattr(its, name) for its in steps]
    return columns


def named(store: Store, rows: pd.DataFrame, **columns: str | list) -> pd.DataFrame:
    """Rows with the kommun's name and the given columns (one word is every row's), ROWS first; whole numbers Int32.

    `status` is said later (marking.py), for it may change.
    """
    of_rows = {name: [column] * len(rows) if isinstance(column, str) else column for name, column in columns.items()}
    kommuner = of_rows["kommun"] if "kommun" in of_rows else rows["kommun"]
    of_rows["namn"] = [store.kommuner[kod].namn if kod in store.kommuner else "Riket" for kod in kommuner]
    of_rows["status"] = [None] * len(rows)
    of_rows = {name: pd.array(column, dtype=_KINDS.get(name, _WORDS)) for name, column in of_rows.items()}
    # Made at once: to set one column after the other into a frame, or to fit columns with an index of their own to each
    # other, costs more than the rest of an answer.
    of_rows = {name: rows[name] for name in rows} | of_rows
    names = (*ROWS, *(name for name in of_rows if name not in ROWS))
    return pd.DataFrame({name: of_rows[name] for name in names}, rows.index)


def fetched(store: Store, ids: Sequence[str]) -> tuple[str, str]:
    """The first and the last day on which the values of some indikatorer were fetched."""
    days = {store.fetched_at(id)[:10] for id in ids}
    return (min(days), max(days)) if days else ("", "")


_EMPTY = pd.DataFrame(columns=ROWS)


def _about_one(store: Store, question: Question, rows: str) -> Answer:
    definition = store.indikator(question.indikator)
    kommun = store.kommuner[question.kommun]
    years = store.years(definition.id)
    series = store.series(definition.id, question.gender, [kommun.kod, RIKET])
    mine = series[series["kommun"] == kommun.kod].reset_index(drop=True)
    national = without_few(store.national(definition.id, question.gender))
    come = arrived(store, years)
    year = question.year or _newest(mine, national, come)
    question = in_order(question.but(year=year))
    year = question.year
    beside = group(store, question)
    everyone = everyone_of(store, definition.id, question.gender, year) if year else _EMPTY
    absent = _why_absent(definition, everyone, national, year, years)
    own = _own(mine, year, absent)
    moved = own_change(store, question, mine, year) if year else None
    codes = [kommun.kod, *beside.members]
    beside = filled(beside, definition, whys(everyone, codes, absent), kommun.kod)
    riket = national.loc[national["year"] == year, "riket"]
    if rows == "group":
        table = _group_rows(everyone, codes, year, absent, store)
    else:
        table = series[series["kommun"].isin([kommun.kod] if rows == "own" else [kommun.kod, RIKET])]
        table = table.sort_values(["kommun", "year"], ascending=[False, True], ignore_index=True)
    if rows == "years" and moved is not None:
        question = question.but(from_year=moved.from_year)
    return Answer(
        question=question,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, [definition.id]),
        kommun=kommun,
        rows=named(store, table, indikator=definition.id, gender=question.gender),
        indikator=definition,
        indikatorer={definition.id: definition},
        omrade_title=store.omraden.get(definition.omrade, ""),
        fetched=fetched(store, [definition.id]),
        group=beside,
        change=moved,
        own=own,
        riket=number(riket.iloc[0]) if len(riket) else None,
        everyone=everyone,
        funnel=None if rows == "years" else _funnel(store, definition, everyone, national, year),
        national=national,
        group_years=_of_group(store, definition, question.gender, beside, kommun.kod) if rows == "years" else None,
        years=years,
        genders=store.genders(definition.id),
        women_and_men=_women_and_men(store, question),
        newer=_newer(definition, mine, national[national["year"].isin(come)], year, years),
    )


# The same for every kommun, so a visitor who chooses another kommun is not made to wait for them.
@kept("values of every kommun")
def everyone_of(store: Store, id: str, gender: str, year: int) -> pd.DataFrame:
    """Every kommun with a row of one indikator, gender and year, named; columns as ROWS."""
    return named(store, store.values(id, gender, year, kommuner_only=True), indikator=id, gender=gender)


def _newest(mine: pd.DataFrame, national: pd.DataFrame, years: Sequence[int]) -> int | None:
    """Of some years the kommun's own newest with a value; without any, the nation's; else the newest with rows."""
    known = mine.loc[mine["value"].notna() & mine["year"].isin(years), "year"]
    if len(known):
        return int(known.max())
    known = national.loc[(national["kommuner"] > 0) & national["year"].isin(years), "year"]
    return int(known.max()) if len(known) else max(years, default=None)


def _why_absent(
    definition: Indikator, everyone: pd.DataFrame, national: pd.DataFrame, year: int | None, years: tuple[int, ...]
) -> str:
    """Why a kommun without a row has none; an indikator that only regions have does not concern any kommun."""
    if everyone.empty and not (national["kommuner"] > 0).any():
        return "ej_tillamplig"
    return definition.why_no_row(year, years) if year else "fanns_inte"


def _funnel(
    store: Store, definition: Indikator, everyone: pd.DataFrame, national: pd.DataFrame, year: int | None
) -> Funnel | None:
    """Around Riket's value where it can stand beside a kommun's."""
    if definition.kind != "andel" or everyone.empty:
        return None
    rows = national.loc[national["year"] == year, ["riket", "lowest", "highest"]].astype(float)
    riket, lowest, highest = rows.iloc[0].tolist() if len(rows) else (np.nan, np.nan, np.nan)
    shares, n = everyone["value"].to_numpy(float) / 100, everyone["n"].to_numpy(float, na_value=np.nan)
    return funnel(shares, n, store.rule, riket / 100 if lowest <= riket <= highest else None)


def _own(mine: pd.DataFrame, year: int | None, absent: str) -> Value | None:
    if year is None:
        return None
    rows = mine[mine["year"] == year]
    if rows.empty:
        return Value(year, None, absent)
    return _value(rows.iloc[0])


def _value(row: pd.Series) -> Value:
    return Value(
        int(row["year"]),
        number(row["value"]),
        row["missing"],
        whole(row["n"]),
        row["signal"],
        number(row["percentile"]),
        whole(row["ties"]) or 0,
        whole(row["kommuner"]) or 0,
    )


def _women_and_men(store: Store, question: Question) -> dict[str, Value]:
    if question.gender != "T" or question.year is None:
        return {}
    rows = store.women_and_men(question.indikator, question.kommun, question.year)
    return {row["gender"]: _value(row) for _, row in rows.iterrows()}


def _newer(
    definition: Indikator, mine: pd.DataFrame, national: pd.DataFrame, year: int | None, years: tuple[int, ...]
) -> tuple[int, str] | None:
    later = national.loc[(national["kommuner"] > 0) & (national["year"] > (year or 0)), "year"]
    if later.empty:
        return None
    newest = int(later.max())
    rows = mine[mine["year"] == newest]
    if len(rows) and not np.isnan(rows.iloc[0]["value"]):
        return None
    return newest, rows.iloc[0]["missing"] if len(rows) else definition.why_no_row(newest, years)


def _group_rows(everyone: pd.DataFrame, codes: list[str], year: int, why: str, store: Store) -> pd.DataFrame:
    """One row a kommun of the group, the own included: highest first, ties in Swedish order, missing last."""
    codes = sorted(codes, key=lambda kod: swedish_order(store.kommuner[kod].namn))
    rows = everyone.drop(columns="namn").set_index("kommun").reindex(codes).rename_axis("kommun").reset_index()
    absent = rows["year"].isna()
    rows["missing"] = rows["missing"].astype(object).where(~absent, why).where(rows["value"].isna(), None)
    rows["signal"] = rows["signal"].astype(object).where(rows["signal"].notna(), None)
    rows["year"] = year
    return rows.sort_values("value", ascending=False, kind="stable", na_position="last", ignore_index=True)


def _of_group(store: Store, definition: Indikator, gender: str, beside: Group, own: str) -> pd.DataFrame:
    return group_years(store, definition, store.series(definition.id, gender, [own, *beside.members]), beside, own)


def group_years(store: Store, definition: Indikator, series: pd.DataFrame, group: Group, own: str = "") -> pd.DataFrame:
    """Who of the group is counted each year that any member has a row in.

    own       the own kommun's code; "" in a county report, where every kommun is a member
    value     the members' median, NaN of fewer than four; Ja/Nej: the share of Ja in percent, NaN where nobody answers
    n, ja, unconcerned, lacking  how many, as in Tally
    with_own  the median of the members and the own kommun, NaN where it has no value, then the two are the same
    few       the members' values where they are too few for a median: (code, name, value, n), in the group's order
    Empty     for categories, of which there is neither
    """
    names = ("year", "value", "n", "ja", "unconcerned", "lacking", "with_own", "n_with_own", "few")
    members = series[series["kommun"].isin(group.members)]
    if definition.kind == "kategori":
        members = members.iloc[:0]
    mine = series[(series["kommun"] == own) & series["value"].notna()].set_index("year")["value"].to_dict()
    lines = []
    for year, rows in members.groupby("year"):
        cells = list(whys(rows, group.members, "okant").values())
        one = tally(definition, cells)
        share = 100 * one.ja / one.n if one.ja is not None and one.n else None
        every = tally(definition, [*cells, (mine[year], None)]) if year in mine else Tally(0, 0)
        few = () if definition.is_coded or one.median is not None else _each(store, rows, group)
        counted = one.n, one.ja, one.unconcerned, one.lacking
        lines.append((year, share if one.median is None else one.median, *counted, every.median, every.n, few))
    found = pd.DataFrame(lines, columns=names)
    return found.astype({"value": float, "with_own": float}) if lines else found


def _each(store: Store, rows: pd.DataFrame, group: Group) -> tuple[tuple[str, str, float, int | None], ...]:
    """The values of a year one by one."""
    found = {row.kommun: row for row in each(rows) if number(row.value) is not None}
    some = [found[kod] for kod in group.members if kod in found]
    return tuple((row.kommun, store.kommuner[row.kommun].namn, float(row.value), whole(row.n)) for row in some)


def without_few(national: pd.DataFrame) -> pd.DataFrame:
    """The nation's years without the median and quarters of fewer than four values."""
    few = national["kommuner"] < FEWEST_FOR_MEDIAN
    if not few.any():
        return national
    return national.assign(**{name: national[name].mask(few) for name in ("q1", "median", "q3")})
