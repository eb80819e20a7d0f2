"""How a neutral problem file spelled its ids, times and priorities, so that an answer can spell them alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.violation import Moment

FileId = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemIds:
    """The file's own spelling of what the problem says in its own way.

    Attributes
    ----------
    jobs, vehicles
        Visit id, and shift id, to the id in the file.
    breaks
        (shift id, break id) to the id in the file.
    origin
        The file's time of the problem's time 0.
    priority_prize
        Prize that one unit of priority is in the problem. The rest of a prize counts the visit itself, and all visits together
        make less than one unit.
    points
        (longitude, latitude) of each place where the file gave places so; empty: by index.
    """

    jobs: Mapping[str, FileId] = field(default_factory=dict)
    vehicles: Mapping[str, FileId] = field(default_factory=dict)
    breaks: Mapping[tuple[str, str], FileId] = field(default_factory=dict)
    origin: int = 0
    priority_prize: int = 1
    points: tuple[tuple[float, float], ...] = ()

    def moment(self, moment: Moment) -> str:
        """A time as the file counts it."""
        return str(self.origin + moment.time)

    def place(self, index: int) -> dict[str, object]:
        """A place as the file gave it."""
        return {"location": list(self.points[index])} if self.points else {"location_index": index}

    def priority(self, prize: int) -> int:
        """Sum of priorities in the file behind the sum of prizes of some visits."""
        return prize // self.priority_prize
