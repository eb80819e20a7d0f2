"""What if on a week: the same days with teams or days taken away, planned alike and held against the week as it is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.errors import InputError
from planner.domain.week_record import WeekRecord
from planner.usecases.progress import Reporter
from planner.usecases.searching import SearchWish
from planner.usecases.week.announcing import announced_days, day_as_read, stops_made, stops_of
from planner.usecases.week.days import WeekPlanner
from planner.usecases.week.offering import offers_of
from planner.usecases.week.planning import WeekPlans, settled
from planner.usecases.week.question import Without, week_data, with_announced
from planner.usecases.week.report import Made, WeekReport, counted
from planner.usecases.workspace import Workspace

MEASURES = ("num_homes", "num_complaints", "num_in_time", "num_facilities")
"""Sums over the days that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekComparison:
    """A week as it is, and without what the scenario takes away; both planned with the same search, nothing kept."""

    as_it_is: WeekReport
    without: WeekReport

    def as_data(self) -> dict[str, object]:
        """The comparison for JSON."""
        return {"as_it_is": _figures(self.as_it_is), "without": _figures(self.without), "lost_rts": list(self.lost_groups)}

    @property
    def lost_groups(self) -> tuple[str, ...]:
        """RTs that were announced and that the scenario does not go to on their day."""
        return tuple(sorted({group for day in self.without.days for group in day.missed_groups}))


def _figures(report: WeekReport) -> dict[str, object]:
    outlook = report.outlook
    days = [
        {"date": day.date.isoformat(), "num_teams": day.num_teams, **{name: getattr(day, name) for name in MEASURES}}
        for day in report.days
    ]
    return {
        **{name: report.total(name) for name in MEASURES},
        "num_groups": report.num_groups,
        "num_met": outlook.num_met,
        "num_met_low": outlook.num_met_low,
        "num_met_high": outlook.num_met_high,
        "complaints_left": list(report.complaints_left),
        "days": days,
    }


def what_if_week(
    workspace: Workspace, record: WeekRecord, without: Without, wish: SearchWish, *, reporter: Reporter
) -> WeekComparison:
    """Plan the days of a week without some teams or days, and as they are, and count both.

    Days that an approved week has announced keep their RTs in both; those that nothing has changed stand as they are.

    Raises
    ------
    InputError
        E8030 for a team that there is not, E4001 if nobody is left; E6xxx for trouble with the workspace.
    """
    with workspace.ledger() as ledger:
        known = {team.id for team in ledger.teams()}
    lost = [team for team, _ in sorted(without.teams, key=str) if team not in known]
    if lost:
        raise InputError.of("E8030", cell=lost[0], choices=", ".join(sorted(known)) or "–")
    both = [_planned(workspace, record, one, wish, reporter=reporter) for one in (Without(), without)]
    return WeekComparison(as_it_is=both[0], without=both[1])


def _planned(workspace: Workspace, record: WeekRecord, without: Without, wish: SearchWish, *, reporter: Reporter) -> WeekReport:
    data = week_data(workspace, record.start, without=without, reporter=reporter)
    with workspace.ledger() as ledger:
        weeks = ledger.weeks()
    data = with_announced(data, announced_days(workspace, weeks, data.dates))
    days = tuple(
        replace(day, plan_version=None, is_locked=n in data.announced, is_free=not data.shifts[n])
        for n, day in enumerate(record.days)
    )
    fresh = replace(record, days=days, created=workspace.now())
    settings = data.records.as_learned(workspace.settings)
    planner = WeekPlanner(data, offers_of(data, settings), settings, settled(workspace, wish))
    reader = WeekPlans(workspace, data, fresh)
    made: dict[dt.date, Sequence[Made]] = {
        data.dates[day.index]: list(stops_made(day.problem, day.result.plan))
        for day in planner.plan(reader.before, reporter=reporter)
    }
    for date, version in reader.standing.items():
        kept = day_as_read(workspace, date, version).kept
        if kept is not None:
            made[date] = list(stops_of(kept))
    return counted(workspace, fresh, data.records, made)
