"""The restricted master: which multipliers fit the routes found so far, inside a box around the best ones known.

    maximise   sum of prizes of the routes taken
    subject to each visit at most once, each class at most as often as it has shifts, and stops by its `max_visits`

Its duals are the next multipliers. The box keeps them from jumping where few routes are known (Marsten, Hogan and Blankenship
1975, doi 10.1287/opre.23.3.389): leaving it is sold and bought at its edges.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from planner.domain.arrays import Floats
from solvers.bounds.multipliers import Multipliers
from solvers.bounds.pricing import NgRoute
from solvers.bounds.vehicle_classes import VehicleClass


class Master:
    """Columns are routes; rows are visits, classes and stops of classes."""

    def __init__(self, prizes: Floats, classes: Sequence[VehicleClass]) -> None:
        self._prizes, self._solver = prizes, pywraplp.Solver.CreateSolver("GLOP")
        solver, most = self._solver, self._solver.infinity()
        self._visits = [solver.Constraint(-most, 1.0) for _ in prizes]
        self._classes = [solver.Constraint(-most, float(len(vehicle_class.shifts))) for vehicle_class in classes]
        self._stops = [
            solver.Constraint(-most, float(vehicle_class.max_visits * len(vehicle_class.shifts))) for vehicle_class in classes
        ]
        self._below: list[pywraplp.Variable] = []
        self._above: list[pywraplp.Variable] = []
        for row in self._visits:
            for edge, sign in ((self._below, 1.0), (self._above, -1.0)):
                variable = solver.NumVar(0.0, most, "")
                row.SetCoefficient(variable, sign)
                edge.append(variable)
        solver.Objective().SetMaximization()
        self._known: set[tuple[int, NgRoute]] = set()

    def add(self, number: int, route: NgRoute) -> bool:
        """Add a route of a vehicle class; False if one of the same visits is known."""
        key = (number, tuple(sorted(route)))
        if key in self._known or not route:
            return False
        self._known.add(key)
        solver = self._solver
        variable = solver.NumVar(0.0, solver.infinity(), "")
        solver.Objective().SetCoefficient(variable, float(self._prizes[list(route)].sum()))
        for visit, count in Counter(route).items():
            self._visits[visit].SetCoefficient(variable, float(count))
        self._classes[number].SetCoefficient(variable, 1.0)
        self._stops[number].SetCoefficient(variable, float(len(route)))
        return True

    def solve(self, centre: Multipliers, radius: float) -> Multipliers | None:
        """Multipliers inside the box; `None` if the solver gives up."""
        objective = self._solver.Objective()
        low = np.maximum(0.0, centre.visits - radius)
        high = np.maximum(low, np.minimum(self._prizes, centre.visits + radius))
        for visit in range(len(low)):
            objective.SetCoefficient(self._below[visit], float(low[visit]))
            objective.SetCoefficient(self._above[visit], -float(high[visit]))
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        visits = np.array([row.dual_value() for row in self._visits])
        stops = np.array([row.dual_value() for row in self._stops])
        return Multipliers(visits=np.clip(visits, 0.0, self._prizes), stops=np.maximum(0.0, stops))
