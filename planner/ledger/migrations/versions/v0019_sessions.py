"""Who is signed in stands in the ledger: a table."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; sessions begun before are over."""
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("made_for", sa.String, nullable=False),
        sa.Column("began", sa.DateTime, nullable=False),
    )
