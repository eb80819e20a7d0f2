"""Where a plan is kept: plan file and problem snapshot side by side, then one line in the ledger."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from planner.domain.place import Points
from planner.domain.plan_document import PlanDocument
from planner.domain.problem import Problem
from planner.domain.replanning import Replanned
from planner.domain.solving import Limits, Result
from planner.formats.plan_file import write_plan
from planner.formats.problem_snapshot import write_problem_snapshot
from planner.ledger.records import PlanRecord
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """File of a kept plan, its problem beside it, and its version of the day."""

    path: Path
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a plan was made with.

    Attributes
    ----------
    limits
        Of the search.
    fingerprint
        Of the ledger.
    replanned
        What had happened when the day was planned anew; `None`: it was planned before it began.
    """

    limits: Limits
    fingerprint: str
    replanned: Replanned | None = None


def keep_plan(workspace: Workspace, problem: Problem, places: Points, result: Result, origin: Origin) -> KeptPlan:
    """Write plan and problem files and record them; the ledger line comes last, so that it never points at nothing."""
    date = problem.date or workspace.now().date()
    with workspace.ledger() as ledger:
        version = ledger.next_version(date)
        folder = workspace.plan_folder(date)
        folder.mkdir(parents=True, exist_ok=True)
        problem_path = folder / f"problem-v{version}.npz"
        sha256 = write_problem_snapshot(problem_path, problem, places)
        path = folder / f"plan-v{version}.json"
        stamp = workspace.stamp()
        now = stamp["now"]
        write_plan(path, _document(problem, result, (problem_path.name, sha256), origin, version=version, now=now))
        ledger.record_plan(
            PlanRecord(
                date=date,
                version=version,
                created=now,
                actor=stamp["actor"],
                path=path.relative_to(workspace.folder).as_posix(),
                fingerprint=origin.fingerprint,
                engine=result.engine,
                engine_version=result.engine_version,
                seed=result.seed,
                num_stops=result.plan.num_stops,
                num_unassigned=len(result.plan.unassigned),
            )
        )
    return KeptPlan(path=path, version=version)


def _document(
    problem: Problem,
    result: Result,
    problem_file: tuple[str, str],
    origin: Origin,
    *,
    version: int,
    now: dt.datetime,
) -> PlanDocument:
    return PlanDocument(
        plan=result.plan,
        date=problem.date or now.date(),
        time_zone=problem.time_zone,
        created=now.replace(microsecond=0),
        plan_version=version,
        engine=result.engine,
        engine_version=result.engine_version,
        seed=result.seed,
        limits=origin.limits,
        status=result.status,
        stop_reason=result.stop_reason,
        objective=result.objective,
        bound=result.bound,
        runtime=result.runtime,
        data_fingerprint=origin.fingerprint,
        problem_file=problem_file[0],
        problem_sha256=problem_file[1],
        replanned=origin.replanned,
    )
