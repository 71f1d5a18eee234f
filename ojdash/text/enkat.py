"""The words of Enkäten: walking through the questionnaire together before it is submitted, and the minutes of it."""

from __future__ import annotations

from datetime import date

from ojdash.domain.answer import Answer
from ojdash.domain.indikator import Indikator
from ojdash.domain.seminar import Asked, Last, Mark, News, Signed, Walk
from ojdash.text import delning, editions, page, statuses, underlag, words
from ojdash.text import snabbanalys as screen

NAME = "Enkäten"
QUESTION = "Vilken fråga läser ni olika, och vad gör ni åt det före inlämningen?"
START_TITLE = "Enkätgenomgång"
READ = "Gå igenom enkätens frågor tillsammans innan svaren lämnas, så att alla läser dem lika."
NOT_A_CHANNEL = "Här lämnas inga svar. Sidan förbereder; svaren lämnar varje kommun i Socialstyrelsens webbformulär."
NOT_A_CHANNEL_OF_OWN = (
    "Här lämnas inga svar. Sidan förbereder; uppgifterna lämnas som vanligt till den som samlar in dem."
)
HOW_TITLE = "Så går det till"
HOW = (
    "En fråga i taget på duken. Läs frågan och alternativen högt, se vad alla svarade senast, låt varje "
    "kommun säga hur den räknar och skriv det som skiljer. Enas om en läsning, märk svar som någon behöver "
    "kontrollera, och godkänn före inlämningen. Piltangenterna (eller Page Up och Page Down) byter fråga."
)
NEEDS_ONE, TO_BEGIN = "Att skriva kräver en analys.", "Börja en eller öppna den ni har"
TO_WRITE = f"{NEEDS_ONE} {TO_BEGIN}."
FROM_OVERSIKT = "Inför inlämningen: gå igenom enkätens frågor tillsammans"

# The parts of the page: the steps of the seminar.
PARTS: dict[str, str] = {
    "1": "Område, år och vad som är ändrat",
    "2": "En fråga i taget, med tolkning",
    "5": "Svar att kontrollera",
    "6": "Godkännande",
    "delning": screen.SHARING,
}
STEPS: dict[str, str] = {"1": "1. ", "2": "2–4. ", "5": "5. ", "6": "6. "}

CHANGED, UNCHANGED = "Ändrat sedan förra året", "Utan angiven ändring"
NOTHING_CHANGED = "Inget är angivet som ändrat sedan förra året. Jämför ändå med årets formulär."
DROPPED = "Frågas inte längre"
WALKED, NOT_WALKED = "genomgången", "inte genomgången"
GONE = "Genomgången"
PREVIOUS, NEXT, TO_LIST = "Föregående", "Nästa", "Alla frågor"
ALTERNATIVES = "Svarsalternativ"
LAST = "Senaste svaren"
NO_LAST = "Ingen har svarat på frågan före det här året."
NEVER = "inget svar än"
MORE_FACTS = "Mer om frågan"
NEWS = "Ändrat"
NO_PERSONS = "Skriv inget om enskilda personer."
AGREE = "Skriv eller ändra gemensam tolkning"
NO_READING = "Ingen gemensam tolkning är skriven."
SIDE_BY_SIDE = "Så svarar kommunerna och varför"
ANSWER, NOTE = "Senaste svar", "Så svarar vi och varför"
MARKS, SIGNED, NO_MARKS = PARTS["5"], PARTS["6"], "Inga svar är märkta för kontroll."
SET_STATUS = "Sätt värdet som osäkert (Kvalitet)"
MARK_READ = (
    "Märk vid frågan ett svar som behöver kontrolleras. Här ser ni alla, de öppna först och i den ordning de ska vara "
    "klara."
)
SIGN_READ = (
    "Beslutspunkt 1: ansvarig chef godkänner kommunens svar före inlämningen. Märkta svar hindrar inte, men de syns "
    "här och i minnesanteckningarna."
)
MEETING_TITLE, OTHER_NOTES = "Mötet", "Övrigt"
MINUTES = "Minnesanteckningar"
GET = "Hämta minnesanteckningarna"
PRESENT_HINT = "Roller och kommuner, inga namn på enskilda brukare."
HAS_NOTE, IS_UNCERTAIN = "anteckning", "att kontrollera"
DONE, OPEN_ = "kontrollerat", "öppet"

FIELDS: dict[str, str] = {
    "svarar": NOTE,
    "osaker": "Svaret behöver kontrolleras",
    "varfor": "Vad är oklart?",
    "ansvarig": "Vem kontrollerar? (roll)",
    "senast": "Senast",
    "kontrollerad": "Kontrollerat",
    "genomgangen": GONE,
    "motesdag": "Mötesdag",
    "narvarande": "Närvarande (roller)",
    "anteckning": "Övriga anteckningar",
    "godkand": "Godkänt",
    "vem": "Av vem? (roll)",
    "godkand_datum": "Datum",
}

_NEWS: dict[str, str] = {
    "ny": "Ny fråga i år. Ingen har svarat på den förut.",
    "forsta": "Frågades för första gången {year}: de senaste svaren är de första.",
    "uppehall": "Frågades inte förra gången. De senaste svaren är från {year}.",
    "utgatt": "Frågades sist {year}.",
}


def title(answer: Answer) -> str:
    """The page's name."""
    return START_TITLE


def sentence(answer: Answer) -> str:
    """What the page is for."""
    return READ


def walk_title(walk: Walk) -> str:
    """What is walked through; on a question's own page, the question."""
    return walk.shown.indikator.heading if walk.shown else f"{START_TITLE}: {walk.omrade_title} {walk.question.year}"


def walk_sentence(walk: Walk) -> str:
    """How many questions, how many are changed, how far the group has come; of one question, what all answered last."""
    return _one(walk, walk.shown) if walk.shown else _whole(walk)


def _whole(walk: Walk) -> str:
    if not walk.asked:
        return f"Området har ingen fråga i enkäten {walk.question.year}."
    changed = len(walk.changed)
    said = f"{words.upper_first(words.counted(len(walk.asked), 'fråga', 'frågor'))}, "
    new = (
        words.counted(changed, "är ny eller ändrad", "är nya eller ändrade") if changed else "ingen ändring är angiven"
    )
    said += f"{new}."
    if not walk.is_open:
        return said
    said += f" {progress(walk)}"
    open_ = words.counted(walk.open_marks, "svar ska kontrolleras", "svar ska kontrolleras", "ett")
    return f"{said} {words.upper_first(open_)}." if walk.open_marks else said


def progress(walk: Walk) -> str:
    """How far the group has come."""
    return f"{walk.gone} av {len(walk.asked)} är genomgångna."


def _one(walk: Walk, one: Asked) -> str:
    return f"{place(walk)} {last_in_short(one)}".strip()


def place(walk: Walk) -> str:
    """ "Fråga 3 av 22, LSS 2026."; of a dropped one, that it is not asked."""
    where = f"{walk.omrade_title} {walk.question.year}"
    if walk.shown not in walk.asked:
        return f"{DROPPED}, {where}."
    return f"Fråga {walk.asked.index(walk.shown) + 1} av {len(walk.asked)}, {where}."


def last_in_short(one: Asked) -> str:
    """ "9 av 13 svarade ja 2025."; how many answered, where it is no Ja or Nej."""
    if one.year is None:
        return NO_LAST
    if not one.last:
        return ""
    if one.indikator.kind == "ja_nej" and one.answered:
        said = f"{one.ja} av {one.answered} svarade ja {one.year}"
        left = len(one.last) - one.answered
        return f"{said}; {words.counted(left, 'kommun', 'kommuner')} har inget svar." if left else f"{said}."
    return f"{one.answered} av {words.counted(len(one.last), 'kommun', 'kommuner')} har ett värde {one.year}."


def alternatives(indikator: Indikator) -> list[str]:
    """What can be answered, by the kind of value."""
    if indikator.kind == "ja_nej":
        means = f"Ja: kommunen {indikator.ja_betyder.rstrip('.')}" if indikator.ja_betyder else "Ja"
        return [means, "Nej"]
    if indikator.kind == "kategori":
        return list(indikator.codes.values())
    if indikator.kind == "andel":
        return ["En andel, 0 till 100 procent. Vad som räknas av vad står under Teknisk beskrivning"]
    return [f"Ett tal i {indikator.unit}"]


def news(one: Asked, earlier: str) -> list[str]:
    """What is new or changed in a question, in sentences. earlier: the edition that definitions are compared with."""
    return [said for new in one.news for said in _news(new, earlier)]


def _news(new: News, earlier: str) -> list[str]:
    if new.kind == "brott":
        return [f"Frågan är ändrad {new.year}: {new.reason.rstrip('.')}. De senaste svaren gäller den gamla frågan."]
    if new.kind == "definition":
        return [f"Sedan utgåvan {earlier}: {editions.redefinition(part)}." for part in new.parts]
    return [_NEWS[new.kind].format(year=new.year)]


def news_in_short(one: Asked) -> str:
    """The same as `news` in a few words, for the list."""
    short = {
        "ny": "ny fråga",
        "brott": "ändrad fråga",
        "definition": "ändrad beskrivning",
        "uppehall": f"frågades inte förra gången, senast {one.year}",
        "forsta": f"frågades första gången {one.year}",
        "utgatt": "frågas inte längre",
    }
    return words.upper_first(", ".join(short[new.kind] for new in one.news))


def breaks(one: Asked) -> list[str]:
    """The earlier breaks: those that the last answers already follow."""
    new = {found.year for found in one.news if found.kind == "brott"}
    return [f"{broken.year}: {broken.reason}" for broken in one.indikator.breaks if broken.year not in new]


def facts(one: Asked) -> list[tuple[str, str]]:
    """What helps to answer: how it is counted, and known sources of error."""
    return [(page.FACT_BOX[name], page.fact(one.indikator, name)) for name in ("teknisk_beskrivning", "felkallor")]


def more_facts(one: Asked) -> list[tuple[str, str]]:
    """The rest of the fact box, and the breaks before."""
    found = [(page.FACT_BOX[name], page.fact(one.indikator, name)) for name in ("syfte", "datakalla", "visar_inte")]
    return [*found, *((page.BREAK, said) for said in breaks(one)), (page.SOURCE, one.indikator.source)]


def last(one: Asked, found: Last) -> str:
    """A kommun's last answer in words; a missing one says why. Its year is said where it is not the question's."""
    if found.year is None:
        return NEVER
    if found.value is not None:
        return statuses.marked(words.value(one.indikator, found.value), found.status)
    return underlag.missing(one.indikator, found.missing, None)


def earlier(one: Asked, found: Last) -> str:
    """The newest answer before one that is missing: "Ja 2023"; "" without any."""
    if found.earlier is None:
        return ""
    year, value = found.earlier
    return statuses.marked(f"{words.value(one.indikator, value)} {year}", found.earlier_status)


def doubts(walk: Walk, one: Asked) -> list[str]:
    """Who says of which of the last answers that are shown that they are in doubt, and why."""
    return [
        statuses.of_value(walk.kommuner[found.kommun].namn, status.year, statuses.said_by(status))
        for found in one.last
        for status in found.doubts
    ]


def tile(one: Asked, found: Last) -> str:
    """A kommun's last answer with what stands before a missing one, for one cell."""
    before = earlier(one, found)
    return f"{last(one, found)} ({before})" if before else last(one, found)


def meeting(walk: Walk) -> str:
    """What the fields of the meeting are folded behind: the day, once it is written."""
    day = walk.meeting("motesdag")
    return f"{MEETING_TITLE}: {day}" if day else f"{MEETING_TITLE}: dag och närvarande"


def note(kommun: str) -> str:
    """Whose note it is."""
    return f"{kommun}: så svarar vi och varför"


def part_state(walk: Walk, part: str) -> str:
    """How far a part is."""
    if part == "1":
        return words.counted(len(walk.changed), "ändrad", "ändrade") if walk.changed else ""
    if part == "2":
        return (
            f"{walk.gone} av {len(walk.asked)}" if walk.is_open else words.counted(len(walk.asked), "fråga", "frågor")
        )
    if part == "5":
        return words.counted(walk.open_marks, "öppet", "öppna", "ett") if walk.marks else ""
    if part == "6":
        return f"{sum(not one.lacks for one in walk.signed)} av {len(walk.signed)}"
    return ""


def mark_state(mark: Mark, today: date) -> str:
    """Whether a mark is checked, open, or how late it is."""
    late = mark.days_late(today)
    if mark.is_done:
        return DONE
    return f"försenat {words.counted(late, 'dag', 'dagar')}" if late else OPEN_


def signed_notes(one: Signed, kommun: str) -> str:
    """What a manager must know at the sign-off: open marks, and what it still lacks."""
    said = []
    if one.open:
        what = words.counted(one.open, "svar", "svar", "ett")
        said.append(
            f"{kommun}: {what} är inte kontrollerat än."
            if one.open == 1
            else f"{kommun}: {what} är inte kontrollerade än."
        )
    if one.written and one.lacks:
        said.append(screen.basket_lacks([FIELDS[name] for name in one.lacks]))
    return " ".join(said)


def others(count: int) -> str:
    """That the rest of the area is not in the questionnaire; "" for nothing."""
    if not count:
        return ""
    what = words.counted(count, "indikator till i området kommer", "indikatorer till i området kommer")
    return f"{words.upper_first(what)} ur register och andra undersökningar, och frågas inte i enkäten."


def compared(walk: Walk) -> str:
    """Which edition the questions are from, and which they are compared with."""
    said = f"Frågorna och de senaste svaren är från utgåvan {walk.edition}."
    return f"{said} Beskrivningarna är jämförda med utgåvan {walk.earlier}." if walk.earlier else said


def link(year: int) -> str:
    """From a value to what was written of it at the walk-through."""
    return f"Till enkätgenomgången {year}"


def not_a_channel(walk: Walk) -> str:
    """That nothing is submitted here, and where it is."""
    return NOT_A_CHANNEL if any(one.indikator.oj for one in walk.asked) else NOT_A_CHANNEL_OF_OWN


def walk_table(walk: Walk) -> str:
    """The questions as lines of text: what is new in each, and the last answers."""
    lines = [f"{START_TITLE}: {walk.omrade_title} {walk.question.year}", _whole(walk), *walk.told]
    for number, one in enumerate(walk.asked, 1):
        new = news_in_short(one)
        lines.append(f"{number}. {one.indikator.heading}{f' ({new})' if new else ''}")
        lines += [f"   {said}" for said in (last_in_short(one), *doubts(walk, one))]
    return "\n".join([*lines, not_a_channel(walk), compared(walk), page.origin(walk)])


def default_title(omrade: str, year: int, today: date) -> str:
    """A name for a new analys that begins with a walk-through."""
    return delning.default_title(omrade, year, today).replace(screen.NAME, START_TITLE)
