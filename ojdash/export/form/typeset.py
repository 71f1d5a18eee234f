"""Pages are set in a process of their own: typst keeps most of what it has laid out, and panics at some rare signs.

Run as a script; reads with `marshal` from standard input what `typeset` takes, and writes to standard output the files.
"""

from __future__ import annotations

import json
import marshal
import sys
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst

# The screen's own letters, and for signs that they lack those that typst itself carries.
FACES = ("Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono")


def typeset(template: str, inputs: dict[str, str], **options: object) -> list[bytes]:
    """What typst makes of a template and its inputs: a PDF, or a picture of each page."""
    path = Path(template)
    inputs = inputs | {"faces": json.dumps(FACES)}
    made = typst.compile(path.read_bytes(), root=path.parent, font_paths=_fonts(), sys_inputs=inputs, **options)
    return made if isinstance(made, list) else [made]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[font_source_sans_pro.font_directory])


if __name__ == "__main__":
    found = marshal.load(sys.stdin.buffer)
    marshal.dump(typeset(found.pop("template"), found.pop("inputs"), **found), sys.stdout.buffer)
