"""The words of the county report as a workbook: its sheets and the heads of their columns."""

from __future__ import annotations

from ojdash.text import page, underlag

SAYS = "Innehåll"
SHEETS: dict[str, str] = {
    "about": "Om rapporten",
    "wide": "Kommun och indikator",
    "tidy": "Värden",
    "results": "Resultat",
    "facts": "Fakta",
    "comments": "Kommentarer",
    "missing": "Värden som saknas",
}
TIDY: dict[str, str] = {
    "kommun": "Kommunkod",
    "namn": "Kommun",
    "lan": "Länskod",
    "id": "Id",
    "indikator": "Indikator",
    "year": "År",
    "value": "Värde",
    "unit": "Enhet",
    "shown": "Värdet i ord",
    "missing": "Saknas (kod)",
    "missing_words": "Saknas därför att",
    "n": "Antal svar",
    "n_hogst": underlag.IS_AT_MOST,
    "signal": "Nivå (kod)",
    "signal_words": "Nivå i riket",
    "from_year": "Tidigare år",
    "earlier": "Tidigare värde",
    "difference": "Förändring",
    "low": "Förändring, lägst",
    "high": "Förändring, högst",
    "counted": "Kommuner av liknande storlek",
    "at_least": "Ändrades minst lika mycket",
    "verdict": "Förändring (kod)",
    "in_list": "Säkerställd i rapporten",
    "change": "Förändringen i ord",
    "status": "Status",
    "status_av": "Status satt av",
    "edition": "Utgåva",
    "origin": "Källa",
}
IN_LIST: dict[bool | None, str | None] = {True: "ja", False: "nej", None: None}
RESULTS: dict[str, str] = {
    "id": "Id",
    "indikator": "Indikator",
    "year": "År",
    "sentence": "Resultatet i ord",
    "since": "Sedan förra mätningen",
    "doubts": "Osäkra värden",
    "flags": "Flaggor",
    "n": "Kommuner med värde",
    "lacking": "Kommuner som saknar värde",
    "unconcerned": "Kommuner som inte berörs",
    "kommuner": "Kommuner i rapporten",
    "median": "Median för rapportens kommuner",
    "ja": "Ja i gruppen",
    "riket": "Riket",
    "riket_ja": "Ja i riket",
    "riket_n": "Kommuner med svar i riket",
    "riket_lacking": "Kommuner som saknar svar i riket",
    "riket_unconcerned": "Kommuner som inte berörs i riket",
    "from_year": "Tidigare år",
    "before_median": "Median tidigare år",
    "before_ja": "Ja tidigare år",
    "before_n": "Kommuner med värde tidigare år",
}
DEFINITIONS: dict[str, str] = {
    "id": "Id",
    "indikator": "Indikator",
    "short": "Kort namn",
    "kind": "Slag av värde",
    "unit": "Enhet",
    "codes": "Koder",
    "direction": "Önskvärd riktning",
    "type": "Typ",
    **page.FACT_BOX,
    "breaks": "Ändrad fråga",
    "source": "Källa",
    "source_url": "Källans adress",
}
COMMENT_HEADS = ("Id", "Indikator", "Kommentar", "Skriven av")
MISSING_HEADS = ("Kod", "Tecken", "Betyder")
