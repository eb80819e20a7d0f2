"""Public editions as they were published: a table."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "editions",
        sa.Column("month", sa.Date, primary_key=True),
        sa.Column("published_at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
