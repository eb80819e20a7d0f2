"""What happens at the doors: recorded visits, numbered sheets, and what an import said kept apart from what visits changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BASES = {
    "households": {"base_last_visit": "last_visit", "base_num_attempts": "num_attempts", "base_last_slot": "last_slot"},
    "complaints": {"base_status": "status"},
    "facilities": {"base_last_inspection": "last_inspection", "base_condition": "condition"},
}
"""Table to its new columns, each with the column that held it until now."""


def upgrade() -> None:
    """Add the columns, fill them, and create the new tables."""
    _add_columns()
    for table, columns in _BASES.items():
        op.execute(f"UPDATE {table} SET " + ", ".join(f"{new} = {old}" for new, old in columns.items()))  # noqa: S608 (our own names)
    _create_sheets()
    _create_visits()


def _add_columns() -> None:
    op.add_column("households", sa.Column("base_last_visit", sa.Date))
    op.add_column("households", sa.Column("base_num_attempts", sa.Integer, nullable=False, server_default="0"))
    op.add_column("households", sa.Column("base_last_slot", sa.String, nullable=False, server_default=""))
    op.add_column("households", sa.Column("counts_from", sa.DateTime))
    op.add_column("households", sa.Column("gone", sa.String))
    op.add_column("households", sa.Column("follow_up_on", sa.Date))
    op.add_column("complaints", sa.Column("base_status", sa.String, nullable=False, server_default="open"))
    for name in ("closed_on", "planned_on", "answered_on"):
        op.add_column("complaints", sa.Column(name, sa.Date))
    op.add_column("facilities", sa.Column("base_last_inspection", sa.Date))
    op.add_column("facilities", sa.Column("base_condition", sa.String))
    op.add_column("facilities", sa.Column("counts_from", sa.DateTime))


def _create_sheets() -> None:
    op.create_table(
        "sheets",
        sa.Column("id", sa.String),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("plan_version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("shift", "team", "unit")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("num_stops", "num_reserves")),
        *(sa.Column(name, sa.DateTime) for name in ("printed_at", "handed_out_at", "returned_at", "lost_at")),
        sa.PrimaryKeyConstraint("id", name="pk_sheets"),
    )
    op.create_index("ix_sheets_date", "sheets", ["date"])


def _create_visits() -> None:
    op.create_table(
        "visits",
        sa.Column("sheet", sa.String),
        sa.Column("number", sa.Integer, autoincrement=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("plan_version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("visit", "kind")),
        *(sa.Column(name, sa.String) for name in ("household", "complaint", "facility")),
        *(sa.Column(name, sa.String, nullable=False) for name in ("village", "rt", "rw", "team", "unit", "slot")),
        sa.Column("is_weekend", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("time_in", sa.Integer),
        sa.Column("time_out", sa.Integer),
        sa.Column("complaint_taken", sa.String),
        sa.Column("is_answered", sa.Boolean),
        sa.Column("follow_up_on", sa.Date),
        sa.Column("condition", sa.String),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("sheet", "number", name="pk_visits"),
        sa.ForeignKeyConstraint(["sheet"], ["sheets.id"], name="fk_visits_sheet"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_visits_date", "visits", ["date"])
    op.create_index("ix_visits_household", "visits", ["household"])
    for name in ("complaint", "facility"):
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_visits_{name}", "visits", [name], sqlite_where=given, postgresql_where=given)
