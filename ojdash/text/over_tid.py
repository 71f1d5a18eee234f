"""The words of År för år."""

from __future__ import annotations

from ojdash.domain.answer import Answer
from ojdash.text import changes, jamfor, levels, underlag, words

NAME = "År för år"
QUESTION = "Vilken förändring vill ni förstå, och vem kan ni fråga?"

THREE = (
    "Har det hänt något i organisationen som kan förklara resultatet?",
    "Hur ser årets resultat ut?",
    "Hur ligger vi till mot andra motsvarande verksamheter och kommuner?",
)
THREE_TITLE = "Tre frågor att prata om"
THREE_FIRST = "Skriv svaren i Snabbanalys eller i ert eget protokoll. Siffrorna svarar inte på varför."
THREE_DATES = "Det som började efter mätningen kan inte förklara den."
READING = (
    "En punkt är ett värde. En linje dras bara mellan år som kan jämföras. Det grå bandet är den mellersta hälften av "
    "alla kommuner."
)


READING_CODED = "Varje tecken är svaret ett år. År före och efter en ändrad fråga kan inte jämföras."


def title(answer: Answer) -> str:
    """The page's question."""
    return f"{answer.kommun.namn} år för år"


def sentence(answer: Answer) -> str:
    """The value and the change, and how sure it is."""
    if answer.own is None:
        return "Det finns inga värden för den här indikatorn i utgåvan."
    return f"{jamfor.own_value(answer)} {changes.sentence(answer.indikator, answer.change)}"


def three(answer: Answer) -> list[tuple[str, str]]:
    """The three questions of the year comparison, each with what the figures say to it."""
    happened, result, beside = THREE
    measured = f"Mätningen gäller {answer.own.year}. {THREE_DATES}"
    medians = f"{jamfor.sentence(answer)} {jamfor.with_own(answer)}".strip()
    return [(happened, measured), (result, sentence(answer)), (beside, medians)]


def reading(answer: Answer) -> str:
    """How to read the figure, and a caution at the ends."""
    if answer.indikator.is_coded:
        return READING_CODED
    at_an_end = answer.own is not None and answer.own.signal in ("hog", "lag")
    hollow = levels.hollow(answer) if any(map(answer.rule.unsure, answer.rows["n"])) else ""
    sentences = [READING, levels.not_in_band(answer), hollow, words.FAR_ENDS if at_an_end else ""]
    return " ".join(filter(None, sentences))


def women_and_men(answer: Answer) -> str:
    """The values of women and men, where both are published and neither was asked for alone."""
    sentences = []
    for gender, own in answer.women_and_men.items():
        why = underlag.missing(answer.indikator, own.missing, answer.rule).lower()
        value = words.value(answer.indikator, own.value) or why
        n = f" ({underlag.answers(answer.indikator, own.n)})" if own.value is not None and own.n is not None else ""
        sentences.append(f"{words.GENDER[gender]}: {value}{n}.")
    return " ".join(sentences)
