"""What is said of a lent team on a day says who asked for the loan."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of loans before, nobody is known."""
    op.add_column("team_days", sa.Column("asked_by", sa.String, nullable=False, server_default=""))
