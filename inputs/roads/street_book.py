"""Streets by name, as people write them: where a house without coordinates is put, and no more than that is claimed."""

import re
from collections import defaultdict
from functools import cached_property

import numpy as np

from inputs.roads.network import RoadNetwork
from planner.domain.arrays import Floats
from planner.domain.place import METRES_PER_DEGREE

_WORDS = {"jl": "jalan", "jln": "jalan", "jalan": "jalan", "gg": "gang", "gang": "gang", "ds": "desa", "kp": "kampung"}
_STEP = 25.0
"""Metres between the points of a street that are kept: nobody lives farther from one than across the road."""


class StreetBook:
    """Finds the street that an address begins with.

    Parameters
    ----------
    network
        The workspace's roads.
    """

    def __init__(self, network: RoadNetwork) -> None:
        self._network = network

    def points(self, address: str) -> Floats | None:
        """Points along the street that an address names, shape (k, 2) in degrees; `None`: it names none that is known."""
        words = _key(address).split()
        for length in range(len(words), 0, -1):
            found = self._streets.get(" ".join(words[:length]))
            if found is not None:
                return self._along(found)
        return None

    @cached_property
    def _streets(self) -> dict[str, list[int]]:
        """Name to segments; the bare word for a street names none."""
        network, found = self._network, defaultdict(list)
        keys = [_key(name) for name in network.names]
        for segment, number in enumerate(network.name_ids.tolist()):
            if keys[number] and keys[number] not in _WORDS.values():
                found[keys[number]].append(segment)
        return dict(found)

    def _along(self, segments: list[int]) -> Floats:
        lines = []
        for segment in segments:
            line = self._network.geometry(segment)
            pieces = max(1, round(float(self._network.lengths[segment]) / _STEP))
            at = np.linspace(0, len(line) - 1, pieces * 2 + 1)[1::2]
            whole, part = np.minimum(at.astype(int), len(line) - 2), at - np.minimum(at.astype(int), len(line) - 2)
            lines.append(line[whole] + (line[whole + 1] - line[whole]) * part[:, None])
        return np.concatenate(lines)


def spread(points: Floats) -> float:
    """Metres across points, corner to corner."""
    across = np.ptp(points, axis=0) * METRES_PER_DEGREE * [np.cos(np.radians(points[:, 1].mean())), 1.0]
    return float(np.hypot(*across))


def _key(name: str) -> str:
    """Words without capitals, points and abbreviations, up to the number of the house."""
    words = re.sub(r"[.,/()]", " ", name.casefold()).split()
    kept: list[str] = []
    for word in words:
        if word in {"no", "nomor", "blok", "rt", "rw"}:
            break
        kept.append(_WORDS.get(word, word) if not kept else word)
    return " ".join(kept)
