"""What a day brings on average where doors may stay shut: the exact expected values of its routes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedRoute:
    """One team on duty once, on average.

    Attributes
    ----------
    num_doors
        Doors on its sheet, those *if time allows* among them.
    num_anchors
        Visits with a promise: complaints, facilities, required ones.
    knocked, met
        Doors knocked at, and those of them that open.
    run_out
        Most of the chances that the doors of one of its blocks are done while there is time for another.
    end_time
        Mean second of its return.
    """

    shift_id: str
    num_doors: int
    num_anchors: int
    knocked: float
    met: float
    run_out: float
    end_time: float

    @property
    def talks(self) -> float:
        """Conversations: at doors that open, and at every anchor."""
        return self.met + self.num_anchors


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDay:
    """All teams of a day, on average."""

    routes: tuple[ExpectedRoute, ...]

    @property
    def num_doors(self) -> int:
        """Doors on all sheets."""
        return sum(route.num_doors for route in self.routes)

    @property
    def knocked(self) -> float:
        """Doors knocked at."""
        return sum(route.knocked for route in self.routes)

    @property
    def met(self) -> float:
        """Doors that open."""
        return sum(route.met for route in self.routes)

    @property
    def most_talks(self) -> float:
        """Conversations of the team that has most."""
        return max((route.talks for route in self.routes), default=0.0)

    def as_data(self) -> dict[str, object]:
        """Sums and routes for JSON, counts to a hundredth."""
        return {
            "num_doors": self.num_doors,
            "knocked": round(self.knocked, 2),
            "met": round(self.met, 2),
            "routes": [
                {
                    "shift": route.shift_id,
                    "num_doors": route.num_doors,
                    "num_anchors": route.num_anchors,
                    "knocked": round(route.knocked, 2),
                    "met": round(route.met, 2),
                    "run_out": round(route.run_out, 4),
                    "end_time": round(route.end_time),
                }
                for route in self.routes
            ],
        }
