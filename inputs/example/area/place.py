"""The whole invented place, before it is written: villages, land, hamlets, streets, homes."""

from dataclasses import dataclass

import shapely

from inputs.example.area.extents import Extent
from inputs.example.area.hamlets import Hamlet, make_hamlets
from inputs.example.area.homes import Homes, settle
from inputs.example.area.landscape import Landscape, make_landscape
from inputs.example.area.roads import build_streets
from inputs.example.area.streets import Streets
from inputs.example.area.villages import VillageCell, make_villages


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What the tables and maps of an example are written from; all in metres."""

    villages: tuple[VillageCell, ...]
    land: Landscape
    hamlets: tuple[Hamlet, ...]
    streets: Streets
    homes: Homes


def make_place(extent: Extent, seed: int) -> Place:
    """Draw the villages, lay rivers and roads, grow lanes, settle households."""
    villages = make_villages(seed, extent.villages)
    land = make_landscape(shapely.union_all([village.cell for village in villages]), seed)
    hamlets = make_hamlets(villages, land, extent, seed)
    streets = build_streets(villages, hamlets, land, seed)
    homes = settle(villages, hamlets, streets, seed)
    return Place(villages=villages, land=land, hamlets=hamlets, streets=streets, homes=homes)
