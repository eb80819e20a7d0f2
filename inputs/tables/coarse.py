"""Positions too coarse to name a home: whole degrees, one decimal (11 km), two decimals or whole minutes (1 to 2 km)."""

import enum

import numpy as np

from planner.domain.arrays import Bools, Floats
from planner.domain.place import Points

BESIDE_LINE = 0.02
"""Degrees (2 km) from a line of whole tenths within which a home may stand on it by chance, where others of the list do."""
_SAME = 1e-6
"""Degrees up to which a number is that of the line: minutes are thirds of hundredths."""


class Coarseness(enum.IntEnum):
    """How little a position says."""

    FINE = 0
    BLOCK = 1
    """To be said: two decimals or whole minutes in both numbers, or tenths in one that no other home stands near."""
    TOWN = 2
    """To be refused: tenths of a degree in both numbers, or whole degrees in one that no other home stands near."""


def coarseness(points: Points) -> list[Coarseness]:
    """How coarse each of the positions of a file is.

    A number counts, not how it is written: spreadsheets drop zeros at the end. One of the two numbers is therefore coarse by
    chance in a long list; both are not.

    Parameters
    ----------
    points
        Degrees, shape (n, 2).
    """
    is_whole, is_tenth, is_hundredth, is_minute = (_on_line(points, parts) for parts in (1, 10, 100, 60))
    is_block = is_hundredth | is_minute
    is_alone = np.column_stack([_stands_alone(points[:, axis], is_block[:, axis]) for axis in (0, 1)])
    is_town = is_tenth.all(axis=1) | (is_whole & is_alone).any(axis=1)
    is_said = is_block.all(axis=1) | (is_tenth & is_alone).any(axis=1)
    return [Coarseness(kind) for kind in np.select([is_town, is_said], [2, 1], default=0).tolist()]


def _on_line(points: Points, parts: int) -> Bools:
    """Whether numbers are multiples of a part of a degree."""
    scaled = points * parts
    found: Bools = np.abs(scaled - np.round(scaled)) < _SAME * parts
    return found


def _stands_alone(numbers: Floats, is_block: Bools) -> Bools:
    """Whether no fine number of the file lies near each."""
    fine = np.sort(numbers[~is_block])
    if not len(fine):
        return np.ones(len(numbers), dtype=np.bool_)
    right = np.clip(np.searchsorted(fine, numbers), 0, len(fine) - 1)
    nearest = np.minimum(np.abs(fine[right] - numbers), np.abs(fine[np.maximum(right - 1, 0)] - numbers))
    found: Bools = nearest > BESIDE_LINE
    return found
