"""A span of time in which something may start."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Window:
    """Inclusive span of times in which a service (or a break) may *start*.

    Attributes
    ----------
    start, end
        Seconds since midnight of the planning day, start <= end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"window starts {self.start} after it ends {self.end}")
