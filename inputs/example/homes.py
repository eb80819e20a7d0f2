"""Households with addresses: what is known of each door before anything was visited."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from inputs.example.ground import Settlement
from inputs.example.houses import Houses
from inputs.example.neighbourhoods import neighbourhoods
from inputs.example.network import Network
from inputs.example.plane import to_degrees
from planner.domain.arrays import Floats, Int64s

_LANDMARKS = (
    "dekat musala",
    "belakang SD",
    "depan warung",
    "samping pos ronda",
    "seberang lapangan",
    "ujung gang",
    "dekat sumur bor",
    "pagar hijau",
    "sebelah bengkel",
    "dekat jembatan kecil",
)
_LANDMARK_SHARE = 0.18


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A household's place."""

    id: str
    village: str
    rt: str
    rw: str
    address: str
    landmark: str
    longitude: float
    latitude: float


def homes_of(
    network: Network, settlements: list[Settlement], houses: Mapping[str, Houses], rng: np.random.Generator
) -> list[Home]:
    """Households in the order village, RW, RT, street."""
    homes: list[Home] = []
    for village, built in houses.items():
        homes += _of_village(village, built, network, settlements, len(homes), rng)
    return homes


def _of_village(
    village: str, built: Houses, network: Network, settlements: list[Settlement], num_before: int, rng: np.random.Generator
) -> list[Home]:
    centres = [settlement.centre for settlement in settlements]
    owners = _owners(village, built, network, settlements)
    rt, rw = neighbourhoods(built.points, owners, centres, rng)
    order = np.lexsort((built.along, built.streets, rt, rw))
    degrees = to_degrees(built.points)
    plates = _Plates(network)
    homes = []
    for rank, house in enumerate(order.tolist()):
        unit = (f"{rt[house]:02d}", f"{rw[house]:02d}")
        name = settlements[int(owners[house])].name
        address = plates.address(
            int(built.streets[house]), float(built.along[house]), name, unit, is_street=rng.random() < 0.45
        )
        landmark = _LANDMARKS[int(rng.integers(len(_LANDMARKS)))] if rng.random() < _LANDMARK_SHARE else ""
        homes.append(
            Home(
                id=f"CTH-{num_before + rank + 1:05d}",
                village=village,
                rt=unit[0],
                rw=unit[1],
                address=address,
                landmark=landmark,
                longitude=float(degrees[house, 0]),
                latitude=float(degrees[house, 1]),
            )
        )
    return homes


def _owners(village: str, built: Houses, network: Network, settlements: list[Settlement]) -> Int64s:
    """Settlement of each house: the estate whose block it stands in, else the nearest kampung of its village."""
    here = [number for number, settlement in enumerate(settlements) if settlement.village == village]
    kampungs = [number for number in here if settlements[number].plot is None] or here
    reach: Floats = np.array(
        [np.hypot(*(built.points - settlements[number].centre).T) / settlements[number].radius for number in kampungs]
    )
    owners: Int64s = np.array(kampungs, dtype=np.int64)[reach.argmin(axis=0)]
    block_owner = np.array([street.settlement if street.block else -1 for street in network.streets])[built.streets]
    is_estate = np.isin(block_owner, here)
    owners[is_estate] = block_owner[is_estate]
    return owners


class _Plates:
    """Numbers doors in the order in which they are asked for."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._last: defaultdict[tuple[object, ...], int] = defaultdict(int)

    def _next(self, *key: object) -> int:
        self._last[key] += 1
        return self._last[key]

    def address(self, street: int, along: float, settlement: str, unit: tuple[str, str], *, is_street: bool) -> str:
        """`Perum. … Blok C4/12`, `Jl. Kenanga No. 14` or `Kp. Cariu RT 03/02 No. 14`."""
        record = self._network.streets[street]
        if record.block and settlement.startswith("Perum."):
            part = 1 + int(along) // 4 % 9
            return f"{settlement} Blok {record.block}{part}/{self._next(settlement, record.block, part)}"
        if record.name and is_street:
            return f"{record.name} No. {self._next(record.name)}"
        if settlement.startswith("Perum."):
            return f"{settlement} No. {self._next(settlement)}"
        return f"{settlement} RT {unit[0]}/{unit[1]} No. {self._next(settlement, *unit)}"
