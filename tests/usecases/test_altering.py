"""Guards that a scenario changes what it says and nothing else."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.errors import InputError
from planner.domain.records import ComplaintStatus, Officer, Team, Urgency
from planner.domain.scenario import EVERY_TEAM, ExtraComplaints, ExtraTeam, Guest, Scenario, TeamChange
from planner.domain.settings import Settings, ShiftHours
from planner.domain.shift import Shift
from planner.domain.visit import Window
from planner.rules.roster import shifts_of_day
from planner.usecases.whatif.altering import altered_settings, altered_shifts, altered_teams, extra_complaints, has_other_hours
from tests.rules.records import TODAY, a_complaint, a_household, a_team

HOUR = 3600
TEAMS = (a_team(1, skills=frozenset({"ppa"})), a_team(2), a_team(3, village="A"))


def scenario(**more: object) -> Scenario:
    return Scenario(name="coba", **more)  # type: ignore[arg-type]


def shifts(teams: object, asked: Scenario) -> dict[str, Shift]:
    day = shifts_of_day(teams, date=TODAY, settings=Settings())  # type: ignore[arg-type]
    return {shift.id: shift for shift in altered_shifts(day, teams, asked)}  # type: ignore[arg-type]


def test_an_empty_scenario_changes_nothing() -> None:
    """Settings, roster and shifts stay the same to the last field."""
    assert altered_settings(Settings(), scenario()) == Settings()
    assert altered_teams(TEAMS, scenario()) == TEAMS
    day = shifts_of_day(TEAMS, date=TODAY, settings=Settings())
    assert altered_shifts(day, TEAMS, scenario()) == day


def test_teams_away_joined_and_added() -> None:
    """Who is away is gone, joined teams are one with the officers and skills of all, an added team serves the default shift."""
    asked = scenario(without=("T02",), joins=(("T01", "T03"),), additions=(ExtraTeam(id="X", num_officers=3),))
    joined, added = altered_teams(TEAMS, asked)
    assert (joined.id, len(joined.officers), joined.skills) == ("T01+T03", 4, frozenset({"ppa"}))
    assert shifts([added], asked)["X"].team_size == 3


def test_split_teams_are_single_officers_and_the_leader_keeps_the_skills() -> None:
    """Nobody is said to have a skill that the roster gives to the team as a whole."""
    asked = scenario(changes=(TeamChange(teams=(EVERY_TEAM,), is_split=True),))
    found = altered_teams(TEAMS[:1], asked)
    assert [(team.id, len(team.officers), team.skills) for team in found] == [
        ("T01a", 1, frozenset({"ppa"})),
        ("T01b", 1, frozenset()),
    ]
    single = (a_team(9).__class__(id="S", unit="", officers=(Officer(rank="", name="x"),)),)
    assert altered_teams(single, asked) == single


def named(*ids: str) -> tuple[Team, ...]:
    return tuple(replace(a_team(1), id=id_) for id_ in ids)


def starts(teams: tuple[Team, ...], asked: Scenario) -> dict[str, int]:
    """Hour at which each shift of the altered roster begins."""
    return {id_: shift.window.start // HOUR for id_, shift in shifts(altered_teams(teams, asked), asked).items()}


@pytest.mark.parametrize(("meant", "other"), [("sat", "satu"), ("T1", "T1x"), ("A", "A+B"), ("A", "Aa")])
@pytest.mark.parametrize("is_split", [True, False])
def test_a_change_means_the_team_that_it_names_and_no_other_of_a_similar_name(meant: str, other: str, is_split: bool) -> None:
    """What a team was split from or joined of is known of the team, never read out of its name."""
    asked = scenario(changes=(TeamChange(teams=(meant,), later=HOUR, is_split=is_split),))
    found = starts(named(meant, other), asked)
    assert found.pop(other) == 8
    assert set(found.values()) == {9}
    assert len(found) == (2 if is_split else 1)


def test_officers_that_go_alone_keep_the_hours_of_their_team() -> None:
    """One change splits a team and moves its duty, and a team that others joined is meant by the name of the first."""
    asked = scenario(joins=(("A", "B"),), changes=(TeamChange(teams=("A",), later=HOUR, is_split=True),))
    assert starts(named("A", "B", "C"), asked) == {"A+Ba": 9, "A+Bb": 9, "A+Bc": 9, "A+Bd": 9, "C": 8}
    first, *_ = altered_teams(named("A", "B"), asked)
    assert (first.part_of, first.joins) == ("A+B", ("A", "B"))


def test_no_two_teams_of_a_scenario_share_an_id() -> None:
    """Joined teams and single officers get ids that nobody has, whatever names the roster uses."""
    asked = scenario(joins=(("A", "B"),), changes=(TeamChange(teams=("C",), is_split=True),))
    assert [team.id for team in altered_teams(named("A", "B", "A+B", "C", "Ca"), asked)] == ["A+B", "Ca'", "Cb", "Ca", "A+B'"]


def test_hours_move_and_breaks_keep_their_time() -> None:
    """Later, longer and other hours change the window; a break that no longer fits is left out."""
    later = shifts(TEAMS, scenario(changes=(TeamChange(teams=("T01",), later=HOUR, longer=HOUR),)))
    assert later["T01"].window == Window(start=9 * HOUR, end=18 * HOUR)
    assert [pause.id for pause in later["T01"].breaks] == ["isoma"]
    assert later["T02"].window == Window(start=8 * HOUR, end=16 * HOUR)
    early = shifts(TEAMS, scenario(changes=(TeamChange(teams=("T01",), hours=Window(start=8 * HOUR, end=11 * HOUR)),)))
    assert early["T01"].breaks == ()


def test_a_shift_without_time_is_refused() -> None:
    """Taking away more hours than there are is a fault, not an empty plan."""
    with pytest.raises(InputError) as caught:
        shifts(TEAMS, scenario(changes=(TeamChange(teams=("T01",), longer=-8 * HOUR),)))
    assert caught.value.faults[0].code == "E8046"


def test_a_guest_makes_two_shifts() -> None:
    """With the guest until his hour, then without; one break, the same number of visits in all."""
    asked = scenario(changes=(TeamChange(teams=("T01",), guest=Guest(until=10 * HOUR, skills=frozenset({"kapolsek"}))),))
    found = shifts(TEAMS, asked)
    together, after = found["T01-1"], found["T01"]
    assert (together.window.end, after.window.start) == (10 * HOUR, 10 * HOUR)
    assert (together.team_size, after.team_size) == (3, 2)
    assert "kapolsek" in together.skills - after.skills
    assert [len(together.breaks), len(after.breaks)] == [0, 1]
    assert (together.max_visits or 0) + (after.max_visits or 0) == 18
    assert [*shifts((*TEAMS, *named("T01-1")), asked)] == ["T01-1'", "T01", "T02", "T03", "T01-1"]
    with pytest.raises(InputError) as caught:
        shifts(TEAMS, scenario(changes=(TeamChange(teams=("T01",), guest=Guest(until=7 * HOUR)),)))
    assert caught.value.faults[0].code == "E8045"


def test_named_shifts_and_modes() -> None:
    """A named shift is replaced in place or added; teams serve and move as told."""
    night = ShiftHours(name="malam", window=Window(start=18 * HOUR, end=20 * HOUR))
    asked = scenario(
        shift_hours=(night, ShiftHours(name="hari", window=Window(start=8 * HOUR, end=15 * HOUR))),
        visit_hours=Window(start=8 * HOUR, end=20 * HOUR),
        changes=(TeamChange(teams=("T02",), shifts=("malam",), profile="foot"),),
    )
    settings = altered_settings(Settings(), asked)
    assert [hours.name for hours in settings.day.shifts] == ["hari", "pagi", "siang", "sore", "malam"]
    day = shifts_of_day(altered_teams(TEAMS, asked), date=TODAY, settings=settings)
    assert [(shift.window.end // HOUR, shift.profile) for shift in day] == [
        (15, "motorcycle"),
        (20, "foot"),
        (15, "motorcycle"),
    ]


def test_invented_complaints_are_drawn_by_the_seed() -> None:
    """The same seed draws the same doors; doors that want no visit or have an open complaint are not drawn."""
    homes = tuple(a_household(number, is_do_not_visit=number == 3) for number in range(1, 12))
    closed = a_complaint(1, household="H2", status=ComplaintStatus.CLOSED)
    known = [a_complaint(0, household="H1"), closed]
    wanted = ExtraComplaints(count=9, seed=4)
    drawn = extra_complaints(wanted, homes, known, date=TODAY)
    assert drawn == extra_complaints(wanted, homes, known, date=TODAY)
    assert {item.household for item in drawn} == {home.id for home in homes} - {"H1", "H3"}
    assert {item.urgency for item in drawn} == {Urgency.URGENT}
    with pytest.raises(InputError) as caught:
        extra_complaints(ExtraComplaints(count=10), homes, known, date=TODAY)
    assert caught.value.faults[0].code == "E8043"
    assert dt.date.fromisoformat("2025-08-26") == TODAY


def test_hours_are_other_ones_when_a_tenth_of_the_duty_moves() -> None:
    """One team of many away changes no hours; everybody in the evening, or an hour longer, does."""
    teams = [a_team(number) for number in range(1, 13)]
    many = shifts_of_day(teams, date=TODAY, settings=Settings())
    evening = shifts_of_day([a_team(1, shifts=("sore",))], date=TODAY, settings=Settings())
    longer = altered_shifts(many, teams, scenario(changes=(TeamChange(teams=(EVERY_TEAM,), longer=HOUR),)))
    assert not has_other_hours(many, many[1:])
    assert not has_other_hours(many, [*many, *evening])
    assert has_other_hours(many, evening)
    assert has_other_hours(many, longer)
