"""How many steps the searchers make before they meet again."""

import math

from planner.domain.solving import Limits

_ROUND_DURATION = 0.03
"""Wall seconds of a round: long against what a meeting costs (below a millisecond), short against any limit."""

_FIRST = 100
"""Steps of the first round: some milliseconds anywhere."""

_FIXED = 500
"""Steps of a round where the number of iterations is the limit: the same plan on any machine."""

_LEAST = 10
"""Steps of a round at least: where a step takes long, meetings still cost little against them."""

_MOST_GROWTH = 2
"""A round has at most so many times the steps of the one before: one that was quick by chance makes none too long."""


class Pace:
    """Steps per round and searcher, by the clock where time is the limit, else always the same."""

    def __init__(self, limits: Limits, num_searchers: int) -> None:
        self._limits, self._num_searchers = limits, num_searchers
        self._last: tuple[int, float] | None = None
        self._num = _FIRST

    def num_steps(self, done: int, time: float) -> int:
        """Steps of the next round, given all steps done so far and the clock's seconds."""
        limits = self._limits
        if limits.max_iterations is not None or limits.max_runtime is None:
            left = _FIXED * self._num_searchers if limits.max_iterations is None else limits.max_iterations - done
            return max(1, min(_FIXED, math.ceil(left / self._num_searchers)))
        if self._last is not None and done > self._last[0]:
            seconds = max(1e-6, time - self._last[1])
            wanted = (done - self._last[0]) / self._num_searchers / seconds * _ROUND_DURATION
            self._num = max(_LEAST, min(_MOST_GROWTH * self._num, int(wanted)))
        self._last = (done, time)
        return self._num
