"""The words of a value's status: the mark that follows a value in doubt, who said it and why, and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ojdash.domain.answer import Answer, number
from ojdash.domain.answer import whole as whole_number
from ojdash.domain.form import Form, Joint, Row
from ojdash.domain.indikator import Indikator
from ojdash.domain.kommun import Kommun
from ojdash.domain.seminar import Mark
from ojdash.domain.status import LAGEN, MOST_NAME, MOST_REASON, UNKNOWN, Marks, Status, cleaned
from ojdash.text import words
from ojdash.text.signed_in import vouched

SIGN = "‡"
MARK = f"{SIGN} osäker"
HEADING = "Värdens status"
READ = "Ett värde som är markerat som osäkert bär märket ‡ osäker i alla vyer, dokument och filer tills det är rättat."
NOTHING_MARKED = "Inget värde här har någon status."
EVERYONE = "Visa alla kommuner"
HISTORY = "Historik"
SET = "Sätt status"
STATE, NAME, REASON = "Läge", "Ditt namn", "Skäl"
KEPT = "Statusen är sparad."
NO_VALUE = "inget värde"
WHO = "Vem får skriva här?"
CHANGE_HERE = "Sätt status på värdet"
MORE_HERE = "Alla värden med status"
FROM_WALK = "Svar att kontrollera från enkätgenomgången"
NO_MARK = "Inget: välj indikator, kommun och år"
SEEN_BY_ALL = "Skälet kommer från er analys. Här läses det av alla som använder sidan: ta bort det som bara är ert."
MOST_LISTED = 200
COLUMNS: dict[str, str] = {
    **{"indikator": "Indikator", "kommun": "Kommun", "year": "År", "lage": "Läge"},
    **{"namn": "Satt av", "at": "När", "skal": "Skäl"},
}
LAGE: dict[str, str] = {
    "inlamnad": "Inlämnad",
    "granskad": "Granskad",
    "osaker": "Osäker",
    "rattad": "Rättad",
}
SAYS: dict[str, str] = {
    "inlamnad": "kommunen har lämnat in värdet",
    "granskad": "någon har gått igenom värdet och det stämmer",
    "osaker": "värdet kan vara fel; märket följer med överallt",
    "rattad": "felet är utrett; märket försvinner, historiken står kvar",
}
STATES: dict[str, str] = {lage: f"{name}: {SAYS[lage]}" for lage, name in LAGE.items()}  # to choose among
MARKED = {
    "inlamnad": "Inlämnad",
    "granskad": "Granskad",
    "osaker": "Markerad som osäker",
    "rattad": "Rättad",
}

FAULT: dict[str, str] = {
    "plats": "Värdet finns inte: välj indikator, kommun och år ur listorna.",
    "lage": f"Läget finns inte. Välj {', '.join(LAGEN[:-1])} eller {LAGEN[-1]}.",
    "namn": "Skriv ditt namn, så att andra vet vem de ska fråga.",
    "skal": "Skriv varför, så att andra förstår vad som är oklart eller rättat.",
    "langt_namn": f"Namnet får vara högst {MOST_NAME} tecken.",
    "langt_skal": f"Skälet får vara högst {MOST_REASON} tecken. Korta det.",
    "tecken": "Namnet eller skälet innehåller ett tecken som inte kan sparas. Skriv om det.",
}
BOOK_NOT_EMPTY = "Det finns redan statusar här. En sparad bok kan bara läsas in där inget är sagt än."
UNREADABLE = "Statusen för värdena kan inte läsas just nu, så det syns inte om något är markerat som osäkert."
UNKNOWN_STATE = "Okänd"
NOTHING_SAID = "inget"


def may_not_follow(before: str | None, after: str) -> str:
    """A state that can't be set now."""
    if after == "rattad":
        return "Rättad kan bara sättas på ett värde som är markerat som osäkert."
    return (
        f"Ett värde som är markerat som osäkert kan inte bli {LAGE[after].lower()} direkt. Sätt rättad och skriv vad "
        "som hände, också om märket sattes av misstag."
        if before == "osaker"
        else FAULT["lage"]
    )


def behind(other: Status | None) -> str:
    """Somebody else was first; nothing was changed."""
    said = said_by(other) if other else NOTHING_SAID
    return f"Någon annan har ändrat statusen under tiden: {said} Inget ändrades. Läs det och försök igen."


def day(at: str) -> str:
    """The day of a moment, in Sweden."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(_SWEDEN):%Y-%m-%d}"
    except ValueError:
        return at[:10]


_SWEDEN = ZoneInfo("Europe/Stockholm")


def from_walk(title: str, kommun: str, year: int) -> str:
    """An uncertain answer to choose."""
    return f"{kommun} {year}: {title}"


def reason(mark: Mark) -> str:
    """Why an answer is uncertain, who checks it and by when, as the reason of a status."""
    who, day = mark.text("ansvarig"), mark.text("senast")
    checked = "".join((f" av {who}" if who else "", f" senast {day}" if day else ""))
    parts = (mark.text("varfor").rstrip(". "), f"Kontrolleras{checked}" if checked else "")
    said = ". ".join(part for part in parts if part)
    return cleaned(f"{said}." if said else "")[:MOST_REASON]


def value_in(utgava: str, spelled: str) -> str:
    """The value that a status would be set on."""
    return f"Värdet i utgåvan {utgava}: {spelled}."


def taken_in(count: int) -> str:
    """How much of an exported book was taken in."""
    return f"Inläst: {words.counted(count, 'status', 'statusar')}, med tidigare versioner."


UNCHANGED = "Inget ändrades. Rätta raderna och läs in filen igen."
DRY = "Provkörning: inget är sparat."


def lacks_columns(file: str, names: Sequence[str]) -> str:
    """A table of statuses without some of its columns."""
    lacking = words.joined([COLUMNS[name] for name in names])
    return f"{file}: kolumnerna {lacking} saknas. Första raden ska vara rubrikerna ur status export."


def too_many_rows(file: str) -> str:
    """A table with more rows than anyone has written."""
    return f"{file}: filen har för många rader. Ta bara med dem som är nya."


def no_such(what: str, said: str) -> str:
    """A cell that names nothing there is."""
    return f"{COLUMNS[what]} ”{said}” finns inte."


def line(row: int, said: str) -> str:
    """A row of a table and what is said of it."""
    return f"Rad {row}: {said}"


def plan(new: int, same: int, refused: int) -> str:
    """How much of a table of statuses is new, said already and refused."""
    said = (
        words.counted(new, "ny status", "nya statusar", "en"),
        words.counted(same, "rad är redan sagd", "rader är redan sagda", "en"),
        words.counted(refused, "rad går inte att läsa in", "rader går inte att läsa in", "en"),
    )
    return " ".join(f"{words.upper_first(one)}." for one in said)


def more(count: int) -> str:
    """How many are not listed."""
    return f"Och {words.number(count)} till, som inte visas här. Den som sköter webbplatsen kan lista alla."


def version(status: Status, indikator: Indikator | None) -> str:
    """One line of a history: what was said, and of which value."""
    was = words.value(indikator, status.value) if indikator and status.value is not None else NO_VALUE
    by = f" (med adressen till {status.by})" if status.by else ""
    return f"{said_by(status)} Värdet då: {was}.{by}"


def said_by(status: Status) -> str:
    """ "Markerad som osäker av Anna Berg, 2026-11-22: Två tal är omkastade."; who signed in says by which name."""
    skal = status.skal if status.skal.endswith((".", "!", "?", "…")) else f"{status.skal}."
    when = f", {day(status.at)}" if status.at else ""
    who = f"{status.namn} ({vouched(status.verified)})" if status.verified else status.namn
    return f"{MARKED[status.lage]} av {who}{when}: {skal}"


def marked(spelled: str, status: Status | None) -> str:
    """A value's words, with the mark where it is in doubt."""
    return f"{spelled} {MARK}" if status is not None and status.is_osaker else spelled


def moved(indikator: Indikator | None, status: Status, now: float | None, gender: str) -> str:
    """That the value is another now than when the status was set; "" where it is the same or of another gender."""
    if indikator is None or gender != status.gender or status.value == now:
        return ""
    was, is_now = (words.value(indikator, one) or "inget värde" for one in (status.value, now))
    what = "Markeringen" if status.is_osaker else "Statusen"
    return f"{what} gällde {_the_value(status.value, was)}; utgåvan visar {is_now}."


def _the_value(value: float | None, spelled: str) -> str:
    return spelled if value is None else f"värdet {spelled}"


def whole(indikator: Indikator | None, status: Status, now: float | None, gender: str) -> str:
    """Everything that is said of a value: who, when, why, and whether it has changed since."""
    return f"{said_by(status)} {moved(indikator, status, now, gender)}".strip()


def of_value(namn: str, year: int, sentence: str) -> str:
    """A sentence about one value, where several are told of."""
    return f"{SIGN} {namn} {year}: {sentence}"


def resting(doubts: int, values: int) -> str:
    """What a group's median rests on."""
    said = "är ett markerat som osäkert" if doubts == 1 else f"är {words.number(doubts)} markerade som osäkra"
    return f"{SIGN} Av gruppens {words.counted(values, 'värde', 'värden', 'ett')} {said}."


def shown(answer: Answer) -> str:
    """Which values in doubt an answer about many indikatorer shows; "" where there are none."""
    doubts = in_view(answer)
    if not doubts:
        return ""
    names = "; ".join([*(called_value(answer, one) for one in doubts[:MOST_NAMED]), *_rest(len(doubts))])
    said = "Ett värde här är markerat som osäkert"
    if len(doubts) > 1:
        said = f"{words.number(len(doubts))} värden här är markerade som osäkra"
    return f"{SIGN} {said}: {names}."


def called_value(answer: Answer, one: Status) -> str:
    """What a value is called: kommun and year, and the indikator."""
    indikator = answer.indikatorer.get(one.indikator)
    return f"{name_of(answer, one.kommun)} {one.year}, {indikator.heading if indikator else one.indikator}"


def _rest(count: int) -> list[str]:
    return [f"och {words.number(count - MOST_NAMED)} till"] if count > MOST_NAMED else []


# --- in an answer and a form ------------------------------------------------------------------------------------------

MOST_NAMED = 3


def told(answer: Answer, most: int = MOST_NAMED) -> list[str]:
    """What is said beside an answer of the values in doubt that it shows, at most so many of them named."""
    said = [answer.marks.problem] if answer.marks.problem else []
    doubts = answer.marks.doubts
    if not doubts:
        return said
    if answer.indikator is None:
        return [*said, shown(answer)] if in_view(answer) else said
    own = [one for one in doubts if one.kommun == answer.kommun.kod]
    named = own if answer.question.page == "over_tid" else [one for one in own if one.year in _years(answer)]
    if answer.question.page == "jamfor":
        named = own + [one for one in doubts if one.kommun in answer.group.members]
    named = sorted(named, key=lambda one: (one.kommun != answer.kommun.kod, -one.year))[:most]
    said += [of_value(name_of(answer, one.kommun), one.year, _now(answer, one)) for one in named]
    if answer.doubts_in_group and (answer.question.page != "indikator" or answer.indikator.kind == "ja_nej"):
        said.append(resting(answer.doubts_in_group, answer.group.n or 0))
    return said


def in_view(answer: Answer) -> list[Status]:
    """The values in doubt that an answer about many indikatorer shows, the own kommun's first."""
    doubts = answer.marks.doubts if answer.indikator is None else ()
    if doubts and answer.question.page in ("oversikt", "signaler"):  # not those that a change is counted from
        rows = answer.rows[answer.rows["status"] == "osaker"]
        keys = set(zip(rows["indikator"], rows["kommun"], map(whole_number, rows["year"]), strict=True))
        doubts = [one for one in doubts if one.key in keys]
    own = answer.kommun.kod if answer.kommun else ""
    return sorted(doubts, key=lambda one: (one.kommun != own, -one.year))


def _years(answer: Answer) -> set[int | None]:
    return {answer.question.year, answer.change.from_year if answer.change else None}


def _now(answer: Answer, status: Status) -> str:
    return whole(answer.indikatorer.get(status.indikator), status, *value_now(answer, status))


def value_now(answer: Answer, status: Status) -> tuple[float | None, str]:
    """What an answer shows where a status was set, and of which gender; else what was seen then."""
    for table in (answer.rows, answer.everyone):
        if table is not None and "value" in table:
            here = (table["kommun"] == status.kommun) & (table["indikator"] == status.indikator)
            found = table.loc[here & (table["year"] == status.year), "value"]
            if len(found):
                return number(found.iloc[0]), answer.question.gender
    return status.value, status.gender


def name_of(answer: Answer, kommun: str) -> str:
    """A kommun's name, where the answer has it."""
    if kommun in answer.names:
        return answer.names[kommun]
    for table in (answer.rows, answer.everyone):
        found = table.loc[table["kommun"] == kommun, "namn"] if table is not None else ()
        if len(found):
            return found.iloc[0]
    return kommun


def of_row(answer: Answer, row: Any) -> str:
    """Everything that is said of a row's value, "" where nothing is."""
    year = whole_number(getattr(row, "year", None))
    status = answer.marks.of(getattr(row, "indikator", None), getattr(row, "kommun", None), year)
    return "" if status is None else whole(answer.indikatorer.get(status.indikator), status, *value_now(answer, status))


def in_figure(answer: Answer) -> str:
    """The values of a figure that are in doubt, for its note and its alternative text; "" without any."""
    doubts = sorted(answer.marks.doubts, key=lambda one: one.kommun != answer.kommun.kod)
    names = [f"{name_of(answer, one.kommun)} {one.year}" for one in doubts[:MOST_NAMED]]
    if not names:
        return ""
    more = len(doubts) - len(names)
    names += [f"{words.number(more)} till"] if more else []
    return f"{SIGN} Markerat som osäkert: {words.joined(names)}."


def of_form(marks: Marks, kommuner: Mapping[str, Kommun], indikatorer: Mapping[str, Indikator]) -> list[str]:
    """What is told above a form of the values in doubt that it is about."""
    said = [marks.problem] if marks.problem else []
    for one in sorted(marks.doubts, key=lambda one: (one.indikator, one.kommun)):
        namn = kommuner[one.kommun].namn if one.kommun in kommuner else one.kommun
        label = indikatorer[one.indikator].heading if one.indikator in indikatorer else one.indikator
        said.append(of_value(f"{namn}, {label}", one.year, said_by(one)))
    return said


def in_row(status: Status | None, problem: str) -> dict[str, str]:
    """The cells of a file for programs about a value's status: its code, and who says it and why.

    problem  why no status could be read, or ""
    """
    if problem:
        return {"status": UNKNOWN, "status_av": problem}
    return {"status": status.lage if status else "", "status_av": said_by(status) if status else ""}


def called(row: Row | Joint) -> str:
    """What the indikator of a line is called, with the mark where the kommun's value is in doubt."""
    return marked(row.indikator.heading if row.indikator else row.id, getattr(row, "status", None))


def kommun_of(form: Form, row: Row) -> str:
    """A kommun's name in the joint table, with the mark where its value is in doubt."""
    return marked(form.kommuner[row.kommun].namn, row.status)


def in_basket(form: Form, id: str, title: str) -> str:
    """An indikator in the basket, with the kommuner whose values are in doubt."""
    doubts = [one.kommun for one in form.marks.doubts if one.indikator == id]
    named = [form.kommuner[kod].namn if kod in form.kommuner else kod for kod in sorted(doubts)]
    return f"{title} ({MARK}: {words.joined(named)})" if named else title
