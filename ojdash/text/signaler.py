"""The words of Signaler: kommun x indikator."""

from __future__ import annotations

from math import isnan

from ojdash.domain.answer import Answer
from ojdash.text import gender, jamfor, several, underlag, words

NAME = "Signaler"
QUESTION = "Var skiljer sig kommunerna åt, och vad kan ni lära av varandra?"
LEGEND = "Så läser du tabellen"
READ = (
    "Varje ruta är en kommuns svar på en indikator. Året står under indikatorns namn. Ordningen är områdets egen och "
    "kommunernas namn, aldrig en rangordning. Välj en ruta för att se allt om indikatorn."
)
FIT = 6  # indikatorer beside each other on a common screen


def title(answer: Answer) -> str:
    """The page's question."""
    if answer.group.kind == "lan":
        return f"{answer.omrade_title} i {jamfor.group(answer)}"
    return f"{answer.omrade_title}: {answer.kommun.namn} och {jamfor.group(answer)}"


def sentence(answer: Answer) -> str:
    """How the own kommun's values lie among all kommuner; "" where the edition has none of the kommun."""
    if answer.elsewhere is not None:
        return ""
    own = answer.rows[answer.rows["kommun"] == answer.kommun.kod]
    known = int(own["value"].notna().sum())
    whose = gender.opening(answer.question.gender)
    if not known:
        return f"{whose}{answer.kommun.namn} har inga värden i området. Välj ett annat område eller år."
    ja_nej = own[[answer.indikatorer[id].kind == "ja_nej" for id in own["indikator"]]]
    parts = []
    if ja_nej["value"].notna().any():
        ja, answered = int((ja_nej["value"] == 1).sum()), int(ja_nej["value"].notna().sum())
        questions = f"{ja} av de {answered} ja- och nejfrågor kommunen svarat på"
        alone = f"{'ja' if ja else 'nej'} på den enda ja- och nejfråga kommunen svarat på"
        parts.append(f"svarar {alone if answered == 1 else f'ja på {questions}'}")
    if own["signal"].isin(["hog", "mellan", "lag"]).any():
        high, low = int((own["signal"] == "hog").sum()), int((own["signal"] == "lag").sum())
        highest = words.counted(high, "värde", "värden", "ett")
        parts.append(f"har {highest} bland de {answer.rule.percent} procent högsta i riket och {low} bland de lägsta")
    unconcerned = int((own["missing"] == "ej_tillamplig").sum())
    lacking = len(own) - known - unconcerned
    without = [(lacking, f"{lacking} av {len(own)} saknar värde"), (unconcerned, f"{unconcerned} berör inte kommunen")]
    without = "; ".join(said for count, said in without if count)
    lacks = f" {without}." if without else ""
    said = words.joined(parts) or f"har {words.counted(known, 'värde', 'värden', 'ett')}"
    left_out = answer.counts["left_out"]
    others = words.upper_first(words.counted(left_out, "indikator", "indikatorer"))
    apart = f" {others} i området redovisas inte för {gender.WORD[answer.question.gender]}." if left_out else ""
    return f"{whose}{answer.kommun.namn} {said}.{lacks}{apart}{_flips(answer)}"


def wide(answer: Answer) -> str:
    """That the table may go on to the right, after the sentence before it; "" where all of it fits."""
    count = len(answer.indikatorer)
    if count <= FIT:
        return ""
    return f" Tabellen har {words.counted(count, 'indikator', 'indikatorer')}; de som inte syns ligger åt höger."


def chance(answer: Answer) -> str:
    """How many of the kommuner's changes are tried together, and how many of the secured may be chance."""
    found = answer.counts
    tested = answer.rows.loc[answer.rows["in_list"].notna(), "indikator"].unique()
    at_most = any(underlag.is_at_most(answer.indikatorer[id]) for id in tested)
    return several.together(found["tested"], found["secured"], found["alone"], at_most)


def far_ends(answer: Answer) -> str:
    """What often follows a value at an end, where any is marked; else ""."""
    return words.FAR_ENDS if answer.rows["signal"].isin(["hog", "lag"]).any() else ""


def _flips(answer: Answer) -> str:
    """How many Ja/Nej are others than in the measurement before, the own and the others'; "" where none is compared."""
    ja_nej = {id for id, indikator in answer.indikatorer.items() if indikator.kind == "ja_nej"}
    columns = (answer.rows[name].tolist() for name in ("kommun", "indikator", "value", "earlier", "flip"))
    compared = [
        (kommun == answer.kommun.kod, isinstance(flip, str))
        for kommun, id, value, earlier, flip in zip(*columns, strict=True)
        if id in ja_nej and not isnan(value) and not isnan(earlier)
    ]
    if not compared:
        return ""
    own, every = sum(own and flipped for own, flipped in compared), sum(flipped for _, flipped in compared)
    if not every:
        return " Inget ja- eller nejsvar som finns både nu och i mätningen före har ändrats."
    others = f" och {words.number(every - own)} i de andra kommunerna" if answer.group.members else ""
    return f" Ändrade ja- och nejsvar sedan mätningen före: {words.number(own)} i {answer.kommun.namn}{others}."
