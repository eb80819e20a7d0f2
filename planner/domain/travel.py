"""How long and how far it is between the places of a problem, by one way of moving."""

from dataclasses import dataclass
from typing import TypeGuard

import numpy as np
import numpy.typing as npt

from planner.domain.arrays import IntMatrix

UNREACHABLE = 10**8
"""Duration and distance of a pair without a way (about three years; far above any day, and
small enough that sums of several stay inside 32 bits)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Travel:
    """Travel between all places of a problem for one profile.

    Attributes
    ----------
    durations
        `durations[i, j]`: seconds from place *i* to place *j*, shape (n, n), diagonal 0,
        `UNREACHABLE` where there is no way.
    distances
        `distances[i, j]`: metres along the quickest way, shape (n, n); `None` where not known.

    Raises
    ------
    ValueError
        If a matrix is not square, the shapes differ, or an entry is negative.
    """

    durations: IntMatrix
    distances: IntMatrix | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "durations", _sealed(self.durations, "durations"))
        if self.distances is not None:
            object.__setattr__(self, "distances", _sealed(self.distances, "distances"))
            if self.distances.shape != self.durations.shape:
                raise ValueError(f"distances {self.distances.shape} and durations {self.durations.shape} differ in shape")

    @property
    def num_places(self) -> int:
        """Number of places."""
        return int(self.durations.shape[0])


def _sealed(matrix: npt.ArrayLike, name: str) -> IntMatrix:
    copy = matrix if _is_sealed(matrix) else np.array(matrix, dtype=np.int32, order="C")
    if copy.ndim != 2 or copy.shape[0] != copy.shape[1]:
        raise ValueError(f"{name} has shape {copy.shape}, expected (n, n)")
    if copy.size and copy.min() < 0:
        i, j = np.unravel_index(int(copy.argmin()), copy.shape)
        raise ValueError(f"{name}[{i}, {j}] is {copy[i, j]}, expected >= 0")
    copy.setflags(write=False)
    return copy


def _is_sealed(matrix: npt.ArrayLike) -> TypeGuard[IntMatrix]:
    """Whether nobody can change it: read-only and not a view of something else. At 25,000 places a copy is 2.5 gigabytes."""
    return (
        isinstance(matrix, np.ndarray)
        and matrix.dtype == np.int32
        and matrix.flags.c_contiguous
        and matrix.flags.owndata
        and not matrix.flags.writeable
    )
