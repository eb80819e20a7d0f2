"""A problem as VROOM's input: everything but required visits and soft costs has a field of its own there.

Ways are given as this house reads them, divided by the speed factor and rounded up, one matrix for each profile and factor.
The size of a team is a skill more. VROOM takes breaks in the order in which they are given, and refuses a whole input for one
vehicle that cannot: such vehicles stay at home. Its reader of JSON orders breaks by their first window, its classes do not;
where breaks cannot be taken in that order another one is given.
"""

from typing import Any

import vroom

from planner.domain.break_sets import BreakSets
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Visit, Window
from planner.rules.cost import available_duration, weights
from planner.rules.timing import breaks_after, can_take_breaks, earliest_in, travel_durations
from solvers.orders import Orders
from solvers.peer_prizes import prize_units, ranks

MAX_PRIORITY = 100
"""VROOM's highest priority."""


class VroomInput:
    """Input of one problem, and the way back from VROOM's routes to orders of visits."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._skills: dict[object, int] = {}
        self._sizes = sorted({visit.min_team_size for visit in problem.visits})
        self.input = vroom.Input()
        profiles: set[str] = set()
        for number, shift in enumerate(problem.shifts):
            if shift.max_visits == 0 or not can_take_breaks(shift):
                continue
            profile = f"{shift.travel_name} {shift.speed_factor}"
            if profile not in profiles:
                profiles.add(profile)
                self.input.set_durations_matrix(profile, travel_durations(problem, shift))
            self.input.add_vehicle(self._vehicle(number, shift, profile))
        priorities = _priorities(problem)
        made = [n for n, cost in enumerate(weights(problem).visits) if cost]
        self.input.add_job([self._job(n, problem.visits[n], priorities[n]) for n in made])

    def orders(self, solution: Any) -> Orders:
        """Orders of visits of a solution."""
        orders: Orders = [[] for _ in self._problem.shifts]
        for route in solution.to_dict()["routes"]:
            orders[route["vehicle"]] = [step["id"] for step in route["steps"] if step["type"] == "job"]
        return orders

    def _skill(self, key: object) -> int:
        return self._skills.setdefault(key, len(self._skills))

    def _job(self, number: int, visit: Visit, unit: int) -> vroom.Job:
        return vroom.Job(
            number,
            visit.place,
            default_setup=visit.setup_duration,
            default_service=visit.service_duration,
            skills={*map(self._skill, visit.skills), self._skill(visit.min_team_size)},
            priority=unit,
            time_windows=[_window(window) for window in visit.windows],
        )

    def _vehicle(self, number: int, shift: Shift, profile: str) -> vroom.Vehicle:
        sizes = [size for size in self._sizes if size <= shift.team_size]
        longest = shift.max_travel_duration
        if longest is None and available_duration(shift) >= UNREACHABLE:
            longest = UNREACHABLE - 1  # VROOM takes a pair without a way for a long one
        most = {"max_tasks": shift.max_visits, "max_travel_time": longest}
        return vroom.Vehicle(
            number,
            start=shift.start,
            end=shift.end,
            profile=profile,
            skills={*map(self._skill, shift.skills), *map(self._skill, sizes)},
            time_window=_window(shift.window),
            breaks=[_break(index, shift.breaks[index]) for index in _break_order(shift)],
            **{name: value for name, value in most.items() if value is not None},
        )


def unsupported_by_input(problem: Problem) -> list[str]:
    """Features that this model cannot express."""
    refused = {
        "shifts without start and end place": any(shift.start is None and shift.end is None for shift in problem.shifts),
        "prizes outside 0 to 100": max(_priorities(problem), default=0) > MAX_PRIORITY,
    }
    return [name for name, is_refused in refused.items() if is_refused]


def _priorities(problem: Problem) -> list[int]:
    """Priorities by which VROOM ranks plans as the prizes do."""
    found = ranks(problem)
    return prize_units(problem) if found is None else found


def _break_order(shift: Shift) -> list[int]:
    """As VROOM's reader of JSON orders breaks, the shorter of equal ones first; where that fails, as they are over earliest."""
    order = sorted(range(len(shift.breaks)), key=lambda index: (shift.breaks[index].windows[0], shift.breaks[index].duration))
    now: int | None = shift.window.start
    for index in order:
        start = None if now is None else earliest_in(shift.breaks[index].windows, now)
        now = None if start is None else start + shift.breaks[index].duration
    if now is not None and now <= shift.window.end:
        return order
    return list(breaks_after(shift.breaks, BreakSets.of(shift.breaks), shift.window.start, 0)[(1 << len(order)) - 1][2])


def _window(window: Window) -> vroom.TimeWindow:
    return vroom.TimeWindow(window.start, window.end)


def _break(index: int, pause: Break) -> vroom.Break:
    return vroom.Break(index, time_windows=[_window(window) for window in pause.windows], service=pause.duration)
