"""The county report over HTTP: files made when they are asked for, in processes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ojdash import answers, export, links, saved
from ojdash.api import papers
from ojdash.api.analyser import PRIVATE, client, status, waiting
from ojdash.domain.analys import Analys
from ojdash.domain.errors import BusyError, DataError, QuestionError, SavedError, UnfinishedError
from ojdash.domain.question import Question
from ojdash.domain.report import Cover
from ojdash.making.order import Made, Order
from ojdash.store import data_folder, open_edition
from ojdash.text import problems

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
YEAR_REPORT, EVERY, MOST_ANALYSER = "arsrapport", "alla", 20
COVER = ("mottagare", "avsandare", "datum", "lage")


def is_report(request: Request, page: str, kind: str) -> bool:
    """Whether a report is asked for, and not the values alone."""
    if page == YEAR_REPORT:
        return kind in export.PROFILE_FORMATS
    return page == "lansrapport" and kind in _MEDIA and (kind != "xlsx" or "mottagare" in request.query_params)


async def report_over_http(request: Request, page: str, kind: str) -> Response:
    """A report as a file, or the year's of all networks.

    400 a wrong question or no recipient, 404 or 410 an analys that does not open; 503 and 504 as of `papers`
    """
    read = _year_order if page == YEAR_REPORT else _order
    try:
        made = await papers.paper(request, lambda: read(request, kind))
    except papers.HungUpError:
        return papers.NOBODY
    except QuestionError as error:
        return JSONResponse({"error": answers.told(error)}, 400, headers=PRIVATE)
    except (SavedError, DataError) as error:
        return JSONResponse({"error": answers.told(error)}, status(error), headers=PRIVATE | (waiting(error) or {}))
    except (BusyError, UnfinishedError) as error:
        code, headers = papers.refusal(error)
        return JSONResponse({"error": answers.told(error)}, code, headers=PRIVATE | headers)
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.content, headers=headers, media_type=_MEDIA[kind])


def _order(request: Request, kind: str) -> Order:
    said = request.query_params
    cover, whose = _cover(request), said.get("profil", "")
    question = links.parse(f"lansrapport?{urlencode(list(said.items()))}")
    analyser = _analyser(request, question.analys)
    store = open_edition(data_folder(), question.utgava)
    asked = answers.checked(store, question).but(analys=None)
    if whose and kind not in export.PROFILE_FORMATS:
        raise QuestionError(problems.no_profile(kind, list(export.PROFILE_FORMATS)))
    values = (store.id, asked, cover, whose, kind)
    return papers.order(report_made, values, analyser)


def _year_order(request: Request, kind: str) -> Order:
    """The year's report of what the networks of `analyser` have chosen."""
    cover, year = _cover(request), request.query_params.get("year", "")
    analyser = _analyser(request, None)
    if not (year.isdecimal() and len(year) == 4 and analyser):
        raise QuestionError(problems.BASKETS_NEED)
    store = open_edition(data_folder(), request.query_params.get("utgava") or None)
    return papers.order(year_report_made, (store.id, int(year), cover, kind), analyser)


def report_made(
    data: Path, analyser: Sequence[Analys], edition: str, question: Question, cover: Cover, whose: str, kind: str
) -> Made:
    """The report, one kommun's page, or ("alla") every kommun's in one file.

    Raises  QuestionError  there is nothing to report on, or `whose` is no kommun of it
    """
    report = answers.county_report(open_edition(data, edition), question, cover, analyser)
    name = export.report_name(report)
    if not whose:
        return Made(f"{name}.{kind}", export.report_file(report, kind))
    if whose == EVERY:
        return Made(f"{name}-kommuner.{kind}", export.profiles(report, kind))
    if whose not in report.kommuner:
        raise QuestionError(problems.kommun(whose, report.kommuner))
    return Made(f"{name}-{whose}.{kind}", export.profile(report, whose, kind))


def year_report_made(data: Path, analyser: Sequence[Analys], edition: str, year: int, cover: Cover, kind: str) -> Made:
    """The year's report of the networks' baskets."""
    report = answers.year_report(open_edition(data, edition), analyser, year, cover)
    return Made(f"arsrapport-{year}.{kind}", export.baskets_file(report, kind))


def _cover(request: Request) -> Cover:
    said = request.query_params
    return answers.cover(**{name: said.get(name, "") for name in COVER if name == "mottagare" or said.get(name)})


def _analyser(request: Request, first: str | None) -> list[Analys]:
    """The analys of the question and those of `analyser`, addresses with a hyphen between, each once."""
    more = request.query_params.get("analyser", "").split("-")
    tokens = list(dict.fromkeys(filter(None, (first, *more))))
    if len(tokens) > MOST_ANALYSER:
        raise QuestionError(problems.too_many_analyser(MOST_ANALYSER))
    opened = saved.open_saved(data_folder()) if tokens else None
    found = (opened.read(token, client(request)) for token in tokens)
    return list({analys.id: analys for analys in found}.values())
