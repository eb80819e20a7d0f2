"""The operators of a step as tables: what a ruin takes out, and in which order the queue of a recreate is put in.

Each step draws one of either table by weight. What became of each is counted (`planner.domain.solving.OperatorCount`), so that
a weight can be judged by what it brings. Figures in the reasons are sums of prizes as in `solvers.search.tuning.Tuning`; the
weights below make 6430.

References
----------
Christiaens, J. and Vanden Berghe, G. (2020). Slack induction by string removals for vehicle routing problems. Transportation
Science 54(2). doi 10.1287/trsc.2019.0914
Ropke, S. and Pisinger, D. (2006). An adaptive large neighborhood search heuristic for the pickup and delivery problem with time
windows. Transportation Science 40(4). doi 10.1287/trsc.1050.0135
"""

from dataclasses import dataclass

from planner.domain.arrays import Int64s
from planner.domain.solving import OperatorCount
from solvers.compiled import woven
from solvers.search.dice import Dice, draw

Weights = tuple[float, ...]
"""Weights of the rows of a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One row of a table: how often it is drawn against the others, why so often, and whose idea it is ("": of this house)."""

    name: str
    weight: float
    reason: str
    source: str = ""


_STRINGS = "Christiaens and Vanden Berghe 2020, doi 10.1287/trsc.2019.0914"

RUINS = (
    Operator(
        name="route removal",
        weight=0.01,
        reason="without it some plans never send a team to a far cluster; with 0.03 they wander",
    ),
    Operator(
        name="string removal",
        weight=0.6,
        reason="the usual step: adjacent stops of near routes leave slack that can be used together (none: 6397)",
        source=_STRINGS,
    ),
    Operator(
        name="radial removal",
        weight=0.39,
        reason="stops near a place whatever their route: what strings of crossing routes leave standing (none: 6428)",
        source="Ropke and Pisinger 2006, doi 10.1287/trsc.1050.0135",
    ),
)
"""What is taken out; the order is that of `ROUTE_REMOVAL`, `STRING_REMOVAL`, `RADIAL_REMOVAL`."""

ROUTE_REMOVAL, STRING_REMOVAL, RADIAL_REMOVAL = range(3)

RECREATES = (
    Operator(
        name="by chance",
        weight=2.0,
        reason="every order can be had, so none is shut out for good (alone: 6270, none: 6440)",
        source=_STRINGS,
    ),
    Operator(name="prize", weight=1.0, reason="what is worth most chooses first"),
    Operator(name="prize per second", weight=1.0, reason="what is worth most for its time chooses first"),
    Operator(name="narrow window", weight=1.0, reason="what fits in few places chooses first", source=_STRINGS),
    Operator(name="far first", weight=1.0, reason="what is far from the station joins few routes", source=_STRINGS),
)
"""Orders of the queue; the rows are those of `BY_CHANCE` and the following."""

BY_CHANCE, BY_PRIZE, BY_PRIZE_PER_SECOND, BY_WINDOW, BY_DISTANCE = range(5)

RUIN_WEIGHTS: Weights = tuple(operator.weight for operator in RUINS)
RECREATE_WEIGHTS: Weights = tuple(operator.weight for operator in RECREATES)
NUM_RUINS, NUM_OPERATORS = len(RUINS), len(RUINS) + len(RECREATES)

# columns of `Scratch.counts`, a row for each ruin and then for each recreate
TRIED, ACCEPTED, IMPROVED = 0, 1, 2


@woven
def draw_operator(dice: Dice, weights: Weights) -> int:
    """Draw a row of a table by weight."""
    total = 0.0
    for weight in weights:
        total += weight
    drawn, bar = draw(dice) * total, 0.0
    for row in range(len(weights) - 1):
        bar += weights[row]
        if drawn < bar:
            return row
    return len(weights) - 1


def counts_of(ruin_weights: Weights, recreate_weights: Weights, counts: Int64s) -> tuple[OperatorCount, ...]:
    """What is told of the operators: the weights that they were drawn by, and rows of (tried, accepted, improved)."""
    names = [*(f"ruin: {operator.name}" for operator in RUINS), *(f"recreate: {operator.name}" for operator in RECREATES)]
    return tuple(
        OperatorCount(name=name, weight=weight, num_tried=tried, num_accepted=accepted, num_improved=improved)
        for name, weight, (tried, accepted, improved) in zip(
            names, (*ruin_weights, *recreate_weights), counts.tolist(), strict=True
        )
    )
