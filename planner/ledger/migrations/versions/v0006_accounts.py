"""Accounts of the desk's pages: name, roles, the hash of a password, and what locks it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "accounts",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("roles", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("password", sa.String, nullable=False),
        sa.Column("num_failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
    )
