"""Guards that an erasure holds against what others had begun, or did while it was waiting."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.ledger.persons import is_nameless
from planner.usecases import printing
from planner.usecases.jobs import steps
from planner.usecases.persons import erase_person
from planner.usecases.printing import print_plan
from planner.usecases.progress import Silent
from planner.usecases.recording.entry import read_entry
from planner.usecases.recording.session import SheetSession
from planner.usecases.recording.taking import Taking
from planner.usecases.status import status
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, make_day
from tests.usecases.town import AT_DESK

DATE_OF_DAY = dt.date.fromisoformat(DATE)
ERASED = "H002"


def test_a_print_that_waited_for_an_erasure_names_nobody_erased(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and addresses are read when the print has the lock, not before: what was erased meanwhile is on no paper."""
    workspace = Workspace(make_day(tmp_path), AT_DESK)
    real = printing.changing

    @contextlib.contextmanager
    def after_erasing(one: Workspace, **wishes: object) -> Iterator[object]:
        erase_person(workspace, ERASED)
        with real(one, **wishes) as ledger:  # type: ignore[arg-type]
            yield ledger

    monkeypatch.setattr(printing, "changing", after_erasing)
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"
    with pytest.raises(InputError) as refused:
        print_plan(workspace, plan, reporter=Silent())
    assert [fault.code for fault in refused.value.faults] == ["E6106"]
    assert not any((workspace.folder / "sheets").rglob("*.pdf"))


@pytest.mark.parametrize("typed", ["b", "b CRM"])
def test_a_row_of_a_home_erased_while_its_sheet_was_open_is_refused(tmp_path: Path, typed: str) -> None:
    """The sheet was opened before: its row may not bring the id back into the ledger; opened again, it counts nameless."""
    workspace = Workspace(make_day(tmp_path), AT_DESK)
    with workspace.ledger() as ledger:
        opened = Taking.open(workspace, ledger, str(workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"))
        planned, line = next((sheet, line) for sheet in opened.chosen for line in sheet.lines if line.household == ERASED)
        session = SheetSession.resume(planned, ledger, opened.recorder)
        erase_person(workspace, ERASED)
        with pytest.raises(InputError) as refused:
            session.keep(read_entry(typed, line, sheet_id=planned.sheet.id), is_sure=True)
        assert [fault.code for fault in refused.value.faults] == ["E7030"]
        assert not ledger.visits(DATE_OF_DAY, DATE_OF_DAY)
        again = Taking.open(workspace, ledger, planned.sheet.id)
        session = SheetSession.resume(again.chosen[0], ledger, again.recorder)
        row = again.chosen[0].lines[line.number - 1]
        session.keep(read_entry("b", row, sheet_id=planned.sheet.id), is_sure=True)
        (visit,) = ledger.visits(DATE_OF_DAY, DATE_OF_DAY)
    assert visit.household is not None and is_nameless(visit.household)


def test_what_was_made_while_an_erasure_waited_is_cleared_when_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be written holds the erasure up; papers and plans that others make meanwhile go with it."""
    workspace = Workspace(make_day(tmp_path), AT_DESK)
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"

    def refuse(*_: object, **__: object) -> None:
        raise InputError.of("E6023", file="x", reason="y")

    with monkeypatch.context() as held:
        held.setattr(steps, "forget_in_plan", refuse)
        with pytest.raises(InputError):
            erase_person(workspace, ERASED)
        assert print_plan(workspace, plan, reporter=Silent()).files
        another = plan.with_name("plan-v2.json")
        another.write_bytes(plan.read_bytes())
        papers = workspace.sheet_folder(DATE_OF_DAY, 2)
        papers.mkdir(parents=True)
    status(workspace)
    with workspace.ledger() as ledger:
        assert not ledger.open_jobs()
    assert not any((workspace.folder / "sheets").rglob("*.pdf"))
    assert not papers.exists()
    assert f'"{ERASED}"' not in another.read_text(encoding="utf-8")
