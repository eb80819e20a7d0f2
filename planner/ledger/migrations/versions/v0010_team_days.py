"""What is different for a team on one day: a table."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "team_days",
        sa.Column("date", sa.Date),
        sa.Column("team", sa.String),
        sa.Column("is_off", sa.Boolean, nullable=False),
        sa.Column("absent", sa.Text, nullable=False),
        sa.Column("borrowed", sa.Text, nullable=False),
        sa.Column("skills", sa.String),
        sa.Column("shifts", sa.String, nullable=False),
        sa.Column("hours", sa.String, nullable=False),
        sa.Column("breaks", sa.Text),
        sa.Column("prays", sa.Boolean),
        sa.Column("post", sa.String, nullable=False),
        sa.Column("post_name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("date", "team", name="pk_team_days"),
    )
