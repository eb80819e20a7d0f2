"""How a door behaves when a team knocks: the chance that it opens, by the hour, and what it costs open and shut."""

from dataclasses import dataclass

from planner.domain.steps import step_at
from planner.domain.window import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A step function of the day, and two durations.

    A visit that has one is a *door*: a knock that may be in vain. One that has none is an *anchor*: a promise, planned with its
    full duration whatever happens elsewhere.

    Attributes
    ----------
    steps
        (time, chance): from that second since midnight on somebody opens with that chance, in [0, 1]; times rise. Before the
        first step the first chance holds.
    met_duration, shut_duration
        Seconds at the door when somebody opens, and when nobody does.
    hours
        When the residents may be disturbed; sorted, disjoint. Empty: any time. The windows of the visit may be narrower: they
        are what a plan aims at, while a team that is ahead of it still knocks.
    """

    steps: tuple[tuple[int, float], ...]
    met_duration: int
    shut_duration: int
    hours: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        if not self.steps or any(not 0 <= chance <= 1 for _, chance in self.steps):
            raise ValueError(f"steps are {self.steps}, expected at least one, chances 0 to 1")
        if any(later <= earlier for (earlier, _), (later, _) in zip(self.steps, self.steps[1:], strict=False)):
            raise ValueError(f"steps are {self.steps}, expected rising times")
        if not 0 <= self.shut_duration <= self.met_duration:
            raise ValueError(f"shut {self.shut_duration} s, met {self.met_duration} s: expected 0 <= shut <= met")

    def chance_at(self, time: int) -> float:
        """Chance that a knock at a time is answered."""
        return step_at(self.steps, time)

    def expected_duration(self, chance: float) -> int:
        """Seconds that a knock takes on average, if it is answered with a chance."""
        return round(chance * self.met_duration + (1 - chance) * self.shut_duration)
