"""Seconds and costs between the nodes of a routing model, each kind of matrix made once for all shifts that share it."""

import numpy as np

from planner.domain.arrays import Int64s
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.rules.cost import stop_penalty
from planner.rules.timing import travel_durations
from solvers.ortools_routing.nodes import NOWHERE, Nodes


class Matrices:
    """Matrices over the nodes of one model.

    Parameters
    ----------
    problem
        The day.
    nodes
        Nodes of the model.
    horizon
        Seconds of the model's day; one second more stands for "never".
    """

    def __init__(self, problem: Problem, nodes: Nodes, *, horizon: int) -> None:
        self._problem, self._nodes, self._horizon = problem, nodes, horizon
        self._ways: dict[tuple[str, float], Int64s] = {}

    def way(self, shift: Shift) -> Int64s:
        """Seconds on the road, shape (nodes, nodes); 0 to and from "no such place", and between stations (an unused shift)."""
        key = (shift.travel_name, shift.speed_factor)
        if key not in self._ways:
            places, num_calls = self._nodes.places, self._nodes.num_calls
            way = travel_durations(self._problem, shift)[np.ix_(places, places)].astype(np.int64)
            way[places == NOWHERE, :] = 0
            way[:, places == NOWHERE] = 0
            way[num_calls:, num_calls:] = 0
            self._ways[key] = np.minimum(way, min(self._horizon + 1, UNREACHABLE))  # small numbers: no overflow in sums
        return self._ways[key]

    def time(self, shift: Shift) -> Int64s:
        """Action at the tail and way, shape (nodes, nodes); to a double from another place: never."""
        nodes = self._nodes
        time = (nodes.services + nodes.setups)[:, None] + self.way(shift)
        doubles = slice(nodes.num_visits, nodes.num_calls)
        is_same = nodes.places[:, None] == nodes.places[None, doubles]
        time[:, doubles] = np.where(is_same, time[:, doubles], self._horizon + 1)
        return time

    def work(self, shift: Shift) -> Int64s:
        """Way and action at the head, shape (nodes, nodes)."""
        work: Int64s = self.way(shift) + (self._nodes.services + self._nodes.setups)[None, :]
        return work

    def cost(self, shift: Shift) -> Int64s:
        """Soft cost of each leg, overload aside, shape (nodes, nodes)."""
        policy = self._problem.policy
        cost = policy.travel_weight * self.way(shift)
        if (policy.foreign_village_penalty and shift.village) or policy.disruption_penalty:
            penalty = np.zeros(len(self._nodes.places), dtype=np.int64)
            penalty[: self._nodes.num_calls] = [
                stop_penalty(self._problem, shift, self._problem.visits[n]) for n in self._nodes.visits
            ]
            cost = cost + penalty[None, :]
        return cost
