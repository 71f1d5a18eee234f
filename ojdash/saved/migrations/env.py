"""How Alembic meets the database: with the connection it is handed, in the transaction that is under way."""

from alembic import context

from ojdash.saved.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
