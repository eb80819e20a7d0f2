"""The one door to numba: functions compiled once, kept on disk, run without the interpreter's lock.

Compiled functions get their arrays from outside and make none: without numba's counting of references, which costs more than
what most of these functions do, they could not free them. A long-running one that makes arrays is `allocating`.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}


_BLAS = "scipy.linalg.cython_blas"


def _load_without_blas() -> None:
    """Load what numba loads at the first call, but SciPy's linear algebra: 0.15 s for what no function of ours multiplies."""
    if _BLAS not in sys.modules:
        sys.modules[_BLAS] = None  # type: ignore[assignment]  # an import of it fails, as where SciPy is missing
        try:
            import_module("numba.np.arraymath")
        finally:
            del sys.modules[_BLAS]


_load_without_blas()


def compiled(function: F) -> F:
    """Compile a function to machine code at its first call; the code is kept beside the source for later starts."""
    return cast("F", numba.njit(function, **_OPTIONS))


def woven(function: F) -> F:
    """Compile a small function into each of its callers: no call, no copies of its arguments."""
    return cast("F", numba.njit(function, forceinline=True, **_OPTIONS))


def pasted(function: F) -> F:
    """Paste a function that has one caller into it before anything is compiled: that takes a third of the time."""
    return cast("F", numba.njit(function, inline="always", **_OPTIONS))


def allocating(function: F) -> F:
    """Compile a function that makes arrays, or parts of arrays, and frees them."""
    return cast("F", numba.njit(function, cache=True, nogil=True, error_model="numpy"))
