"""What is known about when doors open: slots of the day, and counts of tries by neighbourhood, never by person."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from planner.domain.visit import Window


class Pattern(NamedTuple):
    """What was found at a door before, as coarse as it can be: of tries, and of nothing about the people behind it.

    Attributes
    ----------
    found
        At the last try: `new` none was made, `met`, or `shut`; empty: the record does not say.
    weekdays, weekends
        Tries at which it stayed shut since it last opened, up to as many as tell something.
    """

    found: str = ""
    weekdays: int = 0
    weekends: int = 0

    @property
    def before(self) -> "Pattern":
        """The pattern that this one is believed to be like until its own tries say more."""
        if self.found != "shut":
            return NEW_PATTERN if self == MET_PATTERN else ANY_PATTERN
        fewer = (self.weekdays, self.weekends - 1) if self.weekends else (self.weekdays - 1, 0)
        return NEW_PATTERN if sum(fewer) <= 0 else Pattern(self.found, *fewer)


ANY_PATTERN, NEW_PATTERN, MET_PATTERN = Pattern(), Pattern("new"), Pattern("met")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A part of the visit hours.

    Attributes
    ----------
    name
        Name of a shift of the settings, as `Household.last_slot` has it.
    window
        First and last second; slots do not overlap.
    """

    name: str
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorCount:
    """How often somebody was met at the doors of one neighbourhood unit.

    Attributes
    ----------
    group, village
        Id of the RT, or the code of the village again where the RT is not known; code of the village.
    is_weekend
        Tried on a Saturday, a Sunday or a holiday.
    slot
        Name of the slot.
    pattern
        What had happened at the door before (`planner.rules.door_state.attempt_pattern`).
    num_tried, num_met
        Tries, and those at which somebody opened (met or refused); 0 <= num_met <= num_tried.
    """

    group: str
    village: str
    is_weekend: bool
    slot: str
    num_tried: int
    num_met: int
    pattern: Pattern = ANY_PATTERN

    def __post_init__(self) -> None:
        if not 0 <= self.num_met <= self.num_tried:
            raise ValueError(f"RT {self.group!r}: {self.num_met} met of {self.num_tried} tried")


class DoorChances(Protocol):
    """An estimate of when doors open, as the ledger's records taught it."""

    def chances(self, group: str, pattern: Pattern, *, village: str, is_weekend: bool) -> tuple[float, ...]:
        """Chance in each slot that a door of an RT opens, or of its village where nothing is known of the RT."""
        ...

    def evidence(self, group: str, *, is_weekend: bool) -> float:
        """Tries that the chances of an RT or village count as on a kind of day."""
        ...
