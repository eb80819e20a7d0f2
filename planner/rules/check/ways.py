"""Laws about the ways between stops: that there is one, that there is time for it, and the sums."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.violation import Law, Moment, Phrase, Violation
from planner.rules.check.reading import ReadRoute
from planner.rules.check.words import at, broken, far, lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leg:
    """The way to a stop, or from the last one to the end.

    Attributes
    ----------
    duration
        Seconds at the shift's speed; `None`: no way, or one of its ends is unknown.
    distance
        Metres; `None` where not known.
    is_cut
        Both ends are known and there is no way between them.
    leaving
        When the action before it ends (the route's start, for the first leg).
    arrival, start
        When the stop is reached, and when its action starts (the route's end, for the last leg).
    """

    where: Phrase
    duration: int | None
    distance: int | None
    is_cut: bool
    leaving: int
    arrival: int
    start: int


def reachable(route: ReadRoute) -> Iterator[Violation]:
    """No leg runs over a pair of places without a way."""
    for leg in _legs(route):
        if leg.is_cut:
            yield broken(Law.REACHABLE, leg.where, Phrase("no way to this place"), Phrase("a way"))


def travel_time(route: ReadRoute) -> Iterator[Violation]:
    """Between two actions there is time for the way and for all breaks taken meanwhile.

    Travel stops while a break lasts and goes on after it. A team reaches a door no earlier than that
    allows, and what is left of the gap still holds the breaks in it.
    """
    for leg in _legs(route):
        if leg.duration is None:
            continue
        earliest = _reached(leg.leaving, leg.duration, route)
        remaining = leg.start - leg.leaving - _paused(leg.leaving, leg.start, route)
        if leg.arrival < earliest:
            expected = Phrase(
                "not before {time} ({seconds} s of travel from {leaving}, breaks on top)",
                time=Moment(earliest), seconds=leg.duration, leaving=Moment(leg.leaving),
            )  # fmt: skip
            yield broken(Law.TRAVEL_TIME, leg.where, at("reached {time}", leg.arrival), expected)
        elif remaining < leg.duration:
            got = Phrase("{seconds} s between the actions, breaks taken off", seconds=remaining)
            yield broken(Law.TRAVEL_TIME, leg.where, got, Phrase("at least {seconds} s of travel", seconds=leg.duration))


def max_travel(route: ReadRoute) -> Iterator[Violation]:
    """A route has no more travel than its shift allows; legs that are broken otherwise do not count."""
    most = route.shift.max_travel_duration if route.shift else None
    total = sum(leg.duration or 0 for leg in _legs(route))
    if most is not None and total > most:
        yield broken(Law.MAX_TRAVEL, route.where, lasting(total), Phrase("at most {seconds} s", seconds=most))


def totals(route: ReadRoute) -> Iterator[Violation]:
    """Travel duration and distance of a route are the sums of its legs."""
    legs = _legs(route)
    if not legs or any(leg.duration is None for leg in legs):
        return  # a leg without a way, or an unknown id: already said, and there is no sum to compare with
    total = sum(leg.duration or 0 for leg in legs)
    if route.travel_duration != total:
        where = Phrase("{route}, travel_duration", route=route.where)
        yield broken(Law.TOTALS, where, lasting(route.travel_duration), lasting(total))
    metres = [leg.distance for leg in legs if leg.distance is not None]
    distance = sum(metres) if len(metres) == len(legs) else None
    if route.distance != distance:
        yield broken(Law.TOTALS, Phrase("{route}, distance", route=route.where), far(route.distance), far(distance))


def _legs(route: ReadRoute) -> list[_Leg]:
    shift, travel = route.shift, route.travel
    if shift is None or travel is None or not route.stops:
        return []
    legs: list[_Leg] = []
    place, is_known, leaving = shift.start, True, route.start
    for stop in route.stops:
        to = stop.visit.place if stop.visit else None
        way = _way(travel, shift, place, to) if is_known and stop.visit else (None, None, False)
        legs.append(_leg(stop.where, way, leaving, stop.arrival, stop.start))
        place, is_known, leaving = to, stop.visit is not None, stop.end
    way = _way(travel, shift, place, shift.end) if is_known else (None, None, False)
    legs.append(_leg(Phrase("{route}, way to the end", route=route.where), way, leaving, route.end, route.end))
    return legs


def _leg(where: Phrase, way: tuple[int | None, int | None, bool], leaving: int, arrival: int, start: int) -> _Leg:
    duration, distance, is_cut = way
    return _Leg(where=where, duration=duration, distance=distance, is_cut=is_cut, leaving=leaving, arrival=arrival, start=start)


def _way(travel: Travel, shift: Shift, start: int | None, end: int | None) -> tuple[int | None, int | None, bool]:
    """Seconds at the shift's speed, metres, and whether the way is cut; no place at one end: no way to go."""
    if start is None or end is None:
        return 0, None if travel.distances is None else 0, False
    seconds = int(travel.durations[start, end])
    if seconds >= UNREACHABLE:
        return None, None, True
    metres = None if travel.distances is None else int(travel.distances[start, end])
    return math.ceil(seconds / shift.speed_factor), metres, False


def _reached(leaving: int, duration: int, route: ReadRoute) -> int:
    """Earliest time at which a way begun at `leaving` is done, stopping for each break met on it."""
    now, left = leaving, duration
    for start, end in _pauses(route):
        if end <= now:
            continue
        if start - now >= left:
            break
        left -= max(0, start - now)
        now = end
    return now + left


def _paused(start: int, end: int, route: ReadRoute) -> int:
    """Seconds of break within a span."""
    return sum(max(0, min(end, until) - max(start, since)) for since, until in _pauses(route))


def _pauses(route: ReadRoute) -> list[tuple[int, int]]:
    return sorted((pause.start, pause.end) for pause in route.pauses)
