"""The one door to numba: functions compiled once, kept on disk, run without the interpreter's lock."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function to machine code at its first call; the code is kept beside the source for later starts."""
    return cast("F", numba.njit(function, cache=True, nogil=True, error_model="numpy"))
