"""Whether a workspace is in order: what was interrupted or stopped, which results wait, who is at work."""

from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.domain.job import Job
from planner.domain.week_record import WeekRecord
from planner.usecases.jobs.changing import changing, clear_halves, holder
from planner.usecases.jobs.taking_up import results_aside
from planner.usecases.plain import plain
from planner.usecases.week.unfinished import unfinished_week
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """How a workspace stands once all was tried to put it in order.

    Attributes
    ----------
    busy
        Who is writing now; empty: nobody.
    interrupted
        Commands that were interrupted and could not be put in order.
    aside
        Names of results that wait to be kept.
    num_halves
        Half-written files that were deleted.
    unfinished_week
        One that was begun, and is not planned to its end; `None`: there is none.
    """

    busy: str = ""
    interrupted: tuple[Job, ...] = ()
    aside: tuple[str, ...] = ()
    num_halves: int = 0
    unfinished_week: WeekRecord | None = None

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is left to do."""
        return not self.interrupted and not self.aside and self.unfinished_week is None

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        jobs = [
            {"kind": job.kind, "about": job.about, "person": job.actor, "began": plain(job.began), "done": len(job.done),
             "to_do": [step.label() for step in job.to_do]}
            for job in self.interrupted
        ]  # fmt: skip
        week = self.unfinished_week
        return {
            "in_order": self.is_in_order, "busy": self.busy, "interrupted": jobs, "aside": self.aside,
            "halves": self.num_halves, "unfinished_week": None if week is None else week.start.isoformat(),
        }  # fmt: skip


def status(workspace: Workspace) -> StatusReport:
    """Put in order what can be, and say what is left."""
    busy, num_halves = "", 0
    try:
        with changing(workspace, patience=0) as ledger:
            num_halves = clear_halves(workspace)
            interrupted = ledger.open_jobs()
    except InputError as error:
        if error.faults[0].code not in {"E6110", "E6111"}:
            raise
        # What is open belongs to whoever has the lock; who may only look cannot say.
        busy, interrupted = (holder(workspace) if error.faults[0].code == "E6110" else ""), ()
    return StatusReport(
        busy=busy,
        interrupted=interrupted,
        aside=results_aside(workspace),
        num_halves=num_halves,
        unfinished_week=unfinished_week(workspace),
    )
