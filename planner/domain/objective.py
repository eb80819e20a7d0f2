"""What a plan is worth, term by term."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.steps import step_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Integer cost of each thing, computed from a problem by `planner.rules.cost.weights`.

    The cost of a plan is the sum of the weights of the visits that it leaves out, plus what those that it makes lose by their
    hours, plus `soft` times its soft terms; lower is better.

    Attributes
    ----------
    visits
        Cost of leaving out each visit, by position in `Problem.visits`.
    soft
        Cost of one unit of soft cost (one weighted second).
    losses
        Of visits whose prize depends on the hour, by position: (time, cost) of a start from that second on; 0 at the best hour.
    """

    visits: tuple[int, ...]
    soft: int
    losses: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def lost(self, position: int, time: int) -> int:
        """Cost of starting a visit at a time instead of its best hour."""
        steps = self.losses.get(position)
        return step_at(steps, time) if steps else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CostBreakdown:
    """Every term of a plan's cost.

    Attributes
    ----------
    num_required_missed, num_required
        Required visits left out, and all of them.
    complaint_prize, complaint_prize_offered
        Sum of prizes of complaint-tier visits made, and offered.
    coverage_prize, coverage_prize_offered
        The same for the coverage tier; made ones count by the hours of the plan, offered ones by their best.
    travel_duration
        Seconds on the road over all routes.
    distance
        Metres over all routes; `None` where not known.
    overload_duration
        Seconds of work above the fair share, over all shifts.
    num_foreign_stops
        Stops outside the village that their shift is assigned to.
    num_changes
        Kept visits left out or made by another shift, and visits made that are not kept (`Problem.kept`).
    cost
        The weighted sum that the engines minimise.
    """

    num_required_missed: int
    num_required: int
    complaint_prize: int
    complaint_prize_offered: int
    coverage_prize: int
    coverage_prize_offered: int
    travel_duration: int
    distance: int | None
    overload_duration: int
    num_foreign_stops: int
    cost: int
    num_changes: int = 0
