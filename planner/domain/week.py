"""A week put together: blocks of doors, the days that may take them, and which day takes which."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Doors of one RT that are offered to a day together.

    Attributes
    ----------
    group
        Id of the RT; a door without one is an RT of its own.
    village
        Code of the village; empty where unknown.
    members
        Ids of the doors, at least one, best first.
    worths
        By day what the doors are worth there in all; 0: nobody can visit any of them on that day.
    middle
        Metres east and north of the station.
    """

    group: str
    village: str
    members: tuple[str, ...]
    worths: tuple[float, ...]
    middle: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if not self.members:
            raise ValueError(f"block of {self.group!r} has no door")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekQuestion:
    """Which day takes which block.

    Attributes
    ----------
    blocks
        All with as many worths as there are days.
    rooms
        By day the doors that its teams have time for.
    sizes
        By day the doors that its search may be offered, at least its room.
    own
        Village to the doors, by day, that teams assigned to it have time for.
    """

    blocks: tuple[Block, ...]
    rooms: tuple[int, ...]
    sizes: tuple[int, ...]
    own: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        num_days = len(self.rooms)
        if len(self.sizes) != num_days or any(len(days) != num_days for days in self.own.values()):
            raise ValueError(f"sizes or own villages are not of {num_days} days")
        for block in self.blocks:
            if len(block.worths) != num_days:
                raise ValueError(f"block of {block.group!r} has {len(block.worths)} worths, expected {num_days}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAnswer:
    """By block the index of its day (`None`: not this week), and whether it is among those that the day has time for.

    Attributes
    ----------
    days
        In the order of the blocks.
    is_core
        Whether the day has time for it; the others are offered beside these, for the search to choose from.
    """

    days: tuple[int | None, ...]
    is_core: tuple[bool, ...]
