"""A planned day at a moment while it runs: where each team stands, and what came in that no team goes to yet."""

from dataclasses import dataclass

from planner.domain.replanning import News
from planner.domain.visit import Window
from planner.running.standing import Standing, standings
from planner.usecases.complaints import ComplaintReport
from planner.usecases.plain import plain
from planner.usecases.reading import ReadPlan
from planner.usecases.running_day import recorded_visits, with_recorded
from planner.usecases.words_owed import shown_complaints
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamUnderWay:
    """One team at the moment.

    Attributes
    ----------
    num_stops
        Stops of its route.
    num_recorded
        Of them, those that the ledger has an outcome of.
    num_done
        Stops held to be done or under way: by the plan's times, and at least up to the last recorded one.
    free_time
        From when on it may do something else, seconds since midnight.
    """

    shift_id: str
    team: str
    duty: Window
    num_stops: int
    num_recorded: int
    num_done: int
    free_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayUnderWay:
    """The day at the moment.

    Attributes
    ----------
    time
        The moment, seconds since midnight.
    waiting
        Open complaints that the plan does not visit, by the day of their next contact; never a special referral.
    """

    version: int
    time: int
    teams: tuple[TeamUnderWay, ...]
    waiting: tuple[ComplaintReport, ...]

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        waiting = [one.life.id for one in self.waiting]
        return {"version": self.version, "time": self.time, "teams": plain(self.teams), "waiting": waiting}


def day_under_way(workspace: Workspace, read: ReadPlan, time: int) -> DayUnderWay:
    """Where the teams of a sound plan stand at a moment, as the plan and the records say.

    A row that was put off is recorded, as on its sheet's page, and is not done.
    """
    plan, recorded = read.document.plan, recorded_visits(workspace, read)
    with workspace.ledger() as ledger:
        told = frozenset(visit.visit_id for visit in ledger.visits(read.document.date, read.document.date))
    news = with_recorded(News(time=time), read.problem, plan, recorded)
    stops = {route.shift_id: [stop.visit_id for stop in route.stops] for route in plan.routes}
    made = {visit_id for ids in stops.values() for visit_id in ids}
    return DayUnderWay(
        version=read.document.plan_version,
        time=time,
        teams=tuple(_team(one, stops.get(id_, []), told) for id_, one in standings(read.problem, plan, news).items()),
        waiting=tuple(one for one in shown_complaints(workspace) if one.life.id not in made),
    )


def _team(one: Standing, stops: list[str], told: frozenset[str]) -> TeamUnderWay:
    shift = one.shift
    return TeamUnderWay(
        shift_id=shift.id,
        team=shift.team or shift.id,
        duty=shift.window,
        num_stops=len(stops),
        num_recorded=len(told.intersection(stops)),
        num_done=len(one.stops),
        free_time=one.free_time,
    )
