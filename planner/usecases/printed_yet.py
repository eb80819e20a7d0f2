"""Whether a day has papers that can be handed out."""

import datetime as dt

from planner.domain.errors import InputError
from planner.usecases.workspace import Workspace


def require_printed(workspace: Workspace, day: dt.date) -> None:
    """Refuse to hand out the papers of a day of which none was printed.

    Raises
    ------
    InputError
        E8114 if the day has no plan either, E6090 with the command that prints it.
    """
    with workspace.ledger() as ledger:
        plans = ledger.plans(day)
        if any(sheet.printed_at or sheet.handed_out_at or sheet.returned_at for sheet in ledger.sheets(day)):
            return
    if not plans:
        raise InputError.of("E8114", date=day.isoformat())
    raise InputError.of("E6090", date=day.isoformat(), plan=plans[-1].path)
