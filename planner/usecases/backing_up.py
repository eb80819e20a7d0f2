"""A backup of the workspace's ledger, noted in its audit trail."""

from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.domain.job import Fate, Step
from planner.files import write_whole
from planner.ledger.backup import last_entry
from planner.ledger.encrypting import decrypted, encrypted, require_sealing
from planner.ledger.records import Anchor
from planner.ledger.store import Ledger
from planner.usecases.accounts import require_long
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import attempt
from planner.usecases.verifying import keep_anchor
from planner.usecases.workspace import Workspace

PLAIN_COPY = ".backup.part"
"""In the workspace while a backup is being sealed."""
_ENDS = ("", "-wal", "-shm", "-journal")
"""What SQLite may lay beside a file that it writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """A sound copy of the ledger, and the last entry of its audit trail."""

    path: Path
    num_bytes: int
    anchor: Anchor

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {"file": str(self.path), "bytes": self.num_bytes, "anchor": self.anchor.text()}


def require_sealable(workspace: Workspace, path: Path) -> None:
    """Refuse a sealed copy that cannot be made, before somebody thinks of a passphrase (E6040, E6041, E9001)."""
    _require_new(path)
    require_sealing()
    with workspace.ledger() as ledger:
        ledger.require_file()


def require_openable(source: Path, target: Path) -> None:
    """Refuse to open what is not there, or into a file that is, before a passphrase is asked for (E6040, E1001, E9001)."""
    _require_new(target)
    require_sealing()
    if not source.is_file():
        raise InputError.of("E1001", Where(file=source.name))


def back_up(workspace: Workspace, path: Path, *, passphrase: str | None = None) -> BackupReport:
    """Copy the ledger and check the copy.

    Parameters
    ----------
    passphrase
        Seals the copy in the age format; `None`: it stays as readable as the ledger is.

    Raises
    ------
    InputError
        E6040 if the file exists, E6041 for a ledger on a server, E6042 if the copy is not sound, E6023 if the disk refuses;
        E6063 if the passphrase is too short, E9001 if the extra `encrypt` is not installed.
    """
    if passphrase is not None:
        require_long(passphrase)
    target, plain = path.absolute(), workspace.folder / PLAIN_COPY
    _require_new(path)
    parts = [target, *(one.with_name(f"{one.name}.part{end}") for one in (target, plain) for end in _ENDS), plain]
    undo = [Step(verb="remove", values={"path": part.as_posix()}) for part in parts]
    undo.append(Step(verb="sweep", values={"path": target.parent.as_posix(), "name": target.name}))
    with changing(workspace) as ledger:
        job = ledger.begin_job("backup", path.name, Fate.UNDO, undo, **workspace.stamp())
        with attempt(workspace, ledger, job) as trying:
            anchor = ledger.backup(target) if passphrase is None else _sealed(workspace, ledger, target, passphrase)
            num_bytes = target.stat().st_size
            details: dict[str, int | str] = {"bytes": num_bytes, "sealed": int(passphrase is not None)}
            keep_anchor(workspace, anchor, where="backup")
            with ledger.together():
                ledger.audit(action="backup", subject="ledger", details=details, **workspace.stamp())
                trying.succeed()
    return BackupReport(path=path, num_bytes=num_bytes, anchor=anchor)


def open_sealed(source: Path, target: Path, passphrase: str) -> BackupReport:
    """Make a plain ledger of a sealed backup.

    Raises
    ------
    InputError
        E6040 if the target exists, E6093 for another passphrase or a damaged file, E6049 if no ledger is in it, E6023, E9001.
    """
    _require_new(target)
    write_whole(target, decrypted(source, passphrase), is_private=True)
    try:
        anchor = last_entry(target)
    except InputError:
        target.unlink()
        raise
    return BackupReport(path=target, num_bytes=target.stat().st_size, anchor=anchor)


def _sealed(workspace: Workspace, ledger: Ledger, path: Path, passphrase: str) -> Anchor:
    """A sealed copy; the plain one is never beside it, but in the workspace, where the ledger is plain as well."""
    _require_new(path)
    plain = workspace.folder / PLAIN_COPY
    plain.unlink(missing_ok=True)
    try:
        anchor = ledger.backup(plain)
        write_whole(path, encrypted(plain.read_bytes(), passphrase), is_private=True)
    finally:
        plain.unlink(missing_ok=True)
    return anchor


def _require_new(path: Path) -> None:
    if path.exists():
        raise InputError.of("E6040", Where(file=path.name), file=path.name)
