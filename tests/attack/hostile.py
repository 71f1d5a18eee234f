"""A hostile text in every field that people and sources fill: an analys, its meeting, statuses, tables, settings."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from ojdash import catalogue
from ojdash.domain.analys import Author
from ojdash.domain.delivery import TIDY_COLUMNS, Delivery, Source
from ojdash.domain.indikator import Brott, Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.places import CHOICES, PLACES
from ojdash.domain.status import Status
from ojdash.saved import Created, Saved
from ojdash.store import open_edition, publish
from tests.attack.site import ROOT, Site

STRANGER, RAN = "stranger.test", "ojdashRan"
_SHORT = (
    *(f"![b](http://{STRANGER}/p.png)", f"<img src=//{STRANGER}/i onerror={RAN}=2>", ":red[r] :material/home: :smile:"),
    *(f"[l](http://{STRANGER}/l) **f** _k_", "$5 och $7, $x^2$ `c`", f"<svg onload={RAN}=4>", "&lt;b&gt;&amp;"),
    *(f"\"><b onclick={RAN}=7>' onfocus='{RAN}", "{name} {0} {{7*7}} %s \\textbf{x}", f"javascript:{RAN}=8"),
    f'#link("http://{STRANGER}/t")',
)
_LONGER = (
    *(f"</script><script>window.{RAN}=1</script>", f"<iframe src=http://{STRANGER}/f></iframe>"),
    *(f"<a href='javascript:{RAN}=5'>a</a>", f"<form action=//{STRANGER}/f><button>b</button></form>"),
    *("</textarea></title></style><!--", f"<style>*{{background:url(//{STRANGER}/s)}}</style>", "Långtord" * 15),
    *(
        f"http://{STRANGER}/bare www.{STRANGER} a@{STRANGER}",
        f"$$\\href{{http://{STRANGER}}}{{x}}$$",
        "👩\u200d👩\u200d👧 å\u0301",
    ),
    f"<meta http-equiv=refresh content=0;url=//{STRANGER}/m>",
)
_TURNED = ("\u202eomvänt\u2066",)
_LINES = ("\n# rubrik\n- punkt\n| a | b |\n|---|---|\n> citat\n```\nkod\n```\n", "\x01\x0b\x1b[31m")
HOSTILE = " ".join((*_SHORT, *_LONGER))
# How a cell begins that a spreadsheet would reckon.
BEGINNINGS = ("=1+1 ", "+1 ", "-1 ", "@SUM(1) ", '=HYPERLINK("x") ', "\t=1 ", "| ", "# ")
MARK = re.compile(r"Q[0-9]{3}Q")
IDS = ("LSS-91", "LSS-90")  # ja or nej, and a share, of a table
TOLD_IDS = ("LSS-92", "EGET-1")  # a category, and a number in an area of its own, of another source
KOMMUNER, YEAR = ("0680", "0685"), "2025"
COVER = ("mottagare", "avsandare")
OWN_LINK = f"https://{STRANGER}/s"  # a source's own address is told as a link
_VALUES = {
    **{kind: values[0] for kind, values in CHOICES.items()},
    **{
        "datum": "2026-03-10",
        "tal": "7",
        "year": YEAR,
        "kommun": "0685",
        "kommuner": "0680-0685",
        "utbyte": "0680-0685",
    },
    **{"ordning": "b", "indikator": IDS[0], "indikatorer": " ".join(IDS), "omrade": "lss", "peers": "lan"},
    "lank": f"jamfor?kommun=0685&omrade=lss&indikator={IDS[1]}&year={YEAR}",
}
_ITEM = "aaaaaaaa"
_FACTS = ("syfte", "teknisk_beskrivning", "datakalla", "felkallor", "visar_inte")
_LONGEST = {"title": 200, "short_title": 60, "unit": 60, "source": 300, "ja_betyder": 200}


@dataclass
class Texts:
    """The hostile texts: by field its marks, and by mark the whole text."""

    marks: dict[str, list[str]] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)

    def of(self, name: str, most: int = 10_000, lines: bool = False, seen: bool = False, without: str = "\0") -> str:
        """A new hostile text for a field. lines: of several; seen: all of it is; without: none of these signs."""
        number = len(self.whole)
        mark = f"Q{number:03d}Q"
        text = f"{'' if seen else BEGINNINGS[number % len(BEGINNINGS)]}{mark}"
        turned = (*_SHORT[number % len(_SHORT) :], *_SHORT[: number % len(_SHORT)])
        further = (*_LONGER[number % len(_LONGER) :], *_LONGER[: number % len(_LONGER)])
        for piece in (*turned, *further, *(() if seen else _TURNED), *(_LINES if lines else ())):
            if len(text) + len(piece) + 6 < most and not set(piece) & set(without):
                text += f" {piece}"
        text = f"{text} slut" if len(text) + 5 <= most else text
        self.marks.setdefault(name, []).append(mark)
        self.whole[mark] = text
        return text

    def plain(self, mark: str) -> str:
        """A text from its mark on, as `squeezed` leaves it."""
        return squeezed(self.whole[mark].partition(mark)[2])

    def changed(self, page: str) -> Iterator[str]:
        """Where a text does not stand as it was written, whole or shortened by "…"; page as `squeezed` leaves it."""
        for mark in MARK.finditer(page):
            text = self.plain(mark.group()) if mark.group() in self.whole else ""
            there = page[mark.end() : mark.end() + len(text)]
            same = next((at for at, (a, b) in enumerate(zip(text, there, strict=False)) if a != b), len(there))
            if same < len(text) and there[same : same + 1] != "…":
                here = slice(max(0, same - 20), same + 30)
                yield f"{mark.group()}: {text[here]!r} is {there[here]!r}"


def squeezed(text: str) -> str:
    """A text without anything that is not seen: spaces, lines, control signs."""
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf", "Cn"))


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written: an analys' addresses, the texts by field, a coordinator's token, the editions' ids.

    marks  the mark of each place with a hostile text
    """

    made: Created
    texts: Texts
    marks: dict[str, str]
    coordinator: str
    editions: tuple[str, str]


def environment(texts: Texts, names: Iterable[str]) -> dict[str, str]:
    """Settings of words, by name."""
    return {name: texts.of(name) for name in names}


def data_folder(folder: Path, texts: Texts) -> Path:
    """A data folder with an edition as a publisher's API gives it, then a table by the terminal; all words hostile."""
    data = folder / "data"
    (data / "catalogue").mkdir(parents=True)
    named = _kommuner(data, texts)
    _nationals(data, texts)
    publish(data, _delivery(tuple(named), texts))
    rows = [f"{kod};{'Ja' if int(kod) % 3 else 'Nej'};{40 + int(kod) % 50};{41 + int(kod) % 50}" for kod in _codes()]
    table = folder / f"{texts.of('Source.name', 150, without='/')}.csv"
    lines = [
        "Kommun;LSS-91 2025;LSS-90 2024;LSS-90 2025",
        *rows,
        "",
        f"Källa: {texts.of('Source.name', 300, without=';')}",
    ]
    table.write_text("\n".join(lines), "utf-8")
    dataset = folder / "dataset.toml"
    dataset.write_text(_described(texts), "utf-8")
    command = [sys.executable, "-m", "ojdash", "update", "table", str(table), "--dataset", str(dataset)]
    done = subprocess.run([*command, "--data", str(data)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(
            f"the table was not taken in ({done.returncode}): {done.stdout[-1500:]}{done.stderr[-1500:]}"
        )
    return data


def _codes() -> list[str]:
    return [kommun.kod for kommun in catalogue.kommuner()]


def _kommuner(data: Path, texts: Texts) -> list[Kommun]:
    """Two kommuner of a hostile name; the rest as they are."""
    living = catalogue.invanare()
    named = [
        Kommun(kommun.kod, texts.of("Kommun.namn", 80), kommun.kommungrupp) if kommun.kod in KOMMUNER else kommun
        for kommun in catalogue.kommuner()
    ]
    with (data / "catalogue" / "kommuner.csv").open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, delimiter=";")
        written.writerow(("kod", "namn", "kommungrupp", "invanare"))
        written.writerows((kommun.kod, kommun.namn, kommun.kommungrupp, living.get(kommun.kod, "")) for kommun in named)
    return named


def _nationals(data: Path, texts: Texts) -> None:
    entries = [
        {"id": f"d{month}", "fran": f"{month:02d}-01", "till": f"{month:02d}-28"}
        | {name: texts.of(f"National.{name}", 200) for name in ("titel", "nar", "kalla")}
        for month in range(1, 13)
    ]
    lines = [line for entry in entries for line in ("[[datum]]", *_toml(entry))]
    (data / "catalogue" / "arshjul.toml").write_text("\n".join(lines), "utf-8")


def _delivery(kommuner: tuple[Kommun, ...], texts: Texts) -> Delivery:
    """Everything that a publisher's API may say."""
    kategori, own = TOLD_IDS
    codes = {str(code): texts.of("Indikator.codes", 60) for code in range(3)}
    brott = (Brott(2025, texts.of("Brott.reason")),)
    shared = {"source_url": f"javascript:{RAN}=9//{texts.of('Indikator.source_url', 200)}", "breaks": brott}
    indikatorer = (
        Indikator(kategori, omrade="lss", kind="kategori", decimals=0, codes=codes, **shared, **_words(texts)),
        Indikator(own, omrade="eget", kind="antal", decimals=0, **shared, **_words(texts, "unit")),
    )
    rows = [
        (id, kod, year, "T", value, None, np.nan, texts.of("publisher's mark", 40) if kod == KOMMUNER[1] else "")
        for id, n in ((kategori, 3), (own, 90))
        for year in (2024, 2025)
        for kod in _codes()
        for value in [float((int(kod) + year) % n)]
    ]
    tidy = pd.DataFrame(rows, columns=list(TIDY_COLUMNS)).astype({"missing": object})
    told = {name: texts.of(f"Source.{name}", 200) for name in ("name", "address", "terms")}
    return Delivery(
        Source("kolada", fetched_at="2026-03-02T10:00:00Z", **told),
        kommuner,
        (),
        indikatorer,
        {"lss": "LSS", "eget": texts.of("Delivery.omraden", 80)},
        lambda omrade: tidy[tidy["indikator"].eq(kategori if omrade == "lss" else own).to_numpy()],
        refused={"U1": texts.of("Delivery.refused", 200)},
        notes=(texts.of("Delivery.notes", 200),),
    )


def _words(texts: Texts, *more: str) -> dict[str, str]:
    names = ("title", "short_title", "source", *_FACTS, *more)
    return {name: texts.of(f"Indikator.{name}", _LONGEST.get(name, 10_000), name in _FACTS) for name in names}


def _described(texts: Texts) -> str:
    """What is said of the table's two indikatorer, all of it hostile."""
    lines = _toml({"titel": texts.of("Dataset.title", 80), "omrade": "lss", "oj": True})
    kinds = ({"kind": "ja_nej", "decimals": 0}, {"kind": "andel"})
    for id, kind, own in zip(IDS, kinds, ("ja_betyder", "unit"), strict=True):
        entry = {"id": id, "direction": "hog", "source_url": OWN_LINK, **kind, **_words(texts, own)}
        lines += ["[[indikator]]", *_toml(entry)]
    return "\n".join(lines)


def _toml(entry: dict[str, object]) -> list[str]:
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]


def places() -> Iterator[tuple[str, str, str]]:
    """Every place there is, its spelling in PLACES, and what kind of value it takes."""
    for place, kind in PLACES.items():
        if place.endswith("/borttagen"):
            continue
        item = f"{place.split('/')[0][:4]}{_ITEM}"[:8]
        parts = {"<year>": YEAR, "<kommun>": KOMMUNER[1], "<step>": "2", "<omrade>": "lss", "<item>": item}
        parts |= {"<answer>": "resultat"}
        for id in IDS if "<indikator>" in place else IDS[:1]:
            spelled = {**parts, "<indikator>": id}
            yield re.sub(r"<\w+>", lambda part, spelled=spelled: spelled[part.group()], place), place, kind


def filled(site: Site, texts: Texts) -> Filled:
    """Write in every place, over HTTP as the pages do; statuses and a coordinator as the terminal does."""
    place: Saved = site.saved()
    edition = open_edition(site.data)
    author = Author(*(texts.of(f"Author.{name}", 80, seen=True) for name in ("role", "organisation", "verified")))
    about = {"om/kommuner": "-".join(KOMMUNER), "om/omrade": "lss", "om/year": YEAR}
    made = place.create(author, about)
    marks: dict[str, str] = {}
    for at, name, kind in places():
        if at in about:
            continue
        value = _VALUES.get(kind)
        if kind in ("text", "rad"):
            value = texts.of(name, 300 if kind == "rad" else 10_000, kind == "text")
            marks[at] = texts.marks[name][-1]
        elif kind == "item":
            value = {"mote": f"mote{_ITEM}", "vy": f"vy{_ITEM}"}[at.split("/")[-1]][:8]
        elif kind == "utgava":
            value = edition.id
        _write(site, made.writer, at, value, author)
    _erased(site, place, made, author, texts)
    coordinator = place.book.new_coordinator(texts.of("Coordinator.name", 80, seen=True))
    for id in IDS:
        for kommun in KOMMUNER:
            words = {"namn": texts.of("Status.namn", 80, seen=True), "skal": texts.of("Status.skal", 500, seen=True)}
            status = Status(id, kommun, int(YEAR), "osaker", **words)
            place.book.set(coordinator, status, 0, verified=texts.of("Status.verified", 80, seen=True))
    place.close()
    texts.marks["Status.by"] = texts.marks["Coordinator.name"]
    return Filled(made, texts, marks, coordinator, (edition.id, _other(site.data, edition.id)))


def _erased(site: Site, place: Saved, made: Created, author: Author, texts: Texts) -> None:
    """A line of what was erased, with a hostile reference."""
    at = "dag/raderad0/titel"
    _write(site, made.writer, at, "x", author)
    place.hosting.erase(made.id, at, texts.of("Erasure.reference", 120, seen=True))


def _other(data: Path, current: str) -> str:
    (other,) = {path.name for path in (data / "editions").iterdir() if path.is_dir()} - {current}
    return other


def _write(site: Site, token: str, at: str, value: str | None, author: Author) -> None:
    role = {"role": author.role.strip(), "organisation": author.organisation.strip()}
    body = json.dumps({"analys": token, "place": at, "value": value, "base": 0, **role})
    answer = site.ask("/api/analys/falt", "POST", body.encode(), {"Content-Type": "application/json"})
    if answer.status != 200:
        raise RuntimeError(f"{at} = {value!r}: {answer.status} {answer.text}")
