"""Every answer and file with a hostile text is searched for what is live in it; then a browser opens the pages."""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

from ojdash import export
from ojdash.api.documents import KINDS
from ojdash.domain.question import APPLIES, PAGES, WRITTEN
from tests.attack import documents, fields, hostile, watched
from tests.attack.figures import Figure, least, none_of, told
from tests.attack.hostile import COVER, IDS, KOMMUNER, MARK, TOLD_IDS, YEAR, Filled
from tests.attack.site import Answer, Site, served

FEWEST_PLACES = 0.9  # of the places with a hostile text: those whose text stands in some answer


def run(_seconds: float) -> Iterator[Figure]:
    """The figures of hostile texts."""
    with tempfile.TemporaryDirectory() as folder:
        texts = hostile.Texts()
        told_by_host = hostile.environment(texts, fields.settings_held())
        data = hostile.data_folder(Path(folder), texts)
        with served(data, told_by_host) as site:
            filled = hostile.filled(site, texts)
            forms: Counter[str] = Counter()
            refused, live, unread, changed = [], [], [], []
            seen: set[str] = set()
            for path, form in asked(filled):
                answer = answer_to(site, path)
                if answer.status != 200:
                    refused.append(f"{answer.status} {path[:100]}: {answer.text[:100]}")
                    continue
                forms[form] += 1
                try:
                    live += [f"{path[:90]}: {what}" for what in documents.live(form, answer.body)]
                    words = hostile.squeezed(documents.words(form, answer.body))
                    seen.update(MARK.findall(words))
                    changed += [f"{path[:90]}: {what}" for what in filled.texts.changed(words)]
                except Exception as error:
                    unread.append(f"{path[:100]}: {error}")
            for path, body in posted(filled):
                answer = site.ask(path, "POST", json.dumps(body).encode(), {"Content-Type": "application/json"})
                seen.update(MARK.findall(answer.text))
                if not answer.headers.get("content-type", "").startswith("application/json"):
                    live.append(f"{path} is {answer.headers.get('content-type')}")
            unseen = [at for at, mark in filled.marks.items() if mark not in seen]
            yield told("places with a hostile text", f"{len(filled.marks)} and a table, statuses, covers")
            yield told("answers by form", ", ".join(f"{count} {form}" for form, count in sorted(forms.items())))
            share = 100 * (1 - len(unseen) / len(filled.marks))
            yield least("places whose text stands in some answer", share, 100 * FEWEST_PLACES, "%")
            yield none_of("questions that were refused", refused)
            yield none_of("answers that their own reader cannot read", unread)
            yield none_of("formulas, links, tags and fields made of a hostile text", live)
            yield none_of("texts that do not stand as they were written", changed)
            yield from watched.run(site, filled)


def asked(filled: Filled) -> Iterator[tuple[str, str]]:
    """Paths and the form of what they answer: every page in every form, with and without the analys, each indikator."""
    token, reader = filled.made.writer, filled.made.reader
    cover = {name: filled.texts.of(f"Cover.{name}", 200) for name in COVER}
    for page, id in product(PAGES, IDS):
        parts = {"omrade": "lss", "indikator": id, "kommun": KOMMUNER[1], "year": YEAR, "steg": ""}
        query = {name: value for name, value in parts.items() if name in APPLIES[page] and value}
        if page == "mote":
            query = {"mote": "moteaaaa"}
        if id != IDS[0] and ("indikator" not in query or page == "enkat"):  # Enkäten asks only for ja or nej
            continue
        for form in KINDS.get(page, () if page == "sa_raknar_vi" else ("json", *export.formats(page))):
            written = {"analys": reader} if page in WRITTEN else {}
            yield f"/api/{page}.{form}?{urlencode(query | written)}", form
    report = {"omrade": "lss", "kommun": KOMMUNER[1], "year": YEAR, "analys": reader, **cover}
    for form in ("pdf", "docx", "pptx", "xlsx", "html"):
        yield f"/api/lansrapport.{form}?{urlencode(report)}", form
    for form in sorted(export.PROFILE_FORMATS):
        yield f"/api/lansrapport.{form}?{urlencode(report | {'profil': KOMMUNER[1]})}", form
        yield f"/api/arsrapport.{form}?{urlencode({'year': YEAR, 'analyser': reader, **cover})}", form
    yield f"/api/analysfil?analys={token}", "json"
    for id, omrade in zip(TOLD_IDS, ("lss", "eget"), strict=True):
        told = {"omrade": omrade, "indikator": id, "kommun": KOMMUNER[1], "year": YEAR}
        yield f"/api/indikator.json?{urlencode(told)}", "json"
    yield "/api/utgavor.atom", "atom"
    yield f"/api/samordnare?adress={filled.coordinator}", "html"


def posted(filled: Filled) -> Iterator[tuple[str, dict[str, object]]]:
    """What the pages ask for by POST."""
    yield "/api/analys/sedan", {"analys": filled.made.reader, "after": 0, "beside": True}
    for at in filled.marks:
        yield "/api/analys/versioner", {"analys": filled.made.reader, "place": at}


def answer_to(site: Site, path: str) -> Answer:
    """An answer, when the queue is full a little later."""
    for _ in range(5):
        answer = site.ask(path)
        if answer.status != 503:
            break
        time.sleep(min(10, int(answer.headers.get("retry-after", "5"))))
    return answer
