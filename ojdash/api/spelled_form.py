"""The form of a saved analys as JSON and as a table: the same in the terminal, over HTTP and in a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ojdash import export, links
from ojdash.api.spelled import (
    change_as_dict,
    group_as_dict,
    indikator_as_dict,
    statuses_as_list,
    typed,
    verified_as_dict,
)
from ojdash.domain.analys import Item, Written
from ojdash.domain.answer import Revision
from ojdash.domain.form import Deviation, Evidence, Form, Joint, Row
from ojdash.domain.places import COLUMNS, ITEM_FIELDS, ROW_FIELDS, STEP_FIELDS, STEPS, YEAR_QUESTIONS
from ojdash.text import page, statuses

# In the form's own order: its columns, the questions of the year comparison, and the rest; `vald` is said by the row.
ROW_ORDER = tuple(dict.fromkeys((*COLUMNS, *YEAR_QUESTIONS, *(name for name in ROW_FIELDS if name != "vald"))))
TABLE = ("kommun", "namn", "year", "indikator", "titel", *COLUMNS, "status", "status_av", "utgava", "kalla")


def form_as_dict(form: Form) -> dict[str, Any]:
    """The form in plain values: what was written, each with who and when, beside what the figures say.

    What nobody has written is `null`, never "nej"; a text is as it was written. No address of the analys is in it.
    `beside` has the texts that were written over each other and are not chosen between.
    """
    analys, year = form.analys, form.question.year
    return {
        "question": {"page": form.question.page} | typed(links.parameters(form.question.but(analys=None))),
        "edition": form.edition,
        "simulated": form.simulated,
        "source": page.origin(form),
        "analys": _about(form),
        "rows": [_row(form, row) for row in form.rows],
        "steps": [_step(form, step) for step in STEPS],
        "prioriterade": _prioritised(form),
        "basket": [_basket(form, id) for id in analys.basket(year)],
        "readings": items(analys.items("tolkning")),
        "goals": items(analys.items("utvecklingsmal")),
        "exchanges": items(analys.items("utbyte")),
        "events": items(analys.items("handelse")),
        "proposals": items(analys.items("forslag")),
        "joint": [_joint(form, line) for line in form.joint],
        "beside": [{"place": one.place} | written_as_dict(one) for its in analys.beside.values() for one in its],
        "statuses": statuses_as_list(form.marks),
        "revised": [_revised(one) for one in form.revised],
        "told": list(form.told),
    }


def form_as_json(form: Form) -> str:
    """`form_as_dict` in UTF-8 JSON, never NaN."""
    return json.dumps(form_as_dict(form), ensure_ascii=False, allow_nan=False, indent=1)


def form_as_rows(form: Form) -> list[dict[str, str]]:
    """The form's six columns as they were written, one row an indikator: TABLE."""
    return [
        {
            "kommun": row.kommun,
            "namn": form.kommun.namn,
            "year": str(form.question.year),
            "indikator": row.id,
            "titel": row.indikator.title + row.indikator.standing if row.indikator else "",
            **{name: row.text(name) for name in COLUMNS},
            **statuses.in_row(row.status, form.marks.problem),
            "utgava": form.edition,
            "kalla": page.origin(form),
        }
        for row in form.rows
    ]


def form_as_csv(form: Form) -> str:
    """`form_as_rows`, comma-separated."""
    return table(TABLE, form_as_rows(form))


def table(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as csv; an apostrophe stands before a text that a spreadsheet would run as a formula."""
    out = io.StringIO()
    written = csv.DictWriter(out, names, lineterminator="\n", quoting=csv.QUOTE_ALL)  # a lone \r is not quoted else
    written.writeheader()
    for row in rows:
        written.writerow({name: as_text(value) for name, value in row.items()})
    return out.getvalue()


def as_text(value: Any) -> Any:
    """A cell of a CSV: a text that a spreadsheet would run as a formula begins with an apostrophe."""
    return export.safe(value) if isinstance(value, str) else value


def _about(form: Form) -> dict[str, Any]:
    analys = form.analys
    return {
        **{name: analys.text(f"om/{name}") or None for name in ("titel", "natverk", "mottagare")},
        "kommuner": {kod: kommun.namn for kod, kommun in form.kommuner.items()},
        "omrade": form.question.omrade,
        "omrade_title": form.omrade_title or None,
        "year": form.question.year,
        "years": list(analys.years),
        "utgava": analys.text(f"ar/{form.question.year}/utgava") or None,
        "created": analys.created or None,
        "ends": analys.ends.isoformat() if analys.ends else None,
        "may": analys.may,
    }


def _of(form: Form, id: str) -> dict[str, Any]:
    """An indikator by id; only the id where the edition has none such."""
    return {"id": id, "title": form.indikatorer[id].title if id in form.indikatorer else None}


def written_as_dict(written: Written | None) -> dict[str, str] | None:
    """What was written, with who and when; None for nothing."""
    if written is None or not written.value:
        return None
    who = {"role": written.author.role, "organisation": written.author.organisation}
    return {"value": written.value} | who | verified_as_dict(written.author.verified) | {"at": written.at}


def _row(form: Form, row: Row) -> dict[str, Any]:
    return {
        "kommun": row.kommun,
        "namn": form.kommun.namn,
        "indikator": indikator_as_dict(row.indikator) if row.indikator else _of(form, row.id),
        **{name: written_as_dict(row.written.get(name)) for name in ROW_ORDER},
        "status": row.status.lage if row.status else None,
        "evidence": _evidence(row.evidence) if row.evidence else None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    answer = evidence.answer
    own = answer.own
    return {
        "year": own.year if own else None,
        "value": own.value if own else None,
        "missing": own.missing if own else None,
        "n": own.n if own else None,
        "signal": own.signal if own else None,
        "percentile": own.percentile if own else None,
        "riket": answer.riket,
        "change": change_as_dict(answer.change),
        "group": group_as_dict(answer),
        "deviations": [_deviation(one) for one in evidence.deviations],
        "events_before": items(evidence.before),
        "events_after": items(evidence.after),
        "readings": items(evidence.readings),
        "revised": _revised(evidence.revised) if evidence.revised else None,
        "walked": {name: written_as_dict(one) for name, one in evidence.walked.items()},
    }


def _deviation(deviation: Deviation) -> dict[str, Any]:
    return {
        "kind": deviation.kind,
        "base": deviation.base,
        "base_year": deviation.base_year,
        "difference": deviation.difference,
        "why": deviation.why,
        "n": deviation.n,
    }


def _revised(revised: Revision) -> dict[str, Any]:
    return {
        "kommun": revised.kommun,
        "namn": revised.namn,
        "indikator": revised.indikator,
        "year": revised.year,
        "before": revised.before,
        "after": revised.after,
    }


def _step(form: Form, step: int) -> dict[str, Any]:
    analys, year = form.analys, form.question.year
    fields = {name: written_as_dict(analys.fields.get(f"steg/{year}/{step}/{name}")) for name in STEP_FIELDS}
    return {"step": step} | fields | {"done": analys.is_done(year, step)}


def _prioritised(form: Form) -> list[dict[str, Any]]:
    """The prioritised indikatorer of every kommun, with why and for whom."""
    return [
        {"kommun": row.kommun, "namn": form.kommuner[row.kommun].namn, "indikator": _of(form, row.id)}
        | {name: written_as_dict(row.written.get(f"prioriterad_{name}")) for name in ("varfor", "mottagare")}
        for line in form.joint
        for row in line.rows
        if row.text("prioriterad")
    ]


def _basket(form: Form, id: str) -> dict[str, Any]:
    at = f"korg/{form.question.year}/{id}/"
    doubts = [one.kommun for one in form.marks.doubts if one.indikator == id]
    return {"indikator": _of(form, id), "doubts": doubts} | {
        name: written_as_dict(form.analys.fields.get(at + name)) for name in ("skal", "mottagare")
    }


def items(listed: Iterable[Item]) -> list[dict[str, Any]]:
    """The items of a list, each field with who and when."""
    return [
        {"id": item.id} | {name: written_as_dict(item.fields.get(name)) for name in ITEM_FIELDS[item.kind]}
        for item in listed
    ]


def _joint(form: Form, line: Joint) -> dict[str, Any]:
    return {
        "indikator": _of(form, line.id),
        "differences": line.differences,
        "differing": dict(line.differing),
        "rows": [
            {"kommun": row.kommun, "namn": form.kommuner[row.kommun].namn}
            | {"status": row.status.lage if row.status else None}
            | {name: written_as_dict(row.written.get(name)) for name in (*COLUMNS, "svarade")}
            for row in line.rows
        ],
    }
