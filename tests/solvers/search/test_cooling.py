"""Guards how often the temperature falls, and which falls begin with nothing."""

from collections import Counter
from collections.abc import Sequence

import pytest

from planner.domain.solving import Limits
from solvers.search.cooling import Cooling
from solvers.search.searchers import Searchers
from solvers.search.solver import SearchSolver
from solvers.search.tuning import COLD, HOT
from tests.solvers.open_days import open_day


def test_the_temperature_falls_as_often_as_said() -> None:
    """Each fall begins hot and ends cold; the last share of the search is judged by the exact cost."""
    cooling = Cooling(limits=Limits(max_iterations=1000), num_falls=4)
    shares = [n / 1000 for n in range(1000)]
    begins = [share for n, share in enumerate(shares) if not n or cooling.fall(share) != cooling.fall(shares[n - 1])]
    assert len(begins) == 4
    assert all(cooling.temperature(share) == pytest.approx(HOT, rel=0.05) for share in begins)
    assert cooling.temperature(0.969) == pytest.approx(COLD, rel=0.05)
    assert [cooling.is_last(share) for share in (0.96, 0.98)] == [False, True]


@pytest.mark.parametrize(("num_visits", "num_anew"), [(30, range(40, 44)), (90, [2])], ids=["few visits", "many"])
def test_searchers_beside_the_first_begin_anew(
    num_visits: int, num_anew: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Often on small days, seldom on others; the first never does, and the end of the search is from the best plan."""
    problem = open_day(5, num_visits=num_visits, num_shifts=2, hours=6)
    gather, seen = Searchers.gather, Counter[str]()
    last: list[bool] = []

    def counted(self: Searchers, numbers: slice = slice(None), *, anew: bool = False) -> None:
        seen["anew"] += anew
        last.append(anew)
        if anew:
            assert numbers.start == 1
        gather(self, numbers, anew=anew)

    monkeypatch.setattr(Searchers, "gather", counted)
    SearchSolver(num_searchers=2).solve(problem, Limits(max_iterations=100_000), seed=1)
    assert seen["anew"] in num_anew
    assert not any(last[-3:])
