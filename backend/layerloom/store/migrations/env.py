"""Alembic's entry: runs the steps on the connection that `store.migrate` opened."""

from alembic import context

from layerloom.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
