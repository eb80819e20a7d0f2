"""The workspace in the hands of one who changes it: the lock, waited for with a word, and what a kill left put in order."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from planner.domain.errors import Fault, InputError
from planner.domain.job import Fate, Job
from planner.files import HALF
from planner.ledger.store import Ledger
from planner.usecases.jobs.bounds import require_ours
from planner.usecases.jobs.frame import advance
from planner.usecases.jobs.station_data import fetch_plans, renew_data
from planner.usecases.jobs.steps import delete, sweep
from planner.usecases.jobs.taking_up import results_aside, take_up_results
from planner.usecases.progress import Reporter
from planner.usecases.workspace import LOCK_TIMEOUT, Workspace


@contextlib.contextmanager
def changing(workspace: Workspace, *, reporter: Reporter | None = None, patience: float = LOCK_TIMEOUT) -> Iterator[Ledger]:
    """Hold the workspace's lock and its ledger; whatever was interrupted before is finished or undone first, and told.

    Parameters
    ----------
    reporter
        Hears whom the work is waiting for, and may be asked to stop; `None`: whoever acts is told.
    patience
        Seconds to wait for whoever has the lock.

    Raises
    ------
    InputError
        E6110 if another command holds the lock for too long; E6111 if this account may not.
    """

    def on_wait() -> bool:
        if reporter is None:
            workspace.acting.tell(Fault(code="E6113", values={"what": holder(workspace)}))
            return True
        reporter.phase("waiting for {what}", what=holder(workspace))
        return not reporter.is_interrupted()

    with workspace.writing(patience=patience, on_wait=on_wait), workspace.ledger() as ledger:
        mend(workspace, ledger)
        yield ledger
        renew_data(workspace, ledger)


def mend(workspace: Workspace, ledger: Ledger) -> None:
    """Finish or undo what was interrupted, and tell whoever acts. The caller holds the lock, so none of it is going on.

    Raises
    ------
    InputError
        E6209 for a worker without the station's folder, where something was interrupted in that.
    """
    _note_backup(workspace, ledger)
    jobs = ledger.open_jobs()
    if workspace.is_laid_out and any(step.verb != "vanish" for job in jobs for step in job.to_do):
        raise InputError.of("E6209")
    for job in jobs:
        try:
            require_ours(workspace.folder, job)
        except InputError as error:
            _drop(workspace, ledger, job)
            workspace.acting.tell(error.faults[0])
            continue
        told = _mended(workspace, ledger, job)
        if told.code != "E6132" or job.number not in workspace.held_up:  # what cannot be done yet is told once a command
            workspace.acting.tell(told)
        workspace.held_up.add(job.number)
        workspace.mended.append(job)
    if jobs:
        clear_halves(workspace)
    fetch_plans(workspace, ledger)
    take_up_results(workspace, ledger)


def _note_backup(workspace: Workspace, ledger: Ledger) -> None:
    """Note, and tell, that a backup was put in the ledger's place; the job that made it ended well: there it is."""
    if not ledger.is_put_back():
        return
    with ledger.together():
        ledger.take_note_of_backup()
        last = ledger.audit_trail()[-1:]
        for job in ledger.open_jobs():
            if job.kind == "backup":
                ledger.keep_job(replace(job, to_do=()))
        number = last[0].number if last else 0
        ledger.audit(action="restore", subject="ledger", details={"entries": number}, **workspace.stamp())
    moment = f"{last[0].at.astimezone(workspace.now().tzinfo):%Y-%m-%d %H:%M}" if last else "–"
    workspace.acting.tell(Fault(code="E6147", values={"moment": moment, "number": number}))
    if left := ledger.put_aside():
        workspace.acting.tell(Fault(code="E6149", values={"what": ", ".join(path.name for path in left)}))


def _drop(workspace: Workspace, ledger: Ledger, job: Job) -> None:
    """Take a job out that no command of ours began, and note it: nothing of it is done, now or later."""
    with ledger.together():
        subject = f"job {job.number}"
        details: dict[str, int | str] = {"did": "refused", "steps": len(job.to_do)}
        ledger.audit(action="job", subject=subject, details=details, **workspace.stamp())
        ledger.keep_job(replace(job, to_do=()))


def clear_halves(workspace: Workspace) -> int:
    """Delete what was left half-written; how many files. The caller holds the lock."""
    num_own = 0
    for path in workspace.folder.glob(f".*{HALF}"):
        with contextlib.suppress(InputError):
            delete(path)
            num_own += 1
    rooms = ("plans", "sheets", "roads", "reports", "weeks", "settings")
    return num_own + sum(sweep(workspace.folder / name) for name in rooms)


def take_up(workspace: Workspace) -> None:
    """Put in order what was interrupted, where the lock is free; otherwise the next command that changes something does."""
    if not results_aside(workspace) and not Ledger.has_interrupted(workspace.ledger_place):
        return
    with contextlib.suppress(InputError), workspace.writing(patience=0), workspace.ledger() as ledger:
        mend(workspace, ledger)


def _mended(workspace: Workspace, ledger: Ledger, job: Job) -> Fault:
    """The sentence that tells what became of an interrupted job."""
    moment = job.began.astimezone(workspace.now().tzinfo)
    values = {"kind": job.kind, "about": job.about, "person": job.actor, "moment": f"{moment:%Y-%m-%d %H:%M}"}
    try:
        advance(workspace, ledger, job)
    except InputError as error:
        return Fault(code="E6132", values={**values, "reason": error.faults[0]})
    return Fault(code="E6130" if job.fate is Fate.FINISH else "E6131", values=values)


def holder(workspace: Workspace) -> str:
    """Who is at work, as far as the ledger tells: the command's name and the person."""
    with contextlib.suppress(InputError), workspace.ledger() as ledger:
        for job in ledger.open_jobs():
            return f"dds {job.kind} ({job.actor})"
    return "dds"
