"""What is asked of a day: visits at doors and facilities, and when they may be made."""

import enum
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.domain.opening import Opening
from planner.domain.steps import step_at
from planner.domain.window import Window

__all__ = ["Tier", "Visit", "VisitKind", "Window"]


class VisitKind(enum.Enum):
    """Why a door is visited; the value is the letter printed on the sheet."""

    FIRST = "K"
    REVISIT = "U"
    COMPLAINT = "T"
    FACILITY = "F"


class Tier(enum.Enum):
    """Rank of a prize: without a trading policy a lower tier never outweighs a higher one."""

    COMPLAINT = "complaint"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One call at one place, to be made at most once on the planning day.

    Attributes
    ----------
    id
        Unique in the problem.
    place
        Index of the place in the problem's travel matrices.
    kind
        Why the visit is made.
    tier
        Which tier its prize counts in.
    prize
        Worth of the visit inside its tier, 0 or more; where it depends on the hour, that of its best one.
    prize_steps
        (time, prize): what the visit is worth if its action starts from that second since midnight on; times rise. Before the
        first step the first prize holds. Empty: the same at any hour.
    is_required
        Has to be made; a plan without it must say why in `Plan.unassigned`.
    service_duration
        Seconds at the door.
    setup_duration
        Seconds before the service, spent only when the stop before was at another place. Setup and
        service are one action: the window limits when the *action* starts.
    windows
        When the action may start; sorted, disjoint. Empty: any time.
    skills
        Every one of them is needed in the team.
    min_team_size
        Fewest officers that may make the visit.
    village, group
        Code of the village, and id of the neighbourhood unit (RT) that should be finished in one
        go; empty where unknown.
    rw, rt
        Numbers of the neighbourhood unit, as in `Address`; empty where unknown.
    subject
        Id of the household, complaint or facility behind the visit; the visit's id where there is none.
    visit_number
        "Kunjungan ke-": 1 for the first try at this door; `None` where it has no meaning.
    opening
        How the door behaves when it is knocked at; then `service_duration` is what a knock takes on average. `None`: an anchor,
        which takes its service duration for certain.
    """

    id: str
    place: int
    kind: VisitKind = VisitKind.FIRST
    tier: Tier = Tier.COVERAGE
    prize: int = 1
    is_required: bool = False
    service_duration: int = 0
    setup_duration: int = 0
    windows: tuple[Window, ...] = ()
    skills: frozenset[str] = frozenset()
    min_team_size: int = 1
    village: str = ""
    group: str = ""
    rw: str = ""
    rt: str = ""
    subject: str = ""
    visit_number: int | None = None
    opening: Opening | None = None
    prize_steps: tuple[tuple[int, int], ...] = ()

    def prize_at(self, time: int) -> int:
        """Worth of the visit if its action starts at a time."""
        return step_at(self.prize_steps, time) if self.prize_steps else self.prize

    def dearer(self, by: int) -> "Visit":
        """The visit worth more by so much, at every hour."""
        return replace(self, prize=self.prize + by, prize_steps=tuple((time, prize + by) for time, prize in self.prize_steps))

    @property
    def mean_chance(self) -> float:
        """Chance that somebody is met that its service duration stands for; 1 where the door is thought to open."""
        opening = self.opening
        if opening is None or opening.met_duration == opening.shut_duration:
            return 1.0
        return (self.service_duration - opening.shut_duration) / (opening.met_duration - opening.shut_duration)

    def __post_init__(self) -> None:
        if self.place < 0 or self.prize < 0 or self.service_duration < 0 or self.setup_duration < 0:
            names = ("place", "prize", "service_duration", "setup_duration")
            name = next(name for name in names if getattr(self, name) < 0)
            raise ValueError(f"visit {self.id!r}: {name} is {getattr(self, name)}, expected >= 0")
        if len(self.windows) > 1 and any(later.start <= earlier.end for earlier, later in pairwise(self.windows)):
            raise ValueError(f"visit {self.id!r}: windows overlap or are not sorted")
        if self.prize_steps:
            self._require_steps()

    def _require_steps(self) -> None:
        steps = self.prize_steps
        if any(later <= earlier for (earlier, _), (later, _) in pairwise(steps)):
            raise ValueError(f"visit {self.id!r}: prize_steps are {steps}, expected rising times")
        if min(prize for _, prize in steps) < 0 or max(prize for _, prize in steps) != self.prize:
            raise ValueError(
                f"visit {self.id!r}: prize_steps are {steps}, expected 0 or more, and {self.prize} the most of them"
            )
