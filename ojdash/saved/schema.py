"""The tables that what people wrote lies in. What was written is only ever added, never changed; or erased whole.

A change here needs a migration in migrations/versions; a test holds the two together on both databases.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

HEAD = "0005"  # the newest migration

metadata = MetaData()

# The id of the site's own book, which is an analys without addresses: coordinators write in it (book.py).
BOOK = "bok"

# form: the version of the saved form (forms.py); latest: the number of the newest version; size: bytes in an export;
# arrived: when it was taken in from a file, None where it was made here.
analys = Table(
    "analys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("form", Integer, nullable=False),
    Column("created", Text, nullable=False),
    Column("ends", Text),
    Column("latest", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("arrived", Text),
)

# Every address there ever was; `withdrawn` is when it stopped to work; `until` when it stops by itself,
# of one that a code opens. Only the sha256 of its token is here.
address = Table(
    "address",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("analys", String(16), ForeignKey("analys.id"), nullable=False, index=True),
    Column("may", String(6), nullable=False),
    Column("withdrawn", Text),
    Column("until", Text),
)

# Another address, as only the token of the holder can read it (addresses.py).
sealed = Table(
    "sealed",
    metadata,
    Column("holder", LargeBinary, ForeignKey("address.hash"), primary_key=True),
    Column("may", String(6), primary_key=True),
    Column("nonce", LargeBinary, nullable=False),
    Column("token", LargeBinary, nullable=False),
)

# The key is why nobody can write over anybody: of two who write the same version, the database takes one.
written = Table(
    "written",
    metadata,
    Column("analys", String(16), ForeignKey("analys.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("value", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("beside", Boolean, nullable=False),
    Column("verified", Text, nullable=False, server_default=text("''")),
    Index("written_number", "analys", "number", unique=True),
    Index("written_newest", "analys", "beside", "place", "version"),
)

# A text that was kept beside and has since been chosen between: by which version of its place.
settled = Table(
    "settled",
    metadata,
    Column("analys", String(16), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("settled_by", Integer, nullable=False),
    ForeignKeyConstraint(["analys", "place", "version"], ["written.analys", "written.place", "written.version"]),
)

# Who may write in the book, each by an address of their own, of which only the sha256 is here.
coordinator = Table(
    "coordinator",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("withdrawn", Text),
)

# The code that is open for a meeting, a day at most; one an analys (codes.py). hash: what scrypt makes of it; token:
# an address that was lent for it, as only the code can read it; code: the code as only the reader's address can read
# it.
code = Table(
    "code",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("analys", String(16), ForeignKey("analys.id"), nullable=False, unique=True),
    Column("mote", String(24), nullable=False),
    Column("ends", Text, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("token", LargeBinary, nullable=False),
    Column("code", LargeBinary, nullable=False),
)

# What was erased, without the words; it outlives its analys. place "" is all of it. number: as of a version; upto: the
# last version of the place that went, so that no later one takes its number.
erased = Table(
    "erased",
    metadata,
    Column("analys", String(16), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("place", Text, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", String(16), nullable=False),
    Column("reference", Text, nullable=False),
)
