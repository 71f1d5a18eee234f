"""Office files without a trace of the clock: every part dated by what is written, workbooks within them too."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

_CREATED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def timeless(content: bytes, moment: datetime) -> bytes:
    """The same zip with every part dated by `moment`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for part in read.infolist():
            dated = zipfile.ZipInfo(part.filename, moment.timetuple()[:6])
            dated.compress_type, dated.create_system = zipfile.ZIP_DEFLATED, 3
            found = read.read(part.filename)
            if part.filename.endswith(".xlsx"):
                found = timeless(_undated(found, moment), moment)
            write.writestr(dated, found)
    return out.getvalue()


def _undated(book: bytes, moment: datetime) -> bytes:
    """A workbook that says of itself that it was made at `moment`."""
    said = rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as write:
        for part in read.infolist():
            found = read.read(part.filename)
            write.writestr(part, _CREATED.sub(said, found) if part.filename == "docProps/core.xml" else found)
    return out.getvalue()
