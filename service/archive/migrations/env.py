"""Run by Alembic: migrates over the connection that `service.archive.database` hands in."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite can undo a change of tables like any other: all steps or none.
    transactional_ddl=True,
)
context.run_migrations()
