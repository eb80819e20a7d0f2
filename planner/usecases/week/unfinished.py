"""A week whose planning was killed or stopped: told until somebody goes on with it, or another is begun."""

from planner.domain.errors import Fault
from planner.domain.week_record import WeekRecord
from planner.usecases.workspace import Workspace


def unfinished_week(workspace: Workspace) -> WeekRecord | None:
    """The week that was begun last, if it is not planned to its end and its days are not over."""
    with workspace.ledger() as ledger:
        weeks = ledger.weeks()
    last = max(weeks, key=lambda week: (week.created, week.version), default=None)
    if last is None or last.is_finished or last.days[-1].date < workspace.now().date():
        return None
    return last


def unfinished_note(week: WeekRecord) -> Fault:
    """E6086, with how to go on."""
    return Fault(code="E6086", values={"start": week.start.isoformat()})
