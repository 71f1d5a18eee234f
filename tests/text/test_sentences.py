"""Every answer is a whole Swedish sentence; judging words are not ours; and no word lies unused."""

from __future__ import annotations

import ast
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ojdash import answers, catalogue, links, text
from ojdash.domain.indikator import Brott
from ojdash.domain.question import PAGES, PEERS, Question
from ojdash.store import Store
from ojdash.text import changes, jamfor, kvalitet, om_data, over_tid, oversikt, page, signaler, words
from ojdash.text import indikator as about
from tests.drawing import edition, indikator, liknande

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "ojdash" / "text"

DEFINITIONS = (
    indikator("AO", title="Nöjda brukare, andel (%)", gender_split=True),
    indikator("RUTIN", "ja_nej", title="Aktuell rutin", ja_betyder="har en aktuell rutin"),
    indikator("KAT", "kategori", codes={"0": "mer än 15 dagar", "1": "8–14 dagar"}),
    indikator("KR", "kronor", omrade="vald"),
    indikator("BR", omrade="vald", breaks=(Brott(2024, "Ny fråga."),)),
)
DRAWN = """
    AO      2023     2024
    0000    70       72
    1860    60/500   72/500
    1862    60/50    64/50
    1880    ..       68/40
    1885    60       -

    RUTIN   2023     2024
    1860    Nej      Ja
    1862    Ja       Ja
    1880    Ja       Nej
    1885    Ja       -

    KAT     2024
    1860    1
    1862    1
    1880    0

    KR      2024
    1860    5311
    1862    1234567

    BR      2023     2024
    1860    50/100   70/100
"""
SENTENCES = {
    "indikator?kommun=1860&indikator=AO": (
        "Laxå: 72 procent (2024). Ingen indelning: för få kommuner har ett värde (3 kommuner har ett värde)."
    ),
    "indikator?kommun=1885&indikator=AO&year=2024": "Lindesberg: har inte svarat (2024).",
    "indikator?kommun=1860&indikator=RUTIN": (
        "Länets 4 kommuner: 2 av de 3 som svarat har en aktuell rutin; 1 saknar svar. Laxå: ja (2024)."
    ),
    "jamfor?kommun=1860&indikator=AO": (
        "Laxå: 72 procent (2024). Av länets övriga 3 kommuner har 2 ett värde: Degerfors 64, Örebro 68 procent."
    ),
    "jamfor?kommun=1860&indikator=AO&peers=riket": (
        "Laxå: 72 procent (2024). Av rikets övriga 3 kommuner har 2 ett värde: Degerfors 64, Örebro 68 procent."
    ),
    "jamfor?kommun=1862&indikator=AO&year=2023&peers=1860-1885": (
        "Degerfors: 60 procent (2023). De 2 valda kommunerna: Laxå 60, Lindesberg 60 procent."
    ),
    "jamfor?kommun=1880&indikator=AO&year=2023&peers=1860": (
        "Örebro: visas inte (sekretess) (2023). Den valda kommunen: Laxå 60 procent."
    ),
    "jamfor?kommun=1860&indikator=AO&peers=1885": (
        "Laxå: 72 procent (2024). Ingen annan kommun i gruppen har ett värde för 2024."
    ),
    "jamfor?kommun=1860&indikator=RUTIN&year=2023&peers=riket": (
        "Rikets 4 kommuner: 3 av de 4 som svarat har en aktuell rutin. Laxå: nej (2023)."
    ),
    "jamfor?kommun=1862&indikator=RUTIN&year=2023&peers=1880-1885": (
        "De 3 kommunerna (Degerfors och 2 valda): 3 av de 3 som svarat har en aktuell rutin. Degerfors: ja (2023)."
    ),
    "jamfor?kommun=1862&indikator=RUTIN&peers=liknande": (
        "De 2 kommunerna (Degerfors och 1 liknande): 1 av de 2 som svarat har en aktuell rutin. Degerfors: ja (2024)."
    ),
    "jamfor?kommun=1860&indikator=KAT": (
        "Laxå: 8–14 dagar (2024). Samma svar har 1 av de 2 som svarat av länets övriga 3 kommuner; 1 saknar svar."
    ),
    "jamfor?kommun=1860&indikator=KR": (
        "Laxå: 5\u202f311 kronor per invånare (2024). Av länets övriga 3 kommuner har en ett värde: "
        "Degerfors 1\u202f234\u202f567 kronor per invånare."
    ),
    "over_tid?kommun=1860&indikator=AO": (
        "Laxå: 72 procent (2024). Upp 12 procentenheter sedan 2023. Det är en säkerställd förändring: med 500 svar "
        "båda åren är skillnaden mellan +6 och +18."
    ),
    "over_tid?kommun=1862&indikator=AO": (
        "Degerfors: 64 procent (2024). "
        "Upp 4 procentenheter sedan 2023. Det kan vara slump: med 50 svar båda åren kan skillnaden vara allt från −15 "
        "till +22."
    ),
    "over_tid?kommun=1860&indikator=BR": (
        "Laxå: 70 procent (2024). Frågan ändrades 2024: ny fråga. Åren 2023 och 2024 kan inte jämföras."
    ),
    "over_tid?kommun=1860&indikator=RUTIN": "Laxå: Ja (2024). Svaret har ändrats från nej (2023) till ja (2024).",
    "oversikt?kommun=1860": (
        "Laxå har värden för 5 av 5 indikatorer. Sedan förra värdet: en säkerställd förändring och ett ändrat ja- "
        "eller nejsvar. 0 ligger bland de 25 procent högsta och 0 bland de 25 procent lägsta."
    ),
    "oversikt?kommun=1885&omrade=vald": "Lindesberg har inga värden här. Välj ett annat område eller år.",
    "signaler?kommun=1860&omrade=lss": "Laxå svarar ja på den enda ja- och nejfråga kommunen svarat på. "
    "Ändrade ja- och nejsvar sedan mätningen före: 1 i Laxå och 1 i de andra kommunerna.",
    "signaler?kommun=1862&omrade=vald": "Degerfors har ett värde. 1 av 2 saknar värde.",
}  # fmt: skip


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, *DEFINITIONS, liknande=(liknande("1862", "1880"),))


def ask(store: Store, line: str) -> answers.Answer:
    return answers.answer(store, answers.checked(store, links.parse(line)))


@pytest.mark.parametrize(("line", "sentence"), SENTENCES.items())
def test_the_sentences_of_the_pages(drawn: Store, line: str, sentence: str) -> None:
    assert text.sentence(ask(drawn, line)) == sentence


@pytest.mark.parametrize(
    ("kommuner", "why"), [(19, "för få kommuner har ett värde"), (20, "för många kommuner har samma värde")]
)
def test_one_reason_is_said_why_no_level_is_shown(tmp_path: Path, kommuner: int, why: str) -> None:
    everyone = catalogue.kommuner()[:kommuner]
    rows = "\n".join(f"{kommun.kod} 100" for kommun in everyone)
    alike = edition(tmp_path, f"AO 2024\n{rows}", indikator("AO"), kommuner=everyone)
    answer = ask(alike, f"indikator?kommun={everyone[0].kod}&indikator=AO")
    assert about.position(answer) == f"Ingen indelning: {why} ({kommuner} kommuner har ett värde)."


def whole(said: str) -> bool:
    """Whether it is a sentence that a person could have written."""
    loose = re.search(r"\b(nan|None|NaT|null|True|False)\b|  |\(\)|<NA>|[{}]|\.\.$", said)
    return bool(said) and said == said.strip() and said[-1] in ".?" and not loose


def some(example: Store) -> list[Question]:
    """A sample of questions about the example: every page, many kommuner, indikatorer, years and peers."""
    draw = random.Random(2026)
    ids, koder = answers.ids(example, None), list(example.kommuner)
    out = []
    for kommun in ["0685", "0680", "0617", "0980", *draw.sample(koder, 4)]:
        area = draw.choice(list(example.by_omrade))
        out += [Question("oversikt", kommun, omrade) for omrade in (None, area)]
        out += [Question("signaler", kommun, area, peers=peers) for peers in PEERS[:3]]
        for id in draw.sample(ids, 3):
            year = draw.choice([None, *example.years(id)])
            gender = draw.choice(example.genders(id))
            peers = draw.choice([*PEERS, "-".join(draw.sample(koder, 5))])
            said = {"indikator": id, "year": year, "gender": gender, "peers": peers}
            out += [Question(name, kommun, **said) for name in ("indikator", "over_tid", "jamfor")]
    return [*out, *(Question("om_data", omrade=omrade) for omrade in (None, *example.by_omrade))]


def test_everything_said_about_the_example_is_whole_sentences(example: Store) -> None:
    for question in some(example):
        answer = answers.answer(example, answers.checked(example, question))
        assert whole(text.sentence(answer)), (question, text.sentence(answer))
        assert not re.search(r"\b(nan|None)\b|  ", text.title(answer)), question
        assert whole(page.source(answer))
        said = []
        if answer.indikator is not None:
            said += [about.riket(answer), about.certainty(answer), about.newer(answer), about.level_says_not(answer)]
            said += [changes.sentence(answer.indikator, answer.change), words.direction(answer.indikator)]
            said += [page.facts_in_short(answer.indikator), *page.breaks(answer.indikator, answer.years)]
            said += [over_tid.reading(answer), *(reply for _, reply in over_tid.three(answer))]
        if question.page in ("jamfor", "signaler"):
            said += [jamfor.group_note(answer), jamfor.members(answer) if question.page == "jamfor" else ""]
        if question.page == "oversikt":
            said += [oversikt.more(answer), oversikt.chance(answer)]
            for row in oversikt.standing_out(answer):
                assert oversikt.why(answer, row)
        for sentence in filter(None, said):
            assert whole(sentence), (question, sentence)


@pytest.mark.parametrize(
    ("counted", "told", "alarms"),
    [
        (1, "En förändring är räknad", "färre än en se ovanligt stor"),
        (20, "20 förändringar är räknade", "ungefär 1 se ovanligt stor"),
        (71, "71 förändringar är räknade", "ungefär 4 se ovanligt stora"),
    ],
)
def test_so_many_changes_look_unusual_by_chance_as_one_in_twenty_gives(
    drawn: Store, counted: int, told: str, alarms: str
) -> None:
    answer = replace(ask(drawn, "oversikt?kommun=1860"), counts={"tested": 0, "flips": 0, "counted": counted})
    assert oversikt.chance(answer) == (
        f"{told} mot kommuner av liknande storlek. Om bara slump hade flyttat värdena skulle {alarms} ut, och fler i "
        "de minsta kommunerna. I tabellen betyder ”31 av 93” att 31 av 93 sådana kommuner ändrades minst lika mycket, "
        "uppåt eller nedåt."
    )


def test_every_page_has_a_name_and_a_question_that_ends_it() -> None:
    assert list(text.PAGES) == list(PAGES)
    for module in (oversikt, kvalitet, about, over_tid, jamfor, signaler, om_data):
        assert module.NAME
        assert "?" in module.QUESTION


# --- the room's own rules ---------------------------------------------------------------------------------------------

MODULES = sorted(ROOM.glob("*.py"))
JUDGING = [
    *("bäst", "bästa", "sämst", "sämsta", "bra", "dålig", "dåligt", "dåliga", "klarar", "underkänd"),
    *("grön", "gröna", "grönt", "röd", "röda", "rött", "topp", "botten", "vinnare"),
]
BANNED = re.compile(rf"\b({'|'.join(JUDGING)})\b", re.I)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_text_judges(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    judging = [string for string in strings if BANNED.search(string)]
    assert [string for string in judging if string != words.SIGNAL_SAYS_NOT] == []


def test_the_ban_bites() -> None:
    assert BANNED.search("Det här är bra.")
    assert BANNED.search(words.SIGNAL_SAYS_NOT)  # the one sentence that may say them, to deny them
    assert not BANNED.search("Brandbilar toppar listan")


def public_names(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names += [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    return [name for name in names if not name.startswith("_")]


def used(path: Path) -> set[tuple[str, str]]:
    """What a file reads: (module of text, name) where it says the module, ("", name) within the same file."""
    tree = ast.parse(path.read_text("utf-8"))
    alias: dict[str, str] = {}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "ojdash.text":
            alias |= {name.asname or name.name: name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "ojdash":
            alias |= {name.asname or name.name: "__init__" for name in node.names if name.name == "text"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ojdash.text."):
            found |= {(node.module.removeprefix("ojdash.text."), name.name) for name in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and path.parent == ROOM:
            found.add((path.stem, node.id))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in alias:
            found.add((alias[node.value.id], node.attr))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr in TEXT:
            found.add((node.value.attr, node.attr))  # text.oversikt.why
    return found


TEXT = {path.stem for path in MODULES}
BY_PAGE = {"NAME", "title", "sentence"}  # read as text.PAGES[page].NAME, .title, .sentence


def test_every_word_is_used() -> None:
    files = [*(ROOT / "ojdash").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    everywhere = set().union(*(used(path) for path in files))
    unused = [
        f"{path.stem}.{name}"
        for path in MODULES
        for name in public_names(path)
        if (path.stem, name) not in everywhere and not (path.stem in text.PAGES and name in BY_PAGE)
    ]
    assert unused == []
