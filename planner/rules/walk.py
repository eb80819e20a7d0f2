"""The rule that a team follows on the street, written once: for the laws, for simulations, and for what is printed.

Work down the list. At each door: if it could not be over by the time to leave the block, go to the anchor; if the residents do
not want to be disturbed now and not within a quarter of an hour, pass it by; else knock. When the list is done, go to the
anchor, and begin there as soon as it may begin.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.opening import Opening
from planner.domain.shift import Shift
from planner.domain.units import MINUTE
from planner.domain.visit import Visit
from planner.rules.blocks import Block
from planner.rules.timing import earliest_in

PATIENCE = 15 * MINUTE
"""Seconds that a team waits before a door until its residents may be disturbed: as long as one conversation."""

Way = Callable[[int | None, int | None], int]
"""Seconds from place to place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A visit made or tried on the street: when it began, and how long after the last moment allowed (0: in time)."""

    visit: Visit
    time: int
    lateness: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One day of a team as it went.

    Attributes
    ----------
    made
        Doors knocked at and anchors, in order.
    end_time
        Back at the end.
    num_run_out
        Blocks whose doors were done while there was time for another one.
    break_lateness
        Most seconds that a break began after its window.
    """

    made: tuple[Made, ...]
    end_time: int
    num_run_out: int
    break_lateness: int


def knock_time(opening: Opening, arrival: int) -> int | None:
    """When a team that arrives knocks; `None`: it passes the door by."""
    start = earliest_in(opening.hours, arrival)
    return start if start is not None and start - arrival <= PATIENCE else None


def walk(shift: Shift, blocks: Sequence[Block], *, expected: Way, way: Way, stay: Callable[[Visit, int], int]) -> Walk:
    """Let a team follow the rule.

    Parameters
    ----------
    expected, way
        Seconds from place to place as the team expects them when it decides, and as they turn out.
    stay
        Seconds that a visit begun at a time takes.
    """
    time, place = shift.window.start, shift.start
    made: list[Made] = []
    num_run_out = break_lateness = 0
    for block in blocks:
        has_left = False
        for door in block.doors:
            assert door.opening is not None  # noqa: S101 (only doors lie between anchors)
            begun = knock_time(door.opening, time + expected(place, door.place))
            if (begun or time + expected(place, door.place)) + door.opening.met_duration > block.leave_by:
                has_left = True
                break
            time, place = time + way(place, door.place), door.place
            if begun is not None:
                time = max(time, earliest_in(door.opening.hours, time) or time)
                made.append(Made(visit=door, time=time))
                time += stay(door, time)
        if block.doors and not has_left:
            opening = block.doors[-1].opening
            num_run_out += opening is not None and time + opening.met_duration <= block.leave_by
        if block.visit is not None:
            time, place = time + way(place, block.visit.place), block.visit.place
            start = earliest_in(block.visit.windows, time)
            late = 0 if start is not None else time - block.visit.windows[-1].end
            time = time if start is None else start
            made.append(Made(visit=block.visit, time=time, lateness=late))
            time += stay(block.visit, time)
        elif block.rest is not None:
            start = earliest_in(block.rest.windows, time)
            break_lateness = max(break_lateness, 0 if start is not None else time - block.rest.windows[-1].end)
            time = (time if start is None else start) + block.rest.duration
        else:
            time += way(place, shift.end)
    return Walk(made=tuple(made), end_time=time, num_run_out=num_run_out, break_lateness=break_lateness)
