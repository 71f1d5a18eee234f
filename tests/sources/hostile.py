"""Workbooks made byte by byte, as no program saves them: xls (BIFF8 in an OLE file) and ods."""

from __future__ import annotations

import io
import struct
import zipfile

_NO = 0xFFFFFFFF
_SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
_SECTOR = 512

EOF = struct.pack("<HH", 0x0A, 0)
PASSWORD = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48)  # FILEPASS: what follows is encrypted


def xls(*sheets: bytes, before: bytes = b"", says: int | None = None, loop: bool = False) -> bytes:
    """An xls of sheets.

    before  records before the list of sheets
    says    how many bytes the OLE file says that the stream has
    loop    the last sector says that the first comes after it
    """
    heads = b"".join([_begin(5), before])
    at = len(heads) + len(sheets) * 14 + len(EOF)
    for number, sheet in enumerate(sheets):
        heads += struct.pack("<HHIBBBB", 0x85, 10, at, 0, 0, 2, 0) + f"{number:02d}".encode()[:2]
        at += len(sheet)
    return _ole(heads + EOF + b"".join(sheets), says, loop)


def sheet(*cells: tuple[int, int, str | float], rows: int = 2, columns: int = 2) -> bytes:
    """A sheet that says how large it is; the cells may lie anywhere."""
    said = struct.pack("<HHIIHHH", 0x200, 14, 0, rows, 0, columns, 0)
    return _begin(0x10) + said + b"".join(_cell(*one) for one in cells) + EOF


def ods(rows: str, head: str = "", tables: int = 1) -> bytes:
    """An ods of tables with the same rows."""
    spaces = " ".join(f'xmlns:{name}="{_SPACES}{name}:1.0"' for name in ("office", "table", "text"))
    every = "".join(f'<table:table table:name="Blad{number}">{rows}</table:table>' for number in range(tables))
    body = f"<office:body><office:spreadsheet>{every}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?>{head}<office:document-content {spaces}>{body}</office:document-content>'
    return packed({"content.xml": content.encode(), "META-INF/manifest.xml": b"<m/>"})


def packed(members: dict[str, bytes]) -> bytes:
    """The members of an ods as its file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, content in members.items():
            folder.writestr(name, content)
    return out.getvalue()


def row(*cells: str | float, times: int = 1, of_last: int = 1) -> str:
    """A row of an ods that says how many times it stands, and its last cell how many times."""
    said = [_said(cell, of_last if place == len(cells) else 1) for place, cell in enumerate(cells, 1)]
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(said)}</table:table-row>'


def _said(cell: str | float, times: int) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times != 1 else ""
    if cell == "":
        return f"<table:table-cell{repeated}/>"
    kind = f'"float" office:value="{cell}"' if isinstance(cell, float) else '"string"'
    return f"<table:table-cell office:value-type={kind}{repeated}><text:p>{cell}</text:p></table:table-cell>"


def _begin(kind: int) -> bytes:
    return struct.pack("<HHHHHHII", 0x809, 16, 0x600, kind, 0xDBB, 1996, 0, 6)


def _cell(row: int, column: int, holds: str | float) -> bytes:
    if isinstance(holds, str):
        text = holds.encode("latin1")
        return struct.pack("<HHHHHHB", 0x204, 9 + len(text), row, column, 0, len(text), 0) + text
    return struct.pack("<HHHHHd", 0x203, 14, row, column, 0, holds)


def _ole(stream: bytes, says: int | None, loop: bool) -> bytes:
    stream = stream.ljust(4096, b"\0")  # a shorter one would lie elsewhere
    sectors = -(-len(stream) // _SECTOR)
    assert sectors < 120
    chain = [_NO - 2, _NO - 1, *range(3, sectors + 2), 2 if loop else _NO - 1]
    chain += [_NO] * (128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _NO - 1, 0, _NO - 1, 0)
    head += struct.pack("<109I", 0, *[_NO] * 108)
    folder = _entry("Root Entry", 5, _NO - 1, 0, 1) + _entry("Workbook", 2, 2, says or len(stream))
    return head + struct.pack("<128I", *chain) + folder.ljust(_SECTOR, b"\0") + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = _NO) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    said = spelled.ljust(64, b"\0") + struct.pack("<HBBIII", len(spelled), kind, 1, _NO, _NO, child) + bytes(36)
    return said + struct.pack("<IQ", start, size)
