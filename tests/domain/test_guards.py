"""Guards of what is asked of a day: objects that mean nothing are refused where they are made, each class by itself.

`python -m benchmarks.guards` takes each check away in turn and expects a test of this folder to notice.
"""

from dataclasses import replace

import numpy as np
import pytest

from planner.domain.problem import Policy, Problem
from planner.domain.shift import Break, Shift
from planner.domain.solving import Limits
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window
from tests.building import line_travel

DUTY = Window(start=0, end=3600)


def _problem(**changes: object) -> Problem:
    problem = Problem(
        visits=(Visit(id="v1", place=1), Visit(id="v2", place=1)),
        shifts=(Shift(id="s1", window=DUTY, start=0, end=0), Shift(id="s2", window=DUTY)),
        travel={"motorcycle": line_travel([0, 1])},
    )
    return replace(problem, **changes)


def test_a_window_does_not_end_before_it_starts() -> None:
    """Start and end exchanged are refused; a window of one moment is a window."""
    with pytest.raises(ValueError, match="starts 2 after it ends 1"):
        Window(start=2, end=1)
    assert Window(start=1, end=1).start == 1


@pytest.mark.parametrize("name", ["place", "prize", "service_duration", "setup_duration"])
def test_a_visit_counts_from_nought(name: str) -> None:
    """Nothing of a visit is negative: a negative prize or duration would turn the search around."""
    numbers = {"place": 0, "prize": 0, "service_duration": 0, "setup_duration": 0}
    assert Visit(id="v", **numbers).id == "v"
    with pytest.raises(ValueError, match=f"visit 'v': {name} is -1"):
        Visit(id="v", **{**numbers, name: -1})


def test_windows_of_a_visit_are_sorted_and_apart() -> None:
    """Every reader of windows takes them in order; two that share a second are one window."""
    early, late = Window(start=0, end=10), Window(start=11, end=20)
    assert Visit(id="v", place=0, windows=(early, late)).windows == (early, late)
    for windows in ((late, early), (early, Window(start=10, end=20)), (early, late, late)):
        with pytest.raises(ValueError, match="overlap or are not sorted"):
            Visit(id="v", place=0, windows=windows)


def test_prizes_by_the_hour_are_a_step_function_below_the_prize() -> None:
    """Before the first step the first prize holds; all engines and bounds count on the prize being the best of them."""
    visit = Visit(id="v", place=0, prize=7, prize_steps=((100, 3), (200, 7), (300, 0)))
    assert [visit.prize_at(time) for time in (0, 100, 199, 200, 299, 300, 9999)] == [3, 3, 3, 7, 7, 0, 0]
    assert Visit(id="v", place=0, prize=7).prize_at(100) == 7
    for steps in (((9, 7), (9, 1)), ((9, 7), (8, 1))):
        with pytest.raises(ValueError, match="expected rising times"):
            Visit(id="v", place=0, prize=7, prize_steps=steps)
    for steps in (((0, -1), (9, 7)), ((0, 3), (9, 6)), ((0, 3), (9, 8))):
        with pytest.raises(ValueError, match="and 7 the most of them"):
            Visit(id="v", place=0, prize=7, prize_steps=steps)


def test_a_break_has_a_window_and_lasts() -> None:
    """A break without a window could never be taken; one of no length can."""
    assert Break(id="b", windows=(DUTY,), duration=0).duration == 0
    with pytest.raises(ValueError, match="break 'b' has no window"):
        Break(id="b", windows=(), duration=600)
    with pytest.raises(ValueError, match="break 'b': duration is -1"):
        Break(id="b", windows=(DUTY,), duration=-1)


@pytest.mark.parametrize("factor", [0, -1, 5.01, float("nan")])
def test_a_shift_moves_at_a_speed(factor: float) -> None:
    """Travel is divided by the factor: nought, less than nought and hundreds are slips of the pen."""
    with pytest.raises(ValueError, match="shift 's': speed factor"):
        Shift(id="s", window=DUTY, speed_factor=factor)
    assert Shift(id="s", window=DUTY, speed_factor=5).speed_factor == 5


def test_breaks_of_a_shift_have_ids_of_their_own() -> None:
    """A plan names breaks by id."""
    pause = Break(id="b", windows=(DUTY,), duration=60)
    with pytest.raises(ValueError, match="two breaks share an id"):
        Shift(id="s", window=DUTY, breaks=(pause, pause))


@pytest.mark.parametrize("balance", [-0.01, 1.01, float("nan")])
def test_a_balance_lies_between_nought_and_one(balance: float) -> None:
    """0 is coverage alone, 1 complaints alone; there is nothing beyond."""
    with pytest.raises(ValueError, match="balance is"):
        Policy(balance=balance)
    assert (Policy(balance=0).balance, Policy(balance=1).balance) == (0, 1)


@pytest.mark.parametrize(
    "name", ["urgent_prize", "travel_weight", "overload_weight", "foreign_village_penalty", "disruption_penalty"]
)
def test_weights_of_a_policy_are_not_negative(name: str) -> None:
    """A negative weight would pay for what it should cost."""
    assert getattr(Policy(**{name: 0}), name) == 0
    with pytest.raises(ValueError, match=f"{name} is -1"):
        Policy(**{name: -1})


@pytest.mark.parametrize("name", ["max_runtime", "max_iterations", "max_idle_iterations"])
def test_limits_are_not_negative(name: str) -> None:
    """No time at all is a limit (the engine answers with what it has); less than none is a slip."""
    assert getattr(Limits(**{name: 0}), name) == 0
    with pytest.raises(ValueError, match=f"{name} is -1"):
        Limits(**{name: -1})


def test_matrices_are_square() -> None:
    """Row and column are the same places."""
    for shape in ((2, 3), (4,), (2, 2, 2)):
        with pytest.raises(ValueError, match=r"durations has shape .* expected \(n, n\)"):
            Travel(durations=np.zeros(shape, dtype=np.int32))
    assert Travel(durations=np.zeros((0, 0), dtype=np.int32)).num_places == 0


def test_matrices_are_of_the_same_places() -> None:
    """Distances of other places would be printed as this day's."""
    with pytest.raises(ValueError, match="differ in shape"):
        Travel(durations=np.zeros((2, 2), dtype=np.int32), distances=np.zeros((3, 3), dtype=np.int32))


def test_entries_of_matrices_are_not_negative() -> None:
    """The message names the pair."""
    matrix = np.zeros((2, 2), dtype=np.int32)
    matrix[0, 1] = -1
    with pytest.raises(ValueError, match=r"durations\[0, 1\] is -1"):
        Travel(durations=matrix)
    with pytest.raises(ValueError, match=r"distances\[0, 1\] is -1"):
        Travel(durations=np.zeros((2, 2), dtype=np.int32), distances=matrix)


@pytest.mark.parametrize("what", ["visit", "shift"])
def test_ids_of_a_problem_are_its_own(what: str) -> None:
    """Plans name visits and shifts by id alone; the message names the one that repeats."""
    problem = _problem()
    twice = {f"{what}s": getattr(problem, f"{what}s")[:1] * 2}
    with pytest.raises(ValueError, match=rf"{what} id '.1' appears more than once"):
        replace(problem, **twice)


@pytest.mark.parametrize("place", [-1, 2])
def test_places_of_a_problem_lie_in_the_matrices(place: int) -> None:
    """A place outside would read another row, or none, in the middle of a search."""
    shift = Shift(id="s1", window=DUTY)
    for changes in ({"shifts": (replace(shift, start=place),)}, {"shifts": (replace(shift, end=place),)}):
        with pytest.raises(ValueError, match=f"shift 's1': place {place} is outside"):
            _problem(**changes)
    if place >= 0:
        with pytest.raises(ValueError, match=f"visit 'v1': place {place} is outside"):
            _problem(visits=(Visit(id="v1", place=place),))


def test_matrices_of_a_problem_are_over_the_same_places() -> None:
    """Otherwise a place would be somewhere else on foot."""
    with pytest.raises(ValueError, match="differ in size"):
        _problem(travel={"motorcycle": line_travel([0, 1]), "foot": line_travel([0, 1, 2])})


def test_a_shift_moves_by_a_profile_of_the_problem() -> None:
    """The message names the profiles that there are."""
    with pytest.raises(ValueError, match=r"profile 'boat' is not one of \['motorcycle'\]"):
        _problem(shifts=(Shift(id="s1", window=DUTY, profile="boat"),))
