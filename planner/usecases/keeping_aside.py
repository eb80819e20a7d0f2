"""A finished search is not thrown away: where the workspace cannot be written to, its result waits there for the next start."""

import json
import shutil
import time
from dataclasses import replace

from planner.domain.errors import Fault, InputError
from planner.domain.plan_document import PlanDocument
from planner.files import HALF, make_folder, write_whole
from planner.formats.plan_file import write_plan
from planner.formats.problem_snapshot import write_problem_snapshot
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.taking_up import ASIDE, PLAN, PROBLEM, WHO
from planner.usecases.keeping import FoundPlan, KeptPlan, document_of
from planner.usecases.keeping_beneath import keep_beneath
from planner.usecases.progress import Reporter
from planner.usecases.workspace import Workspace

_REFUSED = frozenset({"E6005", "E6006", "E6023", "E6110", "E6111"})
"""Somebody else is writing, or the disk refuses: nothing that is wrong with the result."""


PATIENCE = 300.0
"""Seconds that a finished search waits for the lock, saying so: longer than anything holds it that is not stuck."""


def keep_result(workspace: Workspace, found: FoundPlan, *, reporter: Reporter) -> KeptPlan:
    """Keep the plan of a finished search, waiting for whoever holds the lock; otherwise put it aside for the next start.

    Raises
    ------
    InputError
        E6112, with what refused, if it was put aside; E6xxx if that was refused as well.
    """
    try:
        with changing(workspace, reporter=reporter, patience=PATIENCE) as ledger:
            return keep_beneath(workspace, ledger, found)
    except InputError as error:
        if error.faults[0].code not in _REFUSED:
            raise
        document = document_of(found.problem, found.result, found.origin, now=workspace.now())
        try:
            _put_aside(workspace, found, document)
        except InputError:
            raise error from None
        date = document.date.isoformat()
        raise InputError([*error.faults, Fault(code="E6112", values={"kind": found.kind, "date": date})]) from error


def _put_aside(workspace: Workspace, found: FoundPlan, document: PlanDocument) -> None:
    """Write a result into a folder of its own, which takes its name when it is whole; needs no lock."""
    name = f"{found.kind}-{document.date.isoformat()}-{time.time_ns()}"
    half = workspace.folder / ASIDE / f".{name}{HALF}"
    try:
        make_folder(half)
        sha256 = write_problem_snapshot(half / PROBLEM, found.problem, found.places)
        write_plan(half / PLAN, replace(document, problem_file=PROBLEM, problem_sha256=sha256))
        steps = [[step.verb, dict(step.values)] for step in found.also]
        moment = f"{workspace.now():%Y-%m-%d %H:%M}"
        who = {"kind": found.kind, "actor": workspace.acting.person, "moment": moment, "also": steps, "since": found.since}
        write_whole(half / WHO, json.dumps(who).encode())
        half.rename(workspace.folder / ASIDE / name)
    except OSError as error:
        raise InputError.of("E6023", file=ASIDE, reason=error.strerror or type(error).__name__) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
