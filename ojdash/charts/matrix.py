"""Signaler: kommun by indikator as an HTML table. Every cell is read without its colour: glyph, value and words."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from ojdash.charts.theme import FONT, JA, NEJ, Theme
from ojdash.domain.answer import Answer, each, number, whole
from ojdash.domain.indikator import Indikator
from ojdash.domain.report import EVERYONE_NAMED
from ojdash.domain.signal import Rule
from ojdash.domain.status import Status
from ojdash.text import changes, gender, levels, statuses, underlag, words
from ojdash.text import charts as text


def matrix(answer: Answer, theme: Theme, href: Callable[[str, str], str]) -> str:
    """The table: a row a kommun, the own first and bold; a column an indikator in the area's own order.

    Every cell is a link to `href(kommun, indikator)` with data-ojdash="1". Needs the style of `css(theme)` around it.
    """
    rows = answer.rows
    columns = list(dict.fromkeys(rows["indikator"].tolist()))
    year_of = dict(zip(rows["indikator"].tolist(), rows["year"].tolist(), strict=True))
    second = {id: escape(text.head(answer.indikatorer[id], int(year_of[id]))) for id in columns}
    heads = "".join(
        f'<th scope="col"><span class="oj-title" title="{escape(answer.indikatorer[id].heading)}">'
        f'{escape(answer.indikatorer[id].of_all)}</span><span class="oj-year">{second[id]}</span></th>'
        for id in columns
    )
    names = ("kommun", "namn", "indikator", "year", "value", "missing", "n", "signal")
    lines: dict[str, list[str]] = {}
    named: dict[str, str] = {}
    earlier = _earlier(answer)
    for at, (kommun, namn, id, year, value, why, n, signal) in enumerate(
        zip(*(rows[name].tolist() for name in names), strict=True)
    ):
        named[kommun] = namn
        measured, n = number(value), number(n)
        doubt = answer.marks.doubt(id, kommun, int(year))
        cell = _cell(
            *(theme, answer.rule, answer.indikatorer[id], namn, int(year), measured, why, n, signal),
            *(href(kommun, id), doubt, *earlier[at]),
        )
        lines.setdefault(kommun, []).append(cell)
    own = answer.kommun.kod
    order = sorted(lines, key=lambda kommun: kommun != own)
    body = "".join(
        f'<tr{" class=oj-own" if kommun == own else ""}><th scope="row">{escape(named[kommun])}</th>'
        f"{''.join(lines[kommun])}</tr>"
        for kommun in order
    )
    caption = escape(text.table(answer.omrade_title, answer.kommun.namn, answer.question.gender))
    above = text.above(gender.whose(answer.question.gender), words.EXAMPLE if answer.simulated else "")
    example = f'<p class="oj-example">{escape(above)}</p>' if above else ""
    return (
        f'{example}<div class="oj-matrix" lang="sv" tabindex="0" role="region" aria-label="{caption}"><table>'
        f'<caption class="oj-unseen">{caption}</caption>'
        f'<thead><tr><th scope="col">{text.KOMMUN}</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def legend(answer: Answer, theme: Theme) -> str:
    """How the table is read: levels, cells without a level, answers, missing values, and what a level does not say."""
    rule = answer.rule
    glyphs = [(name, theme.levels[name].glyph) for name in reversed(theme.levels)]
    glyphs += [("ej_indelad", theme.ej_indelad.glyph), ("for_fa_svar", text.FEW)]
    level_keys = "".join(
        _key(name, glyph, words.SIGNAL_SHORT[name], levels.level(rule, name)) for name, glyph in glyphs
    )
    level_keys += _key("mellan oj-unsure", levels.uncertain(rule), "", levels.legend_uncertain(rule))
    level_keys += _key("answer", statuses.SIGN, statuses.MARK.removeprefix(f"{statuses.SIGN} "), text.LEGEND_STATUS)
    answer_keys = _key("answer", JA, text.JA, "") + _key("answer", NEJ, text.NEJ, "")
    answer_keys += _key("answer", text.BEFORE_KEY, "", text.LEGEND_BEFORE)
    missing_keys = "".join(
        _key("missing", words.MISSING_SIGN[kind], "", spelled) for kind, spelled in words.MISSING.items()
    )
    return (
        f'<section class="oj-legend" aria-label="{escape(text.LEGEND)}">'
        f"<p><strong>{escape(words.SIGNAL_SAYS_NOT)}</strong></p>"
        f"<h3>{escape(text.LEGEND_LEVELS)}</h3><ul>{level_keys}</ul>"
        f"<h3>{escape(text.LEGEND_ANSWERS)}</h3><ul>{answer_keys}</ul>"
        f"<h3>{escape(text.LEGEND_MISSING)}</h3><ul>{missing_keys}</ul></section>"
    )


def level_key(theme: Theme) -> str:
    """How levels are read, in a line: "Läget bland alla kommuner: ○ lågt, ◑ i mitten, ● högt"."""
    levels = (f"{level.glyph} {words.SIGNAL_SHORT[name].lower()}" for name, level in theme.levels.items())
    return f"{text.LEGEND_LEVELS}: {', '.join(levels)}"


def css(theme: Theme) -> str:
    """The style of `matrix` and `legend`, for a page or a shadow root."""
    levels = "".join(
        f".oj-{name} {{ background-color: {level.fill}; color: {level.text}; border: 1.5px solid {theme.outline}; }}\n"
        for name, level in theme.levels.items()
    )
    outlined = "".join(
        f".oj-{name} {{ background-color: {look.fill}; color: {look.text}; border: 1.5px {line} {look.line}; }}\n"
        for name, look, line in (
            ("ej_indelad", theme.ej_indelad, "dashed"),
            ("for_fa_svar", theme.for_fa_svar, "dashed"),
            ("missing", theme.missing, "solid"),
        )
    )
    return f"""
.oj-matrix, .oj-legend, .oj-example {{
  font-family: {FONT}; font-size: {theme.size}px; line-height: 1.25; color: {theme.ink};
}}
.oj-matrix {{ position: relative;
  max-height: 70vh; max-width: 100%; overflow: auto; background: {theme.background}; -webkit-overflow-scrolling: touch;
}}
.oj-matrix:focus-visible, .oj-matrix a:focus-visible {{ outline: 3px solid {theme.accent}; outline-offset: -3px; }}
.oj-matrix table {{ border-collapse: separate; border-spacing: 2px; table-layout: fixed; width: max-content;
  font: inherit; color: inherit; }}
.oj-matrix th, .oj-matrix td {{ box-sizing: border-box; width: 126px; padding: 0; font-weight: 400; text-align: left; }}
.oj-matrix td {{ height: 1px; }}  /* what the link's 100 % is of: a row is as high as its highest cell */
.oj-matrix thead th {{
  position: sticky; top: 0; z-index: 2; background: {theme.background}; vertical-align: bottom; padding: 4px;
  border-bottom: 2px solid {theme.muted};
}}
.oj-matrix tbody th, .oj-matrix thead th:first-child {{
  position: sticky; left: 0; z-index: 1; width: 128px; background: {theme.background}; padding: 4px 6px;
  overflow-wrap: anywhere; border-right: 1px solid {theme.grid};
}}
.oj-matrix thead th:first-child {{ z-index: 3; }}
.oj-matrix .oj-own th, .oj-matrix .oj-own td {{ font-weight: 700; }}
.oj-matrix .oj-own a {{ font-weight: 700; }}
.oj-title {{ display: block; font-size: {theme.small}px; overflow-wrap: anywhere; hyphens: auto; }}
.oj-year {{ display: block; font-size: {theme.small}px; color: {theme.muted}; }}
.oj-matrix a {{
  box-sizing: border-box; display: flex; flex-direction: column; align-items: center; justify-content: center;
  height: 100%; min-height: 50px; min-width: 44px; padding: 2px 3px;
  border: 1.5px solid {theme.grid}; border-radius: 4px;
  color: {theme.ink}; text-decoration: none; text-align: center; overflow: hidden;
}}
.oj-matrix a:hover {{ text-decoration: underline; }}
.oj-glyph {{ margin-right: 4px; }}
.oj-sign {{ font-size: {theme.size + 6}px; line-height: 1; font-weight: 700; }}
.oj-small {{ display: block; font-size: {theme.small}px; font-weight: 400; }}
.oj-matrix .oj-category {{ font-size: {theme.small}px; line-height: 1.15; }}
{"".join(f".oj-matrix a{rule}" for rule in levels.splitlines(keepends=True))}{
        "".join(f".oj-matrix a{rule}" for rule in outlined.splitlines(keepends=True))
    }.oj-unsure {{
  background-image: repeating-linear-gradient(135deg, currentColor 0 1.5px, transparent 1.5px 6px);
  background-size: 100% 6px; background-position: bottom; background-repeat: no-repeat;
}}
.oj-matrix a.oj-unsure {{ padding-bottom: 8px; }}
.oj-unseen {{
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}}
.oj-example {{ margin: 0 0 4px; color: {theme.muted}; }}
.oj-legend h3 {{ font-size: {theme.size}px; font-weight: 600; margin: 10px 0 4px; }}
.oj-legend p {{ margin: 4px 0; }}
.oj-legend ul {{ list-style: none; margin: 0; padding: 0; display: grid; gap: 4px 16px;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); }}
.oj-legend li {{ display: flex; align-items: center; gap: 8px; }}
.oj-legend .oj-key {{
  box-sizing: border-box; flex: none; width: 64px; min-height: 28px; display: flex; align-items: center;
  justify-content: center; border: 1.5px solid {theme.grid}; border-radius: 4px; font-size: {theme.small}px;
}}
{levels.replace(".oj-", ".oj-key.oj-")}{outlined.replace(".oj-", ".oj-key.oj-")}
@media (max-width: 640px) {{
  .oj-matrix th, .oj-matrix td {{ width: 92px; }}
  .oj-matrix tbody th, .oj-matrix thead th:first-child {{ width: 104px; }}
}}
@media print {{
  .oj-matrix {{ max-height: none; overflow: visible; }}
  .oj-matrix thead th, .oj-matrix tbody th {{ position: static; }}
  .oj-matrix th, .oj-matrix td {{ width: auto; }}
  .oj-matrix tr {{ break-inside: avoid; }}
  .oj-matrix a, .oj-key {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
}}
"""


def _earlier(answer: Answer) -> list[tuple[str, str, bool]]:
    """Of every row what the measurement before said, "" where it can't be compared, and how much has changed since.

    Third whether a Ja/Nej flipped. Among more kommuner than are named one by one in a report, only the own kommun's
    changes are told, which keeps the table of all kommuner as light as it was.
    """
    of_rows = []
    everyones = answer.rows["kommun"].nunique() <= EVERYONE_NAMED
    for row in each(answer.rows):
        indikator, year, earlier = answer.indikatorer[row.indikator], whole(row.from_year), number(row.earlier)
        if year is None or earlier is None:
            of_rows.append(("", "", False))
            continue
        spelled = text.before(indikator, year, earlier)
        doubted = answer.marks.doubt(row.indikator, row.kommun, year)
        has_change = not indikator.is_coded and (everyones or row.kommun == answer.kommun.kod)
        since = changes.since(indikator, changes.of_row(row, answer.counts.get("tested"))) if has_change else ""
        of_rows.append((f"{spelled} {statuses.SIGN}" if doubted else spelled, since, isinstance(row.flip, str)))
    return of_rows


def _cell(
    theme: Theme,
    rule: Rule,
    indikator: Indikator,
    name: str,
    year: int,
    measured: float | None,
    why: object,
    n: float | None,
    signal: object,
    address: str,
    doubt: Status | None,
    before: str,
    since: str,
    flipped: bool,
) -> str:
    why = why if isinstance(why, str) else None
    signal = signal if isinstance(signal, str) else None
    unsure = signal in theme.levels and rule.unsure(n) and not indikator.is_coded
    sentence = text.cell(name, indikator, year, measured, why, signal, rule, unsure)
    moved = [text.measured_before(before), since] if before else []
    sentence = escape(text.doubted(" ".join(filter(None, (sentence, *moved))), doubt))
    look, inside = _look(theme, rule, indikator, measured, why, signal)
    if unsure:
        look += " oj-unsure"
        inside += f'<span class="oj-small">{levels.in_cell(rule, indikator)}</span>'
    if flipped:
        inside += f'<span class="oj-small oj-before">{before}</span>'
    if doubt is not None:
        inside += f'<span class="oj-small">{statuses.MARK}</span>'
    return (
        f'<td><a class="{look}" href="{escape(address)}" data-ojdash="1" title="{sentence}" aria-label="{sentence}">'
        f"{inside}</a></td>"
    )


def _look(
    theme: Theme, rule: Rule, indikator: Indikator, measured: float | None, why: str | None, signal: str | None
) -> tuple[str, str]:
    """The class of a cell, and what stands in it."""
    if measured is None:
        why = why or "okant"
        unseen = f'<span class="oj-unseen">{escape(underlag.missing(indikator, why, rule))}</span>'
        sign = words.MISSING_SIGN[why]
        return "oj-missing", f"<span{_sign(sign)}>{escape(sign)}</span>{unseen}"
    spelled = escape(words.value(indikator, measured, short=True))
    if indikator.kind == "ja_nej":
        return "oj-answer", _with_glyph(JA if measured == 1 else NEJ, spelled)
    if indikator.kind == "kategori":
        return "oj-answer oj-category", f"<span>{spelled}</span>"
    if signal == "for_fa_svar":
        return "oj-for_fa_svar", f'<span>{spelled}</span><span class="oj-small">{text.few(indikator)}</span>'
    if signal in theme.levels:
        return f"oj-{signal}", _with_glyph(theme.levels[signal].glyph, spelled)
    return "oj-ej_indelad", _with_glyph(theme.ej_indelad.glyph, spelled)


def _sign(sign: str) -> str:
    """Signs that are a stroke or dots are written larger than words."""
    return "" if any(map(str.isalpha, sign)) else ' class="oj-sign"'


def _with_glyph(glyph: str, spelled: str) -> str:
    return f'<span><span class="oj-glyph" aria-hidden="true">{glyph}</span>{spelled}</span>'


def _key(look: str, glyph: str, short: str, meaning: str) -> str:
    spelled = f"<strong>{escape(short)}.</strong> {escape(meaning)}" if short and meaning else escape(short or meaning)
    if short and meaning.startswith(short):
        spelled = f"<strong>{escape(short)}</strong>{escape(meaning.removeprefix(short))}"
    inside = f"<span{_sign(glyph) if look == 'missing' else ''}>{escape(glyph)}</span>"
    return f'<li><span class="oj-key oj-{look}">{inside}</span><span>{spelled}</span></li>'
