"""Guards that each of our formats has one codec: any document, written and read, is the same document."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.change import Change, ChangeKind
from planner.domain.objective import CostBreakdown
from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.plan_document import PlanDocument
from planner.domain.replanning import Replanned
from planner.domain.solving import Bound, Limits, Status, StopReason
from planner.formats.plan_file import read_plan, write_plan

IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
TIMES = st.integers(-99 * 3600, 9999 * 3600)
COUNTS = st.integers(0, 2**40)
SECONDS = st.floats(0, 1e9)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
FILES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\:"), min_size=1, max_size=8)

_PLACES = st.none() | st.tuples(IDS, TIMES)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """A change; shift and time are both there, or neither is."""
    before, now = draw(_PLACES), draw(_PLACES)
    return Change(
        visit_id=draw(IDS),
        kind=draw(st.sampled_from(ChangeKind)),
        from_shift=before[0] if before else "",
        from_time=before[1] if before else None,
        to_shift=now[0] if now else "",
        to_time=now[1] if now else None,
        is_forced=draw(st.booleans()),
    )


def tuples(parts: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(parts, max_size=3).map(tuple)


STOPS = st.builds(Stop, visit_id=IDS, arrival_time=TIMES, start_time=TIMES, end_time=TIMES)
PAUSES = st.builds(Pause, break_id=IDS, start_time=TIMES, end_time=TIMES)
ROUTES = st.builds(
    Route,
    shift_id=IDS,
    start_time=TIMES,
    end_time=TIMES,
    stops=tuples(STOPS),
    pauses=tuples(PAUSES),
    travel_duration=COUNTS,
    distance=st.none() | COUNTS,
    reserves=tuples(IDS),
)
UNASSIGNED = st.builds(Unassigned, visit_id=IDS, reason=st.none() | st.sampled_from(Reason))
TERMS = {name: COUNTS for name in CostBreakdown.__slots__ if name not in {"cost", "distance"}}
DOCUMENTS = st.builds(
    PlanDocument,
    plan=st.builds(Plan, routes=tuples(ROUTES), unassigned=tuples(UNASSIGNED)),
    date=st.dates(),
    time_zone=IDS,
    created=st.datetimes(timezones=st.just(dt.timezone(dt.timedelta(hours=7)))),
    plan_version=st.integers(1, 99),
    engine=st.text(st.characters(exclude_categories=["Cs"])),
    engine_version=IDS,
    seed=st.integers(-(2**31), 2**31),
    status=st.sampled_from(Status),
    stop_reason=st.sampled_from(StopReason),
    objective=st.builds(CostBreakdown, cost=st.integers(-(2**60), 2**60), distance=st.none() | COUNTS, **TERMS),
    runtime=SECONDS,
    data_fingerprint=IDS,
    problem_file=FILES,
    problem_sha256=HASHES,
    replanned=st.none()
    | st.builds(
        Replanned,
        from_version=st.integers(1, 99),
        time=TIMES,
        num_facts=st.dictionaries(IDS, COUNTS, max_size=2),
        changes=tuples(changes()),
    ),
    bound=st.none()
    | st.builds(
        Bound,
        lower_bound=st.integers(-(2**60), 2**60),
        complaint_prize=COUNTS,
        coverage_prize=COUNTS,
        runtime=SECONDS,
        num_iterations=COUNTS,
        is_complete=st.booleans(),
    ),
    limits=st.builds(
        Limits, max_runtime=st.none() | SECONDS, max_iterations=st.none() | COUNTS, max_idle_iterations=st.none() | COUNTS
    ),
)


@given(DOCUMENTS)
def test_any_plan_document_comes_back(tmp_path_factory: pytest.TempPathFactory, document: PlanDocument) -> None:
    """What the writer writes, the reader reads as the same document, whatever ids, times and counts it holds."""
    path: Path = tmp_path_factory.getbasetemp() / "round.json"
    write_plan(path, document)
    assert read_plan(path) == document
