"""Guards what may be asked of a search, how it is settled, and that a token held by another thread stops it."""

import threading
import time

import pytest

from planner.domain.solving import Limits, StopReason
from planner.rules.check import check
from planner.usecases.progress import Watched
from planner.usecases.searching import Search, SearchWish, search
from solvers.registry import DEFAULT_ENGINE
from tests.building import random_problem


def test_what_is_not_wished_for_is_as_usual() -> None:
    """Engine, seed and time come from the use case where nobody said anything."""
    usual = SearchWish().settled(time_limit=7.0, engine="search", seed=3)
    assert usual == Search(engine="search", limits=Limits(max_runtime=7.0), seed=3)
    assert SearchWish().settled(time_limit=7.0).engine == DEFAULT_ENGINE
    wished = SearchWish(engine="insertion", seed=0, time_limit=0.0).settled(time_limit=7.0, engine="search", seed=3)
    assert wished == Search(engine="insertion", limits=Limits(max_runtime=0.0), seed=0)


def test_iterations_alone_know_no_clock() -> None:
    """A plan that is to be made again is not limited by time, unless somebody asks for both."""
    assert SearchWish(max_iterations=5).settled(time_limit=7.0).limits == Limits(max_iterations=5)
    both = SearchWish(max_iterations=5, time_limit=1.0).settled(time_limit=7.0)
    assert both.limits == Limits(max_iterations=5, max_runtime=1.0)


@pytest.mark.parametrize("seconds", [-1.0, float("nan")])
def test_impossible_limits_are_refused_once(seconds: float) -> None:
    """No engine sees a limit that is no length of time."""
    with pytest.raises(ValueError, match="max_runtime"):
        SearchWish(time_limit=seconds).settled(time_limit=7.0)


def test_a_search_is_cancelled_from_another_thread() -> None:
    """Whoever holds the token sees the phase and its share, and stops the search, which keeps its best plan so far."""
    problem, token = random_problem(7, num_visits=60, num_shifts=4), Watched()
    found = []
    how = Search(engine="search", limits=Limits(max_runtime=60.0), seed=1)
    token.phase("searching {count} plans", count=1)
    worker = threading.Thread(target=lambda: found.append(search(problem, how, reporter=token)))
    worker.start()
    until = time.monotonic() + 50
    while token.progress.share is None and time.monotonic() < until:
        time.sleep(0.01)
    assert token.progress.values in ({"count": 1}, {})
    token.cancel()
    worker.join(timeout=30)
    assert not worker.is_alive()
    assert found[0].stop_reason is StopReason.INTERRUPTED
    assert found[0].plan.num_stops
    assert not check(problem, found[0].plan)
