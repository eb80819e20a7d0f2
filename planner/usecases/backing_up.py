"""A backup of the workspace's ledger, noted in its audit trail."""

from pathlib import Path

from planner.usecases.workspace import Workspace


def back_up(workspace: Workspace, path: Path) -> int:
    """Copy the ledger and check the copy; size of the copy in bytes.

    Raises
    ------
    InputError
        E6040 if the file exists, E6041 for a ledger on a server, E6042 if the copy is not sound, E6023 if the disk refuses.
    """
    with workspace.ledger() as ledger:
        num_bytes = ledger.backup(path)
        ledger.audit(action="backup", subject="ledger", details={"bytes": num_bytes}, **workspace.stamp())
    return num_bytes
