"""Changes by hand taken back and made again give exactly the state of before: routes, reasons, holds, locks and promises."""

import datetime as dt
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.hand_move import HandMove, MoveKind
from planner.domain.lock import Lock, LockKind
from planner.domain.plan import Plan, Reason
from planner.terminal.main import run
from planner.usecases.changing.keeping import keep_changes, make_again, take_back, taken_back
from planner.usecases.changing.loaded_day import LoadedDay
from planner.usecases.changing.opening import add_visit, newest_plan, open_day
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE
from tests.usecases.town import AT_DESK

DAY = dt.date.fromisoformat(DATE)
RUNNING = 9 * 3600
MOVES = 9


@pytest.fixture
def workspace(planned: Path, tmp_path: Path) -> Workspace:
    """A copy of the planned day to work in."""
    shutil.copytree(planned, tmp_path / "ws")
    return Workspace(tmp_path / "ws", AT_DESK)


def _state(workspace: Workspace) -> object:
    """All that a later change, search or reader of the newest plan goes by, but for its number and moment."""
    read = newest_plan(workspace, DAY)
    document, problem = read.document, read.problem
    parts = (problem.visits, problem.shifts, problem.locks, problem.kept, problem.policy)
    return parts, document.plan, document.status, document.objective, document.bound, document.replanned, read.places.tolist()


def _held(plan: Plan) -> set[str]:
    return {entry.visit_id for entry in plan.unassigned if entry.reason is Reason.TAKEN_OUT}


def _move(chance: random.Random, day: LoadedDay) -> HandMove:
    """Any change: a visit that is planned or left out put, swapped, taken out, locked or unlocked."""
    made = {stop.visit_id: route.shift_id for route in day.now.plan.routes for stop in route.stops}
    left = [entry.visit_id for entry in day.now.plan.unassigned]
    visit = chance.choice([*made, *left])
    kind = chance.choice((MoveKind.PUT, MoveKind.SWAP, MoveKind.TAKE_OUT, MoveKind.TAKE_OUT, MoveKind.LOCK, MoveKind.UNLOCK))
    if kind is MoveKind.SWAP:
        other = chance.choice([id_ for id_ in (*made, *left) if id_ != visit])
        return HandMove(kind=kind, visit_id=visit, other_id=other, waives=True)
    if kind is MoveKind.LOCK:
        team = made.get(visit, "T01")
        return HandMove(kind=kind, visit_id=visit, lock=Lock(kind=LockKind.SHIFT, visit_id=visit, shift_id=team))
    return HandMove(kind=kind, visit_id=visit, waives=kind is MoveKind.TAKE_OUT)


@pytest.mark.parametrize(("seed", "at"), [(1, None), (2, None), (3, RUNNING), (4, RUNNING)])
def test_any_changes_are_taken_back_and_made_again_exactly(workspace: Workspace, seed: int, at: int | None) -> None:
    """Random changes, undos and redos: each undo is the state before the change, each redo the state after it, holds included.

    What was taken out stays so, whatever else is changed, until somebody puts it in again.
    """
    chance = random.Random(seed)  # noqa: S311 (a repeatable sequence, no secret)
    past, future = [_state(workspace)], list[object]()
    for _ in range(MOVES):
        step = chance.choice(("change", "change", "undo", "redo"))
        if step == "undo" and len(past) > 1:
            take_back(workspace, DAY)
            future.append(past.pop())
        elif step == "redo" and future:
            make_again(workspace, DAY)
            past.append(future.pop())
        else:
            day = open_day(workspace, DAY, at=at)
            before, move = _held(day.document.plan), _move(chance, day)
            if not day.make(move).fits:
                continue
            keep_changes(workspace, day)
            plan = newest_plan(workspace, DAY).document.plan
            assert before - _held(plan) <= {move.visit_id, move.other_id}, move
            past, future = [*past, _state(workspace)], []
        assert _state(workspace) == past[-1]
        assert len(taken_back(workspace, DAY)) == len(future)
    while future:
        make_again(workspace, DAY)
        past.append(future.pop())
        assert _state(workspace) == past[-1]
    while len(past) > 1:
        past.pop()
        take_back(workspace, DAY)
        assert _state(workspace) == past[-1]


def test_a_complaint_taken_out_stays_out_when_the_day_has_no_room_for_it_any_more(workspace: Workspace) -> None:
    """A complaint taken out, the day grown full, undo and redo: still taken out, and the next search leaves it so.

    Told as "no time", a complaint would come back in place of homes, which weigh less.
    """
    day = open_day(workspace, DAY)
    assert day.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id="C1", waives=True)).fits
    keep_changes(workspace, day)
    read = newest_plan(workspace, DAY)
    shifts = {shift.id: shift for shift in read.problem.shifts}
    full = tuple(
        replace(shifts[route.shift_id], max_visits=len(route.stops) - (route.shift_id == "T02"))
        for route in read.document.plan.routes
    )
    last = next(route.stops[-1].visit_id for route in read.document.plan.routes if route.shift_id == "T02")
    loaded = LoadedDay(replace(read, problem=replace(read.problem, shifts=full)), settings=workspace.settings)
    assert not loaded.make(HandMove(kind=MoveKind.PUT, visit_id="C1", shift_id="T01")).fits
    assert loaded.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=last)).fits
    keep_changes(workspace, loaded)
    take_back(workspace, DAY)
    kept = make_again(workspace, DAY).kept
    assert {"C1", last} <= _held(newest_plan(workspace, DAY).document.plan)
    options = ["--at", "08:00", "--iterations", "50"]
    assert run(["--workspace", str(workspace.folder), "replan", str(kept.path), *options]) == 0
    after = newest_plan(workspace, DAY).document.plan
    assert "C1" in _held(after)
    assert "C1" not in {stop.visit_id for route in after.routes for stop in route.stops}


def test_a_visit_added_by_hand_goes_and_comes_with_undo_and_redo(workspace: Workspace) -> None:
    """A door that the day was not offered is gone from the day's problem after undo and back after redo."""
    assert run(["--workspace", str(workspace.folder), "person", "correct", "H029", "--visit-again"]) == 0
    before = _state(workspace)
    day = open_day(workspace, DAY)
    add_visit(workspace, day, "H029", reporter=Silent())
    assert day.make(HandMove(kind=MoveKind.PUT, visit_id="H029")).fits
    keep_changes(workspace, day)
    after = _state(workspace)
    take_back(workspace, DAY)
    assert _state(workspace) == before
    make_again(workspace, DAY)
    assert _state(workspace) == after
