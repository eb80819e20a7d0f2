"""Machine code of the search: made once after installation (some 20 seconds), then loaded from disk in a fraction of one.

numba keeps the code beside the sources, or in the user's cache folder where these may not be written. It notices a change of a
function's own file, not of the files that it calls; therefore code older than any source of the search is thrown away here.
"""

from pathlib import Path

import numpy as np

from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window
from solvers import compiled as door
from solvers.search.anneal import anneal
from solvers.search.searchers import Searchers
from solvers.search.tuning import HOT

_CODE = ("*.nbi", "*.nbc")


def is_warm() -> bool:
    """Whether machine code is at hand, in memory or on disk, so that a search begins at once."""
    if anneal.signatures:  # type: ignore[attr-defined]
        return True
    code = [path for pattern in _CODE for path in _folder().glob(f"anneal.anneal-{pattern}")]
    return len(code) > 1 and min(path.stat().st_mtime for path in code) >= _newest_source()


def warm_up() -> None:
    """Compile, or load what is on disk, with a problem of one visit."""
    if not anneal.signatures:  # type: ignore[attr-defined]
        _throw_away_old_code()
    duty = Window(start=0, end=10)
    problem = Problem(
        visits=(Visit(id="v", place=0, windows=(duty,)),),
        shifts=(Shift(id="s", window=duty, start=0, end=0, profile="p"),),
        travel={"p": Travel(durations=np.zeros((1, 1), dtype=np.int32))},
    )
    with Searchers(problem, [[]], seed=1, num=1) as searchers:
        searchers.round(HOT, 1)


def _throw_away_old_code() -> None:
    newest = _newest_source()
    for pattern in _CODE:
        for path in _folder().glob(pattern):
            if path.stat().st_mtime < newest:
                path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(anneal.stats.cache_path)  # type: ignore[attr-defined]


def _newest_source() -> float:
    sources = [*Path(__file__).parent.glob("*.py"), Path(door.__file__)]
    return max(path.stat().st_mtime for path in sources)
