"""The table of villages goes: nothing was ever written into it; outlines are read from the file that the settings name."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the table."""
    op.drop_table("villages")
