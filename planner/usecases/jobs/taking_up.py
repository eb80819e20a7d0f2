"""Takes up results that were put aside: each is kept as the next version of its day."""

import contextlib
import copy
import json
import shutil
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from planner.domain.errors import Fault, InputError
from planner.domain.job import Step
from planner.files import HALF, read_bytes
from planner.formats.forgetting import names_any
from planner.ledger.store import Ledger
from planner.usecases.jobs.bounds import BESIDE_A_PLAN, are_ours
from planner.usecases.keeping import FoundPlan, Origin, result_of
from planner.usecases.keeping_beneath import keep_beneath
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.workspace import Workspace

ASIDE = ".aside"
"""Folder of the workspace for results that could not be kept when they were found."""
PLAN, PROBLEM, WHO = "plan-v1.json", "problem-v1.npz", "who.json"
"""Files of a result put aside: plan and problem as they are kept, and who made it, by which command, with what to tell."""

_ABANDONED = 3600
"""Seconds after which nobody is still writing a result aside."""
_WRITTEN = 60
"""Seconds after which a half result is not spared any more where somebody is to be forgotten."""


def results_aside(workspace: Workspace) -> tuple[str, ...]:
    """Names of what was put aside."""
    return tuple(folder.name for folder in _waiting(workspace))


def take_up_results(workspace: Workspace, ledger: Ledger) -> None:
    """Keep the results that were put aside, oldest first, each as the next version of its day, and tell whoever acts."""
    for folder in _waiting(workspace):
        found = _read(workspace.folder, folder)
        if found is None:
            workspace.acting.tell(Fault(code="E6135", values={"name": f"{ASIDE}/{folder.name}"}))
            continue
        read, who = found
        document = read.document
        origin = Origin(limits=document.limits, fingerprint=document.data_fingerprint, replanned=document.replanned)
        clear = Step(verb="remove", values={"path": folder.relative_to(workspace.folder).as_posix()})
        values = {"kind": who.kind, "date": document.date.isoformat(), "person": who.actor, "moment": who.moment}
        try:
            maker = copy.copy(workspace)
            maker.acting = replace(workspace.acting, person=who.actor)
            plan = FoundPlan(
                problem=read.problem, places=read.places, result=result_of(document), origin=origin,
                kind=who.kind, also=who.also, since=who.since,
            )  # fmt: skip
            kept = keep_beneath(maker, ledger, plan, then=(clear,))
        except InputError as error:
            workspace.acting.tell(Fault(code="E6136", values={**values, "reason": error.faults[0]}))
            continue
        workspace.acting.tell(Fault(code="E6134", values={**values, "version": kept.version}))
        for note in kept.notes:
            workspace.acting.tell(note)


def left_aside(workspace: Workspace, ids: Collection[str] = ()) -> tuple[str, ...]:
    """Paths of what lies aside and cannot be read, so that it may name anybody, and of what names one of some ids.

    A result that is just being written is not among them: it is taken up later, and forgets then who was erased.
    """
    aside = workspace.folder / ASIDE
    paths = sorted(aside.iterdir()) if aside.is_dir() and not aside.is_symlink() else []
    return tuple(
        path.relative_to(workspace.folder).as_posix()
        for path in paths
        if (_is_old(path, _WRITTEN) if path.name.endswith(HALF) else _may_name(workspace.folder, path, ids))
    )


def _may_name(workspace_folder: Path, folder: Path, ids: Collection[str]) -> bool:
    return _read(workspace_folder, folder) is None or names_any(folder / PLAN, ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    """Who made a result, by which command, when, what the ledger is to hold beside its line, and what it stood on."""

    kind: str
    actor: str
    moment: str
    also: tuple[Step, ...]
    since: int | None


def _read(workspace_folder: Path, folder: Path) -> tuple[ReadPlan, _Who] | None:
    """What was put aside; `None`: it is not as we put it aside."""
    try:
        read = read_kept_plan(folder / PLAN)
        said: dict[str, Any] = json.loads(read_bytes(folder / WHO))
        also = tuple(Step(verb=verb, values=values) for verb, values in said["also"])
        who = _Who(kind=said["kind"], actor=said["actor"], moment=said["moment"], also=also, since=said.get("since"))
        is_told = isinstance(who.since, int | None) and all(
            isinstance(text, str) and text.isprintable() for text in (who.kind, who.actor, who.moment)
        )
    # Not swallowed, but told of, with what to do: whatever stands there must not stop other commands.
    except Exception:  # noqa: BLE001
        return None
    return (read, who) if is_told and are_ours(workspace_folder, also, BESIDE_A_PLAN) else None


def _is_old(path: Path, seconds: float) -> bool:
    """Whether nothing was changed there for so long."""
    with contextlib.suppress(OSError):
        return time.time() - path.lstat().st_mtime > seconds
    return False


def _waiting(workspace: Workspace) -> Iterator[Path]:
    """Folders of results put aside, oldest first; half ones that nobody is writing any more are deleted."""
    aside = workspace.folder / ASIDE
    with contextlib.suppress(OSError):
        for folder in sorted(aside.iterdir(), key=lambda path: path.name.rpartition("-")[2]):
            if not folder.name.endswith(HALF):
                yield folder
            elif _is_old(folder, _ABANDONED):
                shutil.rmtree(folder, ignore_errors=True)
