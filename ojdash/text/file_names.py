"""What a file of a view is called: the same for its table, its picture and its document, so that they lie together."""

from __future__ import annotations

import re
import unicodedata

from ojdash.domain.answer import Answer
from ojdash.domain.question import ABOUT, APPLIES
from ojdash.text import gender

MOST_NAMED = 3  # kommuner of one's own choice that a name has room for
_WITHOUT_ONE_KOMMUN = ("lansrapport", *ABOUT)


def of_view(answer: Answer) -> str:
    """A file's name without its ending, in ASCII: page, indikator or area, year, gender, kommun, group, figure.

    "jamfor-N00945-2023-kvinnor-vetlanda-jonkopings-lan", and "-tratt" after it where the funnel is drawn. What the
    page's answer does not depend on is left out.
    """
    question, applies = answer.question, APPLIES[answer.question.page]
    about = question.indikator if "indikator" in applies else question.omrade
    whose = gender.IN_FILE_NAMES.get(question.gender) if "gender" in applies else None
    kommun = answer.kommun if question.page not in _WITHOUT_ONE_KOMMUN else None
    group = _group(answer) if "peers" in applies else None
    figure = question.figur if "figur" in applies and answer.funnel is not None else None
    parts = [question.page, about, question.year, whose, kommun and plain(kommun.namn), group, figure]
    return "-".join(str(part) for part in parts if part)


def plain(name: str) -> str:
    """A name in ASCII: "Jönköpings län" is "jonkopings-lan"."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def _group(answer: Answer) -> str:
    group = answer.group
    if group is None:
        return ""
    if group.kind == "lan":
        return plain(group.name) or "lan"
    if group.kind == "valda":
        names = [plain(_name(answer, kod)) for kod in group.members]
        return "-".join(names) if 0 < len(names) <= MOST_NAMED else f"{len(names)}-kommuner"
    return {"liknande": "liknande", "kommungrupp": "kommungruppen", "riket": "riket"}[group.kind]


def _name(answer: Answer, kod: str) -> str:
    named = dict(zip(answer.rows["kommun"], answer.rows["namn"], strict=True)) if "namn" in answer.rows else {}
    return str(named.get(kod) or answer.names.get(kod) or kod)
