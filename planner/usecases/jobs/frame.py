"""How a job runs: steps that complete what was asked, or an attempt that is cleared away unless it succeeds."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.errors import InputError
from planner.domain.job import Fate, Job, Step
from planner.ledger.store import Ledger
from planner.usecases.jobs.bounds import require_ours
from planner.usecases.jobs.steps import IN_LEDGER, STEPS, Bench
from planner.usecases.workspace import Workspace


def carry_out(workspace: Workspace, ledger: Ledger, kind: str, about: str, steps: Sequence[Step]) -> Job:
    """Make steps in their order; killed or refused in between, the next start makes the rest.

    Raises
    ------
    InputError
        As the step that was refused; E6137 for steps that are none of ours, before anything is done.
    """
    begun = Job(
        number=0,
        kind=kind,
        about=about,
        fate=Fate.FINISH,
        to_do=tuple(steps),
        began=(stamp := workspace.stamp())["now"],
        actor=stamp["actor"],
    )
    require_ours(workspace.folder, begun)
    return advance(workspace, ledger, ledger.begin_job(kind, about, Fate.FINISH, steps, **workspace.stamp()))


@dataclass(slots=True, kw_only=True)
class Attempt:
    """Work that is cleared away again unless it succeeds."""

    ledger: Ledger
    job: Job

    def succeed(self, *finishing: Step) -> None:
        """Say that it succeeded, in one transaction (`Ledger.together`) with its result; what is left only completes it."""
        self.job = replace(self.job, fate=Fate.FINISH, to_do=finishing)
        self.ledger.keep_job(self.job)


@contextlib.contextmanager
def attempt(workspace: Workspace, ledger: Ledger, begun: Job) -> Iterator[Attempt]:
    """Try something that leaves files: killed or refused on the way, the steps of the job clear them away, now or later."""
    trying = Attempt(ledger=ledger, job=begun)
    try:
        yield trying
    except BaseException:
        with contextlib.suppress(InputError):  # told once, by what is raised; the next start clears away what is left
            # As the ledger has it: a transaction that was to say otherwise may have failed.
            for job in ledger.open_jobs():
                if job.number == trying.job.number:
                    advance(workspace, ledger, job)
        raise
    advance(workspace, ledger, trying.job)


def make(workspace: Workspace, ledger: Ledger, job: Job, step: Step) -> Job:
    """Make one step; the job, with what the step changed about it."""
    bench = Bench(folder=workspace.folder, ledger=ledger, now=workspace.now(), tell=workspace.acting.tell)
    return STEPS[step.verb](bench, job, step.values)


def advance(workspace: Workspace, ledger: Ledger, job: Job) -> Job:
    """Make what a job has still to do, and keep after each step that it is done.

    Raises
    ------
    InputError
        As the step that was refused; E6137 for steps that are none of ours, before anything is done.
    """
    require_ours(workspace.folder, job)
    while job.to_do:
        step, *rest = job.to_do
        with ledger.together() if step.verb in IN_LEDGER else contextlib.nullcontext():
            made = make(workspace, ledger, job, step)
            job = replace(made, done=(*made.done, step.label()), to_do=tuple(rest))
            ledger.keep_job(job)
    return job
