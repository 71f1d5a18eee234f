"""The words of Länsrapport, the page: what is reported, for whom, and its files."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.text import gender, jamfor, words

NAME = "Länsrapport"
QUESTION = "Vad i rapporten ska vem besluta om, och vad behöver ni ta reda på först?"
READ = (
    "Rapporten har fakta, resultat och kommentarer var för sig. Nedan står samma innehåll som i filerna. "
    "Tabellen har den valda kommunen först och de andra i namnordning; figurerna ligger efter värde. Inget är en "
    "rangordning. Indikatorer som inte syns i tabellen ligger åt höger."
)
MAKE = "Gör rapporten"
RECIPIENT_FIRST = "Skriv vem rapporten är till. Utan mottagare görs ingen rapport."
WAIT = "Filerna görs när du hämtar dem. Det tar upp till en minut för många kommuner."
FORMATS: dict[str, str] = {
    "pdf": "PDF",
    "docx": "Word",
    "pptx": "PowerPoint",
    "xlsx": "Excel",
    "html": "Webbsida i en fil",
}
FEW = 3  # kommuner that a title names
COMMENT = "Kommentar till resultatet"
WRITE = "Skriv kommentarer"
COMMENT_HOW = (
    "Kommentarer skrivs i en öppnad snabbanalys av den som har dess adress för att skriva. Öppna den under Snabbanalys "
    "och kom tillbaka hit."
)
EACH = "En indikator i taget"
MOST_NETWORKS = 12
MORE_NETWORKS = "Kommentarer från flera nätverk"
ADDRESSES = "Nätverkens läsadresser, en per rad"
ADDRESSES_EXAMPLE = "Klistra in hela adressen, eller de 26 tecknen efter analys="
ADDRESSES_READ = (
    "Rapporten tar med det som står i den öppnade analysen och i dem här. Adresserna finns bara i det här besöket. I "
    "en fils adress står läsadressen, aldrig den för att skriva."
)
TOO_MANY_NETWORKS = f"En rapport tar med högst {MOST_NETWORKS} analyser. Resten är inte med."
YEAR_REPORT = "Årsrapport: nätverkens urval"
YEAR_REPORT_HOW = (
    "Ett nätverk väljer fyra till sex indikatorer under Snabbanalys, med skäl och mottagare. Öppna nätverkets analys "
    "eller skriv dess läsadress ovan, så görs årsrapporten här."
)
NOTHING_CHOSEN_YET = "inget valt för året"
ALL_PAGES = "Alla kommuners sidor i en fil"


def no_analys(line: int) -> str:
    """A line of addresses that opens nothing."""
    return f"Rad {line} öppnar ingen analys. Kontrollera adressen och klistra in den igen."


def no_reader(named: str) -> str:
    """An analys whose reader's address is withdrawn."""
    return f"Analysen {named} är inte med: ingen läsadress gäller. Dess ägare kan göra en ny."


def chosen(named: str, headings: list[str]) -> str:
    """What one network has chosen for the year's report."""
    return f"{named}: {'; '.join(headings) or NOTHING_CHOSEN_YET}"


def one_page(namn: str) -> str:
    """A kommun's page."""
    return f"En sida om {namn}"


def title(answer: Answer) -> str:
    """What is reported: area, kommuner and year."""
    return gender.added(f"{answer.omrade_title} i {group(answer)} {answer.question.year}", answer.question.gender)


def group(answer: Answer) -> str:
    """The kommuner reported on, within a sentence."""
    beside = answer.group
    if beside.kind in ("lan", "riket"):
        return jamfor.group(answer)
    if beside.kind == "valda":
        names = dict.fromkeys(answer.rows["namn"].tolist())
        few = 0 < len(beside.members) <= FEW and names
        return words.joined(list(names)) if few else words.counted(len(beside.members), "kommun", "kommuner")
    return f"{answer.kommun.namn} och {jamfor.group(answer)}"


def sentence(answer: Answer) -> str:
    """How much is reported, and how much is lacking."""
    rows, opening = answer.rows, gender.opening(answer.question.gender)
    if not len(rows):
        choose = " Välj ett annat område eller ett annat år." if answer.elsewhere is None else ""
        return f"{opening}Det finns inga värden i området {answer.question.year}.{choose}"
    known, measured = int(rows["value"].notna().sum()), len(answer.indikatorer)
    said = words.counted(measured, "indikator", "indikatorer")
    kommuner = words.counted(len(answer.group.members), "kommun", "kommuner")
    lacks = f" {words.upper_first(_lacking(answer, known))}." if known < len(rows) else ""
    if not known:
        other = " Välj andra kommuner, ett annat område eller ett annat år." if answer.elsewhere is None else ""
        lacks = f" Det finns inga värden: {_lacking(answer, known)}.{other}"
    absent = answer.counts["absent"]
    others = words.counted(absent, "indikator", "indikatorer")
    apart = f" {words.upper_first(others)} i området mättes inte det året." if absent else ""
    return f"{opening}{words.upper_first(said)} för {kommuner} {answer.question.year}.{lacks}{apart}"


def _lacking(answer: Answer, known: int) -> str:
    """How many values are lacking, of those that the questions concern, and how many they do not concern."""
    rows = answer.rows
    unconcerned = int((rows["missing"] == "ej_tillamplig").sum())
    concerned = len(rows) - unconcerned
    lacking = concerned - known
    of = (
        words.out_of(lacking, concerned, "värde", "värden")
        if known
        else words.counted(lacking, "värde", "värden", "ett")
    )
    parts = [f"{of} saknas"] if lacking else []
    parts += [f"i {words.number(unconcerned)} fall gäller frågan inte kommunen"] if unconcerned else []
    return "; ".join(parts)
