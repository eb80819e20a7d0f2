"""Guards where the desk goes on in a sheet that is typed in: no row without a result is passed over."""

import random

from planner.usecases.recording.entry import read_entry
from planner.usecases.recording.session import SheetSession
from planner.usecases.recording.taking import Taking
from planner.usecases.workspace import Workspace
from tests.usecases.desk import SHEET, DeskRun
from tests.usecases.town import AT_DESK

_KEYS = ("b", "t", "", "s", "s N", "g N", "u")
_MOST = 200


def test_every_row_is_asked_before_the_end(desk: DeskRun) -> None:
    """Whatever run of keys was typed, a row that has no result at the end was asked for: no jump passed it."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        taking = Taking.open(workspace, ledger, SHEET)
        for seed in range(8):
            rng = random.Random(seed)  # noqa: S311 (reproducible test data)
            session = SheetSession.resume(taking.chosen[0], ledger, taking.recorder)
            asked = set()
            for step in range(_MOST):
                line = session.line
                if line is None:
                    break
                asked.add(line.number)
                key = rng.choice(_KEYS if step < 15 else ("b", ""))
                number = rng.randint(1, len(session.planned.lines))
                match key:
                    case "":
                        session.skip()
                    case "s" | "s N":
                        session.shut_rest(number if "N" in key else None)
                    case "g N":
                        session.go_to(number)
                    case "u":
                        session.undo()
                    case _:
                        session.keep(read_entry(key, line, sheet_id=SHEET), is_sure=True)
            assert session.line is None
            assert {line.number for line in session.planned.lines} - session.recorded.keys() <= asked, seed
            while session.undo():
                pass


def test_the_rest_goes_on_at_the_promise_that_it_left(desk: DeskRun) -> None:
    """`s 10` over a complaint or a facility asks for it next, wherever in the rows it stands."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        taking = Taking.open(workspace, ledger, SHEET)
        lines = taking.chosen[0].lines
        promised = next(line.number for line in lines if (line.complaint or line.facility) and not line.is_reserve)
        for start in range(1, promised + 1):
            session = SheetSession.resume(taking.chosen[0], ledger, taking.recorder)
            session.go_to(start)
            session.shut_rest(min(promised + 2, len(lines)))
            assert session.line is not None
            assert session.line.number == promised
            session.undo()
