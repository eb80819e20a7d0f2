"""A backup of the workspace's ledger, noted in its audit trail."""

from dataclasses import dataclass
from pathlib import Path

from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A sound copy of the ledger."""

    path: Path
    num_bytes: int

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {"file": str(self.path), "bytes": self.num_bytes}


def back_up(workspace: Workspace, path: Path) -> BackupReport:
    """Copy the ledger and check the copy.

    Raises
    ------
    InputError
        E6040 if the file exists, E6041 for a ledger on a server, E6042 if the copy is not sound, E6023 if the disk refuses.
    """
    with workspace.ledger() as ledger:
        num_bytes = ledger.backup(path)
        ledger.audit(action="backup", subject="ledger", details={"bytes": num_bytes}, **workspace.stamp())
    return BackupReport(path=path, num_bytes=num_bytes)
