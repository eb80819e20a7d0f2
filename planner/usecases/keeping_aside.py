"""A finished search is not thrown away: where the workspace cannot be written to, its result waits there for the next start."""

import json
import shutil
import time
from dataclasses import replace

from planner.domain.errors import Fault, InputError
from planner.domain.job import Step
from planner.domain.place import Points
from planner.domain.plan_document import PlanDocument
from planner.domain.problem import Problem
from planner.domain.solving import Result
from planner.files import HALF, make_folder, write_whole
from planner.formats.plan_file import write_plan
from planner.formats.problem_snapshot import write_problem_snapshot
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.taking_up import ASIDE, PLAN, PROBLEM, WHO
from planner.usecases.keeping import KeptPlan, Origin, document_of, keep_plan
from planner.usecases.progress import Reporter
from planner.usecases.workspace import Workspace

_REFUSED = frozenset({"E6005", "E6006", "E6023", "E6110", "E6111"})
"""Somebody else is writing, or the disk refuses: nothing that is wrong with the result."""


PATIENCE = 300.0
"""Seconds that a finished search waits for the lock, saying so: longer than anything holds it that is not stuck."""


def keep_result(  # noqa: PLR0913 (what is kept, how it came about, and what is told with it)
    workspace: Workspace, problem: Problem, places: Points, result: Result, origin: Origin,
    *, kind: str = "plan", also: tuple[Step, ...] = (), reporter: Reporter,
) -> KeptPlan:  # fmt: skip
    """Keep the plan of a finished search, waiting for whoever holds the lock; otherwise put it aside for the next start.

    Raises
    ------
    InputError
        E6112, with what refused, if it was put aside; E6xxx if that was refused as well.
    """
    try:
        with changing(workspace, reporter=reporter, patience=PATIENCE) as ledger:
            return keep_plan(workspace, ledger, problem, places, result, origin, kind=kind, also=also)
    except InputError as error:
        if error.faults[0].code not in _REFUSED:
            raise
        document = document_of(problem, result, origin, now=workspace.now())
        try:
            _put_aside(workspace, problem, places, document, kind=kind, also=also)
        except InputError:
            raise error from None
        date = document.date.isoformat()
        raise InputError([*error.faults, Fault(code="E6112", values={"kind": kind, "date": date})]) from error


def _put_aside(
    workspace: Workspace, problem: Problem, places: Points, document: PlanDocument, *, kind: str, also: tuple[Step, ...]
) -> None:
    """Write a result into a folder of its own, which takes its name when it is whole; needs no lock."""
    name = f"{kind}-{document.date.isoformat()}-{time.time_ns()}"
    half = workspace.folder / ASIDE / f".{name}{HALF}"
    try:
        make_folder(half)
        sha256 = write_problem_snapshot(half / PROBLEM, problem, places)
        write_plan(half / PLAN, replace(document, problem_file=PROBLEM, problem_sha256=sha256))
        steps = [[step.verb, dict(step.values)] for step in also]
        moment = f"{workspace.now():%Y-%m-%d %H:%M}"
        who = {"kind": kind, "actor": workspace.acting.person, "moment": moment, "also": steps}
        write_whole(half / WHO, json.dumps(who).encode())
        half.rename(workspace.folder / ASIDE / name)
    except OSError as error:
        raise InputError.of("E6023", file=ASIDE, reason=error.strerror or type(error).__name__) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
