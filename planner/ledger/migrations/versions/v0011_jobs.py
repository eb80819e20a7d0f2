"""Commands of several steps are jobs; numbers of plans are taken for ever; what a sheet's rows meant is kept by hash."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the column."""
    op.create_table(
        "jobs",
        sa.Column("number", sa.Integer),
        *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "about", "actor")),
        sa.Column("began", sa.DateTime, nullable=False),
        sa.Column("fate", sa.String, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("done", "to_do")),
        sa.PrimaryKeyConstraint("number", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "plan_numbers",
        sa.Column("date", sa.Date),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("date", name="pk_plan_numbers"),
    )
    op.add_column("sheets", sa.Column("rows_hash", sa.String, nullable=False, server_default=""))
