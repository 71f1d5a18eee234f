"""The county report over HTTP: files made when they are asked for, off the loop that all visitors share."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ojdash import answers, export, links, saved
from ojdash.api.analyser import PRIVATE, client, status, waiting
from ojdash.domain.errors import DataError, QuestionError, SavedError
from ojdash.domain.report import Report
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
EVERY = "alla"
COVER = ("mottagare", "avsandare", "datum", "lage")


def is_report(request: Request, page: str, kind: str) -> bool:
    """Whether a report is asked for, and not the values alone."""
    return page == "lansrapport" and kind in _MEDIA and (kind != "xlsx" or "mottagare" in request.query_params)


async def report_over_http(request: Request, kind: str) -> Response:
    """A report as a file. 400 a wrong question or no recipient, 404 or 410 an analys that does not open."""
    try:
        return await run_in_threadpool(_response, request, kind)
    except QuestionError as error:
        return JSONResponse({"error": str(error)}, 400, headers=PRIVATE)
    except (SavedError, DataError) as error:
        return JSONResponse({"error": str(error)}, status(error), headers=PRIVATE | (waiting(error) or {}))


def _response(request: Request, kind: str) -> Response:
    said = request.query_params
    cover = answers.cover(**{name: said.get(name, "") for name in COVER if name == "mottagare" or said.get(name)})
    question = links.parse(f"lansrapport?{urlencode(list(said.items()))}")
    data = data_folder()
    analyser = [saved.open_saved(data).read(question.analys, client(request))] if question.analys else []
    store = open_edition(data, question.utgava)
    report = answers.county_report(store, answers.checked(store, question), cover, analyser)
    name, made = _made(report, said.get("profil", ""), kind)
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
