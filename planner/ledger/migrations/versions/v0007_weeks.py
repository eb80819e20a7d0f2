"""Six days are planned together, rolled and approved: a table of weeks, and one of their days."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "weeks",
        sa.Column("start", sa.Date),
        sa.Column("version", sa.Integer, autoincrement=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("approved_by", sa.String),
        sa.Column("approved_at", sa.DateTime),
        sa.PrimaryKeyConstraint("start", "version", name="pk_weeks"),
    )
    op.create_table(
        "week_days",
        sa.Column("start", sa.Date),
        sa.Column("version", sa.Integer, autoincrement=False),
        sa.Column("date", sa.Date),
        sa.Column("plan_version", sa.Integer),
        sa.Column("is_locked", sa.Boolean, nullable=False),
        sa.Column("is_free", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("start", "version", "date", name="pk_week_days"),
    )
