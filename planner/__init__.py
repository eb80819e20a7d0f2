"""Plans the daily door-to-door visits of a police sector station."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.domain.day import Day

__version__ = "0.4.0"

__all__ = ["Day", "__version__"]


def __getattr__(name: str) -> object:
    """Load `Day` when somebody asks for it: `dds -h` needs no numpy and answers at once."""
    if name != "Day":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from planner.domain.day import Day  # noqa: PLC0415

    return Day
