"""Two thousand links that nobody made by our pages: each is answered, none by an error, and nothing is told of where
the server lies."""

from __future__ import annotations

import random
import re
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from ojdash.domain.analys import Author
from ojdash.domain.question import FIELDS, PAGES
from tests.attack.figures import Figure, least, most, none_of, told
from tests.attack.site import ROOT, Answer, Site, data_folder, served

COUNT, SEED, AT_ONCE = 2_000, 20260131, 6
EXPECTED = {200, 300, 301, 302, 303, 304, 307, 308, 400, 404, 410, 413, 429, 503}
MOST_SECONDS = 30  # for one answer
STRANGER = "stranger.invalid"  # what the Host header says
FORMS = ("json", "csv", "excel.csv", "xlsx", "html", "docx", "pptx", "pdf", "svg", "exe", "", "json.json")
SLOW = {"pdf", "docx", "pptx", "xlsx"}  # asked for more seldom
BESIDE = ("lansrapport", "arsrapport", "analysfil", "samordnare", "samordnare/lamna", "utgavor.atom", "utgavor")
FOUND = (
    "/",
    "/m",
    "/m/ABCD-EFGH",
    "/assets/before.js",
    "/_stcore/health",
    "/_stcore/metrics",
    "/static/js",
    "/om-tjansten",
)
EXTRA = ("mottagare", "avsandare", "datum", "lage", "profil", "analyser", "adress", "from", "to", "embed", "code")
ODD = (
    *("", "0", "-1", "1e9", "9" * 400, "nan", "inf", "null", "None", "true", "[]", "{}", "0685", "0000", "9999", "lss"),
    *("LSS-01", "LSS-03", "2025", "1800", "K", "T", "riket", "lan", "0680-0685", "-".join(["0680"] * 40), "tratt"),
    *("../../../../etc/passwd", "..%2f..%2f", "/etc/passwd", "C:\\", "file:///etc/passwd", "http://stranger.test/"),
    *("\x00", "\r\nX-Odd: 1", "\ud800", "😀" * 50, "å" * 3000, "a" * 12_000, "<script>alert(1)</script>", "';--", '"'),
    *("{7*7}", "${7*7}", "{{7*7}}", "%s%n", "%(x)s", "=1+1", "\u202e", "a" * 26, "A1B2C3D4" * 4, "exempel-20260101-0"),
)  # fmt: skip


def run(_seconds: float) -> Iterator[Figure]:
    """The figures of the fuzzed links."""
    with tempfile.TemporaryDirectory() as folder:
        data = data_folder(Path(folder) / "data")
        with served(data) as site:
            made = site.saved().create(Author("chef"), {"om/kommuner": "0680-0685", "om/year": "2025"})
            links = list(islice(fuzzed(random.Random(SEED), (made.reader, made.writer)), COUNT))
            told_of = {str(data), str(ROOT), sys.prefix, STRANGER, folder, *_own_name()}
            telling = re.compile("|".join(map(re.escape, told_of)) + r"|Traceback|site-packages|/home/|File \"")
            statuses: Counter[int] = Counter()
            odd, tells, slow = [], [], (0.0, "")
            with ThreadPoolExecutor(AT_ONCE) as pool:
                for link, answer, took in pool.map(lambda link: _asked(site, link), links):
                    statuses[answer.status] += 1
                    slow = max(slow, (took, link))
                    if answer.status not in EXPECTED:
                        odd.append(f"{answer.status} {link[:200]}")
                    shown = f"{answer.headers} {answer.text}"
                    if found := telling.search(shown):
                        tells.append(f"{found[0]!r} in {answer.status} {link[:160]}")
            alive = site.ask("/_stcore/health").status == 200
    yield least("links answered", sum(statuses.values()), COUNT)
    yield told("statuses", ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items())))
    yield none_of("answered by another status than is meant", odd)
    yield none_of("answers that tell of a path, a host or a trace", tells)
    yield most("slowest answer", slow[0], MOST_SECONDS, "s")
    yield told("which is of", slow[1][:160])
    yield none_of("server that no longer answers", [] if alive else ["/_stcore/health"])


def _own_name() -> set[str]:
    """What this machine is called, where that is no word that files hold by chance."""
    return {name for name in (socket.gethostname(), socket.getfqdn()) if len(name) >= 8 and name != "localhost"}


def _asked(site: Site, link: str) -> tuple[str, Answer, float]:
    begun = time.monotonic()
    method, _, path = link.partition(" ")
    answer = site.ask(path, method, headers={"Host": STRANGER, "Connection": "close"})
    return link, answer, time.monotonic() - begun


def fuzzed(chance: random.Random, tokens: tuple[str, ...]) -> Iterator[str]:
    """Methods and links, for ever; the same for the same seed. tokens: addresses that do open an analys."""
    values = (*ODD, *tokens, *PAGES)
    while True:
        form = chance.choice(FORMS)
        if form in SLOW and chance.random() < 0.7:
            form = "json"
        kind = chance.random()
        if kind < 0.55:
            path = f"/api/{chance.choice((*PAGES, *BESIDE))}{f'.{form}' if form else ''}"
        elif kind < 0.75:
            path = f"/{chance.choice(PAGES)}"
        elif kind < 0.88:
            path = chance.choice(FOUND)
        else:
            path = (
                f"/{chance.choice(('api/', 'm/', '', 'assets/', 'static/'))}{_spelled(chance, chance.choice(values))}"
            )
        if chance.random() < 0.15:
            path = chance.choice((f"{path}/", f"/{path}", f"{path}/..", f"{path}%00", f"{path}%2e", path.upper()))
        names = chance.choices((*FIELDS, *EXTRA), k=chance.randrange(6))
        pairs = [f"{name}={_spelled(chance, chance.choice(values))}" for name in names]
        if chance.random() < 0.1:
            pairs += chance.choices(("=", "&&", "%", "%zz", "a", "kommun", "kommun=0680&kommun=0685", "%ff=%fe"), k=2)
        query = "&".join(pairs)
        yield f"{chance.choice(('GET',) * 9 + ('HEAD',))} {path}{'?' if query else ''}{query}"


def _spelled(chance: random.Random, value: str) -> str:
    """A value in a link: escaped once, twice, or what UTF-8 never spells."""
    spelled = quote(value.encode("utf-8", "surrogatepass"), safe="-_.~")
    return chance.choice((spelled, spelled, spelled, quote(spelled), spelled.lower(), spelled + "%c3%28"))
