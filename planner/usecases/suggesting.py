"""Slots for one new visit in a day's plan that disturb nobody: every stop keeps its team, order and, within limits, time."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from planner.domain.errors import InputError
from planner.domain.explanation import Displacement, Offer
from planner.domain.orders import plan_of_routes
from planner.domain.out_of_reach import NoWay
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.improving.displacing import least_displacement
from planner.improving.offers import plan_with, quiet_offers
from planner.rules.check import check
from planner.running.rest_of_day import rest_of_day
from planner.running.standing import facts_of, standings
from planner.running.whole_day import whole_day
from planner.usecases.adding import Adding, with_added
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.reading import ReadPlan, read_sound_plan
from planner.usecases.running_day import moment_meant, open_part
from planner.usecases.sheets_out import rows_elsewhere
from planner.usecases.unreachable import why_no_way
from planner.usecases.workspace import Workspace

_TOLERANCES = (1, 2, 4)
"""Where nobody has a slot within the tolerance, stops may be later by twice and by four times as much: the desk is told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotReport:
    """The best offers for a visit.

    Attributes
    ----------
    path
        The plan that they are in.
    offers
        Cheapest first; empty: every team is full.
    tolerance
        Seconds by which a stop of the plan may be later then.
    displacement
        Where nobody has a slot: the lightest stops of one team that would have to go; `None`: not asked, or not known.
    no_way
        Why no team on duty has a way there; `None`: one has.
    """

    visit_id: str
    path: Path
    offers: tuple[Offer, ...]
    tolerance: int
    displacement: Displacement | None = None
    no_way: NoWay | None = None

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "plan": str(self.path),
            "visit": self.visit_id,
            "tolerance": self.tolerance,
            "offers": plain(self.offers),
            "displacement": plain(self.displacement),
            "no_way": plain(self.no_way),
        }


def suggest_slots(
    workspace: Workspace, date: dt.date, visit_id: str, *, at: int | None = None, reporter: Reporter
) -> SlotReport:
    """The best three offers for a visit in the newest plan of a day; each is planned and checked before it is made.

    Parameters
    ----------
    at
        Offers begin then, seconds since midnight; `None`: now, where the plan is of today, else with the day.

    Raises
    ------
    InputError
        E8114 if the day has no plan, E8110 if it makes the visit already, E8106 to E8108 if it cannot be visited, E8126 and
        E8127 if somebody comes to its door already.
    """
    reporter.phase("reading the plan")
    with workspace.ledger() as ledger:
        records = ledger.plans(date)
    if not records:
        raise InputError.of("E8114", date=date.isoformat())
    path = workspace.folder / records[-1].path
    read = read_sound_plan(path)
    time = moment_meant(workspace, date, read.problem, at)
    facts = frozenset() if time is None else facts_of(standings(read.problem, read.document.plan, News(time=time)))
    read, _ = with_added(workspace, read, (visit_id,), Adding(reporter=reporter, facts=facts))
    for note in rows_elsewhere(workspace, date, (visit_id,)):
        workspace.acting.tell(note)
    problem, plan = _open(read, time)
    position = next(n for n, visit in enumerate(problem.visits) if visit.id == visit_id)
    plan = plan_of_routes(problem, plan.routes)
    sound: tuple[Offer, ...] = ()
    tolerance = workspace.settings.replan.tolerance
    for factor in _TOLERANCES:
        offers = quiet_offers(problem, plan, position, tolerance=factor * tolerance)
        sound = tuple(offer for offer in offers if not check(problem, plan_with(problem, plan, position, offer)))
        if sound:
            return SlotReport(visit_id=visit_id, path=path, offers=sound, tolerance=factor * tolerance)
    exchange = least_displacement(problem, plan, position)
    displacement = None if exchange is None else exchange.displacement
    no_way = why_no_way(workspace, read.problem, np.asarray(read.places), visit_id) if exchange is None else None
    return SlotReport(visit_id=visit_id, path=path, offers=(), tolerance=tolerance, displacement=displacement, no_way=no_way)


def _open(read: ReadPlan, time: int | None) -> tuple[Problem, Plan]:
    """What of the plan is to come from a moment on."""
    if time is None:
        return open_part(read)
    plan = read.document.plan
    stands = standings(read.problem, plan, News(time=time))
    day = whole_day(read.problem, plan, stands, time=time, policy=read.problem.policy)
    rest = rest_of_day(dataclasses.replace(day, kept=read.problem.kept), plan, stands)
    return rest.problem, rest.before
