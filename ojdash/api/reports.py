"""The county report over HTTP: files made when they are asked for, off the loop that all visitors share."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ojdash import answers, export, links, saved
from ojdash.api.analyser import PRIVATE, client, status, waiting
from ojdash.domain.analys import Analys
from ojdash.domain.errors import DataError, QuestionError, SavedError
from ojdash.domain.report import Cover, Report
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

    400 a wrong question or no recipient, 404 or 410 an analys that does not open
    """
    try:
        return await run_in_threadpool(_year_response if page == YEAR_REPORT else _response, request, kind)
    except QuestionError as error:
        return JSONResponse({"error": answers.told(error)}, 400, headers=PRIVATE)
    except (SavedError, DataError) as error:
        return JSONResponse({"error": answers.told(error)}, status(error), headers=PRIVATE | (waiting(error) or {}))


def _response(request: Request, kind: str) -> Response:
    said = request.query_params
    cover = _cover(request)
    question = links.parse(f"lansrapport?{urlencode(list(said.items()))}")
    analyser = _analyser(request, question.analys)
    store = open_edition(data_folder(), question.utgava)
    report = answers.county_report(store, answers.checked(store, question), cover, analyser)
    return _file(*_made(report, said.get("profil", ""), kind), kind)


def _year_response(request: Request, kind: str) -> Response:
    """The year's report of what the networks of `analyser` have chosen."""
    cover, year = _cover(request), request.query_params.get("year", "")
    analyser = _analyser(request, None)
    if not (year.isdecimal() and len(year) == 4 and analyser):
        raise QuestionError(problems.BASKETS_NEED)
    store = open_edition(data_folder(), request.query_params.get("utgava") or None)
    found = answers.year_report(store, analyser, int(year), cover)
    return _file(f"arsrapport-{year}.{kind}", export.baskets_file(found, kind), kind)


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


def _file(name: str, made: bytes, kind: str) -> Response:
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, headers=headers, media_type=_MEDIA[kind])


def _made(report: Report, whose: str, kind: str) -> tuple[str, bytes]:
    """A file's name and bytes: the report, one kommun's page, or ("alla") every kommun's in one file."""
    name = export.report_name(report)
    if not whose:
        return f"{name}.{kind}", export.report_file(report, kind)
    if kind not in export.PROFILE_FORMATS:
        raise QuestionError(problems.no_profile(kind, list(export.PROFILE_FORMATS)))
    if whose == EVERY:
        return f"{name}-kommuner.{kind}", export.profiles(report, kind)
    if whose not in report.kommuner:
        raise QuestionError(problems.kommun(whose, report.kommuner))
    return f"{name}-{whose}.{kind}", export.profile(report, whose, kind)
