"""Keeps which plans were made, by day and version."""

import datetime as dt

from sqlalchemy import Connection, func, insert, select

from planner.domain.errors import InputError
from planner.ledger import audit, schema
from planner.ledger.records import PlanRecord

_plans = schema.plans


def record_plan(connection: Connection, plan: PlanRecord) -> None:
    """Keep a plan; one audit entry."""
    if connection.execute(select(_plans.c.version).filter_by(date=plan.date, version=plan.version)).first():
        raise InputError.of("E6008", date=plan.date.isoformat(), version=plan.version)
    connection.execute(insert(_plans), {name: getattr(plan, name) for name in plan.__dataclass_fields__})
    details: dict[str, int | str] = {"version": plan.version, "seed": plan.seed, "engine": plan.engine}
    details |= {"num_stops": plan.num_stops, "fingerprint": plan.fingerprint}
    subject = f"plan {plan.date.isoformat()}"
    audit.append(connection, now=plan.created, actor=plan.actor, action="plan", subject=subject, details=details)


def plans_of(connection: Connection, date: dt.date | None) -> tuple[PlanRecord, ...]:
    """Plans of a day (`None`: of all days), by day and version."""
    query = select(_plans).order_by(_plans.c.date, _plans.c.version)
    if date is not None:
        query = query.where(_plans.c.date == date)
    return tuple(PlanRecord(**row) for row in connection.execute(query).mappings())


def newest_version(connection: Connection, date: dt.date) -> int:
    """The highest version of a day; 0: it has no plan."""
    return int(connection.execute(select(func.max(_plans.c.version)).where(_plans.c.date == date)).scalar() or 0)
