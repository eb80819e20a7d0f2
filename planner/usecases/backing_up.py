"""A backup of the workspace's ledger, noted in its audit trail."""

from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.domain.job import Fate, Step
from planner.files import clear_abandoned, draft_of, new_mark, take_name, write_new
from planner.ledger.backup import BESIDE, last_entry
from planner.ledger.encrypting import decrypted, encrypted, require_sealing
from planner.ledger.records import Anchor
from planner.ledger.store import Ledger
from planner.usecases.accounts import require_long
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.frame import attempt
from planner.usecases.verifying import keep_anchor
from planner.usecases.workspace import Workspace

PLAIN_COPY = "backup"
"""In the workspace while a backup is being sealed: what the hidden name of its plain copy is made of."""


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
    target, plain, mark = path.absolute(), workspace.folder / PLAIN_COPY, new_mark()
    _require_new(target)
    # Of what bears the name itself nobody knows here whose it is: only drafts are taken back, which bear this job's mark.
    undo = [Step(verb="discard", values={"path": one.as_posix(), "mark": mark}) for one in (target, plain)]
    with changing(workspace) as ledger:
        job = ledger.begin_job("backup", path.name, Fate.UNDO, undo, **workspace.stamp())
        with attempt(workspace, ledger, job) as trying:
            draft = draft_of(target, mark)
            if passphrase is None:
                anchor = ledger.backup(draft)
            else:
                anchor = _sealed(ledger, draft_of(plain, mark), draft, passphrase)
            num_bytes = draft.stat().st_size
            details: dict[str, int | str] = {"bytes": num_bytes, "sealed": int(passphrase is not None)}
            keep_anchor(workspace, anchor, where="backup")
            with ledger.together():
                ledger.audit(action="backup", subject="ledger", details=details, **workspace.stamp())
                trying.succeed()
                take_name(draft, target)
    return BackupReport(path=path, num_bytes=num_bytes, anchor=anchor)


def open_sealed(source: Path, target: Path, passphrase: str) -> BackupReport:
    """Make a plain ledger of a sealed backup.

    Raises
    ------
    InputError
        E6040 if the target exists, E6093 for another passphrase or a damaged file, E6049 if no ledger is in it, E6023, E9001.
    """
    _require_new(target)
    content, target = decrypted(source, passphrase), target.absolute()
    clear_abandoned(target)  # where an opening was killed, a plain ledger would lie there for ever
    draft = draft_of(target, new_mark())
    try:
        write_new(draft, content, is_private=True, named=target)
        anchor = last_entry(draft)
        take_name(draft, target)
    finally:
        for end in BESIDE:
            draft.with_name(f"{draft.name}{end}").unlink(missing_ok=True)
    return BackupReport(path=target, num_bytes=target.stat().st_size, anchor=anchor)


def _sealed(ledger: Ledger, plain: Path, path: Path, passphrase: str) -> Anchor:
    """A sealed copy; the plain one is never beside it, but in the workspace, where the ledger is plain as well."""
    anchor = ledger.backup(plain)
    try:
        write_new(path, encrypted(plain.read_bytes(), passphrase), is_private=True)
    finally:
        plain.unlink(missing_ok=True)
    return anchor


def _require_new(path: Path) -> None:
    if path.exists():
        raise InputError.of("E6040", Where(file=path.name), file=path.name)
