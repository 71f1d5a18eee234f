"""A data set's description: written and read back the same, part of Öppna jämförelser or not, and misspelt ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ojdash import catalogue
from ojdash.catalogue import Dataset
from ojdash.catalogue.spelling import spelled_dataset
from ojdash.domain.errors import CatalogueError
from ojdash.domain.indikator import Brott, Direction, Indikator, Type, Underlag
from ojdash.domain.omrade import OMRADEN
from tests.drawing import indikator

HEAD = 'titel = "Enkät"\nomrade = "lss"\n'
ENTRY = '[[indikator]]\nid = "E-1"\ntitle = "Har en plan"\nkind = "ja_nej"\ndecimals = 0\n'

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
years = st.integers(1990, 2040)
shares = st.floats(allow_nan=False, allow_infinity=False)
codes = st.dictionaries(st.integers(-9, 99_999).map(str), texts, min_size=1, max_size=4)


@st.composite
def definitions(draw: st.DrawFn, omrade: str, oj: bool) -> Indikator:
    kind = draw(st.sampled_from(["andel", "ja_nej", "dagar", "antal", "kronor", "kategori"]))
    underlag = [name for name in get_args(Underlag) if name not in ("ja_nej", "kategori")]
    ja_nej = st.sampled_from([{}, {"1": "Ja", "0": "Nej"}, {"2": "Nej", "1": "Ja"}])
    return Indikator(
        id=draw(st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True)),
        omrade=omrade,
        oj=oj,
        kind=kind,
        decimals=draw(st.integers(0, 4)),
        direction=draw(st.sampled_from(get_args(Direction))),
        type=draw(st.sampled_from(get_args(Type))),
        underlag=kind if kind in ("ja_nej", "kategori") else draw(st.sampled_from(underlag)),
        gender_split=draw(st.booleans()),
        codes=draw(codes if kind == "kategori" else ja_nej if kind == "ja_nej" else st.just({})),
        breaks=tuple(draw(st.lists(st.builds(Brott, years, texts), max_size=2))),
        rikssiffror=draw(st.dictionaries(years, shares, max_size=2)),
        since=draw(st.none() | years),
        until=draw(st.none() | years),
        **{name: draw(texts) for name in ("title", "short_title", "unit", "source", "source_url", "ja_betyder")},
        **{name: draw(texts) for name in ("syfte", "teknisk_beskrivning", "datakalla", "felkallor", "visar_inte")},
    )


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    oj = draw(st.booleans())
    own_area = st.from_regex(r"[a-z][a-z0-9_]{0,40}", fullmatch=True)
    omrade = draw(st.sampled_from(list(OMRADEN)) | (st.nothing() if oj else own_area))
    entries = draw(st.lists(definitions(omrade, oj), min_size=1, max_size=3, unique_by=lambda entry: entry.id))
    title = draw(texts.map(str.strip).filter(bool))
    unsaid = [entry.id for entry in entries if not entry.is_coded and entry.decimals == 0]
    by_values = draw(st.sets(st.sampled_from(unsaid))) if unsaid else ()
    return Dataset(omrade, title, {entry.id: entry for entry in entries}, oj, frozenset(by_values))


def written(folder: Path, text: str) -> Path:
    path = folder / "d.toml"
    path.write_text(text, "utf-8")
    return path


# --- written and read -------------------------------------------------------------------------------------------------


@given(datasets())
def test_a_description_that_is_written_reads_back_the_same(dataset: Dataset) -> None:
    with TemporaryDirectory() as folder:
        read = catalogue.dataset(written(Path(folder), spelled_dataset(dataset)))
    assert read == dataset
    assert list(read.indikatorer) == list(dataset.indikatorer)


def test_what_is_written_is_what_a_person_would_write() -> None:
    own = indikator("AME-1", omrade="ame", title='I "arbete"', codes={}, oj=False, syfte="Ett\ntvå", decimals=1)
    assert spelled_dataset(Dataset("ame", "AME", {"AME-1": own})) == (
        'titel = "AME"\nomrade = "ame"\noj = false\n\n[[indikator]]\nid = "AME-1"\ntitle = "I \\"arbete\\""\n'
        'kind = "andel"\ndecimals = 1\nunit = "procent"\nsyfte = "Ett\\ntvå"\n'
    )


def test_the_whole_catalogue_can_be_written_as_data_sets_and_read_back(
    shipped: dict[str, Indikator], tmp_path: Path
) -> None:
    for omrade, title in OMRADEN.items():
        for oj in {one.oj for one in shipped.values() if one.omrade == omrade}:
            its = {id: one for id, one in shipped.items() if (one.omrade, one.oj) == (omrade, oj)}
            whole = Dataset(omrade, title, its, oj)
            assert catalogue.dataset(written(tmp_path, spelled_dataset(whole))) == whole


# --- part of Öppna jämförelser, or not --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "of_entry", "oj"),
    [
        ("", "", False),
        ("oj = false\n", "", False),
        ("", "oj = false\n", False),
        ("oj = true\n", "", True),
        ("oj = true\n", "oj = true\n", True),
    ],
)
def test_a_description_says_once_whether_it_is_part_of_oj(tmp_path: Path, head: str, of_entry: str, oj: bool) -> None:
    read = catalogue.dataset(written(tmp_path, HEAD + head + ENTRY + of_entry))
    assert (read.oj, read.indikatorer["E-1"].oj) == (oj, oj)
    assert ("inte ÖJ" in read.indikatorer["E-1"].heading) is not oj


@pytest.mark.parametrize(
    ("omrade", "oj", "title"),
    [("lss", True, "LSS"), ("lss", False, "LSS"), ("ame", False, "Enkät (inte ÖJ)")],
)
def test_only_an_area_of_its_own_is_marked(tmp_path: Path, omrade: str, oj: bool, title: str) -> None:
    head = HEAD.replace("lss", omrade) + f"oj = {str(oj).lower()}\n"
    read = catalogue.dataset(written(tmp_path, head + ENTRY))
    assert (read.title, read.area_title) == ("Enkät", title)


# --- misspelt ones ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "oj = 1\n" + ENTRY, ["oj", "1", "true eller false"]),
        (HEAD.replace("lss", "ame") + "oj = true\n" + ENTRY, ["oj = true", "'ame'", "lss, socialpsykiatri"]),
        (HEAD + ENTRY + "oj = true\n", ["E-1", "oj = true", "överst"]),
        (HEAD + "oj = true\n" + ENTRY + "oj = false\n", ["E-1", "överst"]),
        (HEAD + ENTRY.replace("E-1", "E 1"), ["post 1 (E 1)", "'E 1'", "a-z"]),
        (HEAD + ENTRY.replace("E-1", "É"), ["post 1 (É)", "'É'", "a-z"]),
        (HEAD + ENTRY.replace("E-1", "e" * 41), ["högst 40 tecken"]),
        (HEAD + ENTRY + ENTRY, ["E-1", "finns redan"]),
        (HEAD + ENTRY.replace("ja_nej", "kategori") + 'codes = { a = "x" }\n', ["E-1", "codes", "'a'", "heltal"]),
    ],
)
def test_a_wrong_description_is_named_with_what_is_allowed(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(CatalogueError) as told:
        catalogue.dataset(written(tmp_path, text))
    assert [word for word in ["d.toml", *words] if word not in str(told.value)] == []


BEFORE = indikator("E-1", "ja_nej", title="Har en plan")


@pytest.mark.parametrize(
    ("published", "is_taken"),
    [
        (BEFORE, False),
        (replace(BEFORE, title="Har en aktuell plan"), False),  # said anew, in its own area
        (replace(BEFORE, omrade="vald"), False),  # moved
        (replace(BEFORE, title="Ett annat mått", omrade="vald"), True),
    ],
)
def test_a_published_id_may_be_described_anew_but_not_with_another_meaning(
    tmp_path: Path, published: Indikator, is_taken: bool
) -> None:
    path = written(tmp_path, HEAD + ENTRY)
    if not is_taken:
        assert list(catalogue.dataset(path, (), {"E-1": published}).indikatorer) == ["E-1"]
        return
    with pytest.raises(CatalogueError, match="E-1: id:t finns redan i utgåvan, som ”Ett annat mått”"):
        catalogue.dataset(path, (), {"E-1": published})
