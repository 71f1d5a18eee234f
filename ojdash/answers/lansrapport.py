"""The county report: every kommun of a group in every indikator of an area and year, put together once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ojdash.answers.counting import counts
from ojdash.answers.marking import marked, marks_of
from ojdash.answers.one import change_columns, everyone_of, fetched, group, group_years, named, whys, without_few
from ojdash.answers.settling import arrived, concerning
from ojdash.answers.whose import called
from ojdash.domain.analys import Analys, Written
from ojdash.domain.answer import ROWS, Answer, each, number, whole
from ojdash.domain.change import change
from ojdash.domain.counting import Counts, Steps, steps
from ojdash.domain.errors import QuestionError
from ojdash.domain.group import Group, Tally, filled
from ojdash.domain.indikator import Indikator
from ojdash.domain.kept import kept
from ojdash.domain.kommun import RIKET, Kommun, swedish_order
from ojdash.domain.places import is_date
from ojdash.domain.question import Question
from ojdash.domain.report import EVERYONE_NAMED, STATES, Comment, Cover, Finding, Place, Report
from ojdash.domain.several import in_list
from ojdash.domain.status import Marks
from ojdash.store import Store, source_of
from ojdash.text import problems

NOBODY = Kommun("", "")  # in a report no kommun is the own one


def cover(mottagare: str, avsandare: str = "", datum: str = "", lage: str = STATES[0]) -> Cover:
    """The cover. Raises QuestionError where the recipient is lacking or a part can't be."""
    if not mottagare.strip():
        raise QuestionError(problems.NO_RECIPIENT)
    if datum and not is_date(datum):
        raise QuestionError(problems.day(datum))
    if lage not in STATES:
        raise QuestionError(problems.state(lage, STATES))
    return Cover(mottagare.strip(), avsandare.strip(), datum, lage)


def of_lan(store: Store, lan: str) -> str:
    """Any kommun of a county, whose group is then the county. Raises QuestionError where the county has none."""
    kod = next((kod for kod, kommun in store.kommuner.items() if kommun.lan == lan), None)
    if kod is None:
        raise QuestionError(problems.lan(lan, sorted({kommun.lan for kommun in store.kommuner.values()})))
    return kod


def lansrapport(store: Store, question: Question) -> Answer:
    """Every kommun in every indikator of the area that has a value in the year.

    rows  one per kommun and indikator: ROWS with kommuner in the order of names, and from_year, difference, verdict,
          flip against the newest earlier year that any of them has a value in, and in_list: whether a change holds
          among all that are tested
    """
    return _figures(store, _settled(store, question), None).answer


def county_report(
    store: Store,
    question: Question,
    cover: Cover | None = None,
    analyser: Sequence[Analys] = (),
    kommuner: Sequence[str] | None = None,
) -> Report:
    """The report on a settled question: the kommun and the group it is set beside are those reported on.

    kommuner  other ones than the question's, any number of codes
    analyser  whose comments stand in it, each told whose it is; edition and figures are the question's alone

    Three queries an indikator, whatever the number of kommuner; four of an edition without counts of changes.
    Raises  QuestionError  the area has no values, or not in that year; an unknown kommun
    """
    report = _figures(store, _settled(store, question), None if kommuner is None else tuple(kommuner))
    marks = marks_of(store)
    findings = [
        replace(_marked(finding, marks), comments=tuple(_comments(analyser, finding))) for finding in report.findings
    ]
    return replace(
        report,
        answer=marked(report.answer, marks),
        cover=cover,
        findings=tuple(findings),
        day=_day(report, cover, findings),
        natverk=tuple(map(_network, analyser)),
    )


def _marked(finding: Finding, marks: Marks) -> Finding:
    """The finding with what is said of its values, in both years."""
    id, year, before = finding.indikator.id, finding.year, finding.from_year
    if not any(key[0] == id for key in marks.found):
        return replace(finding, answer=marked(finding.answer, marks))
    places = tuple(
        replace(
            place,
            status=marks.of(id, place.kommun.kod, year),
            earlier_status=marks.of(id, place.kommun.kod, before),
        )
        for place in finding.places
    )
    return replace(finding, answer=marked(finding.answer, marks), places=places)


def _settled(store: Store, question: Question) -> Question:
    """With its year: the newest and that year by name are one report, worked out once."""
    question = question.only_what_applies()
    every_year = _years(store, question)
    if not every_year:
        raise QuestionError(problems.no_values(store.omraden.get(question.omrade, question.omrade)))
    question = question.but(year=question.year or arrived(store, every_year)[-1])
    if question.year not in every_year:
        raise QuestionError(problems.year(question.year, every_year))
    return question


def _ids(store: Store, question: Question) -> list[str]:
    return [id for id in concerning(store, question.omrade) if question.gender in store.genders(id)]


def _years(store: Store, question: Question) -> list[int]:
    return sorted({year for id in _ids(store, question) for year in store.years(id)})


# The figures of an edition never change; what people write and the cover do.
@kept("county reports")
def _figures(store: Store, question: Question, kommuner: tuple[str, ...] | None) -> Report:
    ids = _ids(store, question)
    beside, codes = _group(store, question, kommuner)
    findings, absent = [], []
    for id in ids:
        finding = _finding(store, question, id, beside, codes)
        if finding is None:
            absent.append(_absent(store, id, question.year, question.gender))
        else:
            findings.append(finding)
    findings = _flagged(store, question, codes, _listed(findings))
    measured = [finding.indikator.id for finding in findings]
    answer = Answer(
        question=question,
        edition=store.id,
        rule=store.rule,
        source=source_of(store, measured),
        kommun=store.kommuner[question.kommun],
        rows=_rows(store, question, findings),
        indikatorer={finding.indikator.id: finding.indikator for finding in findings},
        omrade_title=store.omraden.get(question.omrade or "", ""),
        fetched=fetched(store, measured),
        group=beside,
        years=tuple(_years(store, question)),
        genders=tuple(g for g in "TKM" if any(g in store.genders(id) for id in ids)),
        counts={
            "years": dict.fromkeys(measured, question.year),
            "left_out": 0,
            "absent": len(absent),
            "tested": sum(place.change.low is not None for finding in findings for place in finding.places),
        },
    )
    kommuner_of = {kod: store.kommuner[kod] for kod in codes}
    day = answer.fetched[1] or store.source.fetched_at[:10]
    return Report(answer, None, tuple(findings), tuple(absent), kommuner_of, day)


def _group(store: Store, question: Question, kommuner: Sequence[str] | None) -> tuple[Group, tuple[str, ...]]:
    """The group reported on, the question's own kommun one of it, and its codes in the Swedish order of names."""
    if kommuner is not None:
        unknown = next((kod for kod in kommuner if kod not in store.kommuner), None)
        if unknown is not None:
            raise QuestionError(problems.kommun(unknown, store.kommuner))
        beside, codes = Group("valda", "", ()), set(kommuner)
    else:
        beside = group(store, question)
        codes = {question.kommun, *beside.members}
    ordered = tuple(sorted(codes, key=lambda kod: swedish_order(store.kommuner[kod].namn)))
    return replace(beside, members=ordered, leaves_out=False), ordered


def _finding(store: Store, question: Question, id: str, beside: Group, codes: tuple[str, ...]) -> Finding | None:
    """One indikator; None where nobody in the nation has a row in the year."""
    definition, year, years = store.indikator(id), question.year, store.years(id)
    if year not in years:
        return None
    series = store.series(id, question.gender, [*codes, RIKET])
    national = without_few(store.national(id, question.gender))
    in_year = series[(series["year"] == year) & (series["kommun"] != RIKET)].set_index("kommun").reindex(list(codes))
    if not len(national[(national["year"] == year) & (national["kommuner"] > 0)]):
        return None
    from_year = _from_year(series, year)
    before = series[(series["year"] == from_year) & (series["kommun"] != RIKET)]
    why = definition.why_no_row(year, years)
    earlier = before.set_index("kommun").reindex(list(codes))
    # The year before is the newest in which any of them has a value, so who has one there was counted from it.
    its_row = zip(codes, each(in_year[["counted", "at_least"]]), strict=True)
    counted = counts(store, question.gender, {id: (from_year, year)}, [(id, kod, row) for kod, row in its_row])
    moves = {}
    if from_year is not None:
        moves = steps(definition, *(series[name] for name in ("kommun", "year", "value")), from_year)
    changes = zip(counted, map(moves.get, codes), strict=True)
    places = tuple(_places(store, definition, codes, in_year, earlier, year, from_year, why, changes))
    table = pd.DataFrame(
        {
            "kommun": codes,
            "year": year,
            "value": in_year["value"].to_numpy(),
            "missing": [place.missing for place in places],
            "n": in_year["n"].to_numpy(),
            "signal": [place.signal for place in places],
            "percentile": in_year["percentile"].to_numpy(),
        }
    ).sort_values("value", ascending=False, kind="stable", na_position="last", ignore_index=True)
    row = national[national["year"] == year].iloc[0]
    rows = named(store, table, indikator=id, gender=question.gender)
    answer = Answer(
        question=question.but(page="jamfor", indikator=id),
        edition=store.id,
        rule=store.rule,
        source=source_of(store, [id]),
        kommun=NOBODY,
        rows=rows,
        indikator=called(store, id, question.gender),
        indikatorer={id: called(store, id, question.gender)},
        omrade_title=store.omraden.get(definition.omrade, ""),
        fetched=fetched(store, [id]),
        group=filled(beside, definition, whys(table, codes, why), None),
        riket=number(row["riket"]),
        everyone=everyone_of(store, id, question.gender, year) if len(codes) > EVERYONE_NAMED else rows,
        national=national,
        # Only those who say Ja are shown year by year in a report.
        group_years=group_years(store, definition, series, beside) if definition.kind == "ja_nej" else None,
        years=years,
        genders=store.genders(id),
    )
    return Finding(
        answer=answer,
        places=places,
        from_year=from_year,
        before=filled(beside, definition, whys(before, codes, "okant"), None) if from_year else None,
        broken=definition.break_between(from_year, year) if from_year else None,
        riket=_beside_kommuner(row) if not definition.is_coded else None,
        nation=_nation(row) if definition.kind == "ja_nej" else None,
    )


def _listed(findings: list[Finding]) -> list[Finding]:
    """The findings with each change told whether it holds among all that the report tests, which are one list."""
    changes = iter(in_list([place.change for finding in findings for place in finding.places]))
    places = [tuple(replace(place, change=next(changes)) for place in finding.places) for finding in findings]
    return [replace(finding, places=of_finding) for finding, of_finding in zip(findings, places, strict=True)]


def _flagged(store: Store, question: Question, codes: tuple[str, ...], findings: list[Finding]) -> list[Finding]:
    """The findings with what the control at publishing found in the year: their kommuner's, and whole indikatorer's."""
    flags = store.flags(question.omrade, codes, question.year)
    flags = flags[flags["gender"] == question.gender]
    by_id: dict[str, list] = {}
    for row in each(flags):
        namn = store.kommuner[row.kommun].namn if isinstance(row.kommun, str) else None
        by_id.setdefault(row.indikator, []).append((namn, row))
    return [replace(finding, flags=tuple(by_id.get(finding.indikator.id, ()))) for finding in findings]


def _from_year(series: pd.DataFrame, year: int) -> int | None:
    earlier = series[(series["year"] < year) & series["value"].notna() & (series["kommun"] != RIKET)]
    return int(earlier["year"].max()) if len(earlier) else None


def _places(
    store: Store,
    definition: Indikator,
    codes: Iterable[str],
    now: pd.DataFrame,
    before: pd.DataFrame,
    year: int,
    from_year: int | None,
    why: str,
    told_by: Iterable[tuple[Counts | None, Steps | None]],
) -> Iterator[Place]:
    columns = (now[name].tolist() for name in ("value", "missing", "n", "signal"))
    earlier = (before[name].tolist() for name in ("value", "n"))
    for kod, value, missing, n, signal, was, n_was, moved_among in zip(codes, *columns, *earlier, told_by, strict=True):
        value, was = number(value), number(was)
        reason = missing if isinstance(missing, str) else why
        yield Place(
            store.kommuner[kod],
            value,
            None if value is not None else reason,
            whole(n),
            signal if isinstance(signal, str) else None,
            store.rule.unsure(n) and not store.rule.few(n),
            was,
            change(definition, from_year, year, was, value, number(n_was), number(n), *moved_among),
        )


def _nation(row: pd.Series) -> Tally:
    """Who of all kommuner is counted in a Ja/Nej."""
    answers, ja, unconcerned, lacking = (whole(row[n]) or 0 for n in ("kommuner", "ja", "unconcerned", "lacking"))
    return Tally(answers + unconcerned + lacking, answers, unconcerned, ja)


def _beside_kommuner(row: pd.Series) -> float | None:
    """Riket's value, unless it lies outside what any kommun has: then it is not of the same kind as a kommun's."""
    value, low, high = (number(row[name]) for name in ("riket", "lowest", "highest"))
    return None if value is None or low is None or not low <= value <= high else value


def _absent(store: Store, id: str, year: int, gender: str) -> tuple[Indikator, str, int | None]:
    definition, years = called(store, id, gender), store.years(id)
    why = "ej_insamlad" if year in years else definition.why_no_row(year, years)
    return definition, why, max((at for at in years if at < year), default=None)


def _rows(store: Store, question: Question, findings: Sequence[Finding]) -> pd.DataFrame:
    """The rows of all findings, every one's kommuner in the order of its places.

    Joined first and put in order at once: to do so finding by finding takes longer than all the rest of an answer.
    """
    changes = [*change_columns([]), "from_year", "in_list"]
    if not findings:
        return pd.DataFrame(columns=[*ROWS, *changes, "earlier"])
    order, first = [], 0
    for finding in findings:
        at = {kod: place for place, kod in enumerate(finding.answer.rows["kommun"], first)}
        order += [at[place.kommun.kod] for place in finding.places]
        first += len(at)
    places = [place for finding in findings for place in finding.places]
    moved = [place.change for place in places]
    since = change_columns(moved) | {name: [getattr(change, name) for change in moved] for name in changes[-2:]}
    rows = pd.concat([finding.answer.rows for finding in findings], ignore_index=True)
    rows = rows.take(order).reset_index(drop=True).assign(earlier=np.array([place.earlier for place in places], float))
    return named(store, rows, gender=question.gender, **since)


def _comments(analyser: Sequence[Analys], finding: Finding) -> Iterator[Comment]:
    """What the networks wrote of the whole group's result, then its kommuner; what was taken away is no comment."""
    id, year = finding.indikator.id, finding.year
    for analys in analyser:
        for written in _standing(analys, f"rapport/{year}/{id}/kommentar"):
            yield Comment(written, _network(analys))
    for analys in analyser:
        for place in finding.places:
            for written in _standing(analys, f"rad/{year}/{place.kommun.kod}/{id}/samlad"):
                yield Comment(written, _network(analys), place.kommun)


def _standing(analys: Analys, place: str) -> list[Written]:
    """The text at a place, and those written at the same time that nobody has chosen between."""
    texts = [analys.fields[place]] if place in analys.fields else []
    return [written for written in (*texts, *analys.beside.get(place, ())) if written.value.strip()]


def _network(analys: Analys) -> str:
    return analys.text("om/natverk") or analys.text("om/titel")


def _day(report: Report, cover: Cover | None, findings: Sequence[Finding]) -> str:
    if cover is not None and cover.datum:
        return cover.datum
    return max([report.day, *(comment.written.at[:10] for finding in findings for comment in finding.comments)])
