"""Step functions of the day: a value that holds from a time on, until the next one."""

from collections.abc import Sequence
from typing import TypeVar

Value = TypeVar("Value", int, float)


def step_at(steps: Sequence[tuple[int, Value]], time: int) -> Value:
    """Value of a step function at a time.

    Parameters
    ----------
    steps
        (time, value): from that second on; times rise, at least one. Before the first step the first value holds.
    """
    found = steps[0][1]
    for start, value in steps:
        if start > time:
            break
        found = value
    return found
