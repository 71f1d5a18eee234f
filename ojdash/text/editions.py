"""The words about editions: the list of them, what differs between two, and what was found wrong or removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

from ojdash.domain import missing
from ojdash.domain.edition import Differences, Edition, Moved, Redefined
from ojdash.domain.indikator import Indikator
from ojdash.text import underlag, words

HEADING = "Utgåvor"
READ = (
    "En länk med utgåvan i adressen visar den utgåvans värden. Nya och ändrade värden går att följa i ett flöde (Atom)."
)
CHANGED = "Vad som ändrades"
BY_INDIKATOR = "Per indikator"
FIRST = "Det finns ingen äldre utgåva med riktiga värden att jämföra med."
FEED = "Flöde (Atom) med nya och ändrade värden"
FEED_TITLE = "ojdash: utgåvor av Öppna jämförelser"
CURRENT = "gäller nu"
BROKEN = "går inte att läsa"
YES = "ja"
ALL_RIGHT = "Alla filer är som de publicerades."
NOTHING_TO_PRUNE = "Inget att ta bort."

LIST: dict[str, str] = {
    "id": "Utgåva",
    "kalla": "Källa",
    "fetched": "Hämtad",
    "indikatorer": "Indikatorer",
    "rows": "Rader",
    "size": "Storlek",
    "own": "Varav delas inte",
    "current": "Gäller nu",
}
COLUMNS: dict[str, str] = {
    "indikator": "Id",
    "titel": "Indikator",
    "kommun": "Kommun",
    "year": "År",
    "gender": "Kön",
    "change": "Ändring",
    "before": "Före",
    "after": "Efter",
}
CHANGE: dict[str, str] = {
    "added": "Nytt",
    "revised": "Ändrat",
    "withdrawn": "Borttaget",
    "redefined": "Ny definition",
    "new": "Ny indikator",
    "gone": "Indikatorn finns inte längre",
}
# The parts of a definition (domain.indikator.Indikator), as they are told to be redefined.
PARTS: dict[str, str] = {
    "id": "Id",
    "title": "Titel",
    "omrade": "Område",
    "kind": "Slag av värde",
    "decimals": "Decimaler",
    "short_title": "Kort titel",
    "unit": "Enhet",
    "direction": "Önskvärd riktning",
    "type": "Typ",
    "underlag": "Underlag",
    "antal_svar": "Nyckeltal för antalet svar",
    "gender_split": "Redovisas efter kön",
    "oj": "Del av Öppna jämförelser",
    "source": "Källa",
    "source_url": "Källans adress",
    "codes": "Koder",
    "breaks": "Brott",
    "ja_betyder": "Ja betyder",
    "rikssiffror": "Publicerade rikssiffror",
    "since": "Första år",
    "until": "Sista år",
    "syfte": "Syfte",
    "teknisk_beskrivning": "Teknisk beskrivning",
    "datakalla": "Datakälla",
    "felkallor": "Felkällor",
    "visar_inte": "Det här visar inte",
}
_NOTHING = "inget"
WITHHELD = "ett värde som inte längre visas"


def origin(edition: Edition) -> str:
    """Where an edition is from; made-up values say so."""
    if edition.source is None:
        return BROKEN
    return words.EXAMPLE if edition.source.simulated else f"Källa: {edition.source.name}"


def fetched(edition: Edition) -> str:
    """The day an edition was fetched."""
    return edition.source.fetched_at[:10] if edition.source else ""


UNREADABLE = "Utgåvan går inte att läsa. Den som sköter webbplatsen kan se varför."


def in_short(edition: Edition) -> str:
    """Source, size and standing, in one line."""
    if edition.problem:
        return UNREADABLE
    counts = edition.counts
    said = [
        origin(edition),
        words.counted(counts["indikatorer"], "indikator", "indikatorer"),
        words.counted(counts["rows"], "rad", "rader"),
    ]
    return " · ".join([*said, CURRENT] if edition.current else said)


def size(found: int) -> str:
    """Bytes as kB or MB."""
    return f"{words.number(found / 1e6, 1)} MB" if found >= 1e6 else f"{words.number(found / 1e3)} kB"


def sentence(found: Differences) -> str:
    """How many values and definitions differ, against which edition."""
    return f"Mot utgåvan {found.before}: {_what(found.counts)}."


def moved(one: Moved) -> str:
    """What happened to one indikator, in short."""
    counts = {"added": one.added, "revised": one.revised, "withdrawn": one.withdrawn}
    said = [_values(counts)] if one.values else []
    if one.only_in:
        said.insert(0, CHANGE["new" if one.only_in == "after" else "gone"].lower())
    if one.redefined:
        said.append(f"definitionen ändrad ({words.joined([PARTS[part.part].lower() for part in one.redefined])})")
    return ", ".join(said)


def moved_line(difference: Moved) -> str:
    """Which indikator, and what happened to it."""
    return f"{difference.indikator.heading} ({difference.indikator.id}): {moved(difference)}"


def redefinition(part: Redefined) -> str:
    """One part of a definition, both spelled."""
    return f"{PARTS[part.part]}: ”{part.before or _NOTHING}” blev ”{part.after or _NOTHING}”"


def changed(indikator: Indikator, names: Mapping[str, str], row: object) -> str:
    """One value that differs, both said: whose, when, before and after."""
    namn = names.get(row.kommun, row.kommun)
    gender = "" if row.gender == "T" else f", {words.GENDER[row.gender].lower()}"
    before, after = both(indikator, row)
    return f"{namn} {row.year}{gender}: {before} → {after}"


def both(indikator: Indikator, row: object) -> tuple[str, str]:
    """A value before and after, or why there is none; with more decimals where rounding would make them alike."""
    if isnan(row.before) and row.missing_after in missing.WITHHELD:
        return WITHHELD, _value(indikator, row.after, row.missing_after, indikator.decimals)
    ends = (row.before, row.missing_before), (row.after, row.missing_after)
    for decimals in range(indikator.decimals, 16):
        before, after = (_value(indikator, *end, decimals) for end in ends)
        if before != after or indikator.is_coded:
            break
    return before, after


def _value(indikator: Indikator, found: float, missing: str | None, decimals: int) -> str:
    if not isnan(found):
        return words.value(indikator, found, decimals=decimals)
    return f"inget värde ({underlag.missing(indikator, missing, None).lower()})" if missing else "inget värde"


def more(count: int) -> str:
    """How many more there are than are listed."""
    return f"{words.number(count)} till"


def all_in_file(count: int) -> str:
    """The same in the terminal, and where all are."""
    return f"{more(count)}; --format csv eller json visar alla."


def entry_title(edition: Edition) -> str:
    """The title of an edition in the feed."""
    return f"Utgåvan {edition.id}, hämtad {fetched(edition)} ({origin(edition)})"


def not_taken_in(refused: Mapping[str, str]) -> str:
    """How many could not be taken in when an edition was published."""
    return f"{words.upper_first(words.counted(len(refused), 'indikator', 'indikatorer'))} gick inte att ta in."


def refusal(id: str, why: str) -> str:
    """What could not be taken in, and why."""
    return f"{id} togs inte in: {why}."


def first_edition(edition: Edition) -> str:
    """What is said of an edition with none before it."""
    return f"{in_short(edition)}. {FIRST}"


def wrong(count: int, editions: int) -> str:
    """The last line of a check that found something."""
    return f"{words.upper_first(words.counted(count, 'fel', 'fel', 'ett'))} i {_editions(editions)}."


def pruned(edition: Edition, dry_run: bool) -> str:
    """An edition that goes, or would."""
    return f"{'Skulle tas bort' if dry_run else 'Borttagen'}: {edition.id}, hämtad {fetched(edition)}"


def given_back(found: int, count: int, dry_run: bool) -> str:
    """The last line of a pruning."""
    what = "skulle frigöras" if dry_run else "frigjordes"
    return f"{size(found)} {what} ({_editions(count)}). Filer som andra utgåvor delar ligger kvar."


def kept_for(needed: Sequence[str]) -> str:
    """Which editions are kept whatever their age, and why."""
    return f"Behålls, för att analyser eller hämtningar bygger på dem: {', '.join(needed)}."


def _editions(count: int) -> str:
    return words.counted(count, "utgåva", "utgåvor")


def _what(counts: Mapping[str, int]) -> str:
    said = (
        [_values(counts)]
        if any(counts[name] for name in ("added", "revised", "withdrawn"))
        else ["inga värden skiljer"]
    )
    for name, one, many in (
        ("redefined", "indikator har fått en ändrad definition", "indikatorer har fått en ändrad definition"),
        ("new", "indikator är ny", "indikatorer är nya"),
        ("gone", "indikator finns inte längre", "indikatorer finns inte längre"),
    ):
        if counts[name]:
            said.append(words.counted(counts[name], one, many))
    return words.joined(said)


def _values(counts: Mapping[str, int]) -> str:
    said = []
    for name, one, many in (
        ("added", "nytt", "nya"),
        ("revised", "ändrat", "ändrade"),
        ("withdrawn", "borttaget", "borttagna"),
    ):
        if counts[name]:
            last = " " + ("värde" if counts[name] == 1 else "värden") if not said else ""
            said.append(words.counted(counts[name], one, many, "ett") + last)
    return ", ".join(said)
