"""Roads under closures and slowdowns: the same network, places and hierarchies, with other weights.

Nothing is built anew: segments, snapped places and the shape of the contraction hierarchy do not depend on weights, so a
scenario customises the hierarchy once more (Dibbelt, Strasser and Wagner 2016, doi 10.1145/2886843).
"""

from collections.abc import Collection
from dataclasses import replace

import numpy.typing as npt

from inputs.roads.facade import Roads
from inputs.roads.profile import ProfileRoads, of_arcs
from inputs.roads.snapping import Places
from inputs.roads.weights import INFINITE, bounds, choose_scale, ticks_of
from planner.domain.arrays import Floats


class AlteredRoads(Roads):
    """Roads with some segments closed and some slower; places are tied to the roads as they usually are.

    Parameters
    ----------
    usual
        The roads without the scenario; what it has built is used here.
    closed
        Segments that nobody may use.
    factors
        How many times as long each segment takes, shape (segments,); `None`: as usual.
    """

    def __init__(self, usual: Roads, *, closed: Collection[int] = (), factors: Floats | None = None) -> None:
        super().__init__(usual.network, usual.settings, topologies=usual.topologies, closed=closed)
        self._usual = usual
        self._factors = None if factors is None or bool((factors == 1).all()) else factors

    def profile(self, profile: str) -> ProfileRoads:
        """Arcs of a profile with the scenario's weights; see `Roads.profile`."""
        if profile not in self._profiles:
            usual = self._usual.profile(profile)
            self._profiles[profile] = usual if self._factors is None else slowed(usual, self._factors)
        return self._profiles[profile]

    def place(self, profile: str, points: npt.ArrayLike) -> Places:
        """Snap points to the roads as they usually are; see `Roads.place`."""
        return self._usual.place(profile, points)


def slowed(usual: ProfileRoads, factors: Floats) -> ProfileRoads:
    """A profile whose segments take `factors` times as long; finer or coarser ticks where the usual ones no longer hold.

    Parameters
    ----------
    factors
        Of each segment of the network.
    """
    at_speed = usual.speeds / factors[usual.segments]
    lengths = usual.network.lengths[usual.segments]
    arcs = usual.arc_segment
    scale = usual.scale
    ticks = ticks_of(lengths, at_speed, scale.ticks_per_second)
    of_each = (of_arcs(ticks, arcs), of_arcs(usual.metres, arcs))
    longest, base = bounds(usual.tail, usual.head, *of_each, usual.num_nodes)
    if base > scale.base or (longest + 1) * scale.base >= INFINITE:
        scale = choose_scale(usual.tail, usual.head, arcs, lengths, at_speed, usual.num_nodes)
    return replace(usual, speeds=at_speed, given_scale=scale)
