"""What is said of a team on a day may say that another station lends it, or that it is lent to one."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns; no team was lent before."""
    for name in ("lent_by", "lent_to"):
        op.add_column("team_days", sa.Column(name, sa.String, nullable=False, server_default=""))
