"""Whom a sheet names is kept as a mark, so that a change of officers is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column."""
    op.add_column("sheets", sa.Column("crew_hash", sa.String, nullable=False, server_default=""))
