"""What was erased, when an analys was taken in, and the names that an identity provider vouches for."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the columns."""
    op.create_table(
        "erased",
        sa.Column("analys", sa.String(16), primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("versions", sa.Integer, nullable=False),
        sa.Column("upto", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
    )
    op.add_column("analys", sa.Column("arrived", sa.Text))
    op.add_column("written", sa.Column("verified", sa.Text, nullable=False, server_default=sa.text("''")))
