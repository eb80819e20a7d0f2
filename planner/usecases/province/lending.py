"""Teams lent between neighbours for a day, after each station has planned alone: strength crosses the border, no home does.

A lent team goes to the other station, takes its sheet there and brings it back there; the way there and back is taken off its
duty. What it is told of homes it is told by the station whose homes they are.
"""

import contextlib
import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from inputs.neighbours import neighbours, rounds
from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.domain.lending import DayWorth, Loan, NotLent
from planner.domain.place import lengths_on_earth, points_of
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.records import Team, TeamDay
from planner.domain.shift import Shift
from planner.domain.visit import Tier, Window
from planner.ledger.store import Ledger
from planner.rules.cost import breakdown
from planner.rules.roster import teams_of_day
from planner.usecases.acting import Acting
from planner.usecases.changing.opening import newest_plan
from planner.usecases.daily import DayTerms, FoundDay, find_day
from planner.usecases.jobs.changing import changing
from planner.usecases.keeping import keep_plan
from planner.usecases.keeping_aside import PATIENCE
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter, Silent
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.refusing import CheckFailedError, RequiredMissedError
from planner.usecases.searching import SearchWish
from planner.usecases.signing_in import at_work
from planner.usecases.workspace import Workspace

_DETOUR, _METRES_PER_SECOND = 1.4, 20 / 3.6
"""A way between two stations is so much longer than the straight line, and ridden at 20 km/h: on the slow side."""

_SHORTEST = 2 * 3600
"""Seconds of duty that must be left of a lent team's day beside the ride."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LendingReport:
    """What was lent on a day, and between whom nothing was: a `NotLent`, or the code of the fault of one of them."""

    date: dt.date
    loans: tuple[Loan, ...]
    others: tuple[tuple[str, str, str], ...]

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "date": self.date.isoformat(),
            "loans": [{**plain(loan), "gain": loan.gain} for loan in self.loans],
            "others": [{"stations": [one, other], "reason": str(reason)} for one, other, reason in self.others],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """A station with its plan of the day, the newest when it was looked at."""

    name: str
    workspace: Workspace
    version: int
    problem: Problem
    plan: Plan
    teams: tuple[Team, ...]
    is_out: bool

    @property
    def title(self) -> str:
        return self.workspace.settings.station.name

    @property
    def worth(self) -> DayWorth:
        return _worth(self.problem, self.plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """A loan as it was tried: what both would keep."""

    loan: Loan
    lender: tuple[_Side, TeamDay, FoundDay]
    borrower: tuple[_Side, TeamDay, FoundDay]


def lend_teams(place: ProvinceFolder, date: dt.date, wish: SearchWish, acting: Acting, *, reporter: Reporter) -> LendingReport:
    """Let neighbours lend each other teams where both together gain and neither loses a complaint; both days are kept anew.

    Neighbours are asked in rounds in which no station is in two pairs. Of each pair the better direction is taken. Whatever
    is kept is checked, written in both audit trails with who asked, and taken back as anything that is said of a team's day.
    """
    workspaces, areas = {}, {}
    for station in place.province.stations:
        try:
            workspaces[station.name] = at_work(place.open_station(station, acting), frozenset({Role.DESK}))
            areas[station.name] = workspaces[station.name].villages()
        except InputError:  # `dds province status` names it; it lends nothing and borrows nothing
            continue
    order = [pair for one in rounds(neighbours(areas)) for pair in one]
    reporter.phase("asking {pairs} pairs of neighbours", pairs=len(order))
    loans, others = [], []
    for number, (one, other) in enumerate(order):
        reporter.step(number, len(order))
        if reporter.is_interrupted():
            break
        found = _between((one, workspaces[one]), (other, workspaces[other]), date, wish)
        if isinstance(found, Loan):
            loans.append(found)
        else:
            others.append((one, other, found))
    return LendingReport(date=date, loans=tuple(loans), others=tuple(others))


def _between(one: tuple[str, Workspace], other: tuple[str, Workspace], date: dt.date, wish: SearchWish) -> Loan | str:
    """The better loan between two stations, kept by both; else why there is none."""
    try:
        sides = [_side(name, workspace, date) for name, workspace in (one, other)]
        if any(side.is_out for side in sides):
            return NotLent.HANDED_OUT
        trials = [trial for lender, borrower in (sides, sides[::-1]) if (trial := _tried(lender, borrower, date, wish))]
        if not trials:
            return NotLent.NO_TEAM
        best = max(trials, key=lambda trial: (trial.loan.is_good, trial.loan.gain))
        if not best.loan.is_good:
            return NotLent.NO_GAIN
        return _kept(best, date)
    except InputError as error:
        return NotLent.NO_PLAN if error.faults[0].code == "E8114" else error.faults[0].code


def _side(name: str, workspace: Workspace, date: dt.date) -> _Side:
    with workspace.ledger() as ledger:
        version = ledger.newest_version(date)
    read = newest_plan(workspace, date)
    with workspace.ledger() as ledger:
        teams = teams_of_day(ledger.teams(), ledger.team_days(date, date))
        is_out = any(sheet.handed_out_at is not None for sheet in ledger.sheets(date))
    plan = read.document.plan
    return _Side(name=name, workspace=workspace, version=version, problem=read.problem, plan=plan, teams=teams, is_out=is_out)


def _tried(lender: _Side, borrower: _Side, date: dt.date, wish: SearchWish) -> _Trial | None:
    """The loan of the team that is missed least; `None`: nobody can be spared, or nobody can come in time."""
    spared, ride = _spared(lender), _ride(lender.workspace, borrower.workspace)
    if spared is None or ride is None:
        return None
    team, shift = spared
    hours = Window(start=shift.window.start + ride, end=shift.window.end - ride)
    if hours.end - hours.start < _SHORTEST:
        return None
    away = TeamDay(date=date, team=team.id, is_off=True, lent_to=borrower.title, asked_by=lender.workspace.acting.person)
    guest = TeamDay(
        date=date, team=f"{lender.name}-{team.id}", borrowed=team.officers, skills=team.skills, hours=hours,
        lent_by=lender.title, asked_by=borrower.workspace.acting.person,
    )  # fmt: skip
    try:
        without = find_day(lender.workspace, date, wish, DayTerms(also=(away,)), reporter=Silent())
        with_guest = find_day(borrower.workspace, date, wish, DayTerms(also=(guest,)), reporter=Silent())
    except (RequiredMissedError, CheckFailedError):
        return None
    loan = Loan(
        lender=lender.name, borrower=borrower.name, team=team.id, guest=guest.team,
        lender_before=lender.worth, lender_after=_worth(without.plan.problem, without.plan.result.plan),
        borrower_before=borrower.worth, borrower_after=_worth(with_guest.plan.problem, with_guest.plan.result.plan),
    )  # fmt: skip
    return _Trial(loan=loan, lender=(lender, away, without), borrower=(borrower, guest, with_guest))


def _spared(side: _Side) -> tuple[Team, Shift] | None:
    """The team on one shift whose route is worth least, without complaints, a village of its own, or a loan already."""
    visits = {visit.id: visit for visit in side.problem.visits}
    routes = {route.shift_id: [visits[stop.visit_id] for stop in route.stops] for route in side.plan.routes}
    teams = {team.id: team for team in side.teams}
    found = []
    for shift in side.problem.shifts:
        team, made = teams.get(shift.team), routes.get(shift.id, [])
        is_tied = team is None or bool(team.village) or team.profile != "motorcycle" or team.day is not None
        is_tied |= sum(other.team == shift.team for other in side.problem.shifts) > 1
        is_tied |= any(visit.tier is Tier.COMPLAINT or visit.is_required for visit in made)
        if team is not None and not is_tied:
            found.append((sum(visit.prize for visit in made), shift.id, team, shift))
    return min(found, key=lambda one: one[:2])[2:] if found else None


def _ride(one: Workspace, other: Workspace) -> int | None:
    """Seconds from one station to the other; `None`: nobody has said where they stand."""
    ends = one.settings.station.point, other.settings.station.point
    if ends[0] is None or ends[1] is None:
        return None
    places = points_of([ends[0], ends[1]])
    return int(np.ceil(float(lengths_on_earth(places[:1], places[1:])[0]) * _DETOUR / _METRES_PER_SECOND))


def _worth(problem: Problem, plan: Plan) -> DayWorth:
    told = breakdown(problem, plan)
    complaints = {visit.id for visit in problem.visits if visit.tier is Tier.COMPLAINT}
    made = [stop.visit_id for route in plan.routes for stop in route.stops]
    return DayWorth(
        num_complaints=sum(id_ in complaints for id_ in made), complaint_prize=told.complaint_prize,
        coverage_prize=told.coverage_prize, num_stops=plan.num_stops,
    )  # fmt: skip


def _kept(trial: _Trial, date: dt.date) -> Loan | str:
    """The loan, kept by both under both locks, unless somebody has handed out, planned or set a team there meanwhile.

    The lender first: stopped in between, a team is idle, and never in two places.
    """
    with contextlib.ExitStack() as held:
        ledgers = {
            side.name: held.enter_context(changing(side.workspace, patience=PATIENCE))
            for side, *_ in sorted((trial.lender, trial.borrower), key=lambda one: one[0].name)
        }
        for side, *_ in (trial.lender, trial.borrower):
            now = _side(side.name, side.workspace, date)
            if now.is_out:
                return NotLent.HANDED_OUT
            if (now.version, now.teams) != (side.version, side.teams):
                return NotLent.OVERTAKEN
        for side, told, found in (trial.lender, trial.borrower):
            _keep(side.workspace, ledgers[side.name], told, found)
    return trial.loan


def _keep(workspace: Workspace, ledger: Ledger, told: TeamDay, found: FoundDay) -> None:
    """What is said of the team first, then the plan, which names the ledger as it is with that."""
    ledger.put_team_days([told], **workspace.stamp())
    origin = replace(found.plan.origin, fingerprint=ledger.fingerprint())
    keep_plan(workspace, ledger, replace(found.plan, origin=origin))
