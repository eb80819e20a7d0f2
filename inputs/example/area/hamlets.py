"""Hamlets: where people live in a village, kampung and planned estates, as irregular blobs that keep clear of water."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from inputs.example.area.extents import Extent
from inputs.example.area.flat import stream
from inputs.example.area.landscape import Landscape
from inputs.example.area.names import ESTATES, KAMPUNGS
from inputs.example.area.villages import VillageCell

SPACING = 40.0
"""Metres between neighbouring crossings of lanes, as in a Javanese kampung."""
HOMES_PER_CROSSING = 3.4
"""Households a crossing of lanes stands for: about 40 m of lane with a house every 11 m on both sides, half built up."""
PACKING = 0.68
"""Points times spacing² per area, which dart throwing reaches."""
ESTATE_SHARE = 0.22
TRUNK_ROOM = 45.0
"""Metres from the trunk road to the middle of a hamlet: people live along it, the crossing of their roads is beside it."""
CLEARANCE = 32.0
"""Metres between houses' lanes and rivers, toll road or village boundary: houses stand at most 22 m from a lane."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hamlet:
    """A hamlet: village index, name, middle (metres), blob, number of households, and the turn of an estate's grid."""

    village: int
    name: str
    middle: tuple[float, float]
    blob: BaseGeometry
    num_households: int
    is_estate: bool
    turn: float

    @property
    def num_crossings(self) -> int:
        """Crossings of lanes that its households ask for."""
        return max(14, round(self.num_households / HOMES_PER_CROSSING))


def make_hamlets(villages: Sequence[VillageCell], land: Landscape, extent: Extent, seed: int) -> tuple[Hamlet, ...]:
    """Place the hamlets of all villages and share the households out among them."""
    rng = stream(seed, 3)
    places = [_places(village, land, extent, rng) for village in villages]
    weights = [rng.uniform(0.75, 1.25) * rng.uniform(0.6, 1.4, len(found)) for found in places]
    per_village = [weight / weight.sum() * rng.uniform(0.8, 1.2) for weight in weights]
    counts = _shared(np.concatenate(per_village), extent.num_households)
    owners = [number for number, found in enumerate(places) for _ in found]
    middles = np.concatenate(places)
    is_estate = rng.random(len(owners)) < ESTATE_SHARE
    free = land.region.difference(land.barriers.buffer(CLEARANCE))
    kampungs, estates = list(rng.permutation(KAMPUNGS)), list(rng.permutation(ESTATES))
    hamlets = []
    for number, owner in enumerate(owners):
        words, title = (estates, "Perum.") if is_estate[number] else (kampungs, "Kp.")
        room = free.intersection(villages[owner].cell.buffer(-CLEARANCE))
        blob = _blob(middles[number], int(counts[number]), bool(is_estate[number]), rng)
        hamlets.append(
            Hamlet(
                village=owner,
                name=f"{title} {words[number % len(words)]}",
                middle=(float(middles[number, 0]), float(middles[number, 1])),
                blob=blob.intersection(room),
                num_households=int(counts[number]),
                is_estate=bool(is_estate[number]),
                turn=float(rng.uniform(0, np.pi / 2)),
            )
        )
    return tuple(hamlets)


def _places(village: VillageCell, land: Landscape, extent: Extent, rng: np.random.Generator) -> np.ndarray:
    """Middles of hamlets, thrown like darts, ever closer together until there are enough of them."""
    wanted = extent.num_hamlets if extent.num_hamlets < 4 else extent.num_hamlets + int(rng.integers(-1, 2))
    room = village.cell.buffer(-220).difference(land.barriers.buffer(150)).difference(land.trunk.buffer(TRUNK_ROOM))
    if extent.num_hamlets < 4:
        room = room.intersection(shapely.Point(village.middle).buffer(500))
    west, south, east, north = room.bounds
    apart, found = 900.0, np.empty((0, 2))
    while len(found) < wanted:
        for dart in rng.uniform((west, south), (east, north), (60, 2)):
            is_apart = not len(found) or np.hypot(*(found - dart).T).min() > apart
            if len(found) < wanted and is_apart and shapely.contains_xy(room, *dart):
                found = np.vstack([found, dart])
        apart *= 0.93
    return found


def _shared(weights: np.ndarray, total: int) -> np.ndarray:
    """Whole numbers in the ratio of weights that add up to the total (largest remainders)."""
    exact = weights / weights.sum() * total
    counts = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: total - counts.sum()]] += 1
    return np.asarray(counts)


def _blob(middle: np.ndarray, num_households: int, is_estate: bool, rng: np.random.Generator) -> shapely.Polygon:
    num_points = max(14.0, num_households / HOMES_PER_CROSSING)
    radius = np.sqrt(num_points * SPACING**2 / (1.0 if is_estate else PACKING) / np.pi)
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    strength = 0.12 if is_estate else 0.24
    swing = sum(
        strength / waves * 1.6 * rng.uniform(0.5, 1.2) * np.sin(waves * angle + rng.uniform(0, 2 * np.pi))
        for waves in (2, 3, 5)
    )
    reach = radius * (1.06 + np.asarray(swing))
    return shapely.Polygon(middle + np.column_stack([reach * np.cos(angle), reach * np.sin(angle)]))
