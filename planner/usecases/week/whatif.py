"""What if on a week: the same days with teams or days taken away, planned alike and held against the week as it is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.errors import Fault, InputError, told_once
from planner.domain.week_record import WeekRecord
from planner.usecases.progress import Reporter
from planner.usecases.searching import SearchWish
from planner.usecases.sheets_out import unread_plan
from planner.usecases.week.announcing import announced_days, day_as_read, stops_made, stops_of
from planner.usecases.week.days import WeekPlanner
from planner.usecases.week.handed_out import days_out, stands_note, without_days_out
from planner.usecases.week.planning import WeekPlans, days_to_plan, newest_plans, settled
from planner.usecases.week.question import Without, week_data, with_announced
from planner.usecases.week.report import Made, WeekReport, counted
from planner.usecases.workspace import Workspace

MEASURES = ("num_homes", "num_complaints", "num_in_time", "num_facilities")
"""Sums over the days that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekComparison:
    """A week as it is, and without what the scenario takes away; both planned with the same search, nothing kept.

    The notes of both are those of a roll: doors without a way, days that stand as they are, plans that cannot be read.
    """

    as_it_is: WeekReport
    without: WeekReport

    def as_data(self) -> dict[str, object]:
        """The comparison for JSON."""
        return {
            "as_it_is": _figures(self.as_it_is),
            "without": _figures(self.without),
            "lost_rts": list(self.lost_groups),
            "notes": [note.text() for note in self.notes],
        }

    @property
    def notes(self) -> tuple[Fault, ...]:
        """What is to be told of either, once."""
        return told_once((*self.as_it_is.notes, *self.without.notes))

    @property
    def lost_groups(self) -> tuple[str, ...]:
        """RTs that were announced and that the scenario does not go to on their day."""
        return tuple(sorted({group for day in self.without.days for group in day.missed_groups}))


def _figures(report: WeekReport) -> dict[str, object]:
    outlook = report.outlook
    days = [
        {
            "date": day.date.isoformat(),
            "is_unread": day.is_unread,
            "num_teams": day.num_teams,
            **{name: getattr(day, name) for name in MEASURES},
        }
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

    Days that an approved week has announced keep their RTs in both; those that nothing has changed stand as they are. So do
    in both days of which sheets are handed out, and those whose announced plan cannot be read, whatever is taken away (E4099,
    E4095): a roll leaves them alone.

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
    out = {record.days[n].date: day for n, day in days_out(workspace, [day.date for day in record.days]).items()}
    spared = replace(without, standing=frozenset(out))
    both = [_planned(workspace, record, one, wish, reporter=reporter) for one in (Without(), spared)]
    in_vain = [
        stands_note(date, day)
        for date, day in out.items()
        if any(without.is_away(shift.team or shift.id, date) for shift in day.shifts)
    ]
    return WeekComparison(as_it_is=both[0], without=replace(both[1], notes=(*both[1].notes, *in_vain)))


def _planned(workspace: Workspace, record: WeekRecord, without: Without, wish: SearchWish, *, reporter: Reporter) -> WeekReport:
    data = week_data(workspace, record.start, without=without, reporter=reporter)
    with workspace.ledger() as ledger:
        weeks = ledger.weeks()
    data = with_announced(data, announced_days(workspace, weeks, data.dates))
    out = days_out(workspace, data.dates)
    data = without_days_out(data, out)
    fresh = replace(record, days=days_to_plan(data, out), created=workspace.now())
    settings = data.records.as_learned(workspace.settings)
    planner = WeekPlanner(data, settings, settled(workspace, wish))
    had = newest_plans(workspace, data.dates)
    reader = WeekPlans(workspace, data, fresh, had, {data.dates[n]: day.plan_version for n, day in out.items()})
    made: dict[dt.date, Sequence[Made]] = {
        data.dates[day.index]: list(stops_made(day.problem, day.result.plan))
        for day in planner.plan(reader.before, reader.to_give_up(), reporter=reporter)
    }
    read = {date: day_as_read(workspace, date, version) for date, version in reader.standing(planner.standing).items()}
    made |= {date: list(stops_of(found.kept)) for date, found in read.items() if found.kept is not None}
    unread = [unread_plan(date, found.version) for date, found in read.items() if found.kept is None]
    days = tuple(replace(day, plan_version=read[day.date].version) if day.date in read else day for day in fresh.days)
    report = counted(workspace, replace(fresh, days=days), data.records, made)
    return replace(report, notes=told_once((*data.notes, *unread)))
