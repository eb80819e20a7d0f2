"""Names and classes of the example's lanes: lanes that run on straight ahead are one street with one name."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from inputs.example.area.flat import FloatArray, IntArray, stream
from inputs.example.area.hamlets import Hamlet
from inputs.example.area.names import ROMANS, STREETS

MAX_TURN = np.radians(42)
"""A street that bends more is another street."""
STREET_LENGTH = 170.0
"""Metres from which a kampung lane is a road (`Jl.`) rather than an alley (`Gg.`)."""
ALLEY_LENGTH = 48.0
"""Metres up to which a dead end is for feet only."""
NAMES_ALIKE = 6
"""Streets of a hamlet that share a flower, numbered with Roman figures."""
ROWS_PER_BLOCK = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Class and name of each lane."""

    highway: tuple[str, ...]
    name: tuple[str, ...]


def name_lanes(
    points: FloatArray, tail: IntArray, head: IntArray, owner: IntArray, hamlets: Sequence[Hamlet], seed: int
) -> Named:
    """Name the lanes; `owner` is the hamlet of each.

    A street belongs to the hamlet of its first lane.
    """
    rng = stream(seed, 7)
    street = _streets(points, tail, head)
    num_streets = int(street.max()) + 1
    lengths = np.bincount(street, weights=np.hypot(*(points[tail] - points[head]).T), minlength=num_streets)
    degree = np.bincount(np.concatenate([tail, head]), minlength=len(points))
    has_end = np.bincount(street, weights=(degree[tail] == 1) | (degree[head] == 1), minlength=num_streets) > 0
    first = np.unique(street, return_index=True)[1]
    offsets = rng.permutation(len(hamlets))
    draws = rng.random(num_streets)
    classes, names = [""] * num_streets, [""] * num_streets
    seen = np.zeros(len(hamlets), dtype=np.int64)
    for number in range(num_streets):
        at = int(owner[first[number]])
        hamlet, rank = hamlets[at], int(seen[at])
        seen[at] += 1
        classes[number] = _class(
            float(lengths[number]), bool(has_end[number]), float(draws[number]), is_estate=hamlet.is_estate
        )
        is_road = classes[number] == "residential"
        names[number] = (
            _estate_name(hamlet, rank) if hamlet.is_estate else _kampung_name(int(offsets[at]), rank, is_road=is_road)
        )
    return Named(highway=tuple(classes[each] for each in street), name=tuple(names[each] for each in street))


def _class(length: float, has_end: bool, draw: float, *, is_estate: bool) -> str:
    if is_estate or length >= STREET_LENGTH:
        return "residential"
    if has_end and length < ALLEY_LENGTH:
        return "footway"
    return "path" if has_end and draw < 0.35 else "living_street"


def _estate_name(hamlet: Hamlet, rank: int) -> str:
    return f"{hamlet.name} Blok {chr(ord('A') + rank // ROWS_PER_BLOCK % 26)}{rank % ROWS_PER_BLOCK + 1}"


def _kampung_name(offset: int, rank: int, *, is_road: bool) -> str:
    # Neighbouring hamlets begin at other flowers, seven apart, which is prime to the 50 of them.
    word = STREETS[(offset * 7 + rank // NAMES_ALIKE) % len(STREETS)]
    return f"{'Jl.' if is_road else 'Gg.'} {word}{ROMANS[rank % NAMES_ALIKE]}"


def _streets(points: FloatArray, tail: IntArray, head: IntArray) -> IntArray:
    """Street of each lane: at each crossing the straightest pairs go on into each other."""
    arms: dict[int, list[tuple[float, int]]] = {}
    for lane, (start, end) in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
        east, north = points[end] - points[start]
        angle = float(np.arctan2(north, east))
        arms.setdefault(start, []).append((angle, lane))
        arms.setdefault(end, []).append((angle + np.pi, lane))
    pairs: list[tuple[int, int]] = []
    for node in sorted(arms):
        pairs += _going_on(arms[node])
    links = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    graph = csr_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(len(tail), len(tail)))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _going_on(arms: list[tuple[float, int]]) -> list[tuple[int, int]]:
    turns = sorted(
        (abs(abs((one - other + np.pi) % (2 * np.pi) - np.pi) - np.pi), lane, next_lane)
        for number, (one, lane) in enumerate(arms)
        for other, next_lane in arms[number + 1 :]
    )
    used: set[int] = set()
    found = []
    for turn, lane, next_lane in turns:
        if turn <= MAX_TURN and not {lane, next_lane} & used:
            used |= {lane, next_lane}
            found.append((lane, next_lane))
    return found
