"""Everything that is shown of a comparison, in whatever form: the roof fills it, the outputs write it. Ids and numbers only."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.comparison import Comparison, Measures
from planner.domain.solving import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """When everybody would have been visited, at the pace of a plan; see `planner.learning.reach`.

    Attributes
    ----------
    by
        The wanted day.
    num_due
        Doors due now.
    num_a_day
        Doors that the planned day makes.
    num_by
        Doors made from that day until `by` at the same pace.
    done_on
        First day on which everybody has been visited; `None`: never at this pace.
    strength
        How many times the planned day's doors a day would have to make; `None`: none is made, no multiple of it helps.
    """

    by: dt.date
    num_due: int
    num_a_day: int
    num_by: int
    done_on: dt.date | None
    strength: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioView:
    """One scenario beside the baseline.

    Attributes
    ----------
    name, title, question
        As in `Scenario`.
    caught
        (shift, visit) of the baseline inside a closure when it begins; an empty visit: at the station.
    num_offered
        Visits offered to the day.
    homes_cut_off
        Ids of households of the whole area that nobody can reach.
    reach, base_reach
        Where the scenario asks for a day by which everybody is visited: at its pace and at the baseline's.
    is_cut_short
        The search was stopped by hand.
    """

    name: str
    title: str
    question: str
    measures: Measures
    comparison: Comparison
    num_offered: int
    caught: tuple[tuple[str, str], ...] = ()
    homes_cut_off: tuple[str, ...] = ()
    reach: Reach | None = None
    base_reach: Reach | None = None
    is_cut_short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParetoPoint:
    """A plan on the curve between complaints and coverage.

    Attributes
    ----------
    balance
        `None`: complaints strictly above coverage.
    num_complaints, num_coverage
        Visits made of each tier.
    complaint_prize, coverage_prize
        Their prizes.
    displaced
        Coverage visits that each further complaint costs since the point before; `None`: no further complaint.
    is_dominated
        Another point has as much of both and more of one: the search did not find the best plan there.
    """

    balance: float | None
    num_complaints: int
    num_coverage: int
    complaint_prize: int
    coverage_prize: int
    travel_duration: int
    displaced: float | None = None
    is_dominated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSheet:
    """A baseline with its scenarios, and how all of them were searched.

    Attributes
    ----------
    plan_name
        Name of the plan file.
    as_kept, baseline
        The plan in the file, and the plan searched on with the limits of the scenarios.
    curve
        Points of the curve, by balance; empty: not asked for.
    """

    date: dt.date
    plan_name: str
    engine: str
    seed: int
    limits: Limits
    as_kept: Measures
    baseline: Measures
    num_offered: int
    num_due: int
    scenarios: tuple[ScenarioView, ...] = ()
    curve: tuple[ParetoPoint, ...] = ()
