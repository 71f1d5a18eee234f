"""A network's analys as its people made it, for the pages that are written in."""

from __future__ import annotations

from ojdash import links, saved, store
from ojdash.domain.analys import Author
from ojdash.domain.question import Question


class Made:
    """An analys made for a test, its addresses to one page, and a way to write in it."""

    page: str
    author = Author("Enhetschef", "Vetlanda kommun")
    first: dict[str, str]

    def __init__(self, **fields: str) -> None:
        self.place = saved.open_saved(store.data_folder())
        self.made = self.place.create(self.author, self.first | fields)

    def address(self, may: str = "writer", **parts: object) -> str:
        return links.address(Question(self.page, analys=getattr(self.made, may)).but(**parts))

    def write(self, place: str, value: str) -> None:
        before = self.place.read(self.made.writer).fields.get(place)
        self.place.write(self.made.writer, self.author, place, value, before.version if before else 0)

    def text(self, place: str) -> str:
        return self.place.read(self.made.writer).text(place)
