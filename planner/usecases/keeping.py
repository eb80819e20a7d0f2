"""Where a plan is kept: its number first, then plan file and problem snapshot side by side, then one line in the ledger."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.domain.errors import Fault, InputError
from planner.domain.job import Fate, Step
from planner.domain.place import Points
from planner.domain.plan_document import PlanDocument
from planner.domain.problem import Problem
from planner.domain.replanning import Replanned
from planner.domain.solving import Limits, Result
from planner.domain.visit import VisitKind
from planner.files import make_folder
from planner.formats.forgetting import forget_in_plan
from planner.formats.plan_file import write_plan
from planner.formats.problem_snapshot import write_problem_snapshot
from planner.ledger.persons import nameless
from planner.ledger.records import PlanRecord
from planner.ledger.store import Ledger
from planner.usecases.jobs.frame import attempt, make
from planner.usecases.workspace import Workspace

_HOMES = frozenset({VisitKind.FIRST, VisitKind.REVISIT})

_MOST_DIGITS = 7
"""Of a version in a file's name; more is no name of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """File of a kept plan, its problem beside it, and its version of the day.

    Attributes
    ----------
    notes
        E8150, if what somebody kept during the search stays the day's newest version.
    """

    path: Path
    version: int
    notes: tuple[Fault, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlan:
    """What a search or a hand found, to be kept.

    Attributes
    ----------
    places
        Of the problem, by its numbers.
    kind
        Command that made it.
    also
        What the ledger is to hold beside the plan's line, in one transaction with it; each step is told the version.
    newest
        The day's newest version when the search began, which nobody may have replaced meanwhile; `None`: whichever it is.
    since
        The same, but what somebody kept meanwhile only stays the newest; see `keep_beneath`.
    """

    problem: Problem
    places: Points
    result: Result
    origin: Origin
    kind: str = "plan"
    also: tuple[Step, ...] = ()
    newest: int | None = None
    since: int | None = None


def keep_plan(workspace: Workspace, ledger: Ledger, found: FoundPlan, *, then: Sequence[Step] = ()) -> KeptPlan:
    """Take a number for a plan, write its files, and record it; the caller holds the workspace's lock.

    The number is taken before the first byte is written and never given again: killed or refused in between, the files are
    cleared away and the next plan takes another one.

    Parameters
    ----------
    then
        What is left to do once the plan is kept.
    """
    problem, result, origin = found.problem, found.result, found.origin
    date = problem.date or workspace.now().date()
    folder = workspace.plan_folder(date)
    require_newest(ledger, date, found.newest)
    with ledger.together():
        version = ledger.take_number(date, above=highest_on_disk(workspace, date))
        files = [folder / f"plan-v{version}.json", folder / f"problem-v{version}.npz"]
        names = [file.relative_to(workspace.folder).as_posix() for file in files]
        undo = [Step(verb="sweep", values={"path": folder.relative_to(workspace.folder).as_posix()})]
        undo += [Step(verb="remove", values={"path": name}) for name in names]
        if workspace.is_laid_out:
            undo = [Step(verb="vanish", values={})]
        job = ledger.begin_job(found.kind, f"{date.isoformat()} v{version}", Fate.UNDO, undo, **workspace.stamp())
    with attempt(workspace, ledger, job) as trying:
        make_folder(folder)
        sha256 = write_problem_snapshot(files[1], problem, found.places)
        stamp = workspace.stamp()
        now = stamp["now"]
        document = document_of(problem, result, origin, now=now)
        names_of_files: dict[str, Any] = {"plan_version": version, "problem_file": files[1].name, "problem_sha256": sha256}
        write_plan(files[0], replace(document, **names_of_files))
        _forget_erased(ledger, problem, files[0])
        with ledger.together():
            ledger.record_plan(
                PlanRecord(
                    date=date,
                    version=version,
                    created=now,
                    actor=stamp["actor"],
                    path=names[0],
                    fingerprint=origin.fingerprint,
                    engine=result.engine,
                    engine_version=result.engine_version,
                    seed=result.seed,
                    num_stops=result.plan.num_stops,
                    num_unassigned=len(result.plan.unassigned),
                )
            )
            if workspace.is_laid_out:
                for name, file in zip(names, files, strict=True):
                    ledger.keep_file(name, file.read_bytes(), now=now, is_waiting=True)
            for step in found.also:
                make(workspace, ledger, trying.job, Step(verb=step.verb, values={**step.values, "version": version}))
            trying.succeed(*then)
    return KeptPlan(path=files[0], version=version)


def require_newest(ledger: Ledger, date: dt.date, version: int | None) -> None:
    """Refuse (E8120) to build on a version that somebody has replaced meanwhile; `None` is built on none."""
    newest = ledger.newest_version(date)
    if version not in (None, newest):
        raise InputError.of("E8120", date=date.isoformat(), newest=newest, version=version)


def _forget_erased(ledger: Ledger, problem: Problem, plan: Path) -> None:
    """Take out of a plan's files who was erased while it was being searched for."""
    subjects = {visit.id: visit.subject or visit.id for visit in problem.visits}
    homes = {subjects[visit.id] for visit in problem.visits if visit.kind in _HOMES}
    known = {home.id for home in ledger.households(homes)}
    complaints = ledger.complaints({subjects[visit.id] for visit in problem.visits if visit.kind is VisitKind.COMPLAINT})
    placeless = [complaint.id for complaint in complaints if complaint.household is None and complaint.address is None]
    for home in sorted(homes - known) or ([""] if placeless else []):
        forget_in_plan(plan, home, nameless(), others=placeless)


def highest_on_disk(workspace: Workspace, date: dt.date) -> int:
    """Highest version of a day that files of any origin bear: none of them is written over."""
    found = [*workspace.plan_folder(date).glob("*-v*.*"), *workspace.sheet_folder(date, 1).parent.glob("v*")]
    numbers = [path.stem.rpartition("v")[2] for path in found]
    return max((int(number) for number in numbers if number.isdecimal() and len(number) < _MOST_DIGITS), default=0)


def result_of(document: PlanDocument) -> Result:
    """The result that a plan file tells of."""
    return Result(
        plan=document.plan,
        status=document.status,
        stop_reason=document.stop_reason,
        objective=document.objective,
        runtime=document.runtime,
        seed=document.seed,
        engine=document.engine,
        engine_version=document.engine_version,
        bound=document.bound,
    )


def document_of(problem: Problem, result: Result, origin: Origin, *, now: dt.datetime) -> PlanDocument:
    """What a plan file says, but for its number and the problem beside it."""
    return PlanDocument(
        plan=result.plan,
        date=problem.date or now.date(),
        time_zone=problem.time_zone,
        created=now.replace(microsecond=0),
        plan_version=1,
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
        problem_file="",
        problem_sha256="",
        replanned=origin.replanned,
    )
