"""Routes as a neutral problem file gives them, judged and not searched, or taken as the start of a search."""

from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import Fault, refuse
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.violation import Violation
from planner.formats.problem_file import ProblemReading, read_problem_file
from planner.formats.problem_steps import Steps
from planner.formats.solution_file import judged_routes, write_answer
from planner.rules.check import check
from planner.rules.timing import schedule
from planner.usecases.progress import Reporter
from planner.usecases.steps_as_given import plan_as_given
from solvers.orders import plan_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What may lie beside a problem file: a road file for places without an index, and an answer whose routes are given."""

    roads: Path | None = None
    start: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFile:
    """The laws that the steps of a file break, and its routes with their times, counted as the file's ids say."""

    plan: Plan
    violations: tuple[Violation, ...]
    ids: ProblemIds
    content: dict[str, object]

    def as_data(self) -> dict[str, object]:
        """The routes with their times, for JSON."""
        return self.content


def read_beside(source: Path, beside: Beside) -> ProblemReading:
    """Read a problem file with what lies beside it."""
    if beside.roads is None:
        return read_problem_file(source, answer=beside.start)
    from planner.usecases.road_ways import RoadWays  # noqa: PLC0415 (roads take a second to load)

    return read_problem_file(source, ways=RoadWays(beside.roads), answer=beside.start)


def check_file(source: Path, target: Path | None, *, reporter: Reporter, beside: Beside) -> JudgedFile:
    """Judge the steps of a file, each as early as it can be; nothing is searched.

    Parameters
    ----------
    target
        Where the routes with their times are written; `None`: nowhere.

    Raises
    ------
    InputError
        E20xx and E30xx for the files, E6023 if the routes cannot be written.
    """
    reporter.phase("reading the problem")
    reading = read_beside(source, beside)
    reporter.phase("checking the plan")
    plan = plan_as_given(reading.problem, reading.steps)
    violations = check(reading.problem, plan)
    content = judged_routes(reading.problem, plan, violations, reading.ids)
    if target is not None:
        write_answer(target, content)
    return JudgedFile(plan=plan, violations=violations, ids=reading.ids, content=content)


def start_of(problem: Problem, steps: Steps) -> Plan | None:
    """The plan that a search starts from, its breaks where they fit best; `None`: there are no steps.

    Raises
    ------
    InputError
        E3037 for each vehicle that cannot make its steps.
    """
    position_of = {visit.id: position for position, visit in enumerate(problem.visits)}
    orders = [[position_of[step.id] for step in steps.get(shift.id, ()) if not step.is_break] for shift in problem.shifts]
    if not any(orders):
        return None
    seen: set[int] = set()
    faults = []
    for shift, order in zip(problem.shifts, orders, strict=True):
        is_repeated = len(set(order)) < len(order) or not seen.isdisjoint(order)
        seen.update(order)
        if is_repeated or (order and schedule(problem, shift, order) is None):
            faults.append(Fault(code="E3037", values={"id": shift.id}))
    refuse(faults)
    return plan_of(problem, orders)
