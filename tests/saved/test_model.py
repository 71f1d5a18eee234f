"""Slow twin: an analys as a plain list of everything written, beside the database under the same operations."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ojdash.domain.analys import Author
from ojdash.domain.errors import PlaceError
from ojdash.saved import Saved

PLACES = ("rad/2024/0685/LSS-01/samlad", "tolkning/abcdefgh/text")
AUTHORS = (Author("enhetschef", "Laxå"), Author("samordnare"))
VALUES = ("", "ett", "två", "tre")


@dataclass
class Text:
    """A version of a place."""

    number: int
    value: str
    author: Author
    beside: bool = False
    settled: bool = False


@dataclass
class Model:
    """What the rules say, with no database: each place's versions in order."""

    places: dict[str, list[Text]] = field(default_factory=lambda: {place: [] for place in PLACES})
    latest: int = 0

    def newest(self, place: str) -> int | None:
        """The version of the newest that is not beside."""
        plain = [n for n, text in enumerate(self.places[place], 1) if not text.beside]
        return plain[-1] if plain else None

    def open(self, place: str) -> list[int]:
        """The versions beside that nobody has chosen between."""
        return [n for n, text in enumerate(self.places[place], 1) if text.beside and not text.settled]

    def add(self, place: str, value: str, author: Author, beside: bool = False) -> int:
        """Add a version and say which."""
        self.latest += 1
        self.places[place].append(Text(self.latest, value, author, beside))
        return len(self.places[place])

    def write(self, place: str, value: str, author: Author, base: int) -> tuple[int, bool]:
        """The version that holds the value, and whether it lies beside."""
        versions, newest = self.places[place], self.newest(place)
        if newest is not None and versions[newest - 1].value == value:
            return newest, False
        if newest is None or newest == base:
            return self.add(place, value, author), False
        for n in self.open(place):
            if versions[n - 1].value == value:
                return n, True
        if base in self.open(place):
            versions[base - 1].settled = True
        return self.add(place, value, author, beside=True), True

    def choose(self, place: str, value: str, author: Author, beside: list[int]) -> int | None:
        """The new version, or None where there is nothing to choose between."""
        versions = self.places[place]
        if any(not 0 < n <= len(versions) or not versions[n - 1].beside for n in beside):
            return None
        for n in beside:
            versions[n - 1].settled = True
        return self.add(place, value, author)


WRITE = st.tuples(
    st.just("write"), st.sampled_from(PLACES), st.sampled_from(VALUES), st.sampled_from(AUTHORS), st.integers(0, 5)
)
CHOOSE = st.tuples(
    st.just("choose"), st.sampled_from(PLACES), st.sampled_from(VALUES), st.sampled_from(AUTHORS),
    st.lists(st.integers(1, 5), max_size=3, unique=True),
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.one_of(WRITE, WRITE, CHOOSE), max_size=20))
def test_the_database_keeps_what_the_rules_say(place: Saved, steps: list) -> None:
    token = place.create(AUTHORS[0], {}).writer
    model = Model()
    for kind, at, value, author, seen in steps:
        if kind == "write":
            kept = place.write(token, author, at, value, seen)
            assert (kept.version, kept.other is not None) == model.write(at, value, author, seen)
            assert kept.number == model.places[at][kept.version - 1].number
            if kept.other is not None:
                assert kept.other.version == model.newest(at)
        else:
            chosen = model.choose(at, value, author, seen)
            try:
                assert place.choose(token, author, at, value, seen).version == chosen
            except PlaceError:
                assert chosen is None
    analys = place.read(token)
    assert analys.latest == model.latest
    for at, versions in model.places.items():
        newest = model.newest(at)
        assert (analys.fields[at].version if at in analys.fields else None) == newest
        assert [one.version for one in analys.beside.get(at, ())] == model.open(at)
        assert [
            Text(one.number, one.value, one.author, one.beside, one.settled) for one in place.versions(token, at)
        ] == versions
    for after in range(model.latest + 1):
        expected = sorted(
            text.number
            for versions in model.places.values()
            for text in versions
            if text.number > after and not text.settled
        )
        assert [one.number for one in place.since(token, after)[0]] == expected
