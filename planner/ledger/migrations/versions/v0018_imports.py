"""What the last import of each kind has brought and changed, so that it can be taken back: a table."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; imports made before are not in it."""
    op.create_table(
        "imports",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("records", sa.LargeBinary, nullable=False),
    )
