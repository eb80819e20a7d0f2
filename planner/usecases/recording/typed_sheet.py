"""A returned sheet on a page: its rows as they are recorded now, one line kept at a time, a clash of two desks told."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.errors import Fault, InputError
from planner.domain.history import PastVisit
from planner.ledger.store import Ledger
from planner.usecases.recording.entry import read_entry
from planner.usecases.recording.planned import PlannedSheet
from planner.usecases.recording.session import SheetSession
from planner.usecases.recording.taking import Taking
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSheet:
    """A sheet as it is recorded now.

    Attributes
    ----------
    recorded
        Row number to what the ledger has of it.
    counts
        What the count boxes at the foot should say.
    next_number
        First row without an outcome; `None`: none is left.
    doubts
        Why the line just typed was not kept yet.
    kept
        Rows that were just kept together.
    """

    planned: PlannedSheet
    recorded: Mapping[int, PastVisit]
    counts: Mapping[str, int]
    missing: tuple[int, ...]
    next_number: int | None
    doubts: tuple[Fault, ...] = ()
    kept: tuple[int, ...] = ()


def typed_sheet(workspace: Workspace, sheet_id: str) -> TypedSheet:
    """Open a sheet by its number.

    Raises
    ------
    InputError
        E7001 if no plan of the workspace has it; E3xxx for a broken plan file.
    """
    with workspace.ledger() as ledger:
        return _typed(_session(workspace, ledger, sheet_id))


def keep_line(
    workspace: Workspace, sheet_id: str, number: int, text: str, *, seen: str | None = None, is_sure: bool = False
) -> TypedSheet:
    """Keep what was typed of a row, at once; nothing of it where something has to be asked.

    Parameters
    ----------
    seen
        The outcome that the page showed of the row, empty for none: if the ledger has another by now, somebody else recorded
        it meanwhile, and the line is kept only once the desk `is_sure`. `None`: the page does not say.

    Raises
    ------
    InputError
        E7001 if there is no such sheet, E7002 no such row.
    EntryProblem
        If the line cannot be understood.
    """
    with workspace.ledger() as ledger:
        session = _session(workspace, ledger, sheet_id)
        line = session.planned.line(number)
        if line is None:
            raise InputError.of("E7002", number=number, sheet=sheet_id)
        entry = read_entry(text, line, sheet_id=session.planned.sheet.id)
        known = session.recorded.get(number)
        meanwhile = known is not None and seen is not None and known.outcome.value not in (seen, entry.outcome.value)
        if known is not None and meanwhile and not is_sure:
            return _typed(session, doubts=(_clash(number, known),))
        return _typed(session, doubts=session.keep(entry, is_sure=is_sure))


def shut_rest(workspace: Workspace, sheet_id: str, number: int, until: int | None) -> TypedSheet:
    """Keep "not at home" for the empty rows of homes from a row on; see `SheetSession.shut_rest`.

    Raises
    ------
    InputError
        E7001 if there is no such sheet, E7002 no such row.
    """
    with workspace.ledger() as ledger:
        session = _session(workspace, ledger, sheet_id)
        if not session.go_to(number):
            raise InputError.of("E7002", number=number, sheet=sheet_id)
        return _typed(session, kept=session.shut_rest(until))


def clear_line(workspace: Workspace, sheet_id: str, number: int) -> TypedSheet:
    """Take a row back as if it had not been typed.

    Raises
    ------
    InputError
        E7001 if there is no such sheet.
    """
    with workspace.ledger() as ledger:
        ledger.unrecord(_session(workspace, ledger, sheet_id).planned.sheet.id, number, **workspace.stamp())
        return _typed(_session(workspace, ledger, sheet_id))


def _clash(number: int, known: PastVisit) -> Fault:
    return Fault(code="E7027", values={"number": number, "known": f"outcome.{known.outcome.value}", "person": known.actor})


def _session(workspace: Workspace, ledger: Ledger, sheet_id: str) -> SheetSession:
    taking = Taking.open(workspace, ledger, sheet_id)
    return SheetSession.resume(taking.chosen[0], ledger, taking.recorder)


def _typed(session: SheetSession, *, doubts: tuple[Fault, ...] = (), kept: tuple[int, ...] = ()) -> TypedSheet:
    place = session.next_empty(0)
    lines = session.planned.lines
    return TypedSheet(
        planned=session.planned,
        recorded=dict(session.recorded),
        counts=session.counts(),
        missing=session.missing,
        next_number=lines[place].number if place < len(lines) else None,
        doubts=doubts,
        kept=kept,
    )
