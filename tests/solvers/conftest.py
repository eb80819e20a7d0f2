"""What all tests of the engines share: no machine code of sources that have changed since."""

import pytest

from solvers.bounds import warming as bounds_warming
from solvers.search import warming


@pytest.fixture(scope="session", autouse=True)
def _todays_code() -> None:
    """Throw old machine code away: numba would run it after a change of what it calls, and stumble over a module renamed."""
    for code in (warming.CODE, bounds_warming.CODE):
        code.throw_away_old()
