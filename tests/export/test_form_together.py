"""What a network writes beside the form, in every document: side by side, in lists, each with who and when."""

from __future__ import annotations

from collections.abc import Callable

import pypdf
import pytest

from ojdash import export
from ojdash.domain.form import Form
from ojdash.export.form.blocks import Heading
from ojdash.export.form.content import document
from ojdash.store import Store
from ojdash.text import snabbanalys as screen
from tests.export import forms
from tests.export.reopened import (
    EVENTS,
    JOINT,
    STEPS,
    WORD,
    Page,
    said,
    sheets,
    squeezed,
    word_tables,
    word_xml,
)

WRITERS = [export.form_word, export.form_pdf, export.form_excel, export.form_html]
OTHER = "0686"  # a kommun outside the analys
CHEF, GRANNE, LEDARE = "Enhetschef LSS, Vetlanda kommun", "Områdeschef, Nässjö kommun", "FoU-ledare, FoUrum Jönköping"
DAY = "2024-05-03"
SIDE_BY_SIDE = "Kommunernas svar sida vid sida"


def drawn(table: str) -> list[list[str]]:
    """The rows of a table as it is drawn; a name of a writer stands for the whole line, / for a new line."""
    names = {"CHEF": f"{CHEF}, {DAY}", "GRANNE": f"{GRANNE}, {DAY}", "LEDARE": f"{LEDARE}, {DAY}"}
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    for short, name in names.items():
        rows = [[cell.replace(short, name).replace(" / ", "\n") for cell in row] for row in rows]
    return rows


def in_word(form: Form, name: str) -> list[list[str]]:
    return word_tables(export.form_word(form))[name]


def in_excel(form: Form, sheet: str) -> list[list[str]]:
    return [list(row) for row in sheets(export.form_excel(form))[sheet]]


def in_print(form: Form, name: str) -> list[list[str]]:
    page = Page(export.form_html(form))
    return page.tables[page.named.index(name)]


def joined(rows: list[list[str]]) -> list[list[str]]:
    """The print view's paragraphs lie against each other when they are read as text."""
    return [[cell.replace("\n", "") for cell in row] for row in rows]


def headings(form: Form) -> list[str]:
    return [block.text for block in document(form).blocks if isinstance(block, Heading)]


def is_everywhere(form: Form, rows: list[list[str]], name: str, sheet: str) -> None:
    """The same table in the Word file, the print view, the workbook and, read line by line, the PDF."""
    assert in_word(form, name) == rows
    assert joined(in_print(form, name)) == joined(rows)
    assert in_excel(form, sheet) == rows
    found = said(export.form_pdf(form))
    assert [row for row in rows if squeezed("".join(row)) not in found] == []


# --- the joint table --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two(example: Store) -> Form:
    """Two kommuner: the same judgement of the first indikator, different ones of the second."""
    same, other, *_ = forms.shown(example)
    fields = forms.about() | forms.row(same, angelaget="ja") | forms.row(same, kommun=forms.NASSJO, angelaget="ja")
    judged = {"angelaget": "nej", "tillforlitligt": "undersok"}
    fields |= forms.row(other, angelaget="ja", samlad="Vi tar den vidare.", kommentarer="Bara vår egen")
    fields |= forms.row(other, kommun=forms.NASSJO, **judged, svarade="Räknat för hand.", orsaker="Deras egna orsaker")
    return forms.form(example, fields)


DIFFERENT = """
    Nässjö   | Nej | Behöver undersökas | ej besvarad | inget skrivet      | Räknat för hand. | GRANNE
    Vetlanda | Ja  | ej besvarad        | ej besvarad | Vi tar den vidare. | inget skrivet    | CHEF
"""
SAME = """
    Nässjö   | Ja  | ej besvarad        | ej besvarad | inget skrivet      | inget skrivet    | GRANNE
    Vetlanda | Ja  | ej besvarad        | ej besvarad | inget skrivet      | inget skrivet    | CHEF
"""
HEAD = [*JOINT, "Så svarade vi och varför", "Skrivet av"]


def test_the_kommuner_stand_side_by_side_and_unanswered_is_no_answer(two: Form) -> None:
    for place, table in enumerate((DIFFERENT, SAME)):
        name = f"{SIDE_BY_SIDE}: {two.joint[place].indikator.heading}"
        rows = [HEAD, *drawn(table)]
        assert in_word(two, name) == rows
        assert in_print(two, name) == rows
        for row in rows:
            assert squeezed("".join(row)) in said(export.form_pdf(two))


def test_differences_in_judgement_come_first_and_are_said(two: Form) -> None:
    same, other = (row.indikator.heading for row in two.rows)
    assert headings(two)[headings(two).index(SIDE_BY_SIDE) + 1 :][:2] == [other, same]
    for write in WRITERS:
        found = said(write(two))
        first, second = (squeezed(sentence) for sentence in map(screen.differences, two.joint))
        assert first == squeezed("En fråga bedöms olika.")
        assert 0 < found.find(first) < found.find(second)


def test_excel_has_the_joint_table_on_a_sheet_with_a_row_a_kommun(two: Form) -> None:
    same, other = (row.indikator.heading for row in two.rows)
    differing, alike = map(screen.differences, two.joint)
    rows = [[other, differing, *row] for row in drawn(DIFFERENT)] + [[same, alike, *row] for row in drawn(SAME)]
    assert in_excel(two, "Tillsammans") == [["Indikator", "Skillnad", *HEAD], *rows]


def test_how_they_answered_has_a_column_only_where_somebody_wrote_it(example: Store) -> None:
    id = forms.shown(example)[0]
    form = forms.form(example, forms.about() | forms.row(id) | forms.row(id, kommun=forms.NASSJO, samlad="Klart."))
    assert in_excel(form, "Tillsammans")[0] == ["Indikator", "Skillnad", *JOINT, "Skrivet av"]
    assert in_excel(form, "Tillsammans")[1][-2:] == ["Klart.", f"{GRANNE}, {DAY}"]


def test_one_kommun_alone_has_no_joint_table(example: Store) -> None:
    fields = forms.about(kommuner=forms.VETLANDA) | forms.row(forms.shown(example)[0], angelaget="ja")
    form = forms.form(example, fields)
    assert "Tillsammans" not in headings(form)
    assert "Tillsammans" not in sheets(export.form_excel(form))


@pytest.mark.parametrize("write", WRITERS)
def test_of_another_kommun_only_the_joint_tables_words_are_there(write: Callable, two: Form) -> None:
    found = said(write(two))
    assert squeezed("Räknat för hand.") in found and squeezed("Bara vår egen") in found
    assert squeezed("Deras egna orsaker") not in found


@pytest.mark.parametrize("write", WRITERS)
def test_a_text_of_another_kommun_that_is_not_chosen_between_is_shown_with_its_kommun(
    write: Callable, example: Store
) -> None:
    id = forms.shown(example)[0]
    place = f"rad/{forms.YEAR}/{forms.NASSJO}/{id}/"
    fields = forms.about() | forms.row(id) | forms.row(id, kommun=forms.NASSJO, samlad="En")
    form = forms.form(example, fields, {f"{place}samlad": "Den andra", f"{place}orsaker": "Visas inte"})
    found = said(write(form))
    assert squeezed("Den andra") in found and squeezed("Visas inte") not in found
    assert squeezed(f"Nässjö, {form.rows[0].indikator.heading}") in found


# --- events and proposals ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lists(example: Store) -> Form:
    """Everything that is written in lists, of the own kommun, of everybody, and of another."""
    id = forms.shown(example)[0]
    fields = forms.about() | forms.row(id)
    fields |= forms.item("handelse", "a", slag="aktivitet", datum="2024-02-15", indikator=id, text="Listan prövas")
    fields |= forms.item("handelse", "b", slag="handelse", kommun=forms.VETLANDA, datum="2023-02-01", text="Ny chef")
    fields |= forms.item("handelse", "c", slag="handelse", text="Utan dag")
    fields |= forms.item("handelse", "d", kommun=forms.NASSJO, datum="2022-01-01", text="Grannens händelse")
    fields |= forms.item("handelse", "e", kommun=forms.VETLANDA, indikator=id)
    fields |= forms.item("handelse", "f", text="Struken händelse", borttagen="ja")
    proposal = {"text": "En lista", "varfor": "Vi glömmer", "ansvarig": "Enhetschef", "datum": "2024-10-01"}
    fields |= forms.item("forslag", "g", kommun=forms.VETLANDA, indikator=id, **proposal, lage="pagar")
    fields |= forms.item("forslag", "h", text="Ett möte", lage="avslutat", uppfoljning="Inget blev av.")
    fields |= forms.item("forslag", "i", kommun=forms.NASSJO, text="Grannens förslag")
    fields |= forms.item("tolkning", "j", indikator=id, text="Alla beslut", datum="2024-01-18", vilka="Chefsnätverket")
    goal = {"text": "En introduktion", "kommuner": f"{forms.NASSJO}-{forms.VETLANDA}", "ursprung": "oj"}
    fields |= forms.item("utvecklingsmal", "k", **goal, indikatorer=id, lage="planerat", datum="2025-06-30")
    fields |= forms.item("utvecklingsmal", "l", text="Andras mål", kommuner=f"{forms.NASSJO}-{OTHER}")
    met = {"kommuner": f"{forms.NASSJO}-{forms.VETLANDA}", "niva": "Chefer", "datum": "2024-05-21"}
    notes = {"verksamhet": "I team", "budget": "Lika", "kvalitet": "Egna ord saknas", "arbetsmiljo": "Lugnt"}
    fields |= forms.item("utbyte", "m", **met, **notes)
    form = forms.form(example, fields)
    assert {one.at[:10] for one in form.analys} == {DAY, "2024-05-04"}
    return form


def test_events_are_listed_by_date_and_those_without_last(lists: Form) -> None:
    gain = lists.rows[0].indikator.heading
    rows = f"""
        2023-02-01 | Händelse  | –      | Ny chef       | CHEF
        2024-02-15 | Aktivitet | {gain} | Listan prövas | CHEF
        –          | Händelse  | –      | Utan dag      | CHEF
    """
    is_everywhere(lists, [EVENTS, *drawn(rows)], "Händelser och aktiviteter", "Händelser och aktiviteter")


def test_beside_an_indikator_events_stand_apart_by_the_measurement_with_who_wrote_them(lists: Form) -> None:
    name = lists.rows[0].indikator.heading
    questions = {row[0]: row[1] for row in in_word(lists, name)}
    assert questions["Har det hänt något i organisationen som kan förklara resultatet?"].splitlines() == [
        *("Hade börjat före mätningen:", "2023-02-01 Händelse: Ny chef", f"{CHEF}, {DAY}"),
        "Började efter mätningen och kan inte förklara värdet:",
        *("2024-02-15 Aktivitet: Listan prövas", f"{CHEF}, {DAY}"),
    ]


def test_proposals_are_listed_and_who_wrote_which_part(lists: Form) -> None:
    head = ["Gäller", "Förslag", "Skäl", "Ansvarig", "Klart till", "Läge", "Uppföljning", "Skrivet av"]
    gain = lists.rows[0].indikator.heading
    rows = f"""
        {gain} | En lista | Vi glömmer | Enhetschef | 2024-10-01 | Pågår               | –              | CHEF
        –      | Ett möte | –          | –          | –          | Avslutat utan åtgärd | Inget blev av. | BY
    """
    several = f"{CHEF}, {DAY}: Förslag, Läge\n{LEDARE}, {DAY}: Uppföljning"
    rows = [[several if cell == "BY" else cell for cell in row] for row in drawn(rows)]
    is_everywhere(lists, [head, *rows], "Förslag", "Förslag")


@pytest.mark.parametrize("write", WRITERS)
def test_another_kommuns_events_and_proposals_and_what_was_taken_away_are_left_out(
    write: Callable, lists: Form
) -> None:
    found = said(write(lists))
    assert [text for text in ("Grannens", "Struken") if text in found] == []


# --- readings, goals, exchanges ---------------------------------------------------------------------------------------


def test_agreed_readings_are_listed(lists: Form) -> None:
    head = ["Fråga", "Så läser vi frågan", "Överenskommet", "Vilka är överens?", "Skrivet av"]
    rows = f"{lists.rows[0].indikator.heading} | Alla beslut | 2024-01-18 | Chefsnätverket | LEDARE"
    is_everywhere(lists, [head, *drawn(rows)], "Gemensam tolkning", "Gemensam tolkning")


def test_goals_are_the_networks_with_kommuner_and_indikatorer_by_name(lists: Form) -> None:
    head = ["Mål", "Kommuner", "Ursprung", "Indikatorer, om några", "Läge", "Till", "Skrivet av"]
    first = ["En introduktion", "Nässjö och Vetlanda", "Ett resultat i Öppna jämförelser"]
    goal = [*first, lists.rows[0].indikator.heading, "Planerat", "2025-06-30", f"{LEDARE}, {DAY}"]
    others = ["Andras mål", "Nässjö och 0686", "–", "–", "–", "–", f"{LEDARE}, {DAY}"]
    rows = in_word(lists, "Gemensamma utvecklingsmål")
    assert rows[0] == head
    assert [row[:6] for row in rows[1:]] == [goal[:6], others[:6]]
    is_everywhere(lists, rows, "Gemensamma utvecklingsmål", "Gemensamma utvecklingsmål")


@pytest.mark.parametrize("write", WRITERS)
def test_an_exchange_says_who_met_on_which_level_when_and_the_four_notes(write: Callable, lists: Form) -> None:
    found = said(write(lists))
    notes = ("Nässjö och Vetlanda", "2024-05-21", "Chefer", "I team", "Lika", "Egna ord saknas", "Lugnt")
    assert [note for note in notes if squeezed(note) not in found] == []
    assert "Nässjö och Vetlanda, 2024-05-21" in headings(lists)


# --- the steps --------------------------------------------------------------------------------------------------------


def test_a_step_says_put_off_not_decided_or_what_it_lacks(example: Store) -> None:
    steps = {
        "1": {"lage": "beslutat", "utfall": "Godkänt.", "beslutar": "Socialchef", "datum": "2024-04-12", "klar": "ja"},
        "2": {"fraga": "Vilka två?", "lage": "skjuts_upp", "anteckning": "Möte i augusti."},
        "3": {"lage": "beslutat", "utfall": "Vidare.", "klar": "ja"},
        "4": {"utfall": "Bara ord än."},
    }
    fields = forms.about() | {
        f"steg/{forms.YEAR}/{step}/{name}": value for step, said in steps.items() for name, value in said.items()
    }
    form = forms.form(example, fields)
    lacks = "Steget blir klart när beslutspunkten har vem, datum och utfall, eller skjuts upp."
    rows = f"""
        1 | Klart      |            | Socialchef | 2024-04-12 | Beslutat / Godkänt.         | –               | CHEF
        2 | Skjuts upp | Vilka två? | –          | –          | Skjuts upp                  | Möte i augusti. | CHEF
        3 | –          |            | –          | –          | Beslutat / Vidare. / {lacks} | –              | CHEF
        4 | –          |            | –          | –          | Inte bestämt / Bara ord än. | –               | CHEF
        5 | –          |            | –          | –          | Inte bestämt                | –               | –
    """
    found = in_word(form, "Stegen")
    assert found[0] == STEPS
    shown = [[row[0][0], row[1], row[2] if row[0][0] == "2" else "", *row[3:]] for row in found[1:]]
    assert shown == drawn(rows)
    is_everywhere(form, found, "Stegen", "Stegen")


# --- only what is written, and as a file ------------------------------------------------------------------------------


def test_what_nobody_has_written_has_no_heading_and_no_sheet(example: Store) -> None:
    form = forms.form(example, forms.about())
    assert headings(form) == ["Blanketten", "Stegen", "Om dokumentet"]
    names = ["Snabbanalys", "Frågor och svar", "Underlag", "Stegen", "Skrivet", "Om"]
    assert list(sheets(export.form_excel(form))) == names


def test_each_part_has_its_heading_in_the_order_of_the_page_and_its_sheet(example: Store) -> None:
    form = forms.realistic(example)
    blocks = [block for block in document(form).blocks if isinstance(block, Heading)]
    assert [block.text for block in blocks if block.level == 1] == [
        *("Blanketten", "Underlag och svar, en indikator i taget", "Stegen", "Förslag", "Händelser och aktiviteter"),
        *("Tillsammans", "Skrivet samtidigt, inget valt än", "Ändrat sedan analysen gjordes", "Om dokumentet"),
    ]
    after = [block.text for block in blocks if block.level == 2][len(form.rows) :]
    assert after == [
        *(SIDE_BY_SIDE, "Årets urval", "Gemensam tolkning", "Gemensamma utvecklingsmål"),
        "Utbyte mellan två eller tre kommuner",
    ]
    assert list(sheets(export.form_excel(form))) == [
        *("Snabbanalys", "Frågor och svar", "Underlag", "Tillsammans", "Stegen", "Årets urval", "Förslag"),
        *("Händelser och aktiviteter", "Gemensam tolkning", "Gemensamma utvecklingsmål", "Utbyte", "Skrivet", "Om"),
    ]


def test_an_item_is_named_by_its_words_where_one_field_of_it_is_shown(lists: Form) -> None:
    rows = in_excel(lists, "Skrivet")
    assert ["Förslag", "Ett möte", "Uppföljning", "Inget blev av."] in [row[:4] for row in rows]
    assert not [row for row in rows if "hhhhhhhh" in map(str, row)]


def test_in_word_a_tables_head_and_the_lines_that_lead_to_it_stay_with_it(two: Form) -> None:
    body = word_xml(export.form_word(two))
    for table in body.iterfind(".//w:tbl", WORD):
        if table.find(".//w:tblHeader", WORD) is not None:
            style = table.getprevious().find("w:pPr/w:pStyle", WORD).get(f"{{{WORD['w']}}}val")
            assert style.startswith("Heading") or table.getprevious().find("w:pPr/w:keepNext", WORD) is not None
            assert all(cell.find("w:p/w:pPr/w:keepNext", WORD) is not None for cell in table[2].findall("w:tc", WORD))
    said = next(p for p in body.iterfind(".//w:p", WORD) if "".join(p.itertext()) == screen.differences(two.joint[0]))
    assert said.find("w:pPr/w:keepNext", WORD) is not None


def test_every_heading_and_table_of_the_pdf_is_tagged(two: Form, tmp_path: object) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(export.form_pdf(two))
    kinds, left = [], [pypdf.PdfReader(file).trailer["/Root"]["/StructTreeRoot"]]
    while left:
        one = left.pop().get_object()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            kinds.append(one.get("/S"))
            left += [one["/K"]] if "/K" in one else []
    tables = [block for block in document(two).blocks if type(block).__name__ == "Table"]
    assert kinds.count("/Table") == len(tables)
    assert kinds.count("/H1") + kinds.count("/H2") + kinds.count("/H3") == len(headings(two))
