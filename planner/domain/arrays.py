"""The kinds of number arrays that rooms hand to each other, named once."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]
Int32s = npt.NDArray[np.int32]
Uint8s = npt.NDArray[np.uint8]
Uint64s = npt.NDArray[np.uint64]
Int8s = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]

IntMatrix = Int32s
"""Travel between places: half the memory of 64 bits, and 25,000 places are 2.5 gigabytes as it is."""
