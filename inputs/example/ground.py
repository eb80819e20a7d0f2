"""Where people live: kampungs and estates, and a grid that says how densely the ground between them is built."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import ndimage

from inputs.example.plane import Raster, Spot, smooth_noise
from planner.domain.arrays import Floats

_CELL = 15.0
_RIBBON_FROM = 0.0  # of a standard normal field: half of the big roads' length is lined with houses
BLOCKED = -9.0
"""Value of ground on which no lane grows: inside an estate's wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A kampung or an estate.

    Attributes
    ----------
    village
        Code of its village.
    name
        `Kp. …` or `Perum. …`.
    radius
        Metres from the centre to where a kampung thins out.
    angle, stretch
        Direction (radians) in which a kampung is longer than wide, and how much.
    plot
        An estate's walls; `None` for a kampung.
    """

    village: str
    name: str
    centre: Spot
    radius: float
    angle: float = 0.0
    stretch: float = 1.0
    plot: shapely.Polygon | None = None


@dataclass(slots=True)
class Ground:
    """Two grids: how dense the building is, and whose it is.

    Attributes
    ----------
    density
        Above 0: built up, about 1 in a kampung's core; `BLOCKED` inside estates.
    owner
        Index of the settlement.
    """

    density: Raster
    owner: Raster


def ground_of(settlements: list[Settlement], area: shapely.Geometry, road_points: Floats, rng: np.random.Generator) -> Ground:
    """The grids of all settlements; edges of kampungs are frayed by smooth noise.

    Houses line parts of the big roads; none are outside the area.
    """
    centres = np.array([settlement.centre for settlement in settlements])
    (west, south), (east, north) = centres.min(axis=0) - 700, centres.max(axis=0) + 700
    bounds = {"west": float(west), "south": float(south), "east": float(east), "north": float(north)}
    density, owner = Raster(**bounds, cell=_CELL), Raster(**bounds, cell=_CELL)
    density.values[:] = -np.inf
    x, y = density.centres()
    for number, settlement in enumerate(settlements):
        if settlement.plot is None:
            _add_kampung(density, owner, settlement, number, (x, y))
    shape = (x.shape[0], x.shape[1])
    density.values = np.maximum(density.values + 0.25 * smooth_noise(shape, rng, wave=6), _ribbon(density, road_points, rng))
    shapely.prepare(area)
    density.values[~shapely.contains_xy(area, x, y)] = -1.0
    for settlement in settlements:
        if settlement.plot is not None:
            _block(density, settlement.plot.buffer(14))
    return Ground(density=density, owner=owner)


def _add_kampung(density: Raster, owner: Raster, settlement: Settlement, number: int, grid: tuple[Floats, Floats]) -> None:
    dx, dy = grid[0] - settlement.centre[0], grid[1] - settlement.centre[1]
    cos, sin = np.cos(settlement.angle), np.sin(settlement.angle)
    along, across = (dx * cos + dy * sin) / settlement.stretch, (dy * cos - dx * sin) * settlement.stretch
    own = 1.15 - np.hypot(along, across) / settlement.radius
    is_better = own > density.values
    density.values[is_better] = own[is_better]
    owner.values[is_better] = number


def _ribbon(density: Raster, road_points: Floats, rng: np.random.Generator) -> Floats:
    """Density of the strips of houses beside the big roads: here and there, some 100 m deep."""
    shape = (density.values.shape[0], density.values.shape[1])
    is_away = np.ones(shape, dtype=bool)
    rows, columns, is_inside = density.cells(road_points)
    is_away[rows[is_inside], columns[is_inside]] = False
    distance = ndimage.distance_transform_edt(is_away) * _CELL
    is_chosen = smooth_noise(shape, rng, wave=22) > _RIBBON_FROM
    return np.where(is_chosen, 0.6 - distance / 220, -1.0)


def _block(density: Raster, plot: shapely.Polygon) -> None:
    west, south, east, north = plot.bounds
    rows, columns, _ = density.cells(np.array([[west, south], [east, north]]))
    window = (slice(rows[0], rows[1] + 1), slice(columns[0], columns[1] + 1))
    x, y = density.centres()
    density.values[window][shapely.contains_xy(plot, x[window], y[window])] = BLOCKED
