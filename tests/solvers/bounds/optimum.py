"""Exact optima that bounds are held against: by enumeration on tiny days, by CP-SAT on small ones without breaks."""

import itertools
from collections.abc import Sequence

from ortools.sat.python import cp_model

from planner.domain.arrays import Int64s
from planner.domain.problem import Problem
from planner.rules.timing import leg_duration, schedule


def feasible_subsets(problem: Problem, number: int) -> list[int]:
    """Sets of visits (as bits) that one shift can make in some order."""
    shift, found = problem.shifts[number], [0]
    for size in range(1, len(problem.visits) + 1):
        for chosen in itertools.combinations(range(len(problem.visits)), size):
            orders = itertools.permutations(chosen)
            found += [sum(1 << visit for visit in chosen)] * any(
                schedule(problem, shift, order) is not None for order in orders
            )
    return found


def most_prize(problem: Problem, prizes: Sequence[int] | Int64s) -> int:
    """Most prize of any plan, by enumeration; at most 6 visits and 2 shifts."""
    most = most_prize_above(problem, prizes, [0] * len(prizes), 0)
    assert most is not None
    return most


def most_prize_above(
    problem: Problem, prizes: Sequence[int] | Int64s, values: Sequence[int] | Int64s, least: int
) -> int | None:
    """Most prize of any plan whose values come to the least or more; `None` if no plan does."""
    tables = [feasible_subsets(problem, number) for number in range(len(problem.shifts))]
    worth, value = (
        [sum(int(part) for bit, part in enumerate(parts) if subset >> bit & 1) for subset in range(1 << len(prizes))]
        for parts in (prizes, values)
    )
    reached = {0}
    for table in tables:
        reached = {before | subset for before in reached for subset in table if not before & subset}
    return max((worth[subset] for subset in reached if value[subset] >= least), default=None)


def most_prize_by_cp_sat(problem: Problem, prizes: Sequence[int]) -> int:
    """Most prize of any plan: circuits with times, one window at most, no breaks, no setups."""
    model = cp_model.CpModel()
    num = len(problem.visits)
    made: list[list[cp_model.IntVar]] = [[] for _ in range(num)]
    for shift in problem.shifts:
        assert not shift.breaks
        arcs = []
        time = [model.new_int_var(shift.window.start, shift.window.end, "") for _ in range(num)]
        unused = model.new_bool_var("")
        arcs.append((0, 0, unused))
        for i, visit in enumerate(problem.visits):
            out = model.new_bool_var("")
            arcs.append((i + 1, i + 1, out))
            model.add_implication(unused, out)
            made[i].append(out.negated())
            first, last = model.new_bool_var(""), model.new_bool_var("")
            arcs += [(0, i + 1, first), (i + 1, 0, last)]
            there = leg_duration(problem, shift, shift.start, visit.place)
            back = leg_duration(problem, shift, visit.place, shift.end)
            model.add(time[i] >= shift.window.start + there).only_enforce_if(first)
            model.add(time[i] + visit.service_duration + back <= shift.window.end).only_enforce_if(last)
            for window in visit.windows:
                model.add(time[i] >= window.start).only_enforce_if(out.negated())
                model.add(time[i] <= window.end).only_enforce_if(out.negated())
            if not (visit.skills <= shift.skills and visit.min_team_size <= shift.team_size):
                model.add(out == 1)
            for j, other in enumerate(problem.visits):
                if i != j:
                    arc = model.new_bool_var("")
                    arcs.append((i + 1, j + 1, arc))
                    leg = leg_duration(problem, shift, visit.place, other.place)
                    model.add(time[j] >= time[i] + visit.service_duration + leg).only_enforce_if(arc)
        model.add_circuit(arcs)
        if shift.max_visits is not None:
            model.add(sum(column[-1] for column in made) <= shift.max_visits)
    for column in made:
        model.add_at_most_one(column)
    model.maximize(sum(prize * sum(column) for prize, column in zip(prizes, made, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)
