"""The example area: an invented place marked DATA CONTOH, with villages, roads, households, teams, complaints, facilities.

This file imports nothing heavy, so that the command line starts without shapely and scipy.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inputs.example.files import ExampleFiles
    from inputs.example.make import make_example

_MODULE_OF = {"ExampleFiles": "files", "make_example": "make"}

__all__ = ["ExampleFiles", "make_example"]


def __getattr__(name: str) -> Any:
    """Import the maker when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 (lazy on purpose)

    return getattr(import_module(f"inputs.example.{_MODULE_OF[name]}"), name)
