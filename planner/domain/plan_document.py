"""A plan with everything needed to judge it and to make it again: what a plan file holds."""

import datetime as dt
from dataclasses import dataclass, field

from planner.domain.objective import CostBreakdown
from planner.domain.plan import Plan
from planner.domain.replanning import Replanned
from planner.domain.solving import Bound, Limits, Status, StopReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """A plan and where it comes from. Holds ids only, nothing about a person.

    Attributes
    ----------
    plan
        Routes and what was left out.
    date, time_zone
        The planning day; times of the plan are seconds since its midnight.
    created
        When the plan was made, to the second, with its time zone.
    plan_version
        1 for the first plan of that day.
    engine, engine_version, seed, limits
        What is needed to make it again.
    status, stop_reason, objective, bound, runtime
        As in `Result`; they describe the plan as it was made, not as edited since.
    data_fingerprint
        `Ledger.fingerprint` of the data at that time.
    problem_file, problem_sha256
        Name of the problem snapshot beside the plan file, and the hash of its bytes.
    replanned
        What it changed of which plan; `None`: it is not made from another.
    """

    plan: Plan
    date: dt.date
    time_zone: str
    created: dt.datetime
    plan_version: int
    engine: str
    engine_version: str
    seed: int
    status: Status
    stop_reason: StopReason
    objective: CostBreakdown
    runtime: float
    data_fingerprint: str
    problem_file: str
    problem_sha256: str
    replanned: Replanned | None = None
    bound: Bound | None = None
    limits: Limits = field(default_factory=Limits)
