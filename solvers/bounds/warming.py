"""Machine code of the bounds: made once after installation (some ten seconds), then loaded from disk in a fraction of one."""

from pathlib import Path

import numpy as np

from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.solving import Limits
from planner.domain.travel import Travel
from planner.domain.visit import Visit, Window
from solvers.bounds.labels import search
from solvers.bounds.proof import prove
from solvers.machine_code import MachineCode

CODE = MachineCode(last=search, sources=Path(__file__).parent)

_NUM_VISITS = 12
"""As many as it takes for a proof to go through all its parts."""


def is_warm() -> bool:
    """Whether machine code is at hand, in memory or on disk, so that a proof begins at once."""
    return CODE.is_at_hand()


def warm_up() -> None:
    """Compile, or load what is on disk, with a proof on a line of doors that one shift cannot all make."""
    if CODE.is_loaded:
        return
    CODE.throw_away_old()
    at = np.arange(_NUM_VISITS + 1)
    pause = Break(id="b", windows=(Window(start=900, end=1200),), duration=300)
    problem = Problem(
        visits=tuple(Visit(id=f"v{n}", place=n, prize=1 + n % 5, service_duration=200 + 10 * n) for n in at[1:].tolist()),
        shifts=(Shift(id="s", window=Window(start=0, end=2400), start=0, end=0, profile="p", breaks=(pause,)),),
        travel={"p": Travel(durations=60 * np.abs(at[:, None] - at[None, :]).astype(np.int32))},
    )
    prove(problem, Limits())
