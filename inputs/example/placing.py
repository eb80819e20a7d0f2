"""Choosing where kampungs and estates lie: near roads, away from rivers and the toll road, apart from each other."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity

from inputs.example.geography import VILLAGES
from inputs.example.ground import Settlement
from inputs.example.naming import Names
from inputs.example.network import Network
from inputs.example.plane import Spot

_KAMPUNG_SIZE = 235  # households of a kampung, on average
_ESTATE_SIZE = 260
_ESTATE_SHARE = 0.27  # of a village's households
_HOUSES_PER_HECTARE = 30  # of a kampung, lanes and yards included
_NUM_TRIES = 60


@dataclass(slots=True)
class _Site:
    """What a placement is judged by: a village, its centre and all that lies in it so far."""

    code: str
    centre: Spot
    outline: shapely.Polygon
    roads: shapely.STRtree
    barriers: shapely.STRtree
    taken: list[shapely.Polygon]


def place_settlements(
    network: Network,
    outlines: Mapping[str, shapely.Polygon],
    households: Mapping[str, int],
    names: Names,
    rng: np.random.Generator,
) -> list[Settlement]:
    """Kampungs and estates of all villages, enough for the households asked for."""
    roads, barriers = _trees(network)
    settlements: list[Settlement] = []
    taken: list[shapely.Polygon] = []
    for village in VILLAGES:
        if village.code in households:
            site = _Site(village.code, village.centre, outlines[village.code], roads, barriers, taken)
            settlements += _of_village(site, households[village.code], names, rng)
    return settlements


def _trees(network: Network) -> tuple[shapely.STRtree, shapely.STRtree]:
    live = [(edge, network.is_barrier(number)) for number, edge in enumerate(network.edges) if edge is not None]
    lines = shapely.linestrings([[network.xy[a], network.xy[b]] for (a, b, _), _ in live])
    is_barrier = np.array([barrier for _, barrier in live])
    return shapely.STRtree(lines[~is_barrier]), shapely.STRtree(lines[is_barrier])


def _of_village(site: _Site, num_households: int, names: Names, rng: np.random.Generator) -> list[Settlement]:
    found: list[Settlement] = []
    core_size = 1.5 * _KAMPUNG_SIZE if num_households > 400 else 0.7 * num_households
    core = _kampung(site, core_size, names, rng, is_core=True)
    found += [core] if core else []
    for _ in range(max(1, round(_ESTATE_SHARE * num_households / _ESTATE_SIZE)) if num_households >= 120 else 0):
        estate = _estate(site, names, rng, is_small=num_households < 400)
        found += [estate] if estate else []
    for _ in range(max(0, round((1 - _ESTATE_SHARE) * num_households / _KAMPUNG_SIZE) - 1)):
        size = _KAMPUNG_SIZE * float(np.exp(rng.normal(0, 0.4)))
        kampung = _kampung(site, size, names, rng)
        found += [kampung] if kampung else []
    return found


def _kampung(site: _Site, size: float, names: Names, rng: np.random.Generator, *, is_core: bool = False) -> Settlement | None:
    """The best of many random places; `None` where nothing is left."""
    radius = math.sqrt(size / _HOUSES_PER_HECTARE * 1e4 / math.pi)
    west, south, east, north = site.outline.bounds
    wanted = 20.0 if is_core else float(rng.choice((30.0, 150.0, 350.0, 650.0), p=(0.35, 0.3, 0.2, 0.15)))
    best, best_score = None, math.inf
    for _ in range(_NUM_TRIES):
        spot = (float(rng.uniform(west, east)), float(rng.uniform(south, north)))
        if is_core:
            spot = (site.centre[0] + float(rng.normal(0, 180)), site.centre[1] + float(rng.normal(0, 180)))
        point = shapely.Point(spot)
        if not site.outline.contains(point) or site.outline.exterior.distance(point) < radius * 0.6:
            continue
        if (
            any(plot.distance(point) < radius * 0.85 + 10 for plot in site.taken)
            or _distance(site.barriers, point) < 0.6 * radius + 35
        ):
            continue
        score = abs(_distance(site.roads, point) - wanted) + (math.dist(spot, site.centre) * 0.3 if is_core else 0)
        if score < best_score:
            best, best_score = spot, score
    if best is None:
        return None
    site.taken.append(shapely.Point(best).buffer(radius * 0.85))
    angle, stretch = float(rng.uniform(0, math.pi)), float(rng.uniform(1.0, 1.28))
    return Settlement(village=site.code, name=names.kampung(), centre=best, radius=radius, angle=angle, stretch=stretch)


def _estate(site: _Site, names: Names, rng: np.random.Generator, *, is_small: bool) -> Settlement | None:
    """A walled rectangle beside a road; `None` where none fits."""
    roads = site.roads.geometries[site.roads.query(site.outline, predicate="contains")]
    if len(roads) == 0:
        return None
    for _ in range(3 * _NUM_TRIES):
        (x0, y0), (x1, y1) = roads[int(rng.integers(len(roads)))].coords
        width, depth = (
            (float(rng.uniform(120, 150)), 74.0)
            if is_small
            else (float(rng.uniform(190, 300)), 37.0 * float(rng.integers(4, 7)))
        )
        angle = math.atan2(y1 - y0, x1 - x0) + float(rng.normal(0, 0.12))
        away = (depth / 2 + float(rng.uniform(32, 110))) * float(rng.choice((-1, 1)))
        centre = ((x0 + x1) / 2 - away * math.sin(angle), (y0 + y1) / 2 + away * math.cos(angle))
        plot = affinity.rotate(
            shapely.box(-width / 2, -depth / 2, width / 2, depth / 2), angle, origin=(0, 0), use_radians=True
        )
        plot = affinity.translate(plot, *centre)
        walls = plot.buffer(26)
        is_free = site.outline.contains(walls) and not any(walls.intersects(other) for other in site.taken)
        if is_free and not len(site.roads.query(walls, predicate="intersects")) and _distance(site.barriers, plot) > 45:
            site.taken.append(plot.buffer(20))
            radius = math.hypot(width, depth) / 2
            return Settlement(village=site.code, name=names.estate(), centre=centre, radius=radius, angle=angle, plot=plot)
    return None


def _distance(tree: shapely.STRtree, shape: shapely.Geometry) -> float:
    nearest = tree.query_nearest(shape, return_distance=True, all_matches=False)
    return float(nearest[1][0])
