"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "analys",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("form", sa.Integer, nullable=False),
        sa.Column("created", sa.Text, nullable=False),
        sa.Column("ends", sa.Text),
        sa.Column("latest", sa.BigInteger, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "address",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("analys", sa.String(16), sa.ForeignKey("analys.id"), nullable=False),
        sa.Column("may", sa.String(6), nullable=False),
        sa.Column("withdrawn", sa.Text),
    )
    op.create_index("ix_address_analys", "address", ["analys"])
    op.create_table(
        "sealed",
        sa.Column("holder", sa.LargeBinary, sa.ForeignKey("address.hash"), primary_key=True),
        sa.Column("may", sa.String(6), primary_key=True),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "written",
        sa.Column("analys", sa.String(16), sa.ForeignKey("analys.id"), primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("beside", sa.Boolean, nullable=False),
    )
    op.create_index("written_number", "written", ["analys", "number"], unique=True)
    op.create_index("written_newest", "written", ["analys", "beside", "place", "version"])
    op.create_table(
        "settled",
        sa.Column("analys", sa.String(16), primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("settled_by", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["analys", "place", "version"], ["written.analys", "written.place", "written.version"]),
    )
