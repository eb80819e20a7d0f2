"""Guards the assignment of teams: never less than any other way of handing them out, judged by trying them all."""

import itertools

import numpy as np
import pytest

from planner.learning.strength import best_assignment, by_marginal_gain, is_concave


def _best_of_all(gains: dict[str, list[int]], num_teams: int) -> int:
    """The greatest sum of gains, by brute force."""
    ways = itertools.product(*(range(len(row)) for row in gains.values()))
    return max(sum(row[given] for row, given in zip(gains.values(), way, strict=True)) for way in ways if sum(way) <= num_teams)


def _gains(rng: np.random.Generator, *, concave: bool) -> dict[str, list[int]]:
    rows = {}
    for number in range(int(rng.integers(1, 5))):
        steps = rng.integers(0 if concave else -5, 20, size=int(rng.integers(0, 5)))
        steps = np.sort(steps)[::-1] if concave else steps
        rows[f"s{number}"] = [0, *np.cumsum(steps).tolist()]
    return rows


@pytest.mark.parametrize("concave", [True, False])
def test_no_other_assignment_gains_more(concave: bool) -> None:
    """On a hundred small provinces the sum is that of brute force; concave gains are had one team after the other."""
    rng = np.random.default_rng(4)
    for _ in range(100):
        gains, num_teams = _gains(rng, concave=concave), int(rng.integers(0, 7))
        found = best_assignment(gains, num_teams)
        assert found.keys() == gains.keys()
        assert sum(found.values()) <= num_teams
        best = sum(gains[station][given] for station, given in found.items())
        assert best == _best_of_all(gains, num_teams)
        if concave:
            assert is_concave(gains)
            assert sum(gain for _, gain in by_marginal_gain(gains, num_teams)) == best


def test_a_station_that_gains_only_by_two_is_found() -> None:
    """Where a first team gains nothing and a second much, marginal gain stays away from it and the exact way does not."""
    gains = {"a": [0, 3, 5], "b": [0, 0, 20]}
    assert not is_concave(gains)
    assert best_assignment(gains, 2) == {"a": 0, "b": 2}
    assert by_marginal_gain(gains, 2) == [("a", 3), ("a", 2)]


def test_teams_that_gain_nothing_stay_in_reserve() -> None:
    """Nobody is sent where nothing is gained; a table that does not begin with no team is refused."""
    assert best_assignment({"a": [0, 0, 0], "b": [0, 4, 4]}, 3) == {"a": 0, "b": 1}
    assert best_assignment({}, 3) == {}
    with pytest.raises(ValueError, match="begin with 0"):
        best_assignment({"a": [1, 2]}, 1)
