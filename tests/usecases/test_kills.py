"""Guards that nothing is lost or half-written when the program is killed, and when two desks work at once."""

import dataclasses
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.outcome import Outcome, RecordedVisit
from planner.formats.plan_file import read_plan
from planner.ledger.engine import reading
from planner.ledger.opening import is_ledger_sound
from planner.ledger.store import Ledger
from planner.terminal.main import run
from planner.usecases.purging import purge
from planner.usecases.reading import read_kept_plan
from planner.usecases.recording.session import SheetSession
from planner.usecases.recording.taking import Taking
from planner.usecases.workspace import Workspace
from tests.ledger.records import NOW, household
from tests.usecases.desk import DATE, SHEET, make_day
from tests.usecases.town import AT_DESK

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried with fork")

NUM_EXTRA = 3000
"""Households of an import that is large enough to be killed in the middle."""

NOTHING = {"households": 0, "complaints": 0, "facilities": 0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a planned day."""
    return make_day(tmp_path)


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """Start work in a process of its own; its id, and the end of a pipe on which it says what is done."""
    receive, send = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(receive)
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        try:
            work(send)
        finally:
            os._exit(0)
    os.close(send)
    return process, receive


def kill_after(process: int, receive: int, delay: float) -> bytes:
    """Kill a process after some seconds; what it had said by then."""
    time.sleep(delay)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    said = b""
    while part := os.read(receive, 4096):
        said += part
    os.close(receive)
    return said


def type_sheet(folder: Path, send: int, outcome: Outcome) -> None:
    """Type a sheet from its first row to its last, saying the number of each row that was confirmed."""
    workspace = Workspace(folder, AT_DESK)
    with workspace.ledger() as ledger:
        taking = Taking.open(workspace, ledger, SHEET)
        session = SheetSession.resume(taking.chosen[0], ledger, taking.recorder)
        for line in session.planned.lines:
            if not session.keep(RecordedVisit(sheet_id=SHEET, number=line.number, visit_id=line.visit_id, outcome=outcome)):
                os.write(send, bytes([line.number]))


def import_many(folder: Path, attempts: int) -> None:
    """Import households that all say the same number of tries."""
    rows = [household(n, num_attempts=attempts) for n in range(1000, 1000 + NUM_EXTRA)]
    with Workspace(folder, AT_DESK).ledger() as ledger:
        ledger.put_households(rows, source="many.csv", now=NOW, actor="desk")


def plan_again(folder: Path) -> None:
    run(["--workspace", str(folder), "plan", "--date", DATE, "--time-limit", "0.1", "--prove", "0", "--engine", "insertion"])


def require_whole(folder: Path) -> None:
    """The file opens, every page is sound, no import is half, every plan of the ledger lies there whole."""
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        with reading(ledger._engine) as connection:
            assert is_ledger_sound(connection)
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        extra = {row.num_attempts for row in ledger.households() if row.id >= "H001000" and len(row.id) == 7}
        assert len(extra) <= 1
        assert ledger.recount() == NOTHING
        for plan in ledger.plans():
            read_plan(folder / plan.path)
            if (folder / plan.path).with_name(f"problem-v{plan.version}.npz").exists():
                read_kept_plan(folder / plan.path)


@pytest.mark.parametrize("num_kills", [8, pytest.param(200, marks=pytest.mark.long)])
def test_killed_at_random_moments(folder: Path, num_kills: int) -> None:
    """Killed while importing, planning, recording, purging: at most the line being typed is lost, and nothing is half there."""
    dice = random.Random(num_kills)  # noqa: S311 (moments of kills)
    outcomes = list(Outcome)
    for number in range(num_kills):
        outcome = outcomes[number // 4 % len(outcomes)]
        before = _typed(folder, outcome)
        kind = number % 4
        works: list[Callable[[int], None]] = [
            lambda send, outcome=outcome: type_sheet(folder, send, outcome),  # type: ignore[misc]
            lambda _, number=number: import_many(folder, number),  # type: ignore[misc]
            lambda _: plan_again(folder),
            lambda _: [purge(Workspace(folder, AT_DESK), is_dry=False) for _ in range(20)] and None,  # type: ignore[func-returns-value]
        ]
        said = kill_after(*child(works[kind]), dice.uniform(0.0, 0.8))
        require_whole(folder)
        if kind == 0:
            typed = _typed(folder, outcome)
            assert set(said) <= typed
            assert len(typed - before - set(said)) <= 1


def _typed(folder: Path, outcome: Outcome) -> set[int]:
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        return {visit.number for visit in ledger.visits_of_sheet(SHEET) if visit.outcome is outcome}


def test_two_desks_record_the_same_day(folder: Path) -> None:
    """Two desks that type the same sheet at once: every row is there once, as one of them typed it, and the copy is right.

    Whoever comes second to a row that was empty in front of the desk is asked; what was seen before is corrected.
    """
    desks = [child(lambda send, o=o: type_sheet(folder, send, o)) for o in (Outcome.MET, Outcome.NOT_HOME)]  # type: ignore[misc]
    said = []
    for process, receive in desks:
        os.waitpid(process, 0)
        said.append(os.read(receive, 4096))
        os.close(receive)
    kept = read_kept_plan(folder / "plans" / DATE / "plan-v1.json")
    num_rows = next(len(route.stops) + len(route.reserves) for route in kept.document.plan.routes if route.shift_id == "T01")
    assert set(said[0]) | set(said[1]) == set(range(1, num_rows + 1))
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        visits = ledger.visits_of_sheet(SHEET)
        assert [visit.number for visit in visits] == list(range(1, num_rows + 1))
        assert {visit.outcome for visit in visits} <= {Outcome.MET, Outcome.NOT_HOME}
        corrections = [entry for entry in ledger.audit_trail() if entry.action == "correct"]
        assert len(corrections) == len(said[0]) + len(said[1]) - num_rows
        assert ledger.recount() == NOTHING
        lines = [dataclasses.replace(visit) for visit in visits]
        assert ledger.record(lines, now=NOW, actor="desk").unchanged == num_rows
    require_whole(folder)
