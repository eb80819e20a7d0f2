"""A kept plan with the problem that it answers."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.domain.place import Points
from planner.domain.plan import Plan
from planner.domain.plan_document import PlanDocument
from planner.domain.problem import Problem
from planner.domain.violation import Violation
from planner.formats.plan_file import read_plan
from planner.formats.problem_snapshot import read_problem_snapshot
from planner.ledger.records import PlanRecord
from planner.rules.check import check
from planner.usecases.sheets_out import unread_plan
from planner.usecases.workspace import Workspace
from planner.words.language import Words

_OF_WHAT_IT_SAYS = ("E6106", "E8115")
"""Faults of a plan that can be read."""
_TRIES = 2
"""How often the two files are read: an erasure writes both, and one may be read before it and the other after it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadPlan:
    """Plan file, its problem and the problem's places."""

    document: PlanDocument
    problem: Problem
    places: Points


Reading = Callable[[Path], ReadPlan]
"""Gives the plan of a file with its problem; faults as the function of this room that it stands for."""


def read_kept_plan(path: Path) -> ReadPlan:
    """Read a plan file and the problem snapshot beside it.

    Raises
    ------
    InputError
        E3xxx if a file is missing or broken; E6105 if the problem file is not the one the plan was made from.
    """
    for _ in range(_TRIES):
        document = read_plan(path)
        problem_path = path.parent / document.problem_file
        problem, places, sha256 = read_problem_snapshot(problem_path)
        if sha256 == document.problem_sha256:
            return ReadPlan(document=document, problem=problem, places=places)
    raise InputError.of("E6105", Where(file=path.name), problem=problem_path.name)


def require_plan(workspace: Workspace, date: dt.date, version: int | None = None) -> PlanRecord:
    """A kept plan of a day; without a version the newest.

    Raises
    ------
    InputError
        E6071 if there is none.
    """
    with workspace.ledger() as ledger:
        plans = ledger.plans(date)
    found = [plan for plan in plans if version is None or plan.version == version]
    if not found:
        named = "" if version is None else f"v{version}"
        raise InputError.of("E6071", date=date.isoformat(), version=named)
    return found[-1]


def read_version(workspace: Workspace, record: PlanRecord, *, reading: Reading) -> ReadPlan:
    """A kept version of a day.

    Raises
    ------
    InputError
        As `reading`; for a file that is gone or damaged also E4095, which says which day that is and what helps.
    """
    try:
        return reading(workspace.folder / record.path)
    except InputError as error:
        if any(fault.code in _OF_WHAT_IT_SAYS for fault in error.faults):
            raise
        told = (*error.faults, unread_plan(record.date, record.version))
        raise InputError(told, num_more=error.num_more) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What the independent checker says of a plan, also of one edited by hand."""

    plan: Plan
    violations: tuple[Violation, ...]

    def as_data(self, say: Words) -> dict[str, object]:
        """The report for JSON, in the language of some words."""
        return {"is_valid": not self.violations, "violations": [say.parts(found) for found in self.violations]}


def check_kept_plan(path: Path) -> CheckReport:
    """Let the checker judge a plan file; faults of its files as in `read_kept_plan`."""
    read = read_kept_plan(path)
    return CheckReport(plan=read.document.plan, violations=tuple(check(read.problem, read.document.plan)))


def read_sound_plan(path: Path) -> ReadPlan:
    """A kept plan that keeps every law.

    Raises
    ------
    InputError
        E3xxx, E6105; E8115 if it breaks a law.
    """
    read = read_kept_plan(path)
    require_sound(read)
    return read


def require_sound(read: ReadPlan) -> None:
    """Refuse a plan that breaks a law.

    Raises
    ------
    InputError
        E8115.
    """
    violations = check(read.problem, read.document.plan)
    if violations:
        raise InputError.of("E8115", count=len(violations), law=violations[0].law.value, where=violations[0].where)
