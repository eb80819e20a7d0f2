"""What became of one complaint, and the desk's word about its end."""

from dataclasses import dataclass

from planner.domain.errors import Fault, InputError
from planner.domain.history import ComplaintLife
from planner.domain.records import ComplaintStatus
from planner.usecases.plain import plain
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReport:
    """What became of a complaint; never what was said."""

    life: ComplaintLife

    def days(self) -> dict[str, str | None]:
        """The days of its life, as ISO dates."""
        names = ("received", "due", "planned_on", "visited_on", "answered_on")
        return {name: plain(getattr(self.life, name)) for name in names}

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        about = {name: plain(getattr(self.life, name)) for name in ("id", "category", "urgency", "status")}
        return {**about, **self.days(), "num_visits": self.life.num_visits}


def complaint_life(workspace: Workspace, id_: str) -> ComplaintReport:
    """Life of a complaint.

    Raises
    ------
    InputError
        E6031 if there is none of that id.
    """
    with workspace.ledger() as ledger:
        found = ledger.complaint_life(id_)
    if not found:
        raise InputError([Fault(code="E6031", values={"complaint": id_})])
    return ComplaintReport(life=found[0])


def end_complaint(workspace: Workspace, id_: str, status: str) -> ComplaintReport:
    """Keep how a complaint ended; `open` takes the desk's word back.

    Raises
    ------
    InputError
        E6031 if there is none of that id.
    """
    with workspace.ledger() as ledger:
        ledger.set_complaint_status(id_, ComplaintStatus(status), **workspace.stamp())
    return complaint_life(workspace, id_)
