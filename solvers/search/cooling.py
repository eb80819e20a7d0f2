"""How the temperature falls with the time or the steps that a search is given."""

from collections.abc import Collection
from dataclasses import dataclass

from planner.domain.solving import Limits
from solvers.search.tuning import COLD, HOT

_LAST_SHARE = 0.03
"""Share of the search at the end that starts again from the best plan and judges by the exact cost alone."""

_IDLE_SHARE = 0.5
"""Steps of a fall where only idle steps are limited, as a share of these: one may end in vain before the search does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """One or several falls of the temperature to `COLD` over the whole of a search.

    Attributes
    ----------
    limits
        What the search is given; where only idle steps are limited, one fall lasts half as many.
    num_falls
        How often it begins anew, from the best plan.
    anew
        Those of these falls that begin with nothing instead, counted from 0.
    hot
        Temperature at the beginning of a fall.
    """

    limits: Limits
    num_falls: int = 1
    anew: Collection[int] = ()
    hot: float = HOT

    def progress(self, runtime: float, num_steps: int) -> float:
        """Share of the search that is over, from wall seconds and steps so far."""
        limits, shares = self.limits, [0.0]
        if limits.max_runtime is not None:
            shares.append(runtime / limits.max_runtime if limits.max_runtime else 1.0)
        if limits.max_iterations is not None:
            shares.append(num_steps / limits.max_iterations if limits.max_iterations else 1.0)
        if len(shares) == 1 and limits.max_idle_iterations is not None:
            fall = max(1, int(_IDLE_SHARE * limits.max_idle_iterations))
            return num_steps % fall / fall
        return min(1.0, max(shares))

    def fall(self, progress: float) -> int:
        """Which fall it is."""
        return min(self.num_falls - 1, int(progress / (1 - _LAST_SHARE) * self.num_falls))

    def temperature(self, progress: float) -> float:
        """Temperature at a share of the search."""
        within = progress / (1 - _LAST_SHARE) * self.num_falls - self.fall(progress)
        return float(self.hot * (COLD / self.hot) ** min(1.0, within))

    def is_last(self, progress: float) -> bool:
        """Whether the exact cost alone counts from here on."""
        return progress >= 1 - _LAST_SHARE
