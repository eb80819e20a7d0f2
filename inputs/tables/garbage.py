"""Leaves the search for dead objects that name each other to the end of a reading."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Rows name no other objects that name them, and looking through all of them again and again is a quarter of the cost."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
