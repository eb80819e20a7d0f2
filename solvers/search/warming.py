"""Machine code of the search: made once after installation (some 15 seconds), then loaded from disk in a fraction of one."""

from pathlib import Path

import numpy as np

from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window
from solvers.machine_code import MachineCode
from solvers.search.anneal import anneal
from solvers.search.searchers import Searchers
from solvers.search.tuning import HOT

CODE = MachineCode(last=anneal, sources=Path(__file__).parent)


def is_warm() -> bool:
    """Whether machine code is at hand, in memory or on disk, so that a search begins at once."""
    return CODE.is_at_hand()


def warm_up() -> None:
    """Compile, or load what is on disk, with a problem of one visit."""
    if not CODE.is_loaded:
        CODE.throw_away_old()
    duty = Window(start=0, end=10)
    problem = Problem(
        visits=(Visit(id="v", place=0, windows=(duty,)),),
        shifts=(Shift(id="s", window=duty, start=0, end=0, profile="p"),),
        travel={"p": Travel(durations=np.zeros((1, 1), dtype=np.int32))},
    )
    with Searchers(problem, [[]], seed=1, num=1) as searchers:
        searchers.round([HOT], 1)
