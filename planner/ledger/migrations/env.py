"""Runs the migration steps on the connection that `planner.ledger.migrating` hands over."""

from alembic import context

# SQLite can roll schema changes back; saying so makes an interrupted migration leave no trace.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
