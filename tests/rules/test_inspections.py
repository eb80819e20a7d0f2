"""Guards the quota of inspections: so many for each long shift, near ones and late ones first, all in their turn."""

import datetime as dt
from dataclasses import replace

from planner.domain.candidate import Candidate
from planner.domain.records import Facility
from planner.domain.settings import PlanSettings, ProgrammeSettings, Settings, StationSettings
from planner.domain.shift import Shift
from planner.domain.units import HOUR
from planner.domain.visit import Tier, VisitKind, Window
from planner.rules.candidates import due_candidates
from planner.rules.inspections import quota_of_day
from planner.rules.pool import choose_pool
from tests.rules.records import TODAY, a_candidate, an_address

LONG = Shift(id="T01", window=Window(start=8 * HOUR, end=16 * HOUR), max_visits=4)
MORNING = replace(LONG, id="T02", window=Window(start=8 * HOUR, end=12 * HOUR))
SETTINGS = Settings(station=StationSettings(latitude=-6.2, longitude=106.4), plan=PlanSettings(pool_factor=1.0))


def _homes(number: int = 30) -> list[Candidate]:
    return [a_candidate(n, prize=60, group="A/1/1", kind=VisitKind.FIRST) for n in range(number)]


def _facility(number: int, *, north: float = 0.0, prize: int = 20) -> Candidate:
    return a_candidate(number, latitude=-6.2 + north, prize=prize, kind=VisitKind.FACILITY, service_duration=600)


def _offered(*facilities: Candidate, shifts: tuple[Shift, ...] = (LONG,), settings: Settings = SETTINGS) -> dict[str, int]:
    pool = choose_pool([*_homes(), *facilities], shifts, settings=settings)
    return {one.visit.id: one.visit.prize for one in pool.chosen if one.visit.kind is VisitKind.FACILITY}


def test_quota_counts_long_shifts() -> None:
    """A shift of more than half the visit hours has the quota, a morning has none; 0 switches it off."""
    assert quota_of_day([LONG, MORNING, LONG], SETTINGS) == 2
    none = replace(SETTINGS, programme=ProgrammeSettings(facilities_per_shift=0))
    assert quota_of_day([LONG], none) == 0
    assert _offered(_facility(100), settings=none) == {}
    assert _offered(_facility(100, north=0.02), shifts=(MORNING,)) == {}


def test_inspections_count_as_the_best_home() -> None:
    """What fills the quota is worth as much as the best home offered, so that it comes before homes; the others stay out."""
    assert _offered(_facility(100), _facility(101, north=0.02)) == {"v100": 60}


def test_near_before_far_and_late_before_fresh() -> None:
    """At the same lateness the nearer one, at the same place the later one."""
    assert list(_offered(_facility(100, north=0.02), _facility(101, north=0.001))) == ["v101"]
    assert _offered(_facility(100, prize=20), _facility(101, prize=30)) == {"v100": 20, "v101": 60}


def test_on_the_way_at_its_own_prize() -> None:
    """Beyond the quota a due one beside the day's places is offered at what it is worth, one a shift; one far off is not."""
    found = _offered(_facility(100), _facility(101, north=0.0005), _facility(102, north=0.001), _facility(103, north=0.02))
    assert found == {"v100": 60, "v101": 20}


def test_no_complaint_is_left_out_of_the_pool_for_it() -> None:
    """Complaints are all in, whatever the quota, and keep their prize."""
    complaints = [a_candidate(200 + n, prize=40, tier=Tier.COMPLAINT, kind=VisitKind.COMPLAINT) for n in range(20)]
    pool = choose_pool([*complaints, *_homes(), _facility(100)], [LONG], settings=SETTINGS)
    assert [one for one in pool.chosen if one.visit.tier is Tier.COMPLAINT] == complaints
    assert [one.visit.id for one in pool.chosen if one.visit.kind is VisitKind.FACILITY] == ["v100"]


def test_every_facility_has_its_turn_within_the_cycle() -> None:
    """Inspected by quota day after day, ten facilities at any distance are all seen once before one is seen twice."""
    places = [
        Facility(id=f"F{n}", kind="LPJ", name="DATA CONTOH", address=an_address(latitude=-6.2 + 0.005 * n)) for n in range(10)
    ]
    seen: list[str] = []
    for number in range(10):
        day = TODAY + dt.timedelta(days=number)
        due = due_candidates([], [], places, date=day, settings=SETTINGS)
        pool = choose_pool([*_homes(), *due.candidates], [LONG], settings=SETTINGS)
        made = [one.visit.id for one in pool.chosen if one.visit.kind is VisitKind.FACILITY]
        seen += made
        places = [replace(place, last_inspection=day) if place.id in made else place for place in places]
    assert sorted(seen) == sorted(place.id for place in places)
