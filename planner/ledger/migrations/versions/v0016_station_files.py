"""What a station's day is planned with beside its ledger, and plans that workers elsewhere made: a table."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "station_files",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("kept", sa.DateTime, nullable=False),
        sa.Column("is_waiting", sa.Boolean, nullable=False),
    )
