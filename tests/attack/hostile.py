"""A hostile text in every place where people and sources write: an analys, its meeting, statuses, a table, a cover."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ojdash.catalogue import SHIPPED as CATALOGUE
from ojdash.domain.analys import Author
from ojdash.domain.places import CHOICES, PLACES
from ojdash.domain.status import Status
from ojdash.saved import Created, Saved
from ojdash.store import open_edition
from tests.attack.site import ROOT, SHIPPED, Site

STRANGER, RAN = "stranger.test", "ojdashRan"
HOSTILE = (
    f"![b](http://{STRANGER}/p.png) [l](http://{STRANGER}/l) $x^2$ :red[r] :material/home: **f** </script><script>"
    f"window.{RAN}=1</script><img src=//{STRANGER}/i onerror={RAN}=2> "
)
LONGER = (
    f"</textarea></title></style><svg onload={RAN}=4> <a href='javascript:{RAN}=5'>a</a> $$\\href{{http://{STRANGER}}}"
    f"{{x}}$$ http://{STRANGER}/bare {{{{7*7}}}} \" ' \u202eomvänt &lt;b&gt;\n# rubrik\n| a | b |\n|---|---|\n"
    f"<iframe src=http://{STRANGER}/f></iframe>"
)
# How a cell begins that a spreadsheet would reckon.
BEGINNINGS = ("=1+1 ", "+1 ", "-1 ", "@SUM(1) ", '=HYPERLINK("x") ', "\t=1 ", "| ", "# ")
MARK = re.compile(r"Q[0-9]{3}Q")
IDS = ("LSS-91", "LSS-90")  # ja or nej, and a share
KOMMUNER, YEAR = ("0680", "0685"), "2025"
COVER = ("mottagare", "avsandare")
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
_TITLES = {"title": 200, "short_title": 60, "source": 300}
_FACTS = ("syfte", "teknisk_beskrivning", "datakalla", "felkallor", "visar_inte")


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written: an analys' addresses, the mark of each place with a hostile text, a coordinator's token."""

    made: Created
    marks: dict[str, str]
    coordinator: str


def text(number: int, is_line: bool = False) -> str:
    """A hostile text, known by its mark."""
    beginning = BEGINNINGS[number % len(BEGINNINGS)]
    return f"{beginning}Q{number:03d}Q {HOSTILE}" + ("" if is_line else LONGER)


def data_folder(folder: Path) -> Path:
    """A data folder whose edition is a table with a hostile name, title, source and description, by the terminal."""
    data = folder / "data"
    shutil.copytree(SHIPPED, data / "editions")
    codes = [line[:4] for line in (CATALOGUE / "kommuner.csv").read_text("utf-8").splitlines() if line[:4].isdigit()]
    rows = [f"{code};{'Ja' if int(code) % 3 else 'Nej'};{40 + int(code) % 50};{41 + int(code) % 50}" for code in codes]
    table = folder / f"=1+1 :red[t] ![b](x) $x^2$ <img src=x onerror={RAN}=6>.csv"
    lines = ["Kommun;LSS-91 2025;LSS-90 2024;LSS-90 2025", *rows, "", f"Källa: {text(900, True)}"]
    table.write_text("\n".join(lines), "utf-8")
    dataset = folder / "dataset.toml"
    dataset.write_text(_described(), "utf-8")
    command = [sys.executable, "-m", "ojdash", "update", "table", str(table), "--dataset", str(dataset)]
    done = subprocess.run([*command, "--data", str(data)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(
            f"the table was not taken in ({done.returncode}): {done.stdout[-1500:]}{done.stderr[-1500:]}"
        )
    return data


def _described() -> str:
    """What is said of the table's two indikatorer, all of it hostile."""
    lines = [f"titel = {json.dumps(text(901, True))}", 'omrade = "lss"', "oj = true"]
    kinds = (
        {"kind": "ja_nej", "decimals": 0, "ja_betyder": text(902, True)[:200]},
        {"kind": "andel", "unit": "procent"},
    )
    for number, (id, kind) in enumerate(zip(IDS, kinds, strict=True)):
        entry = {"id": id, "direction": "hog", "source_url": f"https://{STRANGER}/s", **kind}
        entry |= {name: text(903 + 10 * number + n, True)[:most] for n, (name, most) in enumerate(_TITLES.items())}
        entry |= {name: text(906 + 10 * number + n) for n, name in enumerate(_FACTS)}
        lines += ["[[indikator]]", *(f"{key} = {json.dumps(value)}" for key, value in entry.items())]
    return "\n".join(lines)


def places() -> Iterator[tuple[str, str]]:
    """Every place there is, with real codes in it, and what kind of value it takes."""
    for place, kind in PLACES.items():
        if place.endswith("/borttagen"):
            continue
        item = f"{place.split('/')[0][:4]}{_ITEM}"[:8]
        parts = {"<year>": YEAR, "<kommun>": KOMMUNER[1], "<step>": "2", "<omrade>": "lss", "<item>": item}
        parts |= {"<answer>": "resultat"}
        for id in IDS if "<indikator>" in place else IDS[:1]:
            spelled = {**parts, "<indikator>": id}
            yield re.sub(r"<\w+>", lambda part, spelled=spelled: spelled[part.group()], place), kind


def filled(site: Site) -> Filled:
    """Write in every place, over HTTP as the pages do; statuses and a coordinator as the terminal does."""
    place: Saved = site.saved()
    edition = open_edition(site.data).id
    made = place.create(_author(), {"om/kommuner": "-".join(KOMMUNER), "om/omrade": "lss", "om/year": YEAR})
    marks: dict[str, str] = {}
    for number, (at, kind) in enumerate(places()):
        if at in ("om/kommuner", "om/omrade", "om/year"):
            continue
        value = _VALUES.get(kind)
        if kind in ("text", "rad"):
            value = text(number, kind == "rad")[: 300 if kind == "rad" else None]
            marks[at] = f"Q{number:03d}Q"
        elif kind == "item":
            value = {"mote": f"mote{_ITEM}", "vy": f"vy{_ITEM}"}[at.split("/")[-1]][:8]
        elif kind == "utgava":
            value = edition
        _write(site, made.writer, at, value)
    for number, (kommun, lage) in enumerate(zip(KOMMUNER, ("osaker", "osaker"), strict=True)):
        for id in IDS:
            name, why = text(930 + number, True)[:80], text(940 + number, True)
            place.book.set_here(Status(id, kommun, int(YEAR), lage, name, why), 0)
    coordinator = place.book.new_coordinator(text(950, True)[:80])
    place.close()
    return Filled(made, marks, coordinator)


def _author() -> Author:
    return Author(text(960, True)[:80], text(961, True)[:80])


def _write(site: Site, token: str, at: str, value: str | None) -> None:
    role = {"role": text(962, True)[:80].strip(), "organisation": text(963, True)[:80].strip()}
    said = {"analys": token, "place": at, "value": value, "base": 0, **role}
    body = json.dumps({name: part.replace("\t", " ") if name in role else part for name, part in said.items()})
    answer = site.ask("/api/analys/falt", "POST", body.encode(), {"Content-Type": "application/json"})
    if answer.status != 200:
        raise RuntimeError(f"{at} = {value!r}: {answer.status} {answer.text}")
