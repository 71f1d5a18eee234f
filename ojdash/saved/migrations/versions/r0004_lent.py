"""What a meeting's code opens ends with the code."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An address may be lent until a moment. The codes that are open lead to the permanent address: they end."""
    op.add_column("address", sa.Column("until", sa.Text))
    op.execute(sa.delete(sa.table("code")))
