"""A backup of the workspace's ledger, noted in its audit trail."""

from dataclasses import dataclass
from pathlib import Path

from planner.ledger.backup import last_entry
from planner.ledger.records import Anchor
from planner.usecases.verifying import keep_anchor
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A sound copy of the ledger, and the last entry of its audit trail."""

    path: Path
    num_bytes: int
    anchor: Anchor

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {"file": str(self.path), "bytes": self.num_bytes, "anchor": self.anchor.text()}


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
    anchor = last_entry(path)
    keep_anchor(workspace, anchor, where="backup")
    return BackupReport(path=path, num_bytes=num_bytes, anchor=anchor)
