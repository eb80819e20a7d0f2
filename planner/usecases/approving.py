"""The Kapolsek's word on a planned day, kept in the audit trail that nobody can change; an approved week counts too."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.ledger.records import PlanRecord
from planner.usecases.reading import require_plan
from planner.usecases.workspace import Workspace

APPROVE, UNAPPROVE = "approve", "unapprove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved a version of a day's plan, and when; `of_week`: with the whole week."""

    by: str
    at: dt.datetime
    of_week: bool = False


def approval_of(workspace: Workspace, date: dt.date, version: int) -> Approval | None:
    """Whether a version is approved, by itself or as a day of an approved week; any other version has to be approved anew."""
    with workspace.ledger() as ledger:
        said = [
            entry
            for action in (APPROVE, UNAPPROVE)
            for entry in ledger.audit_trail(action=action)
            if entry.subject == _subject(date) and entry.details.get("version") == version
        ]
        weeks = ledger.weeks()
    zone = workspace.now().tzinfo
    last = max(said, key=lambda entry: entry.number, default=None)
    if last is not None and last.action == APPROVE:
        return Approval(by=last.actor, at=last.at.astimezone(zone))
    for week in weeks:
        if week.approved_by and week.approved_at and (date, version) in {(day.date, day.plan_version) for day in week.days}:
            return Approval(by=week.approved_by, at=week.approved_at.astimezone(zone), of_week=True)
    return None


def unsigned_plans(workspace: Workspace, since: dt.date) -> tuple[PlanRecord, ...]:
    """Newest plans of the days from one on that the Kapolsek has not approved; none where the station asks for no approval."""
    if not workspace.settings.printing.needs_approval:
        return ()
    with workspace.ledger() as ledger:
        newest = {plan.date: plan for plan in ledger.plans() if plan.date >= since}
    return tuple(plan for plan in newest.values() if approval_of(workspace, plan.date, plan.version) is None)


def approve_plan(
    workspace: Workspace, date: dt.date, version: int, *, is_undone: bool = False, older_meant: bool = False
) -> None:
    """Keep that the person who acts approves a version of a day's plan, or takes that back.

    Parameters
    ----------
    older_meant
        Whether the person knows that there is a newer version.

    Raises
    ------
    InputError
        E6071 if there is no such version, E8152 if there is a newer one and nobody has said that the older one is meant.
    """
    record = require_plan(workspace, date, version)
    newest = require_plan(workspace, date).version
    if newest > version and not (is_undone or older_meant):
        raise InputError.of("E8152", date=date.isoformat(), version=version, newest=newest)
    details: dict[str, int | str] = {"version": version, "fingerprint": record.fingerprint}
    with workspace.ledger() as ledger:
        action = UNAPPROVE if is_undone else APPROVE
        ledger.audit(action=action, subject=_subject(date), details=details, **workspace.stamp())


def _subject(date: dt.date) -> str:
    return f"plan {date.isoformat()}"
