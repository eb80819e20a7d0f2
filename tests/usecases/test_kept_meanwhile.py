"""Guards what somebody keeps while a search runs, or waits: it stays the newest, the search's result is kept too, and told."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.domain.errors import InputError
from planner.domain.hand_move import HandMove, MoveKind
from planner.usecases.acting import Acting
from planner.usecases.changing.keeping import keep_changes, make_again
from planner.usecases.changing.opening import open_day
from planner.usecases.daily import DayTerms, plan_day
from planner.usecases.jobs import taking_up
from planner.usecases.jobs.changing import changing
from planner.usecases.keeping_aside import keep_result
from planner.usecases.progress import Silent
from planner.usecases.searching import SearchWish
from planner.usecases.seen import require_still_newest
from planner.usecases.week.planning import plan_week
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, make_day

DAY = dt.date.fromisoformat(DATE)
WISH = SearchWish(max_iterations=20, proof_limit=0)


def _evening() -> dt.datetime:
    """The evening before the planned day."""
    return dt.datetime.combine(DAY, dt.time(11), tzinfo=dt.UTC) - dt.timedelta(days=1)


class Meanwhile(Silent):
    """Lets somebody do something once, as a phase begins."""

    def __init__(self, phase: str, act: Callable[[], object]) -> None:
        self._phase, self._act = phase, act

    def phase(self, message: str, /, **values: object) -> None:
        if message == self._phase:
            self._phase = ""
            self._act()


def _day(tmp_path: Path) -> tuple[Workspace, Workspace]:
    """The planned day in the hands of who searches, and of another desk."""
    folder = make_day(tmp_path)
    return Workspace(folder, Acting(person="Aiptu PIKET CONTOH", clock=_evening)), Workspace(
        folder, Acting(person="Aiptu LAIN CONTOH", clock=_evening)
    )


def _stops(workspace: Workspace, version: int) -> dict[str, list[str]]:
    path = workspace.folder / "plans" / DATE / f"plan-v{version}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {route["shift"]: [stop["visit"] for stop in route["stops"]] for route in found["routes"]}


def _take_out(workspace: Workspace) -> str:
    """Take out the first home of the newest version; its id."""
    loaded = open_day(workspace, DAY)
    home = next(stop.visit_id for route in loaded.now.plan.routes for stop in route.stops if stop.visit_id.startswith("H"))
    loaded.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=home))
    keep_changes(workspace, loaded)
    return home


def test_a_change_kept_during_the_search_stays_the_newest(tmp_path: Path) -> None:
    """The found plan is version 3, the other desk's stands again as 4; who planned is told, and redo takes what was found."""
    own, other = _day(tmp_path)
    out: list[str] = []
    reporter = Meanwhile("checking the plan", lambda: out.append(_take_out(other)))
    report = plan_day(own, DAY, WISH, DayTerms(), reporter=reporter)
    (note,) = [note for note in report.notes if note.code == "E8150"]
    assert {"person": "Aiptu LAIN CONTOH", "newest": 2, "version": 3, "again": 4}.items() <= note.values.items()
    assert _stops(own, 4) == _stops(own, 2)
    assert out[0] not in str(_stops(own, 4))
    assert make_again(own, DAY).as_version == 3


def test_nothing_kept_meanwhile_means_one_version_more(tmp_path: Path) -> None:
    """A search that nobody was quicker than is the newest version, and nothing is told."""
    own, _ = _day(tmp_path)
    report = plan_day(own, DAY, WISH, DayTerms(), reporter=Silent())
    assert (report.kept.version, [note for note in report.notes if note.code == "E8150"]) == (2, [])


def test_what_waited_for_its_turn_is_not_begun_on_an_older_version(tmp_path: Path) -> None:
    """Two desks that ask on the same version: the second is told so before anything is searched for."""
    own, other = _day(tmp_path)
    _take_out(other)
    with pytest.raises(InputError) as refused:
        require_still_newest(own, DAY, 1)
    assert refused.value.faults[0].code == "E8151"


def test_a_week_keeps_a_day_changed_meanwhile(tmp_path: Path) -> None:
    """A day changed by hand while its week is searched for stays as it was changed, and the week tells it."""
    own, other = _day(tmp_path)
    out: list[str] = []
    seen = plan_week.__globals__["newest_plans"]

    def newest(*asked: Any) -> Any:
        found = seen(*asked)
        out.append(_take_out(other))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(plan_week.__globals__, "newest_plans", newest)
        report = plan_week(own, DAY, WISH, reporter=Silent())
    assert "E8150" in [note.code for note in report.notes]
    assert _stops(own, 4) == _stops(own, 2)
    assert out[0] not in str(_stops(own, 4))


def test_what_was_put_aside_goes_beneath_what_was_kept_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A result that waited for the disk does not take the place of a version that somebody kept while it waited."""
    own, other = _day(tmp_path)
    told: list[str] = []

    def refusing(*_arguments: object, **_options: object) -> None:
        raise InputError.of("E6005", ledger="ledger.sqlite")

    with monkeypatch.context() as patch:
        patch.setitem(keep_result.__globals__, "keep_beneath", refusing)
        with pytest.raises(InputError):
            plan_day(own, DAY, WISH, DayTerms(), reporter=Silent())
    with monkeypatch.context() as patch:
        patch.setattr(taking_up, "_waiting", lambda _workspace: iter(()))
        _take_out(other)
    third = Workspace(own.folder, Acting(person="x", clock=_evening, tell=lambda fault: told.append(fault.code)))
    with changing(third):
        pass
    assert told == ["E6134", "E8150"]
    assert _stops(own, 4) == _stops(own, 2)
