"""What a desk knows during the simulated campaign: records and outcomes, nothing of the truth behind them."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.domain.door import DoorCount
from planner.domain.outcome import Outcome
from planner.domain.records import Complaint, ComplaintStatus, Household
from planner.domain.settings import Settings
from planner.rules.day_slots import is_weekend, name_of_slot, slots_of
from planner.rules.door_state import pattern_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """A door tried: the visit behind it, the household, and when."""

    visit_id: str
    household: str
    time: int


class Book:
    """Households, complaints and counts of tries, as they are at the start of a day."""

    def __init__(self, households: Iterable[Household], settings: Settings) -> None:
        self._doors = {household.id: household for household in households}
        self._open: dict[str, Complaint] = {}
        self._slots = slots_of(settings.day)
        self._tries: Counter[tuple[str, str, bool, str, str, bool]] = Counter()
        self.num_tries = self.num_refused = self.num_moved = 0
        self.visited: set[str] = set()
        """Distinct households met."""
        self.complaints: dict[str, Complaint] = {}
        """Every complaint ever received, open or closed."""
        self.first_tried: dict[str, dt.date] = {}
        self.answered: dict[str, dt.date] = {}
        """Complaint to the day of its first try, and of its answer."""

    @property
    def households(self) -> Sequence[Household]:
        """Those who have not moved."""
        return list(self._doors.values())

    @property
    def open_complaints(self) -> Sequence[Complaint]:
        """Complaints not yet answered."""
        return list(self._open.values())

    @property
    def counts(self) -> list[DoorCount]:
        """Tries by RT, kind of day, slot and pattern."""
        keys = sorted({key[:5] for key in self._tries})
        return [
            DoorCount(
                group=group,
                village=village,
                is_weekend=weekend,
                slot=slot,
                pattern=pattern,
                num_tried=self._tries[*key, True] + self._tries[*key, False],
                num_met=self._tries[*key, True],
            )
            for key in keys
            for group, village, weekend, slot, pattern in [key]
        ]

    def receive(self, complaints: Iterable[Complaint]) -> None:
        """Take new complaints down."""
        for complaint in complaints:
            self._open[complaint.id] = self.complaints[complaint.id] = complaint

    def record(self, made: Try, outcome: Outcome, date: dt.date) -> None:
        """Type in one line of a returned sheet."""
        door = self._doors.get(made.household)
        if door is None:
            return
        self.num_tries += 1
        slot, weekend = name_of_slot(made.time, self._slots), is_weekend(date)
        is_opened = outcome in {Outcome.MET, Outcome.REFUSED}
        if outcome is not Outcome.MOVED:
            self._tries[door.address.group, door.address.village, weekend, slot, pattern_of(door), is_opened] += 1
        if made.visit_id in self._open:
            self.first_tried.setdefault(made.visit_id, date)
        if outcome is Outcome.MET:
            self.visited.add(door.id)
            self._doors[door.id] = _opened(door, date)
            if made.visit_id in self._open:
                self.answered[made.visit_id] = date
                closed = dataclasses.replace(self._open.pop(made.visit_id), status=ComplaintStatus.CLOSED)
                self.complaints[closed.id] = closed
        elif outcome is Outcome.REFUSED:
            self.num_refused += 1
            self._doors[door.id] = _opened(door, date)
        elif outcome is Outcome.MOVED:
            self.num_moved += 1
            del self._doors[door.id]
        else:
            attempts, weekends = door.num_attempts + 1, door.num_weekend_attempts + weekend
            self._doors[door.id] = dataclasses.replace(
                door, num_attempts=attempts, num_weekend_attempts=weekends, last_slot=slot
            )


def _opened(door: Household, date: dt.date) -> Household:
    """The door as it is after somebody opened, to talk or to refuse."""
    return dataclasses.replace(door, last_visit=date, num_attempts=0, num_weekend_attempts=0, last_slot="")
