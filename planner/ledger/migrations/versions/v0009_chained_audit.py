"""Each entry of the audit trail carries a hash over itself and the one before; each table's rows have a sum."""

import sqlalchemy as sa
from alembic import op

from planner.ledger.chain import chain_anew
from planner.ledger.triggers import unsealed

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, fill it for what is there already, make the table of sums."""
    op.add_column("audit", sa.Column("hash", sa.String, nullable=False, server_default=""))
    with unsealed(op.get_bind()):
        chain_anew(op.get_bind())
    op.create_table(
        "sums",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("num_rows", sa.Integer, nullable=False),
        sa.Column("total", sa.String, nullable=False),
    )
