"""The county report: every kommun of a group in every indikator of an area and year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from ojdash import answers
from ojdash.answers.many import signaler
from ojdash.domain.answer import each, number
from ojdash.domain.change import Change
from ojdash.domain.errors import QuestionError
from ojdash.domain.indikator import Brott
from ojdash.domain.question import Question
from ojdash.domain.report import Cover, Report
from ojdash.store import Store
from ojdash.text import report as text
from ojdash.text import report_results as results
from tests.drawing import edition, indikator
from tests.writing import analys

AO = indikator("AO")
RUT = indikator("RUT", "ja_nej", ja_betyder="har en aktuell rutin", breaks=(Brott(2024, "Nu räknas 24 månader."),))
DAG = indikator("DAG", "dagar", decimals=1)
GAMMAL = indikator("GAMMAL", "antal", until=2022)
DRAWN = """
    AO      2022     2023       2024
    0000    70       71         72
    1860    60/500   _          72/500
    1862    -        40/50      44/50
    1880    50/500   52/500     70/500
    1885    30       31         -
    RUT     2023     2024
    0000    0.5      0.6
    1860    Ja       Ja
    1862    Nej      Ja
    1880    Nej      Nej
    1885    Nej      ..
    DAG     2022     2024
    1860    3.5      4.5
    1880    2.5      3.5
    GAMMAL  2022
    1860    10
"""
WRITTEN = """
    om/natverk      Chefsnätverket
    om/kommuner     1860-1880
    FoU-ledare, Region Örebro län:
    rapport/2024/AO/kommentar   Länet ligger stilla.
    Enhetschef, Laxå kommun:
    2024 1860   vald   samlad
    AO          ja     Vi har bytt arbetssätt.
    RUT         ja     _
"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return edition(tmp_path_factory.mktemp("data"), DRAWN, AO, RUT, DAG, GAMMAL)


def made(store: Store, **said: object) -> Report:
    more = {name: said.pop(name) for name in ("analyser", "kommuner", "cover") if name in said}
    asked = Question("lansrapport", "1880", "lss", year=2024).but(**said)
    return answers.county_report(store, answers.checked(store, asked), **more)


def test_every_kommun_of_the_county_stands_in_every_finding_in_the_order_of_names(drawn: Store) -> None:
    found = made(drawn)
    assert [kommun.namn for kommun in found.kommuner.values()] == ["Degerfors", "Laxå", "Lindesberg", "Örebro"]
    assert [finding.indikator.id for finding in found.findings] == ["AO", "RUT", "DAG"]
    for finding in found.findings:
        assert [place.kommun.kod for place in finding.places] == ["1862", "1860", "1885", "1880"]


def test_values_and_kinds_of_missing_are_those_of_the_edition(drawn: Store) -> None:
    ao, rut, dag = made(drawn).findings
    assert [(p.value, p.missing, p.n) for p in ao.places] == [
        (44, None, 50), (72, None, 500), (None, "ej_svarat", None), (70, None, 500),
    ]  # fmt: skip
    assert [(p.value, p.missing) for p in rut.places] == [(1, None), (1, None), (None, "sekretess"), (0, None)]
    assert [(p.value, p.missing) for p in dag.places] == [(None, "okant"), (4.5, None), (None, "okant"), (3.5, None)]


def test_the_group_is_all_of_them(drawn: Store) -> None:
    ao, rut, dag = made(drawn).findings
    assert (ao.group.median, ao.group.n, ao.group.everyone.lacking) == (None, 3, 1)  # 44, 70 and 72 are too few
    assert (rut.group.ja, rut.group.n, rut.group.median) == (2, 3, None)
    assert (ao.riket, rut.riket, rut.nation.ja, rut.nation.n) == (72, None, 2, 3)
    assert dag.riket is None


def test_a_change_is_from_the_newest_earlier_year_that_any_of_them_has(drawn: Store) -> None:
    ao, rut, dag = made(drawn).findings
    assert (ao.from_year, dag.from_year) == (2023, 2022)
    assert [place.change.verdict for place in ao.places] == ["ingen_sakerstalld", "saknas", "saknas", "okning"]
    assert [place.change.difference for place in dag.places] == [None, 1, None, 1]
    assert (ao.before.median, ao.before.n) == (None, 3)
    assert rut.broken == Brott(2024, "Nu räknas 24 månader.")
    assert {place.change.verdict for place in rut.places} == {"brott", "saknas"}


def test_an_indikator_that_was_not_measured_that_year_is_told_apart(drawn: Store) -> None:
    assert [(one.id, why, last) for one, why, last in made(drawn).absent] == [("GAMMAL", "fanns_inte", 2022)]
    assert [finding.indikator.id for finding in made(drawn, year=2022).findings] == ["AO", "DAG", "GAMMAL"]
    assert [(one.id, why) for one, why, _ in made(drawn, year=2022).absent] == [("RUT", "fanns_inte")]


def test_any_kommuner_make_a_report(drawn: Store) -> None:
    found = made(drawn, kommuner=["1885", "1860"])
    assert list(found.kommuner) == ["1860", "1885"]
    assert (found.findings[0].group.n, found.findings[0].group.median) == (1, None)
    assert made(drawn, peers="1860").answer.group.members == ("1860", "1880")


def test_a_kommun_alone_is_a_group_too(drawn: Store) -> None:
    found = made(drawn, kommuner=["1885"])
    assert results.sentence(found.findings[0]) == "Lindesberg har inget värde 2024. Riket: 72 procent."
    assert "Lindesberg" in text.title(found)


def test_a_kommun_alone_is_told_what_a_yes_is_counted_of_and_that_there_is_no_change(drawn: Store) -> None:
    rut = made(drawn, kommuner=["1862"]).findings[1]
    assert results.sentence(rut).endswith("I riket: 2 av de 3 som svarat har en aktuell rutin; 1 saknar svar.")
    lacking = made(drawn, kommuner=["1885"]).findings[0]
    assert lacking.places[0].value is None
    assert results.since(lacking).endswith("31 procent. Ingen har ett värde båda åren, så ingen förändring räknas.")


@pytest.mark.parametrize("said", [{"kommuner": ["9999"]}, {"year": 1999}, {"omrade": "vald"}, {"kommun": "9999"}])
def test_what_can_not_be_reported_on_is_a_wrong_question(drawn: Store, said: dict) -> None:
    with pytest.raises(QuestionError):
        made(drawn, **said)


def test_comments_are_the_networks_then_the_kommuners_and_signed(drawn: Store) -> None:
    ao, rut, _ = made(drawn, analyser=[analys(WRITTEN)]).findings
    assert [(one.written.value, one.kommun and one.kommun.namn) for one in ao.comments] == [
        ("Länet ligger stilla.", None),
        ("Vi har bytt arbetssätt.", "Laxå"),
    ]
    said = [text.comment(one) for one in ao.comments]
    assert said[0] == "Hela gruppen · FoU-ledare, Region Örebro län, 2024-05-03 · Chefsnätverket"
    assert said[1].startswith("Laxå · Enhetschef, Laxå kommun, 2024-05-03")
    assert rut.comments == ()


def test_a_comment_that_was_taken_away_is_no_comment(drawn: Store) -> None:
    found = made(drawn, analyser=[analys(WRITTEN + "\n    rapport/2024/AO/kommentar")])
    assert [one.kommun.namn for one in found.findings[0].comments] == ["Laxå"]


def test_two_texts_written_at_once_both_stand(drawn: Store) -> None:
    place = "rapport/2024/AO/kommentar"
    one = analys(WRITTEN)
    beside = {place: (replace(one.fields[place], value="Länet rör sig."),)}
    found = made(drawn, analyser=[replace(one, beside=beside)]).findings[0]
    assert [said.written.value for said in found.comments][:2] == ["Länet ligger stilla.", "Länet rör sig."]


def test_the_day_is_never_the_clocks(drawn: Store) -> None:
    assert made(drawn).day == "2026-03-02"  # when the values were fetched
    assert made(drawn, cover=Cover("Nämnden", datum="2025-01-15")).day == "2025-01-15"
    assert made(drawn, analyser=[analys(WRITTEN)]).day == "2026-03-02"


@pytest.mark.parametrize("said", [{"mottagare": " "}, {"datum": "i morgon"}, {"lage": "hemlig"}])
def test_a_cover_without_recipient_or_with_a_wrong_part_is_refused_in_words(said: dict) -> None:
    with pytest.raises(QuestionError):
        answers.cover(**{"mottagare": "Nämnden"} | said)


def test_the_pages_answer_has_a_row_a_kommun_and_indikator(drawn: Store) -> None:
    answer = answers.answer(drawn, answers.checked(drawn, Question("lansrapport", "1880", "lss", year=2024)))
    assert len(answer.rows) == 3 * 4
    assert answer.rows["kommun"].tolist()[:4] == ["1862", "1860", "1885", "1880"]
    assert answer.rows["difference"].dropna().tolist() == [4, 18, 1, 1]


def test_the_pages_rows_are_the_places_of_the_findings_one_after_the_other(example: Store) -> None:
    settled, _ = answers.settle(example, Question("lansrapport", "0680", "lss"))
    made = answers.county_report(example, settled)
    places = [(finding.indikator.id, place) for finding in made.findings for place in finding.places]
    rows = [(row.indikator, row.kommun, number(row.value), number(row.earlier)) for row in each(made.answer.rows)]
    assert rows == [(id, place.kommun.kod, place.value, place.earlier) for id, place in places]
    assert len({kod for _, kod, *_ in rows}) == len(made.kommuner) > 1


def test_the_example_report_says_what_signaler_says(example: Store) -> None:
    """A slow twin: the same cells by another way."""
    asked = answers.checked(example, Question("signaler", "0685", "lss", year=2025))
    twin = signaler(example, asked).rows.set_index(["kommun", "indikator"])
    found = answers.county_report(example, asked.but(page="lansrapport"))
    for finding in found.findings:
        for place in finding.places:
            cell = twin.loc[(place.kommun.kod, finding.indikator.id)]
            assert (place.value, place.missing) == (
                (cell["value"], None) if cell["missing"] is None else (None, cell["missing"])
            )


def test_the_sentences_say_the_group_the_lacking_and_the_nation(drawn: Store) -> None:
    ao, rut, dag = made(drawn).findings
    assert results.sentence(ao) == (
        "Av länets 4 kommuner har 3 ett värde: Degerfors 44, Laxå 72, Örebro 70 procent. 1 saknar värde. "
        "Riket: 72 procent."
    )
    assert results.sentence(rut) == (
        "Länets 4 kommuner: 2 av de 3 som svarat har en aktuell rutin; 1 saknar svar. "
        "I riket: 2 av de 3 som svarat; 1 saknar svar."
    )
    assert results.since(rut) == ("Frågan ändrades 2024: Nu räknas 24 månader. Åren 2023 och 2024 kan inte jämföras.")
    assert results.since(ao) == (
        "2023: Degerfors 40, Lindesberg 31, Örebro 52 procent. "
        "Av 2 förändringar som kan prövas är en säkerställd ökning."
    )
    assert results.since(dag).startswith("2022: Laxå 3,5, Örebro 2,5 dagar.")


@pytest.mark.parametrize(
    ("up", "down", "tried", "said"),
    [
        (0, 0, 0, "Vi kan inte säga om det är slump, för källan anger inte hur många som svarat."),
        (0, 0, 1, "En förändring kan prövas, och den är inte säkerställd."),
        (0, 0, 12, "Ingen av 12 förändringar som kan prövas är säkerställd."),
        (0, 2, 3, "Av 3 förändringar som kan prövas är 2 säkerställda minskningar."),
        (1, 2, 3, "Av 3 förändringar som kan prövas är en säkerställd ökning och 2 säkerställda minskningar."),
    ],
)
def test_only_changes_there_are_are_counted(up: int, down: int, tried: int, said: str) -> None:
    places = [kind for kind, times in (("okning", up), ("minskning", down)) for _ in range(times)]
    places += ["ingen_sakerstalld"] * (tried - len(places))
    moved = [Change(2022, 2023, 1, verdict, 0, 1, in_list=verdict != "ingen_sakerstalld") for verdict in places]
    finding = SimpleNamespace(
        indikator=indikator("S", underlag="svar"), places=[SimpleNamespace(change=one) for one in moved]
    )
    assert results._tried(finding) == said


def test_a_report_is_one_list_of_changes_and_says_which_are_secured_alone(tmp_path: Path) -> None:
    drawn = """
        AO      2022     2023
        1860    80/100   66/100
        1862    80/500   80/500
        1880    80/500   81/500
        UPP     2022     2023
        1860    20/500   60/500
        1862    20/500   20/500
        1880    20/500   20/500
    """
    report = made(edition(tmp_path, drawn, indikator("AO"), indikator("UPP")), year=2023)
    by_id = {finding.indikator.id: finding for finding in report.findings}
    held = {id: [place.change.in_list for place in finding.places] for id, finding in by_id.items()}
    assert held == {"AO": [False, False, False], "UPP": [False, True, False]}
    assert {moved.tested for moved in report.changes} == {6}
    assert results.since(by_id["AO"]).endswith(
        "Ingen av 3 förändringar som kan prövas är säkerställd. "
        "Säkerställd för sig, inte bland 6 prövade i rapporten: Laxå."
    )
    assert results.since(by_id["UPP"]).endswith("Av 3 förändringar som kan prövas är en säkerställd ökning.")
    assert text.moved(by_id["AO"], by_id["AO"].places[1]) == "≈ −14, säkerställd för sig"
    assert text.summary(report)[1:3] == [
        "Säkerställda förändringar i någon kommun: Titel UPP.",
        "Vi har prövat 6 förändringar tillsammans. En är säkerställd. Av det som sådana listor kallar säkerställt är i "
        "genomsnitt högst 5 procent slump. En förändring är säkerställd för sig, men inte bland de 6.",
    ]
    rows = report.answer.rows
    assert rows["in_list"].tolist() == [False, False, False, False, True, False]
    assert report.answer.counts["tested"] == 6


def test_answers_in_categories_are_set_beside_the_year_before(tmp_path: Path) -> None:
    codes = {"0": "0–3 dagar", "1": "4–7 dagar"}
    dagar = indikator("KAT", "kategori", codes=codes)
    drawn = "KAT 2023 2024\n 1860 0 1\n 1862 0 1\n 1880 1 0\n 1885 - 0"
    found = made(edition(tmp_path, drawn, dagar)).findings[0]
    assert results.since(found) == "2023: vanligaste svaret var 0–3 dagar: 2 av 3 kommuner."
    assert results.sentence(found).startswith("Vanligaste svaret är 0–3 dagar och 4–7 dagar: 2 av 4 kommuner.")


def test_what_all_kommuner_answer_is_said_once(drawn: Store) -> None:
    whole = made(drawn, peers="riket").findings[1]
    assert "I riket" not in results.sentence(whole) and "I riket" in results.sentence(made(drawn).findings[1])


def test_a_report_without_comments_says_that_there_is_none_yet(drawn: Store) -> None:
    assert text.summary(made(drawn))[-1] == "Ingen indikator har en kommentar än."
    assert text.summary(made(drawn, analyser=[analys(WRITTEN)]))[-1] == "1 av 3 indikatorer har en kommentar."


def test_the_reader_is_told_how_figures_and_tables_are_ordered_and_what_marks_mean(drawn: Store) -> None:
    read = " ".join(text.READ)
    assert "tabellernas kommuner i namnordning" in read and "I figurerna ligger kommunerna efter värde" in read
    ao = made(drawn).findings[0]
    assert [place.kommun.namn for place in ao.places] == ["Degerfors", "Laxå", "Lindesberg", "Örebro"]
    assert ao.answer.rows["namn"].tolist()[:3] == ["Laxå", "Örebro", "Degerfors"]  # as the figure has them
    shown = {text.moved(ao, place)[:1] for place in ao.places} & set("↗↘≈")
    assert shown == {"↗", "≈"} and all(mark in read for mark in shown)


def test_the_matrix_says_each_sign_in_it_and_which_units_it_leaves_out(drawn: Store) -> None:
    found = made(drawn)
    units, signs = text.matrix_read(found)
    assert units == "Andra enheter än procent står hos varje indikator."
    assert text.short(found.findings[0], found.findings[0].places[1]) == "72\u202f%"
    assert "”-” har inte svarat" in signs and "”..”" in signs


def test_no_word_is_a_verdict(example: Store) -> None:
    found = answers.county_report(example, answers.checked(example, Question("lansrapport", "0685", "lss", year=2025)))
    said = " ".join(results.sentence(one) + results.since(one) for one in found.findings).lower()
    assert not any(f" {word}" in said for word in ("bäst", "sämst", "bra ", "dålig"))


def test_a_finding_is_read_few_times_whatever_the_number_of_kommuner(
    drawn: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        Store, "_ask", lambda self, sql, _ask=Store._ask, **said: asked.append(sql) or _ask(self, sql, **said)
    )
    made(drawn, kommuner=["1860", "1862", "1880", "1885"], gender="T")
    many = len(asked)
    asked.clear()
    made(drawn, kommuner=["1862", "1885"])
    assert len(asked) == many <= 2 * 4


def test_the_newest_year_and_that_year_by_name_are_worked_out_once(
    drawn: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = Question("lansrapport", "1862", "lss")
    assert answers.county_report(drawn, newest).year == 2024
    monkeypatch.setattr(Store, "_ask", lambda *_, **__: pytest.fail("asked again"))
    assert answers.answer(drawn, newest.but(year=2024)).question.year == 2024
