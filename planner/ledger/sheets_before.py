"""What was known of a sheet before something else was said of it: kept in the audit trail, so that it can be taken back."""

import datetime as dt
import json
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from planner.ledger import schema
from planner.ledger.rows import Cells

MOMENTS = {"handed_out_at": "handed_out", "returned_at": "returned", "lost_at": "lost"}
"""What the desk says of a sheet on paper: column to the action that the audit trail names."""

Moments = Mapping[str, dt.datetime]
"""By column."""


def subject(sheet: str) -> str:
    """What the audit trail calls a sheet."""
    return f"sheet {sheet}"


def said(
    connection: Connection, row: Cells, moment: str, now: dt.datetime
) -> tuple[dict[str, dt.datetime | None], dict[str, int | str]]:
    """What a sheet's row is to hold once something is said of it, and the details that keep what that takes the place of.

    Parameters
    ----------
    row
        The sheet, with `has_copy`: whether it was lost and another was printed in its place.
    """
    values: dict[str, dt.datetime | None] = {moment: now}
    kept: dict[str, dt.datetime | None] = {}
    if moment == "lost_at":
        values["returned_at"] = None
        kept = {name: row[name] for name in ("lost_at", "returned_at")}
    elif moment == "returned_at":
        kept = dict(_before(connection, row["id"], moment, row[moment]))  # noted twice, it is taken back at once
        if row["lost_at"] is not None and not row["has_copy"]:
            values["lost_at"] = _before(connection, row["id"], "lost_at", row["lost_at"]).get("lost_at")
            kept["lost_at"] = row["lost_at"]
    elif row["lost_at"] is not None:  # a copy: the team had a paper before
        kept = {moment: row[moment]}
    return values, {name: at.astimezone(dt.UTC).isoformat() for name, at in kept.items() if at is not None}


def taken_back(connection: Connection, row: Cells, moment: str) -> dict[str, dt.datetime | None]:
    """What a sheet's row is to hold once that is taken back which was last said of it."""
    before = _before(connection, row["id"], moment, row[moment])
    values: dict[str, dt.datetime | None] = {moment: before.get(moment) if moment != "returned_at" else None}
    if moment == "returned_at" and "lost_at" in before:
        values["lost_at"] = before["lost_at"]
    if moment == "lost_at" and row["lost_at"] is not None:
        if row["returned_at"] is None and not row["has_copy"]:
            values["returned_at"] = before.get("returned_at")
        if values["lost_at"] is None:
            values["handed_out_at"] = first_handed_out(connection, row)
    return values


def first_handed_out(connection: Connection, row: Cells) -> dt.datetime | None:
    """When the first paper of a sheet's number was handed out; `None`: nobody said so before it was lost."""
    moment: dt.datetime | None = row["handed_out_at"]
    if row["lost_at"] is None or moment is None:
        return moment
    first = _chain(connection, row["id"], "handed_out_at", moment)[-1]
    return first if first <= _chain(connection, row["id"], "lost_at", row["lost_at"])[-1] else None


def losses(connection: Connection, sheets: Collection[str]) -> dict[str, tuple[dt.datetime, ...]]:
    """When papers of some sheets' numbers were said to be lost, that were not found since; the last first."""
    table = schema.sheets
    rows = connection.execute(select(table.c.id, table.c.lost_at).where(table.c.id.in_(sheets), table.c.lost_at.is_not(None)))
    return {row.id: tuple(_chain(connection, row.id, "lost_at", row.lost_at)) for row in rows.all()}


def _chain(connection: Connection, sheet: str, moment: str, at: dt.datetime) -> list[dt.datetime]:
    """A moment and those that it took the place of, the last first."""
    found, before = [at], _before(connection, sheet, moment, at).get(moment)
    while before is not None and before < found[-1]:
        found.append(before)
        before = _before(connection, sheet, moment, before).get(moment)
    return found


def _before(connection: Connection, sheet: str, moment: str, at: dt.datetime | None) -> Moments:
    """What a moment of a sheet took the place of when it was said."""
    if at is None:
        return {}
    table = schema.audit
    is_it = (table.c.action == MOMENTS[moment]) & (table.c.subject == subject(sheet)) & (table.c.at == at)
    details = connection.execute(select(table.c.details).where(is_it).order_by(table.c.number.desc()).limit(1)).scalar()
    kept = json.loads(details) if details else {}
    return {name: dt.datetime.fromisoformat(kept[name]) for name in MOMENTS if name in kept}
