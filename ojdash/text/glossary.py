"""The glossary: on Om data whole, and under the terms where they stand."""

from __future__ import annotations

from ojdash.domain.counting import UNUSUAL

GLOSSARY: dict[str, str] = {
    "Öppna jämförelser (ÖJ)": "Årliga jämförelser av socialtjänsten i Sveriges kommuner, från Socialstyrelsen och SKR.",
    "Indikator": "En fråga eller ett mått som alla kommuner svarar på eller får uträknat på samma sätt.",
    "Utgåva": "Allt som publicerades vid ett tillfälle. En utgåva ändras aldrig; nya värden blir en ny utgåva.",
    "Nivå": "Var ett värde ligger bland alla kommuner samma år: högt, i mitten eller lågt.",
    "Median": "Det mittersta värdet när alla ställs på rad. Räknas bara när minst fyra har ett värde.",
    "Mellersta hälften": "De kommuner som ligger mellan en fjärdedel och tre fjärdedelar in på raden. Det grå bandet.",
    "Procentenheter": "Skillnaden mellan två andelar. Från 70 till 77 procent är 7 procentenheter.",
    "Säkerställd": "Större än vad slumpen brukar ge, med 95 procents intervall.",
    "Ovanlig": (
        f"Om en förändring: högst {100 // UNUSUAL} procent av kommunerna i samma storlek ändrades minst lika mycket, "
        "uppåt eller nedåt. Det är räknat och inte prövat mot slump."
    ),
    "Av liknande storlek": "De kommuner, en tredjedel av alla, som har närmast lika många invånare.",
    "Brott": "Frågan eller mätningen ändrades. Åren före och efter kan inte jämföras.",
    "Bortfall": "De som tillfrågades och inte svarade.",
    "Liknande kommuner": "Sju kommuner som RKA räknat fram som strukturellt lika, en lista per område.",
    "Kommungrupp": "Sveriges Kommuner och Regioners indelning av kommunerna i nio grupper.",
    "Riket": "Värdet för hela landet, när källan publicerar ett.",
    "Snabbanalys": "Ett kort formulär där en grupp bedömer en indikator i taget: angeläget, tillförlitligt, aktuellt.",
    "Analys": "Det en grupp har skrivit om sina resultat och sparat: blanketten, stegen och besluten.",
    "Årshjul": "Årets datum: nationella, som alltid är preliminära, och nätverkets egna möten och beslutspunkter.",
    "Läsadress, skrivadress, ägaradress": "Tre hemliga adresser till en analys: att läsa, att skriva och att äga.",
}

# How a term stands in a sentence, as a regular expression, and what it means. None stands within another's meaning.
TERMS: dict[str, str] = {
    "[Mm]edianen": GLOSSARY["Median"],
    "[Ss]äkerställda?": GLOSSARY["Säkerställd"],
    "procentenheter": GLOSSARY["Procentenheter"],
    "ovanligt stora?|ovanlig": GLOSSARY["Ovanlig"],
    "av liknande storlek": GLOSSARY["Av liknande storlek"],
    "liknande kommuner": GLOSSARY["Liknande kommuner"],
}
