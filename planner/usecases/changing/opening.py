"""Opens the newest plan of a day for changes by hand, as far as the day has not happened yet, and brings in what it lacks."""

import datetime as dt
import functools
from dataclasses import replace

from inputs.roads.facade import Roads
from planner.domain.errors import InputError
from planner.domain.replanning import News
from planner.usecases.adding import Adding, with_added
from planner.usecases.changing.loaded_day import Around, LoadedDay
from planner.usecases.day_news import teams_set_since, with_day_settings
from planner.usecases.one_door import homes_of
from planner.usecases.progress import Reporter
from planner.usecases.reading import Reading, ReadPlan, read_sound_plan, read_version
from planner.usecases.running_day import first_start, moment_meant, recorded_visits, with_recorded, without_recorded
from planner.usecases.sheets_out import rows_elsewhere
from planner.usecases.workspace import Workspace


def newest_plan(workspace: Workspace, date: dt.date, *, reading: Reading = read_sound_plan) -> ReadPlan:
    """The newest plan of a day, sound.

    Raises
    ------
    InputError
        E8114 if the day has no plan; E3xxx and E4095 for a file that cannot be read, E8115 for what it says.
    """
    with workspace.ledger() as ledger:
        records = ledger.plans(date)
    if not records:
        raise InputError.of("E8114", date=date.isoformat())
    return read_version(workspace, records[-1], reading=reading)


def open_day(workspace: Workspace, date: dt.date, *, at: int | None = None, reading: Reading = read_sound_plan) -> LoadedDay:
    """Load the newest plan of a day.

    What its teams have done, or have set out for, and what sheets tell of cannot be changed any more. What was set for teams of
    the day since the plan was made counts: visits that have no place any more are left out from the start, and told.

    Parameters
    ----------
    at
        The moment, seconds since midnight; `None`: now, where the plan is of today.
    reading
        Where a door keeps plans open.

    Raises
    ------
    InputError
        E8114 if the day has no plan; E3xxx, E8115 for what its file says; E4070 for an officer in two teams at once.
    """
    read = newest_plan(workspace, date, reading=reading)
    recorded, as_set = recorded_visits(workspace, read), teams_set_since(workspace, read)
    time = _moment(workspace, read, recorded, at)
    with workspace.ledger() as ledger:
        homes = homes_of(ledger, [visit.subject or visit.id for visit in read.problem.visits])
    around = Around(homes=homes, elsewhere=functools.partial(rows_elsewhere, workspace, date))
    if time is None and not as_set:
        return LoadedDay(read, settings=workspace.settings, around=around)
    plan, replanned = read.document.plan, read.document.replanned
    known = dict(replanned.num_facts) if replanned is not None and replanned.time == time else {}
    news = with_recorded(News(time=time or 0, num_done=known), read.problem, plan, recorded)
    problem = without_recorded(read.problem, plan, recorded)
    read, news = with_day_settings(workspace, replace(read, problem=problem), news)
    return LoadedDay(read, settings=workspace.settings, time=time, news=news, as_set=as_set, around=around)


def add_visit(workspace: Workspace, day: LoadedDay, visit_id: str, *, reporter: Reporter, roads: Roads | None = None) -> None:
    """Offer a household, complaint or facility of the ledger to a loaded day; what it knows already is left as it is.

    Raises
    ------
    InputError
        E8106 to E8108 for what cannot be visited; E8126, E8127 for a door that somebody comes to that day already.
    """
    if day.knows(visit_id):
        return
    read, _ = with_added(workspace, day.as_read, (visit_id,), Adding(reporter=reporter, facts=day.done), roads=roads)
    with workspace.ledger() as ledger:
        day.with_read(read, homes_of(ledger, [visit_id]))


def _moment(workspace: Workspace, read: ReadPlan, recorded: frozenset[str], at: int | None) -> int | None:
    """From when on the day can be changed; `None`: nothing of it has happened."""
    time = moment_meant(workspace, read.document.date, read.problem, at)
    ends = [stop.end_time for route in read.document.plan.routes for stop in route.stops if stop.visit_id in recorded]
    replanned = read.document.replanned
    known = [] if replanned is None or replanned.time is None else [replanned.time]
    begun = first_start(read.problem)
    moments = [*([] if time is None or time <= begun else [time]), *known, *(ends if at is None else [])]
    return max(moments, default=None)
