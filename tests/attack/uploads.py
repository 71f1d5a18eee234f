"""Files that nobody asked for, to one's own visit and to others'; requests that are slow or half sent."""

from __future__ import annotations

import socket
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import uuid4

from ojdash.api.patience import BODY_SECONDS, HEADER_SECONDS, MOST_OPEN
from ojdash.api.uploads import MOST_OF_ALL, NAME
from tests.attack.figures import Figure, least, most, none_of, told
from tests.attack.site import IPV4, Site, data_folder, served
from tests.attack.visit import visiting

SHOWS, SHOWS_NONE = ("jamfor", "kommun=0685&omrade=lss&indikator=LSS-03"), ("sa_raknar_vi", "")
FIELD_MB = 20  # what Egna siffror takes
VISITS, FILES_EACH = 24, 3
MOST_MB = 500  # that the server grows by all files together: what it holds of them, and their parts on the way
STRANGERS = 60
SLOW = 40  # connections of each kind
SLACK = 15  # seconds, on a busy machine


def run(_seconds: float) -> Iterator[Figure]:
    """The figures of uploads and of slow requests."""
    with tempfile.TemporaryDirectory() as folder:
        data = data_folder(Path(folder) / "data")
        with served(data) as site:
            yield from _files(site)
        with served(data) as site, visiting(site, *SHOWS) as visit:
            yield from _slow(site, visit.fields[0])


def _put(site: Site, address: str, megabytes: float, by: str = "", name: str = "f.csv", **more: str) -> int:
    """The status that a file is answered with, sent as a page's field sends it."""
    return site.ask(f"/api/filer/{address}", "PUT", b"a" * int(megabytes * 2**20), {NAME: name} | more, by).status


def _put_as_streamlit(site: Site, visit: str, megabytes: float) -> int:
    """The status that a file is answered with, sent as Streamlit's own form sends it."""
    content = b'--x\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n'
    content += b"a" * int(megabytes * 2**20) + b"\r\n--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x", **_token(site)}
    return site.ask(f"/_stcore/upload_file/{visit}/{uuid4()}", "PUT", content, headers).status


def _token(site: Site) -> dict[str, str]:
    """The headers of a page that was opened: anyone can open one."""
    cookie = SimpleCookie(site.ask("/_stcore/health").headers.get("set-cookie", ""))
    token = cookie["_streamlit_xsrf"].value
    return {"Cookie": f"_streamlit_xsrf={token}", "X-Xsrftoken": token}


def _files(site: Site) -> Iterator[Figure]:
    before, peak = site.megabytes, [0.0]
    made_up = Counter(_put(site, uuid4().hex, 1) for _ in range(STRANGERS))
    odd = Counter(_put(site, visit, 0.1) for visit in ("..", "%2e%2e", "a" * 4000, "%00", "'", "x/y"))
    with visiting(site, *SHOWS_NONE) as visit:
        shows_none = len(visit.fields)
    with visiting(site, *SHOWS) as visit:
        (field,) = visit.fields
        streamlits = Counter(_put_as_streamlit(site, visit.id, 1) for _ in range(STRANGERS))
        small, large = _put(site, field, 1), _put(site, field, FIELD_MB + 5)
        other_kind = _put(site, field, 1, name="f.exe")
        elsewhere = _put(site, field, 1, **{"Sec-Fetch-Site": "cross-site"})
    time.sleep(1)  # the server hears that the visit is closed
    closed = _put(site, field, 1)
    with ExitStack() as stack, ThreadPoolExecutor(12) as pool:
        visits = [stack.enter_context(visiting(site, *SHOWS)) for _ in range(VISITS)]

        def fill(number: int) -> list[int]:
            (field,) = visits[number].fields
            statuses = [_put(site, field, 15, f"127.0.2.{number}") for _ in range(FILES_EACH)]
            peak.append(site.megabytes)
            return statuses

        answered = list(pool.map(fill, range(VISITS)))
        at_once = Counter(pool.map(lambda visit: _put(site, visit.fields[0], 5, "127.0.3.1"), visits[:12]))
        page = site.ask("/api/jamfor.json?kommun=0685&omrade=lss&indikator=LSS-03").status
    filled = Counter(status for statuses in answered for status in statuses)
    last = Counter(statuses[-1] for statuses in answered)
    yield none_of("files taken by addresses made up", [f"{made_up + odd}"] if (made_up + odd)[204] else [])
    yield none_of("files taken by Streamlit's own address", [f"{streamlits}"] if streamlits[204] else [])
    yield none_of("fields of a page that shows none", [f"{shows_none}"] if shows_none else [])
    yield least("statuses of those 403", made_up[403] + streamlits[403], 2 * STRANGERS)
    yield none_of("a file within its field that is not taken, or past it that is", _not([small, large], [204, 413]))
    yield none_of(
        "a file of another kind, from another site or to a closed visit that is taken",
        _not([other_kind, elsewhere, closed], [415, 403, 403]),
    )
    yield told(f"{VISITS} visits send {FILES_EACH} files of 15 MB each, one in the place of another", _counted(filled))
    yield most("megabytes held of all files", 15 * last[204], MOST_OF_ALL / 2**20)
    yield told("twelve files at once from one address", _counted(at_once))
    yield most("growth of the server by them", max(peak) - before, MOST_MB, "MB")
    yield none_of("an answer beside them that is not 200", _not([page], [200]))


def _slow(site: Site, field: str) -> Iterator[Figure]:
    began = {
        "headers that never end": b"GET / HTTP/1.1\r\nHost: x\r\nX-Odd: ",
        "no byte at all": b"",
        "a body that is half sent": b"POST /api/analys/falt HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b'Content-Length: 5000\r\n\r\n{"analys": ',
        "a file that is half sent": f"PUT /api/filer/{field} HTTP/1.1\r\nHost: x\r\n{NAME}: f.csv\r\n".encode()
        + b"Content-Length: 900000\r\n\r\na",
    }
    before, begun = site.megabytes, time.monotonic()
    connections = {name: [_begin(site, sent, f"127.0.4.{n}") for n in range(SLOW)] for name, sent in began.items()}
    page, longest = _opened(site)
    longest_of_all = 0.0
    for name, every in connections.items():
        limit = (BODY_SECONDS if "half" in name else HEADER_SECONDS) + SLACK
        ended = [_ended(one, begun + limit) for one in every]
        longest_of_all = max(longest_of_all, time.monotonic() - begun)
        yield least(f"ended within {limit} s: {name}", sum(ended), SLOW)
    yield none_of("a page beside them that is not 200", _not([page], [200]))
    yield most("that page", longest, 10, "s")
    yield most("growth of the server by them", site.megabytes - before, 100, "MB")
    crowd = [_begin(site, b"GET / HTTP/1.1\r\n", "127.0.5.1") for _ in range(MOST_OPEN + 50)]
    time.sleep(1)
    refused = sum(_ended(one, 0) for one in crowd)
    other, _ = _opened(site, "127.0.5.2")
    for one in crowd:
        one.close()
    yield least(f"refused of {len(crowd)} connections of one address", refused, 50)
    yield none_of("another address beside that crowd that is not answered", _not([other], [200]))


def _opened(site: Site, by: str = "") -> tuple[int, float]:
    begun = time.monotonic()
    return site.ask("/api/jamfor.json?kommun=0685&omrade=lss&indikator=LSS-03", by=by).status, time.monotonic() - begun


def _begin(site: Site, sent: bytes, by: str) -> socket.socket:
    connection = socket.create_connection((IPV4, site.port), 10, (by, 0))
    connection.sendall(sent)
    return connection


def _ended(connection: socket.socket, until: float) -> bool:
    """Whether the server ended a connection, or does before a moment of the clock."""
    connection.settimeout(max(0.01, until - time.monotonic()))
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def _not(statuses: list[int], expected: list[int]) -> list[str]:
    return [f"{status}, not {wanted}" for status, wanted in zip(statuses, expected, strict=True) if status != wanted]


def _counted(statuses: Counter[int]) -> str:
    return ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
