"""Of the tries at a door that stayed shut, how many were made on weekends; filled from the visits when the steps are done."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("households", sa.Column("num_weekend_attempts", sa.Integer, nullable=False, server_default="0"))
