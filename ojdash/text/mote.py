"""The words of Mötet: preparing a meeting, the seminar screen, and what is written during it and after."""

from __future__ import annotations

from datetime import date

from ojdash import text as every  # of all pages, this one too: used when all are there
from ojdash.domain.analys import Code, Item
from ojdash.domain.answer import Answer
from ojdash.domain.form import Form, Joint
from ojdash.domain.laget import Laget
from ojdash.domain.meeting import Meeting, View
from ojdash.domain.question import Question
from ojdash.domain.seminar import Walk
from ojdash.text import delning, enkat, laget, page, words
from ojdash.text import snabbanalys as screen

NAME = "Mötet"
QUESTION = "Vad blir av det här, vem gör det och när?"
START_TITLE = "Möte: en vy i taget"
START = "Förbered mötet, visa en vy i taget på duken och få minnesanteckningar efteråt."
TO_BEGIN = "Ett möte ligger i nätverkets analys. Börja en nedan, eller öppna den ni har."
PARTS: dict[str, str] = {
    "forbered": "Förbered",
    "visa": "Visa på duken",
    "efter": "Under och efter mötet",
    "overlamna": "Överlämning",
    "delning": screen.SHARING,
}
PATH = "Mötets delar"

# Beginning one.
NEW = "Nytt möte"
CREATE = "Skapa mötet"
NO_MEETING = "Analysen har inget möte än."
NO_SUCH, NEWEST_HERE = "Mötet i adressen finns inte i analysen.", "Här visas det senaste."
REMOVE_MEETING = "Ta bort mötet"
REMOVED_ONE = "Mötet är borttaget. Det kan hämtas tillbaka under Förbered."
REMOVED = "Borttaget"
REMOVED_READ = "Ta bort krysset så är det tillbaka, med allt som är skrivet."
NEEDS_RECIPIENT = "Skriv vem mötets resultat går till, till exempel ett chefsnätverk. Ett möte har en mottagare."
NEEDS_TITLE = "Skriv mötets namn."
NEEDS_NETWORK = "Skriv vilket nätverk som möts."
LACKS = "Mötet saknar"
MEETING = "Möte"
ABOUT = "Om mötet"
FIELDS: dict[str, str] = {
    "titel": "Mötets namn",
    "natverk": "Nätverk",
    "mottagare": "Mottagare (namngiven)",
    "datum": "Datum",
    "omrade": page.OMRADE,
    "year": page.YEAR,
    "narvarande": enkat.FIELDS["narvarande"],
    "anteckning": "Övriga anteckningar",
}
VIEW_FIELDS: dict[str, str] = {
    "fraga": "Fråga att prata om",
    "anteckning": "Anteckningar",
    "enats": "Det här enades vi om",
    "beslut": "Beslut",
    "visad": "Visad",
}

# The run.
RUN = "Vyerna i ordning"
RUN_READ = (
    "Dra i handtaget eller använd Upp och Ner. Vyer läggs till längst ner på varje sida med siffror, eller med en "
    "länk här."
)
NO_VIEWS = "Inga vyer är valda än. Öppna en sida med siffror och välj Lägg till i möte."
UP, DOWN, GRIP = "Upp", "Ner", "Dra hit eller dit"
FIRST, LAST = "Först", "Sist"
OPEN_VIEW = "Öppna vyn"
PASTE, PASTE_READ = (
    "Lägg till en vy med en länk",
    "Länken från Dela på en sida. Adressen till en analys följer inte med.",
)
NOT_A_VIEW = "Länken leder inte till en vy här."
ADDED_ONE = "Vyn ligger sist i mötet."
ADD = "Lägg till i möte"
ADD_READ = "Vyn läggs sist, med år och utgåva låsta."
ADD_HOW = (
    "En vy läggs till i ett möte av den som kan skriva: öppna mötets analys med skrivadressen under Mötet och kom "
    "tillbaka hit."
)
ADD_READ_ONLY = "Läsadressen är öppen. Öppna analysen med skrivadressen under Mötet för att lägga till vyn."
ADD_FIRST = "Analysen har inget möte än. Skapa det under Mötet."
TO_MEETING = "Till mötet"
ADD_DONE = "Vyn ligger sist i"
QUESTION_FIELD = "Fråga att prata om (kan ändras senare)"

# The seminar screen.
SHOW, NEXT, PREVIOUS, LEAVE = "Visa på duken", "Nästa", "Föregående", "Avsluta (Esc)"
SHOW_READ = (
    "En vy i taget. Piltangenter, mellanslag, Page Up och Page Down byter vy, även från en fjärrkontroll. "
    "Esc avslutar. Tryck F11 för helskärm. I Teams: dela fönstret. Adressraden har då bara läsadressen. "
    "Från mötesdagen märks det ni visar som visat i minnesanteckningarna."
)
SCAN, SCAN_MEETING = "Öppna vyn i mobilen", "Öppna mötet i mobilen"
EARLIER_TITLE, TODAY = "Kvar från förra mötet", "I dag"
MOST_EARLIER, MOST_AGENDA = 5, 11  # lines on the first screen; what was left takes of them
OF_RECIPIENT = "Till"
MORE_THERE = "Fler finns i vyn."
MOST_OUT, MOST_FACTS, MOST_NEWS, MOST_ANSWERS, MOST_DATES = 5, 8, 2, 60, 3  # on one screen
SCREEN_ROLE = "Duken"

# The code that is read aloud.
CODE, TYPE_CODE = "Mötets kod", "Skriv koden en gång till"
CODE_ON, CODE_AGAIN, CODE_OFF = "Slå på mötets kod", "Byt kod", "Slå av koden"
CODE_READ = (
    "Åtta tecken att läsa upp, för dem som inte kan skanna. Den som har koden kan läsa men inte skriva. Den slutar "
    "gälla efter ett dygn, eller när ni slår av den, och då kan den som kom med koden inte läsa längre."
)

# During and after.
OUTCOMES = "Utfall"
OUTCOMES_READ = "Det som blir av: rutiner, kompetens, samverkan, data. Med ansvarig och datum."
ADD_OUTCOME = "Nytt utfall"
OUTCOME_FIELDS: dict[str, str] = {
    "slag": "Slag",
    "text": "Vad?",
    "ansvarig": "Ansvarig (roll)",
    "datum": "Klart till",
    "uppfoljning": "Uppföljning",
    "klar": "Klart",
}
EARLIER = "Utfall från tidigare möten"
EARLIER_READ = "De som inte är klara står först. Följ upp dem innan ni går vidare."
DONE, NOT_DONE = "klart", "inte klart"
PER_VIEW = "Vy för vy"
DECISIONS = "Analysens beslutspunkter"
GET = "Hämta minnesanteckningarna"
MINUTES = "Minnesanteckningar"
NO_BASKET = "Årets urval väljs bland indikatorerna i analysens blanketter och i mötets vyer."

# The hand-over.
HANDOVER = "Överlämning"
HANDOVER_READ = (
    "En sida till nämnden eller den gemensamma gruppen. Tjänstepersonernas ord står före siffran. Välj en vy, skriv "
    "resultatet i ord, hur säkert det är, förslaget och vilket beslut ni ber om."
)
ADD_HANDOVER = "Ny överlämning"
HANDOVER_FIELDS: dict[str, str] = {
    "vy": "Vy",
    "resultat": "Resultatet i ord",
    "tillforlitlighet": "Hur säkert är det?",
    "forslag": "Förslag",
    "beslut": "Beslut som ni ber om",
    "avsandare": "Avsändare",
    "mottagare": "Mottagare",
    "datum": "Datum",
}
GET_HANDOVER = "Hämta överlämningen"
NO_COMMENT = "kommunens kommentar saknas"
FIGURE_SAYS = "Siffrorna säger"
NO_HANDOVER = "Ingen överlämning är skriven än."
NO_FIGURE = "Vyn är en tabell eller text och har ingen figur. Allt finns i den."
LINK, EDITION = "Länk till vyn", "Utgåva"
SHOWN_VIEWS, VIEW, ANSWER = "Det som visades", "Vy", "Siffrorna"
NOT_SHOWN, NONE_SHOWN = "inte visad", "Inga vyer är valda."
NO_OUTCOMES, BASKET_EMPTY = "Inga utfall är skrivna.", "Inget är valt till årets urval."
STATE = "Läge"


def title(answer: Answer) -> str:
    """The page's name."""
    return START_TITLE


def sentence(answer: Answer) -> str:
    """What the page is for."""
    return START


def meeting_title(meeting: Meeting) -> str:
    """The meeting's own name."""
    return meeting.text("titel") or NAME


def meeting_sentence(meeting: Meeting) -> str:
    """Who meets, when, and to whom the result goes."""
    if meeting.item is None:
        return NO_MEETING
    when, network, to = (meeting.text(name) for name in ("datum", "natverk", "mottagare"))
    said = ". ".join(
        part for part in (network.rstrip("."), when, words.upper_first(_views(len(meeting.views)))) if part
    )
    return f"{said}. {OF_RECIPIENT}: {to}." if to else f"{said}."


def _views(count: int) -> str:
    return words.counted(count, "vy", "vyer") if count else "inga vyer"


def named(item: Item) -> str:
    """A meeting in a list: its day and its name."""
    return " ".join(part for part in (item.text("datum"), item.text("titel")) if part) or MEETING


def lacks(meeting: Meeting) -> str:
    """What a meeting still lacks, "" for nothing."""
    if meeting.item is None or not meeting.lacks:
        return ""
    return f"{LACKS}: {', '.join(FIELDS[name].lower() for name in meeting.lacks)}."


def default_title(omrade: str, year: int, today: date) -> str:
    """A name for a new analys that begins with a meeting."""
    return delning.default_title(omrade, year, today).replace(screen.NAME, NAME)


def view_title(view: View) -> str:
    """What a view is called: its answer's or form's title, else its page."""
    if view.question is None:
        return NOT_A_VIEW
    if isinstance(view.written, Walk):
        return enkat.walk_title(view.written)
    if isinstance(view.written, Laget):
        return laget.laget_title(view.written)
    if isinstance(view.written, Form):
        return _form_title(view.written)
    words_of_page = every.PAGES[view.question.page]
    return every.title(view.answer) if view.answer else words_of_page.NAME


def _form_title(form: Form) -> str:
    asked = form.question
    if asked.steg == "tillsammans":
        return f"{screen.NAME}: {screen.JOINT.lower()}"
    if asked.indikator in form.indikatorer:
        return f"{screen.NAME}: {form.indikatorer[asked.indikator].heading}"
    return f"{screen.NAME} {form.kommun.namn} {asked.year}"


def view_sentence(view: View) -> str:
    """A view's answer in one sentence, and which of its values are in doubt; "" where it has none."""
    if isinstance(view.written, Walk):
        return enkat.walk_sentence(view.written)
    if isinstance(view.written, Laget):
        return laget.laget_sentence(view.written)
    if isinstance(view.written, Form):
        return screen.form_sentence(view.written)
    found = view.answer
    if found is None or found.is_empty:
        return ""
    return every.sentence(found)


def view_about(view: View) -> str:
    """The indikator of a view, where its title does not say it."""
    found = view.answer
    if found is None or found.indikator is None or found.question.page == "indikator":
        return ""
    return found.indikator.heading


def view_named(view: View) -> str:
    """A view in a line: its title, and its indikator."""
    return " – ".join(part for part in (view_title(view), view_about(view)) if part)


def removed_view(item: Item) -> str:
    """A view that was taken away: its page, and what was asked of it."""
    page_of = item.text("lank").partition("?")[0]
    name = every.PAGES[page_of].NAME if page_of in every.PAGES else NOT_A_VIEW
    return ". ".join(part for part in (name, item.text("fraga").strip()) if part)


def and_more(count: int) -> str:
    """How many more there are."""
    return f"och {count} till."


def first_question(question: Question) -> str:
    """The question that a view's own page ends in, to begin with."""
    return every.PAGES[question.page].QUESTION


def screen_of(at: int, count: int) -> str:
    """Which screen of how many."""
    return f"{at + 1} av {count}"


def part_of(at: int, screens: int) -> str:
    """Which part of a view that fills several screens."""
    return f"Del {at} av {screens}."


def too_many(answer: Answer) -> str:
    """That a group is too large for the screen."""
    count = words.number(answer.rows["kommun"].nunique())
    return f"{count} kommuner får inte plats på duken: här står {answer.kommun.namn}, och alla i vyn."


def judgements(joint: Joint, name: str) -> str:
    """How the kommuner judge one question: "3 ja, 1 nej, 2 ej besvarad"; those without the indikator are left out."""
    said = [row.text(name) for row in joint.rows if row.text("vald")]
    called = {**screen.SVAR, "": screen.UNANSWERED}
    return ", ".join(f"{said.count(one)} {called[one].lower()}" for one in called if one in said)


def code_where(site: str) -> str:
    """Where a code is typed. site: the site's address without its scheme."""
    return f"Skriv den på {site}m"


def code_until(code: Code) -> str:
    """How long a code works, on a Swedish clock."""
    return f"Koden gäller till {words.local(code.ends):%Y-%m-%d kl. %H.%M}. {CODE_READ}"


def outcome(item: Item) -> str:
    """An outcome in a line: what, who, when, and whether it is done."""
    kind = screen.CHOICES["utfall"].get(item.text("slag"), "")
    what = item.text("text").strip() or screen.NOTHING_WRITTEN
    rest = ", ".join(part for part in (item.text("ansvarig"), item.text("datum"), outcome_state(item)) if part)
    return f"{kind}: {what} ({rest})" if kind else f"{what} ({rest})"


def outcome_state(item: Item) -> str:
    """Whether it is done."""
    return DONE if item.text("klar") else NOT_DONE


def handover_lacks(item: Item) -> str:
    """What a hand-over still lacks."""
    empty = [name.lower() for field, name in HANDOVER_FIELDS.items() if not item.text(field).strip()]
    return screen.basket_lacks(empty) if empty else ""


def minutes_title(meeting: Meeting) -> str:
    """The title of the minutes."""
    return f"{MINUTES}: {meeting_title(meeting)}"


def handover_title(meeting: Meeting) -> str:
    """The title of the hand-over."""
    return f"{HANDOVER}: {meeting_title(meeting)}"


def foot(meeting: Meeting, title: str) -> str:
    """What stands at the foot of every page, before its number."""
    band = f" · {words.EXAMPLE}" if meeting.simulated else ""
    return f"{title} · {EDITION} {meeting.text('utgava') or meeting.edition}{band}"


def about(meeting: Meeting) -> list[tuple[str, str]]:
    """What stands at the head of the minutes; what nobody has written says so."""
    names = ("datum", "natverk", "mottagare", "narvarande")
    return [(FIELDS[name], meeting.text(name) or screen.NOTHING_WRITTEN) for name in names]


def sources(meeting: Meeting) -> list[str]:
    """Where the values of the views come from, each source and edition once."""
    found = [page.source(view.answer) for view in meeting.views if view.answer]
    return list(dict.fromkeys(found))


def part_state(meeting: Meeting, part: str) -> str:
    """How far a part is."""
    if part == "forbered":
        return _views(len(meeting.views))
    if part == "efter":
        return words.counted(len(meeting.outcomes), "utfall", "utfall", "ett") if meeting.outcomes else ""
    return ""
