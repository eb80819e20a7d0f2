"""Exact cost of orders, route by route, equal to that of `planner.rules.cost`; timed only where prizes depend on the hour."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.objective import Weights
from planner.domain.problem import Problem
from planner.rules.cost import actions_duration, fair_shares, stop_penalty, weights
from planner.rules.timing import route_legs, schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """Prices of one problem, computed once.

    Attributes
    ----------
    weights
        Cost of leaving out each visit, by position in `Problem.visits`.
    weighed
        The same with what visits lose by their hours.
    soft
        Cost of one unit of soft cost.
    shares
        Fair share of work of each shift, seconds.
    """

    problem: Problem
    weights: tuple[int, ...]
    weighed: Weights
    soft: int
    shares: tuple[int, ...]

    @classmethod
    def of(cls, problem: Problem) -> "Pricing":
        """Prices of a problem.

        Raises
        ------
        ValueError
            If the tiers do not fit into 64 bits.
        """
        weight = weights(problem)
        return cls(problem=problem, weights=weight.visits, weighed=weight, soft=weight.soft, shares=fair_shares(problem))

    def route(self, number: int, order: Sequence[int]) -> int:
        """Cost of one shift's route: travel, overload, stop penalties and losses; 0 for an empty one."""
        return self.soft_of(number, order) + self.lost(number, order)

    def lost(self, number: int, order: Sequence[int]) -> int:
        """What the visits of a route lose by their hours; 0 where it has no schedule: it is judged before it is mended."""
        losses = self.weighed.losses
        if not order or not losses or losses.keys().isdisjoint(order):
            return 0
        route = schedule(self.problem, self.problem.shifts[number], order)
        if route is None:
            return 0
        return sum(self.weighed.lost(position, stop.start_time) for position, stop in zip(order, route.stops, strict=True))

    def soft_of(self, number: int, order: Sequence[int]) -> int:
        """Cost of its travel, overload and stop penalties."""
        if not order:
            return 0
        policy, shift = self.problem.policy, self.problem.shifts[number]
        visits = [self.problem.visits[position] for position in order]
        travel = sum(route_legs(self.problem, shift, visits))
        cost = policy.travel_weight * travel
        if policy.overload_weight:
            cost += policy.overload_weight * max(0, travel + actions_duration(shift, visits) - self.shares[number])
        if policy.foreign_village_penalty or policy.disruption_penalty:
            cost += sum(stop_penalty(self.problem, shift, visit) for visit in visits)
        return self.soft * cost

    def orders(self, orders: Sequence[Sequence[int]]) -> int:
        """Cost of a whole plan: what it leaves out and all its routes."""
        made = sum(self.weights[position] for order in orders for position in order)
        return sum(self.weights) - made + sum(self.route(number, order) for number, order in enumerate(orders))
