"""The tables of the ledger, as SQLAlchemy Core sees them; `migrations/` builds them in steps.

Sets and lists that are only ever read whole (skills, windows, officers) are text in one
cell; what the planner or a report selects by has a column of its own.

What recorded visits change (last visit, tries, status of a complaint …) is a copy, derived from what an import said, the
`base_…` columns, and from `visits`; it is renewed in the transaction that changes either (`planner.ledger.deriving`).
"""

import datetime as dt
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can change it on every database."""

metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment: aware in Python, kept as UTC without a zone (SQLite has no zoned type)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn an aware moment into UTC without zone."""
        _ = dialect
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give the moment back in UTC."""
        _ = dialect
        return None if value is None else value.replace(tzinfo=dt.UTC)


def _columns(kind: Any, *names: str, nullable: bool = True) -> tuple[Column[Any], ...]:
    """Some columns of one kind."""
    return tuple(Column(name, kind, nullable=nullable) for name in names)


def _address_columns(*, is_optional: bool = False) -> tuple[Column[Any], ...]:
    return (
        *_columns(String, "village", "rt", "rw", "detail", "landmark", nullable=is_optional),
        *_columns(Float(53), "latitude", "longitude", nullable=is_optional),
        Column("position_source", String, nullable=is_optional),
    )


households = Table(
    "households",
    metadata,
    Column("id", String, primary_key=True),
    *_address_columns(),
    Column("head_name", String),
    Column("last_visit", Date),
    Column("num_attempts", Integer, nullable=False),
    *_columns(String, "last_slot", "windows", nullable=False),
    Column("is_do_not_visit", Boolean, nullable=False),
    Column("base_last_visit", Date),
    Column("base_num_attempts", Integer, nullable=False),
    Column("base_last_slot", String, nullable=False),
    # Tries recorded up to this moment do not count any more: an import or a correction started anew.
    Column("counts_from", UtcDateTime),
    Column("gone", String),
    Column("follow_up_on", Date),
    # Of `num_attempts`; no import knows it, so it has no base and begins at 0.
    Column("num_weekend_attempts", Integer, nullable=False, server_default="0"),
    Index(None, "village"),
)

complaints = Table(
    "complaints",
    metadata,
    Column("id", String, primary_key=True),
    Column("household", String, ForeignKey("households.id")),
    *_address_columns(is_optional=True),
    Column("received", Date, nullable=False),
    Column("due", Date),
    *_columns(String, "category", "urgency", "status", "skills", "windows", nullable=False),
    Column("is_required", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("base_status", String, nullable=False),
    *_columns(Date, "closed_on", "planned_on", "answered_on"),
    # What the desk said last, and when: refusals recorded before are settled by it.
    Column("next_contact", Date),
    Column("waiting_for", String),
    Column("decided_at", UtcDateTime),
    # Derived from the visits: the last that was made about it.
    Column("followed_up_on", Date),
    CheckConstraint("category <> 'RJK' OR text = ''", name="special_referral_has_no_text"),
    Index(None, "household"),
)

facilities = Table(
    "facilities",
    metadata,
    Column("id", String, primary_key=True),
    *_columns(String, "kind", "name", nullable=False),
    *_address_columns(),
    Column("last_inspection", Date),
    Column("condition", String),
    Column("base_last_inspection", Date),
    Column("base_condition", String),
    Column("counts_from", UtcDateTime),
)

teams = Table(
    "teams",
    metadata,
    Column("id", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("officers", Text, nullable=False),
    *_columns(String, "skills", "profile", "shifts", "village", "weekdays", nullable=False),
    Column("max_visits", Integer),
)

team_days = Table(
    "team_days",
    metadata,
    Column("date", Date, primary_key=True),
    Column("team", String, primary_key=True),
    Column("is_off", Boolean, nullable=False),
    *_columns(Text, "absent", "borrowed", nullable=False),
    # Empty skills and breaks are said to be none; nothing is as ever.
    Column("skills", String),
    *_columns(String, "shifts", "hours", nullable=False),
    Column("breaks", Text),
    Column("prays", Boolean),
    *_columns(String, "post", "post_name", nullable=False),
    *(Column(name, String, nullable=False, server_default="") for name in ("lent_by", "lent_to", "asked_by")),
)

plans = Table(
    "plans",
    metadata,
    Column("date", Date, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("created", UtcDateTime, nullable=False),
    *_columns(String, "actor", "path", "fingerprint", "engine", "engine_version", nullable=False),
    *_columns(Integer, "seed", "num_stops", "num_unassigned", nullable=False),
)

weeks = Table(
    "weeks",
    metadata,
    Column("start", Date, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("created", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("approved_by", String),
    Column("approved_at", UtcDateTime),
)

week_days = Table(
    "week_days",
    metadata,
    Column("start", Date, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("date", Date, primary_key=True),
    # Empty: not planned yet, or nobody is on duty.
    Column("plan_version", Integer),
    # Announced by an earlier week: it keeps its RTs.
    Column("is_locked", Boolean, nullable=False),
    Column("is_free", Boolean, nullable=False),
)

sheets = Table(
    "sheets",
    metadata,
    Column("id", String, primary_key=True),
    Column("date", Date, nullable=False),
    Column("plan_version", Integer, nullable=False),
    *_columns(String, "shift", "team", "unit", nullable=False),
    *_columns(Integer, "num_stops", "num_reserves", nullable=False),
    *_columns(UtcDateTime, "printed_at", "handed_out_at", "returned_at", "lost_at"),
    # Of what its rows meant when its number was first given; empty: given before this was kept.
    Column("rows_hash", String, nullable=False, server_default=""),
    # Of whom it names when it was printed last; empty: printed before this was kept.
    Column("crew_hash", String, nullable=False, server_default=""),
    # Version of a plan without its team, printed while it lay at the desk.
    Column("left_out_by", Integer),
    Index(None, "date"),
)

visits = Table(
    "visits",
    metadata,
    Column("sheet", String, ForeignKey("sheets.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("date", Date, nullable=False),
    Column("plan_version", Integer, nullable=False),
    *_columns(String, "visit", "kind", nullable=False),
    # Ids without foreign keys: counts stay when somebody's data are erased.
    *_columns(String, "household", "complaint", "facility"),
    *_columns(String, "village", "rt", "rw", "team", "unit", "slot", nullable=False),
    Column("is_weekend", Boolean, nullable=False),
    Column("outcome", String, nullable=False),
    *_columns(Integer, "time_in", "time_out"),
    Column("complaint_taken", String),
    Column("is_answered", Boolean),
    Column("follow_up_on", Date),
    Column("condition", String),
    Column("recorded_at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Index(None, "date"),
    Index(None, "household"),
    # On a server partial, too, as `migrations` make them: said here, every command would load the dialect of servers.
    Index(None, "complaint", sqlite_where=text("complaint IS NOT NULL")),
    Index(None, "facility", sqlite_where=text("facility IS NOT NULL")),
    # The key is the order on disk: a year of sheets takes a fifth less room than with row numbers.
    sqlite_with_rowid=False,
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    *_columns(String, "roles", "team", "password", nullable=False),
    Column("num_failures", Integer, nullable=False),
    Column("locked_until", UtcDateTime),
    Column("is_active", Boolean, nullable=False),
    Column("epoch", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    # Of what a terminal's file or a browser's cookie holds (`planner.ledger.sessions`).
    Column("digest", String, primary_key=True),
    *_columns(String, "account", "made_for", nullable=False),
    Column("began", UtcDateTime, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", String, primary_key=True),
    *_columns(String, "name", "scope", "team", nullable=False),
    Column("day", Date),
    Column("made_by", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    *_columns(UtcDateTime, "ends_at", "ended_at"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("number", Integer, primary_key=True),
    *_columns(String, "kind", "about", "actor", nullable=False),
    Column("began", UtcDateTime, nullable=False),
    Column("fate", String, nullable=False),
    *_columns(Text, "done", "to_do", nullable=False),
    sqlite_autoincrement=True,
)

plan_numbers = Table(
    "plan_numbers",
    metadata,
    Column("date", Date, primary_key=True),
    # The highest version ever taken for a plan of the day, whether the plan was kept or not.
    Column("taken", Integer, nullable=False),
)

editions = Table(
    "editions",
    metadata,
    Column("month", Date, primary_key=True),
    Column("published_at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Column("content", Text, nullable=False),
)

station_files = Table(
    "station_files",
    metadata,
    # As the station's folder names it.
    Column("path", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", String, nullable=False),
    Column("kept", UtcDateTime, nullable=False),
    # Made by a worker without that folder, which lacks it until somebody fetches it.
    Column("is_waiting", Boolean, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    *_columns(String, "actor", "action", "subject", nullable=False),
    Column("details", Text, nullable=False),
    # Over the entry and the hash of the one before (`planner.ledger.chain`).
    Column("hash", String, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

imports = Table(
    "imports",
    metadata,
    # Of each kind the last that changed anything, with the rows before it (`planner.ledger.taking_back`).
    Column("kind", String, primary_key=True),
    *_columns(String, "source", "actor", nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("records", LargeBinary, nullable=False),
)

aliases = Table(
    "aliases",
    metadata,
    # What the trail calls a household (`planner.ledger.aliases`); erasing the household deletes the line.
    Column("alias", String, primary_key=True),
    Column("household", String, nullable=False, unique=True),
)

sums = Table(
    "sums",
    metadata,
    Column("name", String, primary_key=True),
    Column("num_rows", Integer, nullable=False),
    Column("total", String, nullable=False),
)
