"""Where the example's households live: beside the lanes of their hamlet, in RT and RW of their village."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from inputs.example.area.flat import FloatArray, IntArray, stream
from inputs.example.area.hamlets import Hamlet
from inputs.example.area.neighbourhoods import split_into_units
from inputs.example.area.streets import Streets
from inputs.example.area.villages import VillageCell

OFFSETS = (6.5, 17.0)
"""Metres from the middle of a lane to a door."""
MAIN_OFFSETS = (11.0, 21.0)
LOTS_PER_HOME = 1.4
"""Lots beside the lanes for each household: some are gardens, shops, fields."""
FRONTS = (4.5, 16.0)
"""Least and greatest width of a lot, metres."""
MAIN_CLASSES = frozenset({"trunk", "secondary", "tertiary", "unclassified"})
ROAD_HALF_WIDTH = 4.0
"""Metres from another road within which nobody builds."""
MIN_LOT_SHARE = 0.06
"""Share of a lane at each end without doors: the corner belongs to the crossing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """Doors, sorted by village, RW, RT and along the lanes.

    Attributes
    ----------
    points
        Metres, shape (n, 2).
    hamlet, street, rt, rw
        Hamlet, street (of `Streets`), neighbourhood numbers, shape (n,).
    """

    points: FloatArray
    hamlet: IntArray
    street: IntArray
    rt: IntArray
    rw: IntArray


def settle(villages: Sequence[VillageCell], hamlets: Sequence[Hamlet], streets: Streets, seed: int) -> Homes:
    """Give each household of each hamlet a door and a neighbourhood."""
    rng = stream(seed, 9)
    lines = _lines(streets)
    tree = shapely.STRtree(lines)
    points, owners, lanes = [], [], []
    for number, hamlet in enumerate(hamlets):
        along = np.flatnonzero(streets.hamlet == number)
        lots, street = _lots(streets, lines, along, hamlet.num_households, rng)
        is_good = shapely.contains_xy(villages[hamlet.village].cell.buffer(-1.0), lots) & ~_is_on_road(lots, tree)
        lots, street = lots[is_good], street[is_good]
        chosen = np.sort(_choose(len(lots), hamlet.num_households, rng))
        points.append(lots[chosen])
        lanes.append(street[chosen])
        owners.append(np.full(len(chosen), number))
    owner, lane = np.concatenate(owners), np.concatenate(lanes)
    middles = np.nanmean(np.stack([streets.nodes[streets.tail], streets.nodes[streets.head]]), axis=0)
    rt, rw = split_into_units(owner, lane, middles, [hamlet.village for hamlet in hamlets])
    village = np.array([hamlet.village for hamlet in hamlets])[owner]
    order = np.lexsort((np.arange(len(owner)), rt, rw, village))
    return Homes(points=np.concatenate(points)[order], hamlet=owner[order], street=lane[order], rt=rt[order], rw=rw[order])


def _lines(streets: Streets) -> np.ndarray:
    bend = np.where(np.isnan(streets.bend), (streets.nodes[streets.tail] + streets.nodes[streets.head]) / 2, streets.bend)
    return np.asarray(shapely.linestrings(np.stack([streets.nodes[streets.tail], bend, streets.nodes[streets.head]], axis=1)))


def _lots(
    streets: Streets, lines: np.ndarray, along: IntArray, num_homes: int, rng: np.random.Generator
) -> tuple[FloatArray, IntArray]:
    """Lots on both sides of the streets, and the street of each, in order along the streets."""
    lengths = shapely.length(lines[along])
    front = float(np.clip(2 * lengths.sum() / (num_homes * LOTS_PER_HOME), *FRONTS))
    counts = np.maximum(1, np.floor(lengths / front)).astype(np.int64)
    street = np.repeat(along, 2 * counts)
    place = np.concatenate([np.repeat((np.arange(count) + 0.5) / count, 2) for count in counts])
    share = np.clip(place + rng.normal(0, 0.03, len(place)), MIN_LOT_SHARE, 1 - MIN_LOT_SHARE)
    side = np.where(np.arange(len(place)) % 2, 1.0, -1.0)
    is_main = np.array([highway in MAIN_CLASSES for highway in streets.highway])[street]
    low, high = np.where(is_main, MAIN_OFFSETS[0], OFFSETS[0]), np.where(is_main, MAIN_OFFSETS[1], OFFSETS[1])
    # Most doors are near the lane, a few at the back of the yard.
    offset = low + (high - low) * rng.random(len(place)) ** 1.8
    ahead = streets.nodes[streets.head[street]] - streets.nodes[streets.tail[street]]
    ahead /= np.hypot(*ahead.T)[:, None]
    on_line = shapely.get_coordinates(shapely.line_interpolate_point(lines[street], share, normalized=True))
    return on_line + np.column_stack([-ahead[:, 1], ahead[:, 0]]) * (side * offset)[:, None], street


def _is_on_road(lots: FloatArray, tree: shapely.STRtree) -> np.ndarray:
    found = np.zeros(len(lots), dtype=bool)
    found[tree.query(shapely.points(lots), predicate="dwithin", distance=ROAD_HALF_WIDTH)[0]] = True
    return found


def _choose(num_lots: int, num_homes: int, rng: np.random.Generator) -> IntArray:
    """Lots that are lived on; where there are too few, two families share a house."""
    if num_homes <= num_lots:
        return np.asarray(rng.choice(num_lots, num_homes, replace=False))
    return np.concatenate([np.arange(num_lots), rng.choice(num_lots, num_homes - num_lots, replace=True)])
