"""Guards the itinerary: order, numbers, and what privacy lets through."""

import dataclasses

import pytest

from outputs.itinerary.build import build_day
from outputs.itinerary.directions import MAX_LENGTH, directions, last_stretch
from outputs.itinerary.privacy import shown_door, shown_name, shown_neighbourhood
from planner.domain.path import RoadStep
from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.records import Address
from planner.domain.shift import Break
from planner.domain.visit import VisitKind, Window
from planner.words.language import words
from tests.outputs.day import make_context, make_day


def test_lines_follow_the_route_and_its_break() -> None:
    """Stops are numbered in route order, reserves go on counting, a break stands where it is taken."""
    day = make_day()
    (team,) = day.teams
    assert [stop.number for stop in (*team.stops, *team.reserves)] == list(range(1, 23))
    times = [line.start_time for line in team.lines]
    assert times == sorted(times)
    assert len(team.lines) == 19


@pytest.mark.parametrize(("mode", "shown"), [("full", "Siti Contoh"), ("initials", "S. C."), ("none", "")])
def test_name_modes(mode: str, shown: str) -> None:
    """A short name is shown in full, as initials, or not at all."""
    assert shown_name("Siti  Contoh", mode) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("H. Ahmad Contoh", "A. C."), ("Hj. Siti Contoh", "S. C."), ("Drs. H. Budi Contoh, M.Si.", "B. C."),
        ("dr. Ani Contoh, Sp.A", "A. C."), ("Bpk. CONTOH", "C."), ("Ibu Siti", "S."), ("H CONTOH SATU S.Pd", "C. S."),
        ("Almh. Siti Contoh, S.Pd., M.Pd", "S. C."), ("M. Yusuf Contoh", "M. Y. C."), ("Tb. Contoh", "T. C."),
        ("Contoh, Satu Dua", "C. S. D."), ("M. Nur", "M. N."), ("Dahlan H.", "D. H."), ("Ibu", "I."),
        ("Hasan Contoh SE", "H. C. S."),
    ],
)  # fmt: skip
def test_titles_are_no_initials(name: str, shown: str) -> None:
    """Titles before a name and degrees behind it are none of its initials; they stay where names are shown in full."""
    assert shown_name(name, "initials") == shown
    assert shown_name(name, "full") == name


def test_unknown_name_mode_is_refused() -> None:
    """A mode that nobody knows must not print a full name."""
    with pytest.raises(ValueError, match="name mode"):
        shown_name("Siti Contoh", "all")


def test_address_falls_back_to_landmark_and_may_be_unknown() -> None:
    """Where there is no address, the landmark; where there is nothing, nothing is made up."""
    problem, _, context = make_context(name_mode="none")
    (household, *_) = context.households.values()
    bare = dataclasses.replace(household, address=dataclasses.replace(household.address, detail="", landmark="dekat pos"))
    visit = next(visit for visit in problem.visits if visit.subject == bare.id)
    known = dataclasses.replace(context, households={bare.id: bare})
    assert shown_door(visit, known).address == "dekat pos"
    unknown = shown_door(visit, dataclasses.replace(context, households={}))
    assert (unknown.neighbourhood, unknown.address, unknown.village) == ("", "", visit.village)
    assert shown_neighbourhood(Address(village="A", rw="07", latitude=0, longitude=0)) == "RW 07"


def test_special_referral_is_never_planned_nor_listed() -> None:
    """RJK as a stop is refused; as unplanned it is nowhere, not even by its id."""
    problem, plan, context = make_context()
    hidden = {key: dataclasses.replace(value, category="RJK", text="") for key, value in context.complaints.items()}
    with pytest.raises(ValueError, match="special referral"):
        build_day(problem, plan, context=dataclasses.replace(context, complaints=hidden))
    unplanned = Plan(unassigned=tuple(Unassigned(visit_id=visit.id, reason=Reason.NO_SKILL) for visit in problem.visits))
    day = build_day(problem, unplanned, context=dataclasses.replace(context, complaints=hidden))
    assert day.complaints == ()


def test_a_day_without_legs_or_records_still_has_doors() -> None:
    """Unknown ids leave blanks, missing legs straight lines; nothing is invented."""
    problem, plan, context = make_context(
        num_stops=3, num_reserves=0, legs=None, lines=None, households={}, facilities={}, teams={}, sheet_ids={}
    )
    (team,) = build_day(problem, plan, context=context).teams
    assert [stop.directions for stop in team.stops] == ["", "", ""]
    assert team.officers == ()
    assert all(len(leg) == 2 for leg in team.legs)


def test_two_doors_at_one_place_have_no_way_between_them() -> None:
    """The second door of a place is said to be there, and no line is drawn to it."""
    problem, plan, context = make_context(num_stops=3, num_reserves=0)
    visits = tuple(dataclasses.replace(visit, place=1) if visit.id == "V002" else visit for visit in problem.visits)
    (team,) = build_day(dataclasses.replace(problem, visits=visits), plan, context=context).teams
    assert team.stops[1].directions == "di tempat yang sama"
    assert len(team.legs) == 3


def test_a_problem_without_a_date_is_refused() -> None:
    """A sheet has a day."""
    problem, plan, context = make_context()
    with pytest.raises(ValueError, match="without a date"):
        build_day(dataclasses.replace(problem, date=None), plan, context=context)


def test_a_shift_without_stations_has_no_first_and_last_leg() -> None:
    """Where a route starts at its first door, no way to it is drawn."""
    problem, plan, context = make_context(num_stops=4, num_reserves=0)
    pause = Break(id="isoma", label="nobody knows", duration=3600, windows=(Window(start=0, end=80_000),))
    shift = dataclasses.replace(problem.shifts[0], start=None, end=None, breaks=(pause,))
    (team,) = build_day(dataclasses.replace(problem, shifts=(shift,)), plan, context=context).teams
    assert (team.start, team.end) == (None, None)
    assert team.stops[0].directions == ""
    assert [line.label for line in team.lines if line not in team.stops] == ["other"]


def test_complaints_are_listed_served_and_not_served() -> None:
    """Every complaint of the day is on the overview once, with a time or with a reason."""
    problem, plan, context = make_context()
    day = build_day(problem, plan, context=context)
    assert sorted(line.complaint_id for line in day.complaints) == sorted(
        visit.subject for visit in problem.visits if visit.kind is VisitKind.COMPLAINT
    )
    assert all((line.start_time is None) == bool(line.reason) for line in day.complaints)


def test_directions_name_streets_and_stay_short() -> None:
    """Named stretches first, in their order, two lines at most; the walk from the road is never left out."""
    say = words("id")
    steps = (
        RoadStep(name="Jl. Kresek", distance=412, bearing=2),
        RoadStep(name="", distance=900, bearing=90),
        RoadStep(name="Gg. Mawar", distance=120, bearing=225),
    )
    assert (
        directions(steps, say).replace("\N{NO-BREAK SPACE}", " ")
        == "ke utara lewat Jl. Kresek, 410 m; lalu ke barat daya lewat Gg. Mawar, 120 m"
    )
    assert (
        directions((RoadStep(name="", distance=900, bearing=359), RoadStep(name="", distance=30, bearing=0)), say)
        == "ke utara, 900\N{NO-BREAK SPACE}m"
    )
    assert directions((), say) == ""
    walk = RoadStep(name="", distance=146, bearing=91, is_walk=True)
    told = directions((*steps[:1], walk), say).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "ke utara lewat Jl. Kresek, 410 m, jalan kaki 150 m ke timur"
    assert directions((walk,), words("en")).replace("\N{NO-BREAK SPACE}", " ") == "walk 150 m east"
    long = tuple(RoadStep(name="Jalan Raya " + "Panjang " * 4, distance=500, bearing=90) for _ in range(2))
    assert len(directions(long, say)) <= MAX_LENGTH


def test_what_changed_is_carried_to_its_stop() -> None:
    """A later version marks the stops that are new, moved or at another time; others carry no mark."""
    day = make_day(changes={"V001": "new", "V002": "moved", "V003": "retimed"})
    assert [stop.change for stop in day.teams[0].stops[:4]] == ["new", "moved", "retimed", ""]
    with pytest.raises(ValueError, match="'baru' is not one of"):
        make_day(changes={"V001": "baru"})


def test_the_last_stretch_is_the_street_of_the_door() -> None:
    """Where there is no room for the whole way, its end is what is needed."""
    way = "ke utara lewat Jl. A, 90 m; lalu ke barat lewat Gg. B, 20 m"
    assert last_stretch(way, words("id")) == "ke barat lewat Gg. B, 20 m"
    assert last_stretch("", words("id")) == ""
