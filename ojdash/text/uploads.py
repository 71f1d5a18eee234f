"""The words of a field for a file: what it takes, how far a file has come, and why one is not taken."""

from __future__ import annotations

from collections.abc import Sequence

from ojdash.text.words import joined

# What the field says in the browser. {name}, {size} and {most} are filled in there.
WORDS: dict[str, str] = {
    "choose": "Välj fil",
    "or_drop": "eller släpp den här,",
    "most": "högst {most} MB",
    "sending": "Skickar {name}",
    "sent": "{name}, {size}",
    "stop": "Avbryt",
    "remove": "Ta bort filen",
    "stopped": "Avbrutet. Ingen fil är vald.",
    "removed": "Filen är borttagen.",
    "lost": "Filen kom inte fram. Kontrollera anslutningen och försök igen.",
    "several": "Välj en fil i taget.",
}
NO_FIELD = "Sidan tar inte emot någon fil just nu. Läs om sidan och välj filen igen."
AT_ONCE = "Flera filer är på väg från samma nätverk. Vänta en minut och försök igen."
FULL = "Många filer läses in just nu. Vänta en minut och försök igen."


def too_large(megabytes: int) -> str:
    """A file that is larger than its field takes."""
    return f"Filen är större än {megabytes} MB, som är det mesta här. Välj en mindre."


def other_kind(types: Sequence[str]) -> str:
    """A file whose name ends in another way than its field takes."""
    return f"Filen ska vara {joined(types, 'eller')}."
