"""What became of one complaint, and the desk's word about its end."""

from planner.domain.errors import Fault, InputError
from planner.domain.history import ComplaintLife
from planner.domain.records import ComplaintStatus
from planner.usecases.workspace import Workspace


def complaint_life(workspace: Workspace, id_: str) -> ComplaintLife:
    """Life of a complaint.

    Raises
    ------
    InputError
        E6031 if there is none of that id.
    """
    with workspace.ledger() as ledger:
        for life in ledger.complaint_life():
            if life.id == id_:
                return life
    raise InputError([Fault(code="E6031", values={"complaint": id_})])


def end_complaint(workspace: Workspace, id_: str, status: str) -> ComplaintLife:
    """Keep how a complaint ended; `open` takes the desk's word back.

    Raises
    ------
    InputError
        E6031 if there is none of that id.
    """
    with workspace.ledger() as ledger:
        ledger.set_complaint_status(id_, ComplaintStatus(status), **workspace.stamp())
    return complaint_life(workspace, id_)
