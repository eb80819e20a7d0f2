"""Guards what a short search loads: neither OR-Tools nor SciPy's linear algebra, which cost more than it has time for."""

import subprocess
import sys

_SOLVED = """
import sys
from planner.domain.solving import Limits
from solvers.registry import make_engine
from tests.building import random_problem
result = make_engine("auto").solve(random_problem(3), Limits(max_runtime=0.3), seed=1)
assert result.plan.num_stops
print([name for name in ("ortools", "pandas", "scipy.linalg") if name in sys.modules])
"""


def test_a_short_search_loads_no_more_than_it_uses() -> None:
    """A limit of less than a second leaves out recombination and polishing, and so their libraries."""
    answer = subprocess.run([sys.executable, "-c", _SOLVED], check=True, capture_output=True, text=True)  # noqa: S603 (our own interpreter)
    assert answer.stdout.strip() == "[]"
