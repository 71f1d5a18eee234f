"""The steps from each earlier shape of the tables to the next (Alembic); run when the database is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def known() -> tuple[str, ...]:
    """Every revision, the oldest first."""
    return tuple(reversed([step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()]))


def upgrade(con: Connection, revision: str) -> None:
    """Take the tables to a revision, in the connection's transaction."""
    config = _config()
    config.attributes["connection"] = con
    command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
