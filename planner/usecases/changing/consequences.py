"""What a change by hand does: who is moved, what it costs, which promise breaks; or why it cannot be made."""

from dataclasses import dataclass

from planner.domain.change import Change
from planner.domain.errors import Fault
from planner.domain.hand_move import HandMove, Refusal
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.rules.cost import breakdown
from planner.rules.disruption import changes
from planner.usecases.plain import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEffect:
    """What a change does to the day of one team; `None`: it makes no visit.

    Attributes
    ----------
    num_stops, travel_duration, end_time
        Before and after: visits, seconds of travel, end of the route.
    num_shifted
        Other stops of the team that begin earlier or later.
    most_shifted
        Seconds by which the one that shifts most does.
    """

    shift_id: str
    num_stops: tuple[int, int]
    travel_duration: tuple[int, int]
    end_time: tuple[int | None, int | None]
    num_shifted: int
    most_shifted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveReport:
    """A change tried or made.

    Attributes
    ----------
    refusal
        Why it cannot be made; `None`: it can, and the checker agrees.
    changes
        Every visit that goes to another team, comes in, falls away, or is re-timed by more than the tolerance of the settings;
        those asked for first.
    teams
        Teams whose day is touched.
    extra_travel
        Seconds of travel more.
    complaint_prize, coverage_prize
        Worth of the visits made, more or less than before.
    promises
        Ids of promised visits that are not made any more.
    as_set
        Teams that serve otherwise than the plan before had it, as was set for the day since.
    fallen
        Visits of that plan which had no place any more before the change.
    notes
        E4091, if what comes in stands on sheets or plans of other days too.
    """

    move: HandMove
    refusal: Refusal | None = None
    changes: tuple[Change, ...] = ()
    teams: tuple[TeamEffect, ...] = ()
    extra_travel: int = 0
    complaint_prize: int = 0
    coverage_prize: int = 0
    promises: tuple[str, ...] = ()
    as_set: tuple[str, ...] = ()
    fallen: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the change can be made."""
        return self.refusal is None

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        told = {name: plain(getattr(self, name)) for name in self.__dataclass_fields__ if name != "notes"}
        return {"fits": self.fits, **told, "notes": [note.text() for note in self.notes]}


def report_of(move: HandMove, problem: Problem, before: Plan, after: Plan, *, tolerance: int) -> MoveReport:
    """What lies between two plans of a day.

    Parameters
    ----------
    problem
        As it was before the change: a promise that the change waives is told.
    tolerance
        Seconds within which a stop is not re-timed.
    """
    old, new = breakdown(problem, before), breakdown(problem, after)
    made = ({stop.visit_id for route in plan.routes for stop in route.stops} for plan in (before, after))
    gone = next(made) - next(made)
    asked = (move.visit_id, move.other_id)
    return MoveReport(
        move=move,
        changes=tuple(sorted(changes(before, after, tolerance=tolerance), key=lambda change: change.visit_id not in asked)),
        teams=_effects(problem, before, after),
        extra_travel=new.travel_duration - old.travel_duration,
        complaint_prize=new.complaint_prize - old.complaint_prize,
        coverage_prize=new.coverage_prize - old.coverage_prize,
        promises=tuple(visit.id for visit in problem.visits if visit.is_required and visit.id in gone),
    )


def _effects(problem: Problem, before: Plan, after: Plan) -> tuple[TeamEffect, ...]:
    old, new = ({route.shift_id: route for route in plan.routes} for plan in (before, after))
    touched = (id_ for id_ in (shift.id for shift in problem.shifts) if _core(old.get(id_)) != _core(new.get(id_)))
    return tuple(_effect(id_, old.get(id_), new.get(id_)) for id_ in touched)


def _core(route: Route | None) -> object:
    """What of a route its team feels: reserves that became stops of others do not count."""
    return None if route is None else (route.stops, route.pauses, route.start_time, route.end_time)


def _effect(shift_id: str, old: Route | None, new: Route | None) -> TeamEffect:
    time_of = {stop.visit_id: stop.start_time for stop in (old.stops if old else ())}
    shifted = [
        abs(stop.start_time - time_of[stop.visit_id])
        for stop in (new.stops if new else ())
        if time_of.get(stop.visit_id, stop.start_time) != stop.start_time
    ]
    return TeamEffect(
        shift_id=shift_id,
        num_stops=(len(old.stops) if old else 0, len(new.stops) if new else 0),
        travel_duration=(old.travel_duration if old else 0, new.travel_duration if new else 0),
        end_time=(old.end_time if old else None, new.end_time if new else None),
        num_shifted=len(shifted),
        most_shifted=max(shifted, default=0),
    )
