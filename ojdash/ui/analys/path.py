"""The five steps as a path that can be entered anywhere: what each is for, its notes and its decision point."""

from __future__ import annotations

from html import escape

from ojdash import links
from ojdash.domain.form import Form
from ojdash.domain.places import STEPS
from ojdash.domain.question import Question
from ojdash.text import handbook
from ojdash.text import snabbanalys as text
from ojdash.ui.analys.controls import field

STEP_TITLES = {number: step.title for number, step in handbook.STEPS.items()}


def asked(form: Form) -> Question:
    """The question of this view, with the analys' address: what links within the page are made from."""
    return form.question


def steps(form: Form) -> str:
    """The path: each step with its state, and the parts beside it."""
    items = [
        _step(form, str(step), STEP_TITLES[step], text.step_state(form.analys, form.question.year, step), f"{step}")
        for step in STEPS
    ]
    items += [_step(form, "tillsammans", text.TOGETHER), _step(form, "delning", text.SHARING)]
    return f'<nav class="path" aria-label="{text.PATH}"><ol>{"".join(items)}</ol></nav>'


def link(form: Form, name: str, **changes: object) -> str:
    """A link to another view of the same analys."""
    to = links.address(asked(form).but(**changes))
    return f'<a data-ojdash="1" href="{escape(to)}">{escape(name)}</a>'


def introduction(form: Form, step: int) -> str:
    """What a step is for, the questions to ask, what to have at hand and what it ends in."""
    said = handbook.STEPS[step]
    prompts = "".join(f"<li>{escape(prompt)}</li>" for prompt in said.prompts)
    return (
        f'<section class="step"><h2>{escape(text.step_name(step))}</h2><p>{escape(said.purpose)}</p>'
        f"<details><summary>{handbook.PROMPTS}</summary><ul>{prompts}</ul>"
        f"<dl><dt>{handbook.MATERIAL}</dt><dd>{escape(said.material)}</dd>"
        f"<dt>{handbook.OUTCOME}</dt><dd>{escape(said.outcome)}</dd></dl></details></section>"
    )


def decision(form: Form, step: int) -> str:
    """The step's notes and its decision point: the question, who decides, when, and the outcome."""
    analys, year = form.analys, form.question.year
    at = f"steg/{year}/{step}/"
    lacks = text.decision_lacks(analys, year, step)
    parts = {
        "anteckning": field(analys, f"{at}anteckning", text.STEP_FIELDS["anteckning"]),
        "fraga": field(analys, f"{at}fraga", text.STEP_FIELDS["fraga"], hint=handbook.STEPS[step].decision),
        "beslutar": field(analys, f"{at}beslutar", text.STEP_FIELDS["beslutar"], refresh=True),
        "datum": field(analys, f"{at}datum", text.STEP_FIELDS["datum"], refresh=True),
        "lage": field(analys, f"{at}lage", text.STEP_FIELDS["lage"], refresh=True),
        "utfall": field(analys, f"{at}utfall", text.STEP_FIELDS["utfall"], refresh=True),
    }
    done = (
        f'<p class="quiet">{escape(lacks)}</p>'
        if lacks
        else field(analys, f"{at}klar", text.STEP_FIELDS["klar"], refresh=True)
    )
    notes = parts.pop("anteckning")
    return (
        f'<section class="step">{notes}</section><section class="decision"><h3>{handbook.DECISION}</h3>'
        f'<div class="pairs">{"".join(parts.values())}</div>{done}</section>'
    )


def _step(form: Form, steg: str, name: str, state: str = "", number: str = "") -> str:
    current = ' aria-current="step"' if form.question.steg == steg else ""
    said = f'<span class="quiet">{escape(state)}</span>' if state else ""
    first = f"<strong>{number}</strong> " if number else ""
    to = links.address(asked(form).but(steg=steg, indikator=None))
    return f'<li><a data-ojdash="1" href="{escape(to)}"{current}><span>{first}{escape(name)}</span>{said}</a></li>'
