"""Which plan was printed without the team of a sheet that nobody had taken yet: that sheet is nobody's any more."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column."""
    op.add_column("sheets", sa.Column("left_out_by", sa.Integer))
