"""A bound in no time: visits as goods, the time on duty as one sack, parts allowed.

Each stop takes its service and at least the shortest way to it; no shift has more time than its window without its breaks. What
the densest visits are worth that fit in total, the last one in part, no plan can exceed.
"""

import numpy as np

from planner.domain.arrays import Int64s
from planner.domain.problem import Problem
from planner.rules.cost import available_duration
from solvers.bounds.least_travel import least_travel_in


def sack_bound(problem: Problem, prizes: Int64s) -> int:
    """Upper bound on the sum of prizes that any plan makes; `prizes` by position in `Problem.visits`."""
    if not problem.visits or not problem.shifts:
        return 0
    way_in = least_travel_in(problem, from_starts=True)
    weight = way_in + np.array([visit.service_duration for visit in problem.visits])
    free_first = int(way_in.max()) if len(way_in) else 0
    left = sum(available_duration(shift) + (free_first if shift.start is None else 0) for shift in problem.shifts)
    worth = 0
    for visit in sorted(np.flatnonzero(prizes > 0), key=lambda n: -prizes[n] / max(1, weight[n])):
        if weight[visit] > left:
            return worth + int(prizes[visit]) * left // int(weight[visit])
        worth += int(prizes[visit])
        left -= int(weight[visit])
    return worth
