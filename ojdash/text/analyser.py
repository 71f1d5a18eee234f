"""The words of writing in an analys: what the form says while it saves, and what a malformed request is told."""

from __future__ import annotations

# What the form says in the browser. {who}, {time}, {why} and {count} are filled in there.
WORDS: dict[str, str] = {
    "saving": "Sparar…",
    "saved_at": "Sparat {time}",
    "not_saved": "Inte sparat: {why}",
    "retrying": "Ingen kontakt med servern. Texten finns kvar här och sparas när kontakten är tillbaka.",
    "waiting": "Servern tar inte emot just nu. Texten finns kvar här och sparas om en stund.",
    "choose_again": "Valet gick inte att spara. Välj igen om en stund.",
    "refused": "Servern tog inte emot det som skrevs.",
    "unsaved_one": "Ett fält är inte sparat än.",
    "unsaved_many": "{count} fält är inte sparade än.",
    "lost_access": "Det går inte längre att spara här: {why} Kopiera det du vill behålla.",
    "read_only": "Den här adressen visar analysen. Den går inte att skriva i härifrån.",
    "who_first": "Fyll i din roll först. Då syns vem som har skrivit, och fälten öppnas.",
    "changed_by": "Ändrat av {who} {time}",
    "both": "Mer än en text skrevs här samtidigt. Alla finns kvar. Välj vilken som ska gälla.",
    "both_read_only": "Mer än en text skrevs här samtidigt. Alla finns kvar tills någon väljer.",
    "yours": "Din text, {time}",
    "theirs": "{who}, {time}",
    "keep_mine": "Behåll min",
    "keep_theirs": "Behåll den andra",
    "keep_this": "Behåll den från {who} {time}",
    "keep_both": "Behåll båda",
    "keep_all": "Behåll alla",
    "versions": "Versioner",
    "versions_none": "Här har inget skrivits.",
    "versions_failed": "De tidigare texterna gick inte att hämta: {why}",
    "version_by": "{who}, {time}",
    "version_now": "Gäller nu",
    "version_beside": "Inte vald än",
    "take_back": "Ta tillbaka",
    "take_back_of": "Ta tillbaka texten från {time}",
    "close": "Stäng",
    "empty": "Inget skrivet",
    "nobody": "Okänd",
    "unsaved_found": "Text som inte hann sparas finns kvar.",
    "use_it": "Använd texten",
    "throw_away": "Släng texten",
}

# What a malformed request is told.
NOT_JSON = "Skicka JSON, med Content-Type application/json."
NOT_AN_OBJECT = "Innehållet ska vara ett JSON-objekt."
TOO_LARGE = "Innehållet är större än en megabyte. Dela upp texten."


def wrong_type(name: str, kind: str) -> str:
    """A part of the request that is missing or of another type."""
    return f"{name} saknas eller är av fel slag. Det ska vara {kind}."


KINDS: dict[str, str] = {
    "text": "en text utan styrtecken",
    "number": "ett heltal från 0",
    "numbers": "en lista med heltal från 0, högst 1000",
}
