"""The five steps of the handbook for Öppna jämförelser: each with purpose, questions, material, outcome and decision.

The titles are the handbook's own (SKL, 2013); everything under them is in our words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, what it is for, questions to ask, what to have at hand, what it ends in, what is decided."""

    title: str
    purpose: str
    prompts: tuple[str, ...]
    material: str
    outcome: str
    decision: str


STEPS: dict[int, Step] = {
    1: Step(
        "Förberedelser",
        "Bestäm vilka som ska vara med, vad ni ska titta på och vem som tar emot det ni kommer fram till.",
        (
            "Vilket område och vilket år gäller det?",
            "Vilka behöver vara med: de som vet hur uppgifterna togs fram, de som leder arbetet, de som beslutar?",
            "Vad kom ni fram till förra gången, och vad ledde åtgärderna till?",
            "När behöver ni vara klara för att hinna med verksamhetsplan, delårsrapport eller bokslut?",
        ),
        "Årets resultat, förra årets analys, kommunens kalender för planering och uppföljning.",
        "Deltagare, tidpunkt och en tydlig mottagare.",
        "Vem godkänner de uppgifter som lämnats, och vem tar emot analysen?",
    ),
    2: Step(
        "Snabbanalys och prioritering av indikatorer",
        "Ta en indikator i taget, svara på frågorna och välj ut dem som är värda en djupare analys.",
        (
            "Vilka värden är högst och lägst, och vad har ändrats mest sedan förra mätningen?",
            "Kan förändringen vara en slump, eller är den del av en längre utveckling?",
            "Vilka skillnader mot andra kan ni inte förklara?",
            "Stämmer andra källor med siffran: brukarundersökning, register, samtal?",
            "Vad berör många, utsatta grupper eller stora kostnader?",
            "Vad ligger bakom ett högt resultat, och vad gör att det består?",
        ),
        "Siffrorna bredvid frågorna på den här sidan, faktarutorna, era egna underlag.",
        "En ifylld blankett och en kort lista över prioriterade indikatorer med skäl.",
        "Vilka indikatorer går vidare till fördjupad analys?",
    ),
    3: Step(
        "Fördjupad analys",
        "Sök orsaker till de resultat ni har valt och pröva dem mot mer än en källa.",
        (
            "Vad har hänt under perioden, i organisationen och utanför den?",
            "Vilka åtgärder kan kopplas till resultatet?",
            "Vad säger de som arbetar i verksamheten, och stöder annan information det?",
            "Är den första förklaringen den enda tänkbara?",
            "Hur gör de kommuner som har ett annat värde?",
        ),
        "Avvikelser mot egna tidigare värden, gruppen och målet; händelser på tidsaxeln; gemensam tolkning av frågan.",
        "Orsaker och slutsatser för varje vald indikator, med hur säkra ni är.",
        "Vilka förbättringsområden går vidare?",
    ),
    4: Step(
        "Framtagande av förbättringsförslag",
        "Gör slutsatserna till förslag som någon kan besluta om.",
        (
            "Nås målen? Vad händer om ni inget gör?",
            "Vad behöver förbättras, till när, och vilka berörs?",
            "Vilka följder kan förslaget få, väntade och oväntade?",
            "Vad har andra kommuner prövat?",
            "Behövs nya rutiner, kompetens, samverkan eller uppgifter?",
        ),
        "Slutsatserna från fördjupningen, andras erfarenheter, ekonomiska ramar.",
        "Förslag med skäl, ansvarig och tidpunkt.",
        "Vilka förslag beslutas, av verksamheten eller av nämnden?",
    ),
    5: Step(
        "Genomförande och uppföljning av förbättringar",
        "Genomför det som är beslutat och se efter om det gav något.",
        (
            "Vad är gjort, och när började det?",
            "När är det rimligt att vänta sig en effekt i siffrorna?",
            "Hur märks förändringen för den enskilde?",
            "Vad ska fortsätta, ändras eller avslutas?",
        ),
        "Förslagen från steg 4, daterade aktiviteter, egna uppföljningar under året.",
        "En uppföljning av varje förslag, klar till nästa års analys.",
        "Fortsätta, ändra eller avsluta?",
    ),
}
SOURCE = (
    "Stegen följer Handbok för Öppna jämförelser inom socialtjänsten (SKL, reviderad 2013-12-11). Rubrikerna är "
    "handbokens, frågorna är våra egna ord."
)
PROMPTS, MATERIAL, OUTCOME, DECISION = "Frågor att ställa", "Underlag", "Resultat", "Beslutspunkt"
