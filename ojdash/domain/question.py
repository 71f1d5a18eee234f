"""The question: one frozen value that an address, a link, a command line and a page's pickers all spell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import Any

PAGES = (
    *("oversikt", "kvalitet", "enkat", "indikator", "over_tid", "jamfor", "signaler", "snabbanalys", "mote"),
    *("laget", "lansrapport", "om_data", "sa_raknar_vi"),
)
PEERS = ("lan", "liknande", "kommungrupp", "riket")
GENDERS = ("T", "K", "M")
MOST_PEERS = 30
FIGURES = ("tratt",)
AXES = ("hel",)

# The pages about the figures themselves: no kommun, year or gender is theirs.
ABOUT = ("om_data", "sa_raknar_vi")

# What each page's answer depends on. The rest of a question is kept when moving to the page, and has no effect there.
APPLIES: dict[str, tuple[str, ...]] = {
    "oversikt": ("kommun", "omrade", "year", "gender", "utgava"),
    "indikator": ("kommun", "omrade", "indikator", "year", "gender", "axel", "utgava"),
    "over_tid": ("kommun", "omrade", "indikator", "year", "from_year", "peers", "gender", "axel", "utgava"),
    "jamfor": ("kommun", "omrade", "indikator", "year", "peers", "gender", "figur", "axel", "utgava"),
    "kvalitet": ("kommun", "omrade", "year", "peers", "utgava"),
    "signaler": ("kommun", "omrade", "year", "peers", "gender", "utgava"),
    "enkat": ("kommun", "omrade", "indikator", "year", "steg", "utgava"),
    "snabbanalys": ("kommun", "omrade", "indikator", "year", "steg", "utgava"),
    "lansrapport": ("kommun", "omrade", "year", "peers", "gender", "utgava"),
    "mote": ("mote", "vy", "steg"),
    "laget": ("omrade", "year", "steg"),
    "om_data": ("kommun", "omrade", "utgava"),
    "sa_raknar_vi": ("utgava",),
}
# What every page's address spells without its answer depending on it: what people wrote is shown beside the figures.
CARRIED = ("analys",)
MEETING_PARTS = ("forbered", "visa", "efter", "overlamna")
LAGET_PARTS = ("status", "omrade", "arshjul")
STEG = ("1", "2", "3", "4", "5", "6", "tillsammans", *MEETING_PARTS, *LAGET_PARTS, "delning")
# The pages where people write: they carry the strongest address that a visit has opened.
WRITTEN = ("snabbanalys", "enkat", "mote", "laget")
# The pages that another site may show in a frame of its own, where whoever hosts allows it: only figures, no writing.
EMBEDDED = ("oversikt", "indikator", "over_tid", "jamfor", "signaler")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in codes. None means: not said, so the newest (year, utgava) or the first that applies.

    page       one of PAGES
    kommun     four digits
    omrade     a code of the edition's areas; None is all areas
    indikator  an indikator's id
    year       the year measured; None is the kommun's newest. Läget: the year of the wheel; None is today's
    from_year  År för år: the earlier year of the comparison; None is the year before that can be compared
    peers      one of PEERS, or 1-30 kommun codes joined by "-"
    gender     T all, K women, M men
    utgava     an edition's id; None is the newest
    steg       Snabbanalys: one of STEG, the handbook's steps 1-5 or a part beside them; Enkäten: its steps 1-6;
               Mötet: one of MEETING_PARTS; Läget: one of LAGET_PARTS
    figur      Jämför: "tratt" for the funnel; None is a row a kommun
    axel       a figure of one indikator: "hel" for an axis from 0 (shares: to 100); None spans what is drawn
    mote       Mötet: the id of a meeting; vy: of a view of its run, and "-2" for the second screen of a large one
    analys     the address of a saved analys that is open: unguessable, and never part of an answer
    """

    page: str = "oversikt"
    kommun: str | None = None
    omrade: str | None = None
    indikator: str | None = None
    year: int | None = None
    from_year: int | None = None
    peers: str = "lan"
    gender: str = "T"
    utgava: str | None = None
    steg: str | None = None
    figur: str | None = None
    axel: str | None = None
    mote: str | None = None
    vy: str | None = None
    analys: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.page not in PAGES:
            raise ValueError(f"page {self.page!r} is not one of {', '.join(PAGES)}")
        if self.gender not in GENDERS:
            raise ValueError(f"gender {self.gender!r} is not one of {', '.join(GENDERS)}")
        if not is_peers(self.peers):
            raise ValueError(f"peers {self.peers!r} is not one of {', '.join(PEERS)} or 1-30 codes joined by '-'")

    def but(self, **changes: Any) -> Question:
        """The same question with some parts changed."""
        return replace(self, **changes)

    def only_what_applies(self) -> Question:
        """The question without the parts its page does not depend on: the key of its answer."""
        kept = {name: getattr(self, name) for name in APPLIES[self.page]}
        return Question(page=self.page, **kept)

    @property
    def own_choice(self) -> tuple[str, ...]:
        """The kommun codes when the peers are chosen one by one, else nothing."""
        return () if self.peers in PEERS else tuple(self.peers.split("-"))


FIELDS = tuple(field.name for field in fields(Question))


def is_peers(text: str) -> bool:
    """Whether `text` spells a group: a word of PEERS, or 1-30 different kommun codes joined by "-"."""
    if text in PEERS:
        return True
    codes = text.split("-")
    return (
        all(re.fullmatch(r"[0-9]{4}", code) for code in codes)
        and len(set(codes)) == len(codes)
        and len(codes) <= MOST_PEERS
    )
