"""The words of Så räknar vi: every rule that figures and sentences follow, with its formula, an example and its source.

No limit is written here: each is read from the domain, or from the edition's own rule, and each example is reckoned.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from ojdash.domain import counting, funnel, several
from ojdash.domain.answer import Answer
from ojdash.domain.counting import Counts
from ojdash.domain.group import FEWEST_FOR_MEDIAN
from ojdash.domain.rounding import compared, rounded
from ojdash.domain.uncertainty import Z95, expected_next, newcombe, wilson
from ojdash.text import levels, underlag
from ojdash.text.marked import unmarked
from ojdash.text.words import MISSING, joined, number

NAME = "Så räknar vi"
QUESTION = "Vilken av siffrorna vill ni kunna förklara för andra, och vad skulle ni säga om hur säker den är?"


@dataclass(frozen=True, slots=True)
class Section:
    """One rule: what it says, the formula in signs, an example, and where it is from; "" for what it lacks."""

    heading: str
    sentences: tuple[str, ...]
    formula: str = ""
    example: str = ""
    source: str = ""


def title(answer: Answer) -> str:
    """The page's question."""
    return "Hur är siffrorna uträknade?"


def sentence(answer: Answer) -> str:
    """What the page holds, and whose rule it quotes."""
    return (
        "Här står varje regel bakom siffrorna och meningarna: vad den säger, hur den räknas och varifrån den kommer. "
        f"Gränserna för nivåer är de som gäller i utgåvan {answer.edition} (regelns version {answer.rule.version})."
    )


def sections(answer: Answer) -> list[Section]:
    """Every rule, in the order that a reader meets them."""
    return [
        _chance(),
        _rounding(),
        _medians(),
        _levels(answer),
        _interval(answer),
        _change(),
        _at_most(),
        _counted(),
        _several(),
        _riket(answer),
        _far_ends(),
        _few_persons(answer),
    ]


def rests_on() -> dict[str, str]:
    """What a value can rest on, and what is said of its number of answers where that is not known."""
    return {_RESTS_ON[kind]: sentence for kind, sentence in underlag.RESTS_ON.items()}


RESTS_ON = "Vad ett värde bygger på"
RESTS_ON_READ = (
    "Varje indikator anger vad den bygger på. Bara där någon har svarat på en fråga finns det svar att räkna, och bara "
    "för andelar med ett känt antal svar prövas slump. Där alla är räknade finns inget urval och inget bortfall att "
    "pröva; då räknas i stället hur många kommuner av liknande storlek som ändrades lika mycket."
)
_RESTS_ON = {
    "svar": "Svar från personer, till exempel i en brukarundersökning",
    "enheter": "Svar från enheter, till exempel boenden",
    "personer": "Alla personer i en grupp, till exempel alla med en insats",
    "arenden": "Alla ärenden eller beslut",
    "totalrakning": "Alla invånare eller händelser, ur ett register",
    "kostnad": "Bokförda kostnader",
    "ja_nej": "Kommunens eget svar, ja eller nej",
    "kategori": "Kommunens eget svar, ett av flera",
    "okant": "Inte angivet",
}


def _chance() -> Section:
    return Section(
        "Vad slump betyder när alla har fått frågan",
        (
            "De flesta undersökningarna går till alla, inte till ett urval. Värdet är alltså vad de som svarade sa, "
            "och "
            "inte en gissning om några andra. Ändå rör det sig från ett år till nästa utan att verksamheten har "
            "ändrats: andra personer har insatsen, andra av dem svarar, och samma person kan svara olika två dagar i "
            "rad. Den rörelsen kallar vi slump. Ju färre som svarar, desto större är den.",
            "Ett intervall säger hur stor den rörelsen brukar vara. Det säger inget om annat som kan vara fel: att "
            "vissa grupper inte svarar, att frågan förstås olika eller att något är felregistrerat.",
            "Säkerställd betyder att skillnaden är större än slumpen brukar ge. Det betyder inte att den är viktig, "
            "och det säger inte varför värdet har ändrats.",
        ),
    )


def _rounding() -> Section:
    value, base = 98.84, 98.66
    beside = compared(value, base, 1)
    coarse = [number(end, 1) for end in (value, base)]
    finer = [number(end, beside.decimals) for end in (value, base)]
    difference = number(beside.difference, beside.step)
    halves = [f"{number(half, 1)} blir {number(rounded(half, 0))}" for half in (2.5, -2.5)]
    return Section(
        "Avrundning och skillnader",
        (
            "En skillnad räknas på de värden som källan har publicerat, med alla decimaler, och avrundas sist. Halva "
            "steg avrundas bort från noll. Samma avrundning gäller i meningar, figurer, tabeller, filer och nivåer, så "
            "värden som ser lika ut är lika överallt.",
            "Går de avrundade värdena inte ihop med skillnaden står båda värdena med fler decimaler.",
        ),
        "skillnad = värde − jämförelsevärde, sedan avrundning",
        f"{joined(halves)}. Värdena {finer[0]} och {finer[1]} skulle visas som {coarse[0]} och {coarse[1]}, men "
        f"skillnaden är {difference}. Därför står {finer[0]}, {finer[1]} och {difference}.",
    )


def _medians() -> Section:
    return Section(
        "Medianer",
        (
            "Medianen är det mittersta värdet när kommunerna står i ordning, eller mitt emellan de två mittersta. En "
            "kommuns egen sida jämför med medianen för de övriga, utan kommunen själv. I en rapport om alla är alla "
            "med. De två kan skilja sig åt, så det står alltid vilken som menas.",
            f"Med färre än {FEWEST_FOR_MEDIAN} värden finns ingen median. Då står värdena i stället.",
            "Medianen av antal personer är av de antal som visas. De som inte visas är oftast de lägsta, så den kan "
            "vara högre än medianen av alla. Därför står hur många som inte visas.",
        ),
        "median = det mittersta av värdena i ordning",
        f"Av 40, 45, 50, 60 och 70 är {number(float(np.median([40, 45, 50, 60, 70])))} i mitten; läggs 44 till är det "
        f"{number(float(np.median([40, 44, 45, 50, 60, 70])), 1)}, mitt emellan 45 och 50.",
    )


def _levels(answer: Answer) -> Section:
    rule = answer.rule
    why = (
        "Därför kan ytterkanterna i den här utgåvan till stor del bestå av små kommuner."
        if rule.few_take_part
        else "Annars skulle ytterkanterna mest bestå av små kommuner, där slumpen är som störst. Värdet visas ändå. "
        "Det grå bandet i figurerna är mellersta hälften av dem som räknas in. Är antalet svar okänt räknas "
        "värdet in."
    )
    return Section(
        "Nivåer: högt, i mitten och lågt",
        (
            unmarked(levels.rule_in_sentences(rule)),
            why,
            f"Med {levels.uncertain(rule)} visas nivån som osäker.",
        ),
        f"högt: {rule.parts} × (antal med lika högt eller högre värde) ≤ antal som räknas in\n"
        f"lågt: {rule.parts} × (antal med lika lågt eller lägre värde) ≤ antal som räknas in",
        f"Av 290 kommuner som räknas in kan högst {290 // rule.parts} ha nivån högt.",
        "Regeln är tjänstens egen, prövad på simulerade år där inget hade ändrats: med färre än "
        f"{rule.fewest_for_signal} svar fick mer än hälften en annan nivå året därpå.",
    )


def _interval(answer: Answer) -> Section:
    many = [f"{number(n)} svar {_span(wilson(0.72, n))}" for n in (answer.rule.fewest_for_signal, 120, 1000)]
    return Section(
        "Osäkerhet i en andel",
        (
            f"För en andel med känt antal svar räknas ett intervall på {_level(Z95)} procent, med Wilsons metod. Den "
            "håller också nära 0 och 100 procent och med få svar.",
        ),
        f"(p + z²/2n ± z · √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)\np = andelen, n = antalet svar, z = {number(Z95, 2)}",
        f"Andelen 72 procent ger intervallet: {joined(many)}.",
        "E. B. Wilson, Journal of the American Statistical Association 22 (1927).",
    )


def _change() -> Section:
    low, high = newcombe(0.70, 195, 0.75, 190)
    more_low, more_high = newcombe(0.70, 195, 0.82, 190)
    return Section(
        "Förändring mellan två mätningar",
        (
            "Båda värdenas osäkerhet vägs samman till ett intervall för skillnaden, med Newcombes metod. Förändringen "
            "är säkerställd när hela intervallet ligger på samma sida om noll. Över en ändrad fråga räknas ingen "
            "skillnad.",
        ),
        "nedre = d − √((p₂ − l₂)² + (u₁ − p₁)²)\n"
        "övre = d + √((u₂ − p₂)² + (p₁ − l₁)²)\n"
        "d = p₂ − p₁; l och u är Wilsonintervallets ändar",
        f"Från 70 procent av 195 svar till 75 av 190: skillnaden kan vara allt från {number(100 * low, 1)} till "
        f"{number(100 * high, 1)} procentenheter, så det kan vara slump. Till 82 procent: från "
        f"{number(100 * more_low, 1)} till {number(100 * more_high, 1)}, säkerställd.",
        "R. G. Newcombe, Statistics in Medicine 17 (1998), metod 10.",
    )


def _at_most() -> Section:
    return Section(
        "”Högst” så många svar",
        (
            "För många indikatorer publicerar Kolada hur många som svarat på hela enkäten. Några av dem hoppar över en "
            "fråga, så antalet bakom just den frågan är högst så stort. Intervallet blir då lite för smalt. Därför "
            "står "
            "det ”minst så osäkert” vid det. Antalet för alla används aldrig för kvinnor eller män.",
        ),
        example=f"72 procent av högst 120 svar: {_span(wilson(0.72, 120))}. Om bara 90 svarade på frågan: "
        f"{_span(wilson(0.72, 90))}.",
    )


def _counted() -> Section:
    counted = 93
    at_most = max(at_least for at_least in range(counted) if Counts(counted, at_least).verdict == "ovanlig")
    return Section(
        "Förändring utan antal svar",
        (
            "Utan antal svar kan inget intervall räknas. Då räknas kommuner: bland den tredjedel som ligger närmast i "
            "antal invånare, hur många ändrades minst lika mycket mellan samma två mätningar, uppåt eller nedåt? Den "
            "egna kommunen räknas inte. Det är sant hur värdena än är fördelade.",
            f"Ändrades högst {100 // counting.UNUSUAL} procent av dem lika mycket står det att förändringen är "
            "ovanlig. "
            f"Med färre än {counting.FEWEST} kommuner att räkna bland står bara antalen. En ovanlig förändring kallas "
            "aldrig säkerställd: också utan verklig ändring är några förändringar de största.",
            "De minsta kommunerna rör sig mest av slump, så de får lättare en ovanlig förändring. Därför står också "
            "hur "
            "mycket kommunens eget värde brukar röra sig.",
        ),
        f"ovanlig: {counting.UNUSUAL} × (antal med minst lika stor förändring) ≤ antal att räkna bland",
        f"Av {counted} kommuner får högst {at_most} ha ändrats minst lika mycket för att det ska stå ovanlig.",
        "Samma tanke som i ett permutationstest: har bara slumpen rört värdena är varje plats i ordningen lika trolig.",
    )


def _several() -> Section:
    p = np.array([0.001, 0.008, 0.02, 0.045, 0.3])
    discoveries = int(several.discoveries(p).sum())
    alone = int((p < several.FALSE_DISCOVERIES).sum())
    percent = number(100 * several.FALSE_DISCOVERIES)
    return Section(
        "Många förändringar på en gång",
        (
            f"Prövas många förändringar blir några säkerställda bara av slump, i genomsnitt {percent} av 100 där inget "
            f"har ändrats. I listor hålls därför gränsen strängare: av det som kallas säkerställt i en lista är i "
            f"genomsnitt högst {percent} procent slump. En förändring som bara är säkerställd för sig får det "
            "utskrivet "
            "i listan. Indikatorns egen sida behåller sitt besked.",
        ),
        f"p-värdena i ordning: godta alla till och med det sista som är ≤ {number(several.FALSE_DISCOVERIES, 2)} × "
        "plats "
        "/ antal",
        f"Av p-värdena {joined([number(level, 3).rstrip('0') for level in p])} är {alone} under "
        f"{number(several.FALSE_DISCOVERIES, 2)} var för sig, men {discoveries} i listan.",
        "Y. Benjamini och Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995).",
    )


def _riket(answer: Answer) -> Section:
    centre, spread, n = 0.80, 0.03, 400
    ends = [
        _span(tuple(float(end[0]) for end in funnel.Funnel(centre, tau2, 290, answer.rule).limits(n)))
        for tau2 in (0, spread**2)
    ]
    outside = number(1 / (1 - erf(funnel.Z998 / sqrt(2))))
    return Section(
        "Större skillnad mot riket än slumpen brukar ge",
        (
            "Kommuner skiljer sig åt på riktigt. Gränser som bara räknar med slump skulle peka ut nästan alla stora "
            "kommuner. Därför räknas först hur mycket kommunerna skiljer sig utöver slumpen (τ²), och den spridningen "
            f"läggs till. Gränsen är {_level(funnel.Z998)} procent: en av {outside} hamnar utanför bara av slump.",
            f"Med färre än {answer.rule.fewest_for_signal} svar sägs inget. Med färre än {funnel.EXACT_BELOW} gäller "
            "den vidaste av den här gränsen och den exakta för så få svar.",
        ),
        f"p₀ ± z · √(p₀(1 − p₀)/n + τ²)\np₀ = riket, n = antalet svar, z = {number(funnel.Z998, 2)}",
        f"Är riket {number(100 * centre)} procent och {n} har svarat går gränserna vid {ends[0]} om kommunerna är "
        "lika, "
        f"och vid {ends[1]} om de skiljer sig med {number(100 * spread)} procentenheter utöver slumpen.",
        "D. J. Spiegelhalter, Statistics in Medicine 24 (2005); τ² som i DerSimonian och Laird (1986).",
    )


def _far_ends() -> Section:
    centre, spread, share = 0.80, 0.06, 0.95
    expected = [
        f"{number(100 * expected_next(share, centre, spread, n))} procent med {number(n)} svar" for n in (30, 100, 1000)
    ]
    return Section(
        "De högsta och lägsta värdena",
        (
            "Ett mycket högt eller lågt värde följs ofta av ett mer normalt året därpå, även utan att något ändrats. "
            "Den som ligger ytterst har ofta hamnat där delvis av slump, och samma slump kommer sällan två år i rad. "
            "Ju "
            "färre svar, desto mer.",
        ),
        "väntat nästa år = m + r · (x − m), där r = s² / (s² + (m(1 − m) − s²)/n)\n"
        "m = kommunernas medelvärde, s = deras verkliga spridning, x = årets värde, n = antalet svar",
        f"Ligger kommunerna kring {number(100 * centre)} procent med spridningen {number(100 * spread)}, väntas en som "
        f"fått {number(100 * share)} få {joined(expected)} året därpå.",
        "F. Galton, Journal of the Anthropological Institute 15 (1886).",
    )


def _few_persons(answer: Answer) -> Section:
    few = answer.rule.fewest_answers
    if not answer.rule.withholds_persons:
        return Section(
            "Få personer",
            (
                f"Ett värde som bygger på färre än {few} svar visas inte. Utgåvan är äldre än regeln om få personer: "
                f"ett antal på 1 till {few - 1} personer kan stå i den, och inget värde är dolt för att ett annat inte "
                "ska kunna räknas ut.",
            ),
        )
    return Section(
        "Få personer",
        (
            f"Ett värde som bygger på färre än {few} svar visas inte, och inte heller ett antal på 1 till {few - 1} "
            "personer. Noll är noll och visas.",
            "Går det ändå att räkna ut, till exempel som alla minus kvinnor, döljs ett värde till. Där står: "
            f"”{MISSING['rojande']}”. Det gäller också en summa för riket som skulle avslöja en enda kommun. Det som "
            "döljs finns inte i någon fil, och inte i svaren över HTTP.",
        ),
        "alla = kvinnor + män; riket = summan av kommunerna, när det är en summa",
        "Är alla 43 och kvinnorna 3 döljs både kvinnor och män: med 40 män vore kvinnorna 43 − 40.",
        "Principen är den i A. Hundepool m.fl., Statistical Disclosure Control (Wiley 2012), kapitel 4.",
    )


def _level(z: float) -> str:
    """How many percent of chance lie within so many standard deviations: "95", "99,8"."""
    return number(100 * erf(z / sqrt(2)), 1).removesuffix(",0")


def _span(ends: tuple[float, float]) -> str:
    """Two shares as percent: "63 till 79 procent"."""
    low, high = (number(100 * end) for end in ends)
    return f"{low} till {high} procent"
