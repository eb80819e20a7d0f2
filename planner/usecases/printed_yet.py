"""Whether a day has papers that can be handed out."""

import datetime as dt

from planner.domain.errors import Fault, refuse
from planner.ledger.store import Ledger
from planner.usecases.workspace import Workspace


def require_printed(workspace: Workspace, day: dt.date) -> None:
    """Refuse to hand out the papers of a day of which none was printed.

    Raises
    ------
    InputError
        As `none_printed`.
    """
    with workspace.ledger() as ledger:
        refuse(none_printed(ledger, day))


def none_printed(ledger: Ledger, day: dt.date) -> list[Fault]:
    """E8114 where a day has no plan, E6090 with the command that prints it where it has one and no paper; else nothing."""
    if any(sheet.printed_at or sheet.handed_out_at or sheet.returned_at or sheet.lost_at for sheet in ledger.sheets(day)):
        return []
    plans = ledger.plans(day)
    if not plans:
        return [Fault(code="E8114", values={"date": day.isoformat()})]
    return [Fault(code="E6090", values={"date": day.isoformat(), "plan": plans[-1].path})]
