"""What whoever hosts decides: one table of settings, read from the environment here and nowhere else.

A setting is read each time it is asked for. `docs/hosting.md` shows the same table; a test holds the two together.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ojdash.domain.errors import SettingError
from ojdash.settings.kinds import ADDRESSES, BOOLEAN, SITE, SITES, TEXT, Kind, choice, number
from ojdash.text import settings as text

__all__ = [
    "ACCESSIBILITY_LACKS",
    "ACCESSIBILITY_TESTED",
    "ACCESSIBLE",
    "ADDRESS",
    "CONTACT",
    "DATA",
    "DATABASE_URL",
    "DATA_PROTECTION",
    "EMBEDDED_BY",
    "ERASE",
    "FILES_AT_ONCE",
    "FILES_KEPT_MB",
    "FILES_SECONDS",
    "FILES_WAITING",
    "HOST",
    "HOST_CONTACT",
    "KEEP_MONTHS",
    "LEGAL_BASIS",
    "LOG",
    "READ_ONLY",
    "SETTINGS",
    "SIGN_IN",
    "TRUSTED_PROXY",
    "Setting",
    "check",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting.

    default  as it would be spelled; what is left empty is the default
    says     what it does, one English sentence for whoever hosts
    """

    name: str
    kind: Kind[T]
    default: str
    says: str

    @property
    def value(self) -> T:
        """What it is now.

        Raises  SettingError  it is something that it can't be
        """
        said = os.environ.get(self.name, "").strip() or self.default
        try:
            return self.kind.read(said)
        except ValueError:
            raise SettingError(text.wrong(self.name, said, self.kind.may_be)) from None


DATA = Setting(
    "OJDASH_DATA", TEXT, "", "The data folder, which must be writable for updates and saving; empty is the shipped one."
)
DATABASE_URL = Setting(
    *("OJDASH_DATABASE_URL", TEXT, ""),
    "`postgresql://user:password@host/database` keeps what people write there, for several app processes; empty is "
    "SQLite in the data folder.",
)
READ_ONLY = Setting(
    "OJDASH_READ_ONLY", BOOLEAN, "0", "Nothing can be begun or written; saved analyser are shown by their addresses."
)
ADDRESS = Setting(
    *("OJDASH_ADDRESS", SITE, ""),
    "The site's own address, as `https://oj.exempel.se/`, used in feeds, links, files and QR codes; empty leaves it "
    "out of them.",
)
EMBEDDED_BY = Setting(
    *("OJDASH_EMBEDDED_BY", SITES, ""),
    "The sites that may show pages of figures in a frame, as `https://www.exempel.se https://*.exempel.se`; empty is "
    "none.",
)
SIGN_IN = Setting(
    *("OJDASH_SIGN_IN", BOOLEAN, "0"),
    "Beginning, writing and coordinating need a sign-in through the identity provider that Streamlit's secrets.toml "
    "names; reading stays open.",
)
ERASE = Setting(
    *("OJDASH_ERASE", choice("administrator", "owner"), "administrator"),
    "Who may erase what is written: only whoever hosts, in the terminal, or also who owns an analys "
    "([gallring.md](gallring.md)).",
)
KEEP_MONTHS = Setting(
    *("OJDASH_KEEP_MONTHS", number(0, 1200), "0"),
    "How many months an analys is kept after it was last written in ([gallring.md](gallring.md)); 0 is for ever.",
)
TRUSTED_PROXY = Setting(
    *("OJDASH_TRUSTED_PROXY", ADDRESSES, "0"),
    "The proxies whose X-Forwarded-For and X-Forwarded-Proto count, as addresses or networks; `1` is a proxy on the "
    "same machine.",
)
LOG = Setting(
    *("OJDASH_LOG", choice("text", "json"), "text"),
    "How the process logs to stderr: lines to read, or a JSON object a line.",
)
HOST = Setting(
    "OJDASH_HOST",
    TEXT,
    "",
    "Who hosts the site and is responsible for personal data, with organisation number; shown on the pages about the "
    "service.",
)
HOST_CONTACT = Setting(
    "OJDASH_HOST_CONTACT",
    TEXT,
    "",
    "How to reach them, and to report shortcomings: an e-mail address, a web address or words.",
)
DATA_PROTECTION = Setting(
    "OJDASH_DATA_PROTECTION", TEXT, "", "How to reach the data protection officer (dataskyddsombud)."
)
LEGAL_BASIS = Setting(
    "OJDASH_LEGAL_BASIS", TEXT, "", "The legal basis of keeping what is written, as a Swedish sentence."
)
ACCESSIBLE = Setting(
    *("OJDASH_ACCESSIBLE", choice("", "helt", "delvis", "inte"), ""),
    "How far the site keeps to the law of accessibility (lag 2018:1937): `helt`, `delvis` or `inte`; empty is not "
    "said.",
)
ACCESSIBILITY_TESTED = Setting(
    "OJDASH_ACCESSIBILITY_TESTED", TEXT, "", "When, how and by whom accessibility was tried, as Swedish sentences."
)
ACCESSIBILITY_LACKS = Setting(
    "OJDASH_ACCESSIBILITY_LACKS", TEXT, "", "What is not accessible, and why, as Swedish sentences."
)
CONTACT = Setting("OJDASH_CONTACT", TEXT, "", "An address that Kolada is told when it is asked for values.")

FILES_AT_ONCE = Setting(
    "OJDASH_FILES_AT_ONCE", number(1, 64), "2", "How many files are made at once, each in a process of its own."
)
FILES_WAITING = Setting(
    *("OJDASH_FILES_WAITING", number(1, 1000), "20"),
    "How many more files may wait for their turn, half of them for one visitor; past that, visitors are told to come "
    "back.",
)
FILES_SECONDS = Setting("OJDASH_FILES_SECONDS", number(1, 3600), "120", "How long a file may take to make.")
FILES_KEPT_MB = Setting(
    *("OJDASH_FILES_KEPT_MB", number(0, 100_000), "200"),
    "How many megabytes of files of figures are kept in the data folder, each for a day at most, for the next who "
    "asks.",
)

# In the order of the table in docs/hosting.md.
SETTINGS: tuple[Setting[Any], ...] = (
    *(DATA, DATABASE_URL, READ_ONLY, SIGN_IN, ERASE, KEEP_MONTHS),
    *(ADDRESS, EMBEDDED_BY, TRUSTED_PROXY, LOG, CONTACT),
    *(HOST, HOST_CONTACT, DATA_PROTECTION, LEGAL_BASIS, ACCESSIBLE, ACCESSIBILITY_TESTED, ACCESSIBILITY_LACKS),
    *(FILES_AT_ONCE, FILES_WAITING, FILES_SECONDS, FILES_KEPT_MB),
)


def check() -> None:
    """Read every setting once, so that one that can't be read is told before anything else happens.

    Raises  SettingError
    """
    tuple(setting.value for setting in SETTINGS)
