"""Takes up results that were put aside: each is kept as the next version of its day."""

import contextlib
import copy
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.domain.errors import Fault, InputError
from planner.domain.job import Step
from planner.domain.solving import Result
from planner.files import HALF
from planner.ledger.store import Ledger
from planner.usecases.keeping import FoundPlan, Origin, keep_plan
from planner.usecases.reading import read_kept_plan
from planner.usecases.workspace import Workspace

ASIDE = ".aside"
"""Folder of the workspace for results that could not be kept when they were found."""
PLAN, PROBLEM, WHO = "plan-v1.json", "problem-v1.npz", "who.json"
"""Files of a result put aside: plan and problem as they are kept, and who made it, by which command, with what to tell."""

_ABANDONED = 3600
"""Seconds after which nobody is still writing a result aside."""


def results_aside(workspace: Workspace) -> tuple[str, ...]:
    """Names of what was put aside."""
    return tuple(folder.name for folder in _waiting(workspace))


def take_up_results(workspace: Workspace, ledger: Ledger) -> None:
    """Keep the results that were put aside, oldest first, each as the next version of its day, and tell whoever acts."""
    for folder in _waiting(workspace):
        try:
            read = read_kept_plan(folder / PLAN)
            who: dict[str, Any] = json.loads((folder / WHO).read_text(encoding="utf-8"))
        except (InputError, OSError, ValueError):
            workspace.acting.tell(Fault(code="E6135", values={"name": f"{ASIDE}/{folder.name}"}))
            continue
        document = read.document
        result = Result(
            **{name: getattr(document, name) for name in ("plan", "status", "stop_reason", "objective", "runtime", "seed")},
            engine=document.engine, engine_version=document.engine_version, bound=document.bound,
        )  # fmt: skip
        origin = Origin(limits=document.limits, fingerprint=document.data_fingerprint, replanned=document.replanned)
        also = tuple(Step(verb=verb, values=values) for verb, values in who["also"])
        clear = Step(verb="remove", values={"path": folder.relative_to(workspace.folder).as_posix()})
        values = {"kind": who["kind"], "date": document.date.isoformat(), "person": who["actor"], "moment": who["moment"]}
        try:
            maker = copy.copy(workspace)
            maker.acting = replace(workspace.acting, person=who["actor"])
            found = FoundPlan(
                problem=read.problem, places=read.places, result=result, origin=origin, kind=who["kind"], also=also
            )
            kept = keep_plan(maker, ledger, found, then=(clear,))
        except InputError as error:
            workspace.acting.tell(Fault(code="E6136", values={**values, "reason": error.faults[0].text()}))
            continue
        workspace.acting.tell(Fault(code="E6134", values={**values, "version": kept.version}))


def _waiting(workspace: Workspace) -> Iterator[Path]:
    """Folders of results put aside, oldest first; half ones that nobody is writing any more are deleted."""
    aside = workspace.folder / ASIDE
    with contextlib.suppress(OSError):
        for folder in sorted(aside.iterdir(), key=lambda path: path.name.rpartition("-")[2]):
            if not folder.name.endswith(HALF):
                yield folder
            elif time.time() - folder.stat().st_mtime > _ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)
