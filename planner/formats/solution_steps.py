"""Turns a route into steps as VROOM writes them: at each step, arrival + waiting time = begin of the action.

Travel goes on whenever nothing else happens, so a break in the middle of a leg comes after as much of
the leg as fits before it; `duration` counts the travel so far.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.domain.arrays import IntMatrix
from planner.domain.plan import Pause, Route, Stop
from planner.domain.problem import Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Visit
from planner.rules.timing import travel_durations

Step = dict[str, object]


@dataclass(slots=True, kw_only=True)
class Walk:
    """A route being walked: the clock, the travel still to do on this leg, and what was written so far."""

    route: Route
    ids: ProblemIds
    now: int
    rest: int = 0
    steps: list[Step] = field(default_factory=list)
    sums: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("duration", "setup", "service", "waiting_time", "priority"), 0)
    )

    def travel(self, until: int | None) -> None:
        """Move on along the leg, at most until a time."""
        moved = self.rest if until is None else max(0, min(self.rest, until - self.now))
        self.now += moved
        self.rest -= moved
        self.sums["duration"] += moved

    def write(self, kind: str, names: Step, *, start: int, setup: int = 0, service: int = 0) -> None:
        """Write a step whose action begins at `start`, and go on to its end."""
        waiting = start - self.now
        content: Step = {"type": kind, **names, "arrival": self.ids.origin + self.now, "duration": self.sums["duration"]}
        self.steps.append(content | {"setup": setup, "service": service, "waiting_time": waiting})
        self.sums["waiting_time"] += waiting
        self.now = start + setup + service


def walk(problem: Problem, shift: Shift, route: Route, visits: Mapping[str, Visit], ids: ProblemIds) -> Walk:
    """Write all steps of a route and add up its parts; `service` counts jobs, not breaks."""
    durations = travel_durations(problem, shift)
    done = Walk(route=route, ids=ids, now=route.start_time)
    pauses = iter(route.pauses)
    pending = next(pauses, None)
    if shift.start is not None:
        done.write("start", ids.place(shift.start), start=done.now)
    place = shift.start
    for stop in route.stops:
        visit = visits[stop.visit_id]
        done.rest = _leg(durations, place, visit.place)
        pending = _take_pauses(done, pending, pauses, before=stop.start_time)
        done.travel(None)
        _write_job(done, stop, visit)
        place = visit.place
    done.rest = _leg(durations, place, shift.end)
    _take_pauses(done, pending, pauses, before=None)
    done.travel(None)
    if shift.end is not None:
        done.write("end", ids.place(shift.end), start=done.now)
    return done


def _leg(durations: IntMatrix, origin: int | None, destination: int | None) -> int:
    """Seconds of a leg; 0 where an end has no place, or where there is no way, which a route as given may ask for."""
    if origin is None or destination is None or durations[origin, destination] >= UNREACHABLE:
        return 0
    return int(durations[origin, destination])


def _take_pauses(done: Walk, pending: Pause | None, pauses: Iterator[Pause], *, before: int | None) -> Pause | None:
    """Write the breaks that begin before a time (`None`: all that are left); return the next one."""
    while pending is not None and (before is None or pending.end_time <= before):
        done.travel(pending.start_time)
        name = done.ids.breaks.get((done.route.shift_id, pending.break_id), pending.break_id)
        done.write("break", {"id": name}, start=pending.start_time, service=pending.end_time - pending.start_time)
        pending = next(pauses, None)
    return pending


def _write_job(done: Walk, stop: Stop, visit: Visit) -> None:
    setup = stop.end_time - stop.start_time - visit.service_duration
    done.sums["setup"] += setup
    done.sums["service"] += visit.service_duration
    done.sums["priority"] += done.ids.priority(visit.prize)
    names: Step = {"id": done.ids.jobs.get(visit.id, visit.id), **done.ids.place(visit.place)}
    done.write("job", names, start=stop.start_time, setup=setup, service=visit.service_duration)
