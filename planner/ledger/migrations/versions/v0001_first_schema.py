"""First schema: villages, households, complaints, facilities, teams, plans, append-only audit."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _address(*, is_optional: bool = False) -> list[sa.Column[Any]]:
    texts = ("village", "rt", "rw", "detail", "landmark")
    return [
        *(sa.Column(name, sa.String, nullable=is_optional) for name in texts),
        sa.Column("latitude", sa.Float(53), nullable=is_optional),
        sa.Column("longitude", sa.Float(53), nullable=is_optional),
        sa.Column("position_source", sa.String, nullable=is_optional),
    ]


def upgrade() -> None:
    """Create every table."""
    _create_places_and_people()
    _create_complaints()
    _create_plans_and_audit()
    _seal_audit()


def _create_places_and_people() -> None:
    op.create_table(
        "villages",
        sa.Column("id", sa.String),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("outline", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_villages"),
    )
    op.create_table(
        "households",
        sa.Column("id", sa.String),
        *_address(),
        sa.Column("head_name", sa.String),
        sa.Column("last_visit", sa.Date),
        sa.Column("num_attempts", sa.Integer, nullable=False),
        sa.Column("last_slot", sa.String, nullable=False),
        sa.Column("windows", sa.String, nullable=False),
        sa.Column("is_do_not_visit", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_households"),
    )
    op.create_index("ix_households_village", "households", ["village"])
    op.create_table(
        "facilities",
        sa.Column("id", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        *_address(),
        sa.Column("last_inspection", sa.Date),
        sa.Column("condition", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_facilities"),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.String),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("officers", sa.Text, nullable=False),
        sa.Column("skills", sa.String, nullable=False),
        sa.Column("profile", sa.String, nullable=False),
        sa.Column("shifts", sa.String, nullable=False),
        sa.Column("village", sa.String, nullable=False),
        sa.Column("weekdays", sa.String, nullable=False),
        sa.Column("max_visits", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
    )


def _create_complaints() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.String),
        sa.Column("household", sa.String),
        *_address(is_optional=True),
        sa.Column("received", sa.Date, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("urgency", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("skills", sa.String, nullable=False),
        sa.Column("windows", sa.String, nullable=False),
        sa.Column("is_required", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_complaints"),
        sa.ForeignKeyConstraint(["household"], ["households.id"], name="fk_complaints_household"),
        sa.CheckConstraint("category <> 'RJK' OR text = ''", name="ck_complaints_special_referral_has_no_text"),
    )
    op.create_index("ix_complaints_household", "complaints", ["household"])


def _create_plans_and_audit() -> None:
    op.create_table(
        "plans",
        sa.Column("date", sa.Date),
        sa.Column("version", sa.Integer, autoincrement=False),
        sa.Column("created", sa.DateTime, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("actor", "path", "fingerprint", "engine", "engine_version")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("seed", "num_stops", "num_unassigned")),
        sa.PrimaryKeyConstraint("date", "version", name="pk_plans"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_autoincrement=True,
    )


def _seal_audit() -> None:
    """Nobody changes the past: the database itself refuses."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_refuses_{verb.lower()} BEFORE {verb} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )
    elif op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        )
