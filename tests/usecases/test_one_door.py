"""Guards that no plan goes to one door twice a day, whichever way a visit comes into it."""

import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.hand_move import HandMove, MoveKind
from planner.usecases.changing.opening import add_visit, open_day
from planner.usecases.complaints import NewAtDesk, enter_complaint
from planner.usecases.one_door import homes_of
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, DeskRun
from tests.usecases.town import AT_DESK

DAY = dt.date.fromisoformat(DATE)
EVENING = dt.datetime(2025, 8, 25, 18, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evening before the planned day."""
    monkeypatch.setattr(Workspace, "now", lambda _: EVENING)


def _complaint(desk: DeskRun, home: str) -> str:
    new = NewAtDesk(household=home, category="LPJ", received=dt.date(2025, 8, 25))
    return enter_complaint(Workspace(desk.folder, AT_DESK), new).life.id


def _routes(path: str) -> dict[str, list[str]]:
    routes = json.loads(Path(path).read_text(encoding="utf-8"))["routes"]
    return {route["shift"]: [*(stop["visit"] for stop in route["stops"]), *route["reserves"]] for route in routes}


def _doors_twice(desk: DeskRun, path: str) -> list[str]:
    """Homes with a routine visit and another row."""
    rows = [id_ for route in _routes(path).values() for id_ in route]
    with Workspace(desk.folder, AT_DESK).ledger() as ledger:
        homes = homes_of(ledger, rows)
    counts = Counter(homes[id_] for id_ in rows if id_ in homes)
    return [home for home, count in counts.items() if count > 1 and home in rows]


def test_an_added_complaint_takes_the_place_of_the_routine_visit(desk: DeskRun) -> None:
    """The routine visit falls away, and it is told; what was planned for others stays."""
    id_ = _complaint(desk, "H013")
    plan = desk("replan", desk.plan, "--at", "07:00", "--iterations", "100", "--add", id_)["plan"]
    rows = [visit for route in _routes(plan).values() for visit in route]
    assert id_ in rows
    assert "H013" not in rows
    assert "E8128" in desk.err
    assert "Kunjungan rutin rumah H013 digabung" in desk.err
    assert desk("check", plan)["is_valid"]


def test_a_merged_visit_is_not_told_as_one_that_fell_away(desk: DeskRun) -> None:
    """The team that holds the old sheet hears as what its row goes on: nobody strikes out a door that is gone to."""
    desk("print", desk.plan)
    desk("handout", DATE)
    home = next(id_ for id_ in desk.stops("T01") if id_.startswith("H"))
    id_ = _complaint(desk, home)
    plan = desk("replan", desk.plan, "--at", "07:00", "--iterations", "100", "--add", id_)["plan"]
    (team,) = [name for name, rows in _routes(plan).items() if id_ in rows]
    number, now = desk.stops("T01").index(home) + 1, _routes(plan)[team].index(id_) + 1
    said = desk("radio", plan)["texts"]["T01"]
    merged = f"Nomor {number} digabung dengan {id_}: didatangi sekali, pukul "
    assert (merged in said and f"nomor {now} pada lembar baru" in said) or f"Nomor {number} dikunjungi {team}" in said
    assert "Tidak jadi dikunjungi" not in said


def test_what_is_done_is_not_merged(desk: DeskRun) -> None:
    """A complaint that comes after the team was at the door is an errand of its own."""
    first = next(id_ for id_ in desk.stops("T01") if id_.startswith("H"))
    number = desk.stops("T01").index(first) + 1
    id_ = _complaint(desk, first)
    plan = desk("replan", desk.plan, "--at", "10:00", "--done", f"T01:{number}", "--iterations", "100", "--add", id_)["plan"]
    rows = [visit for route in _routes(plan).values() for visit in route]
    assert {first, id_} <= set(rows)
    assert "E8128" not in desk.err


def test_a_home_whose_complaint_is_planned_is_not_put_beside_it(desk: DeskRun) -> None:
    """By hand, in a replanning or as a question for slots: refused, with the stop and its time."""
    for command in (
        ("change", "put", DATE, "H003"),
        ("replan", desk.plan, "--at", "07:00", "--add", "H003"),
        ("plan", "--date", DATE, "--suggest-slots", "H003"),
    ):
        desk.text(*command, code=3)
        assert "E8126" in desk.err, command
        assert "C1" in desk.err


def test_a_complaint_is_not_put_by_hand_beside_the_routine_visit(desk: DeskRun) -> None:
    """A change by hand changes nothing else: it names what stands in the way; once that is out, it is made and stays alone."""
    id_ = _complaint(desk, "H013")
    desk.text("change", "put", DATE, id_, code=3)
    assert "E8126" in desk.err
    assert "H013" in desk.err
    desk("change", "take-out", DATE, "H013", "--waive")
    plan = desk("change", "put", DATE, id_)["plan"]
    desk.text("change", "put", DATE, "H013", code=3)
    again = desk("replan", plan, "--at", "07:00", "--iterations", "100")["plan"]
    assert _doors_twice(desk, plan) == _doors_twice(desk, again) == []


def test_a_home_and_its_complaint_are_not_asked_for_together(desk: DeskRun) -> None:
    """The complaint is enough: the home is refused by name (E8127)."""
    desk("change", "take-out", DATE, "H013", "--waive")
    id_ = _complaint(desk, "H013")
    desk.text("replan", desk.plan, "--at", "07:00", "--add", id_, "--add", "H013", code=3)
    assert "E8110" in desk.err
    newest = str(desk.folder / "plans" / DATE / "plan-v2.json")
    desk.text("replan", newest, "--at", "07:00", "--add", id_, "--add", "H013", code=3)
    assert "E8127" in desk.err


@pytest.mark.parametrize("seed", range(3))
def test_random_changes_never_double_a_door(desk: DeskRun, seed: int) -> None:
    """Whatever is put, swapped, taken out and added: no routine visit stands beside another row of its home."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    workspace = Workspace(desk.folder, AT_DESK)
    ids = [f"H{number:03d}" for number in range(29)]
    ids += [_complaint(desk, home) for home in rng.sample(ids, 6)] + ["C1"]
    day, refused = open_day(workspace, DAY), set[str]()
    for _ in range(60):
        kind = rng.choice((MoveKind.PUT, MoveKind.PUT, MoveKind.SWAP, MoveKind.TAKE_OUT))
        visit, other = rng.sample(ids, 2)
        try:
            if kind is MoveKind.PUT:
                add_visit(workspace, day, visit, reporter=Silent())
            day.make(HandMove(kind=kind, visit_id=visit, other_id=other if kind is MoveKind.SWAP else "", waives=True))
        except InputError as error:
            refused |= {fault.code for fault in error.faults}
        made = [stop.visit_id for route in day.now.whole.routes for stop in route.stops]
        rows = [*made, *(id_ for route in day.now.whole.routes for id_ in route.reserves)]
        with workspace.ledger() as ledger:
            homes = homes_of(ledger, rows)
        counts = Counter(homes[id_] for id_ in rows if id_ in homes)
        assert not [home for home in rows if counts.get(home, 0) > 1]
    assert {"E8126"} <= refused <= {"E8126", "E8127", "E8104", "E8106"}
