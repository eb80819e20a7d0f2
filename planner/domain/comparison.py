"""A comparison of a day's plans under scenarios: measures, differences and what became of each visit. Ids and numbers only."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.domain.plan import Reason


class Measure(enum.Enum):
    """What plans are compared by, in the order of a table."""

    VISITS = "visits"
    MET = "met"
    NOT_PLANNED = "not_planned"
    CUT_OFF = "cut_off"
    REQUIRED_MISSED = "required_missed"
    COMPLAINTS = "complaints"
    IN_TIME = "in_time"
    LATE = "late"
    COMPLAINT_PRIZE = "complaint_prize"
    COVERAGE_PRIZE = "coverage_prize"
    DISTANCE = "distance"
    TRAVEL = "travel"
    AT_DOORS = "at_doors"
    LATEST_FINISH = "latest_finish"
    GROUPS = "groups"
    SHIFTS = "shifts"
    HEAVIEST = "heaviest"
    LIGHTEST = "lightest"


class Verdict(enum.Enum):
    """Whether a difference is good for the station; more and less of some measures is neither."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLoad:
    """What one shift does in a plan; all 0 for a shift that stays unused.

    Attributes
    ----------
    work_duration
        Seconds of travel and at doors.
    end_time
        When it is back; `None`: unused.
    """

    shift_id: str
    num_stops: int = 0
    work_duration: int = 0
    travel_duration: int = 0
    distance: int | None = None
    end_time: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """One plan in numbers.

    Attributes
    ----------
    num_visits, num_unassigned
        Visits planned and offered but not planned.
    reasons
        Why visits are not planned, with counts.
    cut_off
        Ids of visits that no shift on duty has a way to.
    required_missed
        Ids of promised visits left out.
    num_met
        Doors that open on average, where they may stay shut; `None`: every door is planned as if it opened.
    num_complaints, num_complaints_offered
        Complaint follow-ups planned, and offered.
    num_in_time, num_late
        Follow-ups planned on or before their due day; those due by today that are planned after it or left out.
    distance
        Metres; `None` where not known.
    travel_duration, door_duration
        Seconds on the road, and at the doors, setups included.
    latest_finish
        When the last shift is back; `None`: nobody leaves.
    num_groups
        RTs with a visit.
    loads
        Shifts on duty, in the order of the problem.
    """

    num_visits: int
    num_unassigned: int
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    cut_off: tuple[str, ...] = ()
    required_missed: tuple[str, ...] = ()
    num_complaints: int = 0
    num_complaints_offered: int = 0
    num_in_time: int = 0
    num_late: int = 0
    complaint_prize: int = 0
    coverage_prize: int = 0
    distance: int | None = None
    travel_duration: int = 0
    door_duration: int = 0
    latest_finish: int | None = None
    num_groups: int = 0
    loads: tuple[ShiftLoad, ...] = ()
    num_met: int | None = None

    @property
    def heaviest(self) -> ShiftLoad | None:
        """The shift that works longest; `None`: nobody is on duty."""
        return max(self.loads, key=lambda load: load.work_duration, default=None)

    @property
    def lightest(self) -> ShiftLoad | None:
        """The shift that works least, unused ones too."""
        return min(self.loads, key=lambda load: load.work_duration, default=None)

    def value(self, measure: Measure) -> int | None:
        """A measure as a number: counts, seconds or metres; `None` where not known."""
        heaviest, lightest = self.heaviest, self.lightest
        values = {
            Measure.VISITS: self.num_visits,
            Measure.MET: self.num_met,
            Measure.NOT_PLANNED: self.num_unassigned,
            Measure.CUT_OFF: len(self.cut_off),
            Measure.REQUIRED_MISSED: len(self.required_missed),
            Measure.COMPLAINTS: self.num_complaints,
            Measure.IN_TIME: self.num_in_time,
            Measure.LATE: self.num_late,
            Measure.COMPLAINT_PRIZE: self.complaint_prize,
            Measure.COVERAGE_PRIZE: self.coverage_prize,
            Measure.DISTANCE: self.distance,
            Measure.TRAVEL: self.travel_duration,
            Measure.AT_DOORS: self.door_duration,
            Measure.LATEST_FINISH: self.latest_finish,
            Measure.GROUPS: self.num_groups,
            Measure.SHIFTS: sum(load.num_stops > 0 for load in self.loads),
            Measure.HEAVIEST: heaviest.work_duration if heaviest else None,
            Measure.LIGHTEST: lightest.work_duration if lightest else None,
        }
        return values[measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure in the baseline and in a scenario."""

    measure: Measure
    baseline: int | None
    scenario: int | None
    verdict: Verdict

    @property
    def change(self) -> int | None:
        """Scenario less baseline; `None` where either is not known."""
        return None if self.baseline is None or self.scenario is None else self.scenario - self.baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDifference:
    """A shift in the baseline and in a scenario; `None` where it is not on duty."""

    shift_id: str
    baseline: ShiftLoad | None
    scenario: ShiftLoad | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A scenario's plan beside the baseline's.

    Attributes
    ----------
    gained
        Visits planned under the scenario and not in the baseline, by id.
    lost
        Visits planned in the baseline and not under the scenario, with the reason; `None`: not offered any more.
    moved
        Visits made by another shift.
    """

    differences: tuple[Difference, ...]
    loads: tuple[LoadDifference, ...]
    gained: tuple[str, ...] = ()
    lost: Mapping[str, Reason | None] = field(default_factory=dict)
    moved: tuple[str, ...] = ()

    def difference(self, measure: Measure) -> Difference:
        """One measure; of one that neither plan has, nothing is known."""
        nothing = Difference(measure=measure, baseline=None, scenario=None, verdict=Verdict.NEUTRAL)
        return next((found for found in self.differences if found.measure is measure), nothing)
