"""A forecast of the programme: the ledger's question, simulated; and the strength that meets a date."""

import dataclasses
import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.domain.forecast import AreaForecast, Forecast, ForecastQuestion
from planner.domain.history import TallyBy, TallyRow
from planner.domain.limit import LimitTold
from planner.domain.outcome import Outcome
from planner.domain.records import Complaint, Household, Team
from planner.domain.settings import Settings
from planner.domain.visit import VisitKind
from planner.learning.expecting import knocking
from planner.learning.forecast import LONGEST, chance_of_meeting, forecast, scaled, strength_needed
from planner.learning.forecast_question import Recorded, forecast_question
from planner.learning.inspections import InspectionForecast, forecast_inspections
from planner.learning.roster_limit import roster_limit
from planner.rules.inspections import quota_of_day
from planner.rules.pool import visits_of_shift
from planner.rules.roster import shifts_of_day
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.records import counts_of, estimate_of
from planner.usecases.unreachable import reach_of_facilities, reach_of_homes
from planner.usecases.workspace import Workspace

SURE = 0.9
"""Part of the futures in which a date has to be met."""

_RECORDED_DAYS = 90
"""Days back over which tries and losses are counted: a season."""

_BY = (TallyBy.DATE, TallyBy.OUTCOME, TallyBy.KIND)
_DOORS = frozenset({VisitKind.FIRST.value, VisitKind.REVISIT.value, VisitKind.COMPLAINT.value})
_LOST = frozenset({Outcome.REFUSED.value, Outcome.MOVED.value, Outcome.NO_ADDRESS.value})

_COMPLAINT_DAYS = 60
"""Days back over which complaints are counted for what they take of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastReport:
    """What a forecast gave.

    Attributes
    ----------
    forecast
        Until everybody who can be reached has been visited.
    at_date
        The same on the day asked for; `None`: no day was.
    chance
        Part of the futures in which that day is met; `None`: no day was asked for.
    num_teams
        Teams that were simulated.
    teams_needed
        Teams that meet the day in `SURE` of the futures; `None`: no day was asked for, or no strength does.
    num_tries
        Recorded tries at doors that the chances rest on.
    num_days
        Recorded days that the fill of a day rests on.
    limit
        Where `max_visits` binds on a mean day of the coming week while teams have time; `None`: nowhere.
    inspections
        When every facility has been inspected within its cycle; `None`: there is none.
    names
        Code of a village to its name, where one is known.
    """

    forecast: Forecast
    at_date: Forecast | None
    chance: float | None
    num_teams: int
    teams_needed: int | None
    num_tries: int
    num_days: int
    limit: LimitTold | None = None
    inspections: InspectionForecast | None = None
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        found = self.forecast
        return {
            "today": found.today.isoformat(),
            "num_simulations": found.num_simulations,
            "num_teams": self.num_teams,
            "num_tries": self.num_tries,
            "num_days": self.num_days,
            "limit": plain(self.limit),
            "inspections": plain(self.inspections),
            **_areas(found),
            "path": [{"date": _iso(found, day), **plain(band)} for day, band in found.path],
            "until": None
            if self.at_date is None
            else {
                "date": self.at_date.last_day.isoformat(),
                "chance": self.chance,
                "teams_needed": self.teams_needed,
                **_areas(self.at_date),
            },
        }


def _areas(found: Forecast) -> dict[str, object]:
    """All of it, then each village, with days counted from today as dates."""

    def area(one: AreaForecast) -> dict[str, object]:
        return {**plain(one), "dates": {name: _iso(found, days) for name, days in plain(one.days).items()}}

    return {"total": area(found.total), "villages": [area(one) for one in found.villages]}


def _iso(found: Forecast, days: int | None) -> str | None:
    return None if days is None else (found.today + dt.timedelta(days=days)).isoformat()


def forecast_programme(
    workspace: Workspace,
    *,
    until: dt.date | None = None,
    num_teams: int | None = None,
    seed: int = 0,
    reporter: Reporter,
) -> ForecastReport:
    """Say when everybody will have been visited, and what would meet a date.

    Parameters
    ----------
    until
        Day by which everybody should have been visited; `None`: none in mind.
    num_teams
        Teams like those of today's roster on average; `None`: the roster itself.
    seed
        Of the simulation.

    Raises
    ------
    InputError
        E4020 without households, E4021 without anybody on duty, E4022 or E4023 for a day that is past or too far.
    """
    today = workspace.now().date()
    num_days = _days_until(until, today)
    reporter.phase("reading the ledger")
    question, roster, recorded, limit = _question(workspace, today)
    teams = num_teams or roster
    asked = question if teams == roster else scaled(question, teams / roster)
    reporter.phase("simulating the months to come")
    found = forecast(asked, seed=seed, on_progress=reporter.step)
    at_date = chance = needed = None
    if num_days is not None:
        at_date = forecast(asked, num_days=num_days, seed=seed)
        chance = chance_of_meeting(asked, num_days=num_days, seed=seed)
        reporter.phase("looking for the strength that meets the date")
        needed = strength_needed(question, num_days=num_days, sure=SURE)
    return ForecastReport(
        forecast=found,
        at_date=at_date,
        chance=chance,
        num_teams=teams,
        teams_needed=None if needed is None else math.ceil(needed * roster),
        num_tries=recorded.num_tries,
        num_days=recorded.num_days,
        limit=limit,
        inspections=_inspections(workspace, today, strength=teams / roster),
        names={village.code: village.name for village in workspace.villages()},
    )


def homes_visited_by(workspace: Workspace, until: dt.date, changes: Sequence[int], *, seed: int = 0) -> tuple[int, list[int]]:
    """Teams of the roster, and homes visited by a day in the middle future, by so many teams more (fewer, below 0).

    Every strength meets the same futures, so that their differences are of the strength alone.

    Raises
    ------
    InputError
        As `forecast_programme`.
    """
    today = workspace.now().date()
    num_days = _days_until(until, today)
    question, roster, _, _ = _question(workspace, today)
    visited = []
    for change in changes:
        asked = scaled(question, max(0, roster + change) / roster)
        visited.append(forecast(asked, num_days=num_days, seed=seed).total.visited.middle or 0)
    return roster, visited


def _inspections(workspace: Workspace, today: dt.date, *, strength: float) -> InspectionForecast | None:
    """When the roster's quota has inspected every facility that a team has a way to."""
    settings = workspace.settings
    with workspace.ledger() as ledger:
        facilities, teams, homes = ledger.facilities(), ledger.teams(), ledger.households()
    if not facilities:
        return None
    no_way = reach_of_facilities(workspace, facilities, homes, teams).ids
    quotas = {}
    for weekday in range(7):
        date = today + dt.timedelta(days=weekday)
        quotas[date.weekday()] = quota_of_day(shifts_of_day(teams, date=date, settings=settings), settings)
    return forecast_inspections(
        [one.last_inspection for one in facilities if one.id not in no_way],
        today=today,
        cycle_days=settings.programme.facility_cycle_days,
        quota_on=lambda day: 0 if day in settings.holidays else math.floor(strength * quotas[day.weekday()]),
        num_no_way=len(no_way),
    )


def _days_until(until: dt.date | None, today: dt.date) -> int | None:
    if until is None:
        return None
    days = (until - today).days
    if days < 1:
        raise InputError.of("E4022", until=until.isoformat(), today=today.isoformat())
    if days > LONGEST:
        raise InputError.of("E4023", until=until.isoformat(), days=LONGEST)
    return days


def _question(workspace: Workspace, today: dt.date) -> tuple[ForecastQuestion, int, Recorded, LimitTold | None]:
    settings = workspace.settings
    with workspace.ledger() as ledger:
        households, teams, complaints = ledger.households(), ledger.teams(), ledger.complaints()
        openness = estimate_of(counts_of(ledger, today, settings), settings)
        chance = openness.mean(is_weekend=False)
        recorded = _recorded(ledger.tally(today - dt.timedelta(days=_RECORDED_DAYS), today, by=_BY), teams, chance, settings)
    _require_people(households, teams)
    recorded = _with_complaints(recorded, complaints, today)
    recorded = dataclasses.replace(recorded, no_way=reach_of_homes(workspace, households, teams).ids)
    question = forecast_question(households, teams, openness, recorded, today=today, settings=settings)
    if not question.own_tries.any() and not question.shared_tries.any():
        raise InputError.of("E4021", teams=len(teams))
    limit = roster_limit(teams, today=today, chance=chance, fill=question.fill, settings=settings)
    return question, len(teams), recorded, limit


def _recorded(rows: Sequence[TallyRow], teams: Sequence[Team], chance: float, settings: Settings) -> Recorded:
    """What the last weeks say: tries, losses, and how much of what the roster has time for was made."""
    doors = [row for row in rows if row.keys[2] in _DOORS and row.keys[1] != Outcome.POSTPONED.value]
    days = sorted({row.keys[0] for row in doors})
    room = 0
    for day in days:
        shifts = shifts_of_day(teams, date=dt.date.fromisoformat(day), settings=settings, station_place=None)
        room += sum(visits_of_shift(knocking(shift, chance, settings), settings) for shift in shifts)
    tries = sum(row.num_visits for row in doors)
    routine = sum(row.num_visits for row in doors if row.keys[2] != VisitKind.COMPLAINT.value)
    lost = sum(row.num_visits for row in doors if row.keys[1] in _LOST)
    return Recorded(num_tries=tries, num_lost=lost, day_tries=routine, day_capacity=room, num_days=len(days))


def _require_people(households: Sequence[Household], teams: Sequence[Team]) -> None:
    if not households:
        raise InputError.of("E4020")
    if not teams:
        raise InputError.of("E4021", teams=0)


def _with_complaints(recorded: Recorded, complaints: Sequence[Complaint], today: dt.date) -> Recorded:
    since = today - dt.timedelta(days=_COMPLAINT_DAYS)
    days = [complaint.received for complaint in complaints if since <= complaint.received < today]
    span = (today - min(days)).days if days else 1
    return dataclasses.replace(recorded, complaints_per_day=len(days) / max(1, span))
