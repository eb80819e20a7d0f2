"""Guards how plan files are written: legible, whole or not at all, and readable by any JSON reader."""

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.objective import CostBreakdown
from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.plan_document import PlanDocument
from planner.domain.solving import Bound, Limits, Status, StopReason
from planner.formats.plan_file import clock_text, plan_text, write_plan

DOCUMENT = PlanDocument(
    plan=Plan(
        routes=(
            Route(
                shift_id="T01/hari",
                start_time=28_800,
                end_time=93_723,
                travel_duration=1234,
                distance=5678,
                stops=(
                    Stop(visit_id="H000001", arrival_time=29_000, start_time=29_001, end_time=29_901),
                    Stop(visit_id="H000002", arrival_time=30_000, start_time=30_000, end_time=30_900),
                ),
                pauses=(Pause(break_id="isoma", start_time=43_200, end_time=46_800),),
                reserves=("H000009", "H000010"),
            ),
            Route(
                shift_id="T02", start_time=0, end_time=60, stops=(Stop(visit_id="x", arrival_time=0, start_time=0, end_time=1),)
            ),
        ),
        unassigned=(Unassigned(visit_id="H3", reason=Reason.NOT_ENOUGH_TIME), Unassigned(visit_id="H4")),
    ),
    date=dt.date(2025, 8, 26),
    time_zone="Asia/Jakarta",
    created=dt.datetime(2025, 8, 25, 15, 0, 1, tzinfo=dt.timezone(dt.timedelta(hours=7))),
    plan_version=2,
    engine="ortools",
    engine_version="9.15",
    seed=7,
    limits=Limits(max_runtime=20.0),
    status=Status.FEASIBLE,
    stop_reason=StopReason.RUNTIME,
    runtime=19.8,
    objective=CostBreakdown(
        num_required_missed=0,
        num_required=1,
        complaint_prize=10,
        complaint_prize_offered=20,
        coverage_prize=30,
        coverage_prize_offered=40,
        travel_duration=1234,
        distance=None,
        overload_duration=5,
        num_foreign_stops=1,
        cost=-3,
    ),
    bound=Bound(lower_bound=-9, complaint_prize=15, coverage_prize=35, runtime=2.5, num_iterations=7, is_complete=False),
    data_fingerprint="ab" * 32,
    problem_file="problem-v2.npz",
    problem_sha256="cd" * 32,
)


def test_a_stop_is_a_line_with_clock_times() -> None:
    """People edit the file: each stop stands on a line of its own, times as clocks exact to the second."""
    lines = plan_text(DOCUMENT).splitlines()
    line = '        {"visit": "H000001", "arrival": "08:03:20", "start": "08:03:21", "end": "08:18:21"},'
    assert line in lines
    assert '      "end": "26:02:03",' in lines
    assert json.loads(plan_text(DOCUMENT))["routes"][0]["pauses"] == [
        {"break": "isoma", "start": "12:00:00", "end": "13:00:00"}
    ]


@pytest.mark.parametrize(("time", "text"), [(0, "00:00:00"), (86_399, "23:59:59"), (360_000, "100:00:00"), (-90, "-00:01:30")])
def test_clock_text(time: int, text: str) -> None:
    """Every second of any day has one clock text."""
    assert clock_text(time) == text


def test_same_document_same_bytes(tmp_path: Path) -> None:
    """Writing twice gives the same bytes and leaves no other file behind."""
    path = tmp_path / "plan.json"
    write_plan(path, DOCUMENT)
    first = path.read_bytes()
    write_plan(path, DOCUMENT)
    assert path.read_bytes() == first
    assert list(tmp_path.iterdir()) == [path]


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up leaves the plan as it was, and says so (E6023)."""
    path = tmp_path / "plan.json"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="E6023"):
        write_plan(path, DOCUMENT)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
