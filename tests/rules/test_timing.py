"""Guards the exact schedule of a route against hand-worked days and a minute-by-minute brute force."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.visit import Visit, Window
from planner.rules.timing import action_duration, leg_duration, schedule, travel_durations
from tests.building import line_travel, random_problem

NOON = Break(id="noon", windows=(Window(start=3000, end=3600),), duration=900)


def day(*visits: Visit, shift: Shift | None = None, positions: tuple[int, ...] = (0, 5, 10, 20)) -> tuple[Problem, Shift]:
    """Places on a line a minute a step apart; the station is place 0."""
    shift = shift or Shift(id="s", window=Window(start=0, end=7200), start=0, end=0)
    return Problem(visits=visits, shifts=(shift,), travel={"motorcycle": line_travel(list(positions))}), shift


def door(place: int, *windows: tuple[int, int], service: int = 600, **more: object) -> Visit:
    return Visit(
        id=f"d{place}",
        place=place,
        service_duration=service,
        windows=tuple(Window(start=a, end=b) for a, b in windows),
        **more,  # type: ignore[arg-type]
    )


def test_times_follow_each_other() -> None:
    """Without windows and breaks every action starts on arrival, and the totals are the sums of the legs."""
    route = schedule(*day(door(1), door(2)), [0, 1])
    assert route is not None
    assert [(stop.arrival_time, stop.start_time, stop.end_time) for stop in route.stops] == [
        (300, 300, 900),
        (1200, 1200, 1800),
    ]
    assert (route.start_time, route.end_time, route.travel_duration, route.distance) == (0, 2400, 1200, 2000)


def test_leaves_late_for_a_late_first_door() -> None:
    """Nobody waits at the first door: the departure moves, the first start does not."""
    route = schedule(*day(door(1, (3000, 4000))), [0])
    assert route is not None
    assert (route.start_time, route.stops[0].arrival_time, route.stops[0].start_time) == (2700, 3000, 3000)


def test_later_window_is_taken_when_the_first_has_passed() -> None:
    """Of several windows the first that is still open counts; the window limits the start, inclusive."""
    route = schedule(*day(door(1, (0, 299), (1000, 1100)), door(2, (0, 1900))), [0, 1])
    assert route is not None
    assert [stop.start_time for stop in route.stops] == [1000, 1900]


def test_setup_is_spent_once_per_place() -> None:
    """Setup is spent when the stop before was at another place, or the start place is."""
    first = door(1, setup_duration=60)
    problem, shift = day(first, replace(first, id="again"), replace(first, id="home", place=0))
    route = schedule(problem, shift, [0, 1, 2])
    assert route is not None
    assert [stop.end_time - stop.start_time for stop in route.stops] == [660, 600, 660]
    assert action_duration(problem.visits[2], 0) == 600
    assert action_duration(problem.visits[2], None) == 660


def test_break_interrupts_a_leg() -> None:
    """A fixed break on the way is taken there, and the rest of the way comes after it."""
    pause = Break(id="b", windows=(Window(start=1000, end=1000),), duration=500)
    shift = Shift(id="s", window=Window(start=0, end=7200), start=0, end=0, breaks=(pause,))
    route = schedule(*day(door(1), door(3), shift=shift), [0, 1])
    assert route is not None
    assert route.stops[1].arrival_time == 900 + 900 + 500
    assert [(taken.start_time, taken.end_time) for taken in route.pauses] == [(1000, 1500)]


def test_break_before_leaving_and_after_the_end() -> None:
    """A break may come before leaving or after the end; the route's span covers it either way."""
    early = Break(id="early", windows=(Window(start=0, end=0),), duration=900)
    late = Break(id="late", windows=(Window(start=5000, end=5400),), duration=900)
    shift = Shift(id="s", window=Window(start=0, end=7200), start=0, end=0, breaks=(late, early))
    route = schedule(*day(door(1), shift=shift), [0])
    assert route is not None
    assert (route.start_time, route.stops[0].arrival_time, route.end_time) == (0, 1200, 5900)
    assert [pause.break_id for pause in route.pauses] == ["early", "late"]
    cramped = replace(shift, window=Window(start=0, end=5899))
    assert schedule(*day(door(1), shift=cramped), [0]) is None


def test_break_in_its_second_window_when_the_first_costs_a_door() -> None:
    """Where to take a break is searched, not guessed: waiting for the first window would miss a door."""
    pause = Break(id="b", windows=(Window(start=600, end=700), Window(start=4000, end=4100)), duration=1800)
    shift = Shift(id="s", window=Window(start=0, end=7200), start=0, end=0, breaks=(pause,))
    route = schedule(*day(door(1, (600, 700)), door(2, (1400, 1900)), shift=shift), [0, 1])
    assert route is not None
    assert route.pauses[0].start_time == 4000


def test_no_station_means_no_legs_there() -> None:
    """A shift without start and end begins at its first door and ends at its last."""
    shift = Shift(id="s", window=Window(start=500, end=7200))
    route = schedule(*day(door(1), door(2), shift=shift), [0, 1])
    assert route is not None
    assert (route.start_time, route.end_time, route.travel_duration) == (500, 2000, 300)


def test_speed_factor_rounds_up_and_keeps_unreachable() -> None:
    """Durations are divided by the factor and rounded up; a pair without a way stays one."""
    shift = Shift(id="s", window=Window(start=0, end=7200), start=0, speed_factor=0.7)
    travel = Travel(durations=[[0, 10, UNREACHABLE], [10, 0, 3], [4, 3, 0]])
    problem = Problem(visits=(door(1), door(2)), shifts=(shift,), travel={"motorcycle": travel})
    assert travel_durations(problem, shift).tolist() == [[0, 15, UNREACHABLE], [15, 0, 5], [6, 5, 0]]
    assert leg_duration(problem, shift, 0, 1) == 15
    assert schedule(problem, shift, [1]) is None
    route = schedule(problem, shift, [0, 1])
    assert route is not None
    assert route.distance is None


@pytest.mark.parametrize(
    "change",
    [{"max_visits": 1}, {"max_travel_duration": 1199}, {"team_size": 1}, {"window": Window(start=0, end=2399)}],
    ids=lambda change: next(iter(change)),
)
def test_none_where_a_law_forbids(change: dict[str, object]) -> None:
    """Each limit of a shift is obeyed: one less than needed and there is no route."""
    shift = Shift(id="s", window=Window(start=0, end=2400), start=0, end=0, max_visits=2, max_travel_duration=1200)
    visits = (door(1, min_team_size=2), door(2))
    assert schedule(*day(*visits, shift=shift), [0, 1]) is not None
    assert schedule(*day(*visits, shift=replace(shift, **change)), [0, 1]) is None  # type: ignore[arg-type]


def test_no_visits_no_route() -> None:
    """A shift without a stop has no route: asking for one is a mistake."""
    with pytest.raises(ValueError, match="at least one visit"):
        schedule(*day(door(1)), [])


@settings(max_examples=150)
@given(seed=st.integers(0, 10**6))
def test_ends_as_early_as_any_placing_of_the_breaks(seed: int) -> None:
    """The schedule exists exactly when some placing of breaks on legs is feasible, and ends at the earliest of them."""
    problem, shift, order = crowded_day(seed)
    route = schedule(problem, shift, order)
    ends = [end for end in placings(problem, shift, order) if end <= shift.window.end]
    assert (route.end_time if route else None) == min(ends, default=None)


@settings(max_examples=150)
@given(seed=st.integers(0, 10**6))
def test_schedule_obeys_the_law_of_the_day(seed: int) -> None:
    """Between two actions there is room for the way and the breaks taken meanwhile; breaks keep their windows."""
    problem, shift, order = crowded_day(seed)
    route = schedule(problem, shift, order)
    if route is not None:
        assert_lawful(problem, shift, route)


def crowded_day(seed: int) -> tuple[Problem, Shift, list[int]]:
    """A random route with up to three breaks of up to two windows."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = random_problem(seed, num_visits=4, num_shifts=1)
    breaks = []
    for number in range(rng.randint(0, 3)):
        start = rng.randrange(0, 9000, 300)
        windows = [Window(start=start, end=start + rng.choice((0, 600, 2400)))]
        if rng.random() < 0.5:
            windows.append(Window(start=start + 3000, end=start + 3600))
        breaks.append(Break(id=f"b{number}", windows=tuple(windows), duration=rng.choice((0, 300, 900, 900, 1800))))
    able = {"skills": frozenset({"polwan", "reskrim"}), "team_size": 3, "max_visits": None, "max_travel_duration": None}
    shift = replace(problem.shifts[0], breaks=tuple(breaks), **able)  # type: ignore[arg-type]
    visits = tuple(replace(visit, windows=visit.windows if rng.random() < 0.5 else ()) for visit in problem.visits)
    return replace(problem, visits=visits, shifts=(shift,)), shift, rng.sample(range(4), rng.randint(1, 4))


def placings(problem: Problem, shift: Shift, order: list[int]) -> list[int]:
    """End of the route for every assignment of breaks to legs, in every order, each as early as it can be."""
    ends = []
    visits = [problem.visits[position] for position in order]
    legs = range(len(visits) + 1)
    for sequence in itertools.permutations(shift.breaks):
        for at in itertools.combinations_with_replacement(legs, len(sequence)):
            time: int | None = shift.window.start
            places = [shift.start, *(visit.place for visit in visits), shift.end]
            for leg in legs:
                taken = [pause for pause, where in zip(sequence, at, strict=True) if where == leg]
                time = cross(time, leg_duration(problem, shift, places[leg], places[leg + 1]), taken)
                if time is not None and leg < len(visits):
                    time = first_moment(visits[leg].windows, time)
                    time = None if time is None else time + action_duration(visits[leg], places[leg])
                if time is None:
                    break
            else:
                assert time is not None
                ends.append(time)
    return ends


def cross(time: int | None, way: int, breaks: list[Break]) -> int | None:
    """Walk a leg in small pieces: to the next break or to the end, whichever comes first."""
    if time is None:
        return None
    for pause in breaks:
        start = first_moment(pause.windows, time)
        if start is None:
            return None
        way -= min(way, start - time)
        time = start + pause.duration
    return time + way


def first_moment(windows: tuple[Window, ...], time: int) -> int | None:
    if not windows:
        return time
    return min((max(time, window.start) for window in windows if time <= window.end), default=None)


def assert_lawful(problem: Problem, shift: Shift, route: Route) -> None:
    visit_of = {visit.id: visit for visit in problem.visits}
    break_of = {pause.id: pause for pause in shift.breaks}
    stops = [visit_of[stop.visit_id] for stop in route.stops]
    places = [shift.start, *(visit.place for visit in stops), shift.end]
    legs = [leg_duration(problem, shift, *pair) for pair in itertools.pairwise(places)]
    assert sorted(pause.break_id for pause in route.pauses) == sorted(break_of)
    assert route.travel_duration == sum(legs)
    bounds = [
        shift.window.start,
        *(time for stop in route.stops for time in (stop.start_time, stop.end_time)),
        shift.window.end,
    ]
    for before, after, leg in zip(bounds[::2], bounds[1::2], legs, strict=True):
        inside = [pause for pause in route.pauses if before <= pause.start_time and pause.end_time <= after]
        assert after - before >= leg + sum(pause.end_time - pause.start_time for pause in inside)
    for stop, visit, place in zip(route.stops, stops, places, strict=False):
        assert stop.arrival_time <= stop.start_time == stop.end_time - action_duration(visit, place)
        assert not visit.windows or any(window.start <= stop.start_time <= window.end for window in visit.windows)
    for pause in route.pauses:
        law = break_of[pause.break_id]
        assert pause.end_time - pause.start_time == law.duration
        assert any(window.start <= pause.start_time <= window.end for window in law.windows)
        assert all(pause.end_time <= stop.start_time or pause.start_time >= stop.end_time for stop in route.stops)
        assert route.start_time <= pause.start_time
        assert pause.end_time <= route.end_time
    assert shift.window.start <= route.start_time
    assert route.end_time <= shift.window.end
