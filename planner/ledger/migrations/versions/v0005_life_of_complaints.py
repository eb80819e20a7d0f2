"""A complaint has a next-contact date, somebody who is waited for, and the moment of the desk's last word about it.

The last follow-up is filled from the visits when the steps are done. What the desk had said before is of unknown age: refusals
recorded until then stay with the desk.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("complaints", sa.Column("next_contact", sa.Date))
    op.add_column("complaints", sa.Column("waiting_for", sa.String))
    op.add_column("complaints", sa.Column("decided_at", sa.DateTime))
    op.add_column("complaints", sa.Column("followed_up_on", sa.Date))
