"""A returned sheet on a page: its rows as they are recorded now, one line kept at a time, a clash of two desks told."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError
from planner.domain.history import PastVisit
from planner.domain.masking import shown
from planner.ledger.store import Ledger
from planner.usecases.reading import Reading, read_kept_plan
from planner.usecases.recording.day_lines import LinesKept
from planner.usecases.recording.entry import read_entry
from planner.usecases.recording.in_front import NOT_SAID, Shown
from planner.usecases.recording.knocks import about_taking_back
from planner.usecases.recording.past import Recorder
from planner.usecases.recording.planned import PlannedSheet, plan_of_sheet, require_sheet
from planner.usecases.recording.session import SheetSession
from planner.usecases.recording.taking import Taking
from planner.usecases.workspace import Workspace

_MOST_OPEN = 400
"""Sheets kept open: more than a station hands out in a week."""


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
        First row without an outcome, after several were kept together that from where they began; `None`: none is left.
    doubts
        Why the line just typed was not kept yet.
    kept
        Rows that were just kept together.
    told_of
        Rows that say that a complaint was taken down there: no special referral.
    is_special_referral
        The line that was just kept was understood as one (RJK).
    """

    planned: PlannedSheet
    recorded: Mapping[int, PastVisit]
    counts: Mapping[str, int]
    missing: tuple[int, ...]
    next_number: int | None
    doubts: tuple[Fault, ...] = ()
    kept: tuple[int, ...] = ()
    told_of: frozenset[int] = frozenset()
    is_special_referral: bool = False


@dataclass(slots=True, eq=False)
class _Line:
    """What one desk wants kept, and what came of it."""

    work: Callable[[Ledger], TypedSheet]
    found: TypedSheet | None = None
    error: Exception | None = None
    is_done: bool = False


class TypedSheets:
    """Sheets that desks are typing in: opened once for the many lines of a page, and taking one line after another.

    A plan file never changes, and what the ledger says of its complaints is read again whenever a page is shown. Lines that
    come while others are written wait and are then written together: the disk is what takes the time.

    Parameters
    ----------
    reading
        Where a door keeps plans open.
    """

    def __init__(self, reading: Reading = read_kept_plan) -> None:
        self._reading = reading
        self._open: dict[tuple[Path, str], PlannedSheet] = {}
        self._turn, self._waiting = threading.Lock(), deque[_Line]()
        self._lines: dict[Path, LinesKept] = defaultdict(LinesKept)

    def show(self, workspace: Workspace, sheet_id: str) -> TypedSheet:
        """Open a sheet by its number.

        Raises
        ------
        InputError
            E7001 if no plan of the workspace has it; E3xxx for a broken plan file.
        """
        with workspace.ledger() as ledger:
            return _typed(self._session(workspace, ledger, sheet_id, is_anew=True))

    def keep(
        self, workspace: Workspace, sheet_id: str, number: int, text: str, *, shown: Shown = NOT_SAID, is_sure: bool = False
    ) -> TypedSheet:
        """Keep what was typed of a row, at once; nothing of it where something has to be asked.

        Parameters
        ----------
        shown
            What the page showed of the row: if the ledger has something else by now, somebody else recorded it meanwhile, and
            a line that contradicts that is kept only once the desk `is_sure`.

        Raises
        ------
        InputError
            E7001 if there is no such sheet, E7046 if it is a briefing slip, E7002 no such row.
        EntryProblem
            If the line cannot be understood.
        """

        def work(ledger: Ledger) -> TypedSheet:
            session = self._session(workspace, ledger, sheet_id)
            line = session.planned.line(number)
            if line is None:
                raise InputError.of("E7002", number=number, sheet=sheet_id)
            entry = read_entry(text, line, sheet_id=session.planned.sheet.id, duty=session.planned.duty)
            doubts = session.keep(entry, is_sure=is_sure, knocks=session.knocks, shown=shown)
            is_special = entry.complaint is not None and entry.complaint.category == SPECIAL_REFERRAL
            return replace(_typed(session, doubts=doubts), is_special_referral=is_special and not doubts)

        return self._in_turn(workspace, work)

    def shut_rest(
        self, workspace: Workspace, sheet_id: str, number: int, until: int | None, *, is_sure: bool = False
    ) -> TypedSheet:
        """Keep "not at home" for the empty rows of homes from a row on; see `SheetSession.shut_rest`.

        Raises
        ------
        InputError
            E7001 if there is no such sheet, E7002 no such row.
        """

        def work(ledger: Ledger) -> TypedSheet:
            session = self._session(workspace, ledger, sheet_id)
            if not session.go_to(number):
                raise InputError.of("E7002", number=number, sheet=sheet_id)
            kept, doubts = session.shut_rest(until, is_sure=is_sure)
            self._lines[workspace.folder].forget()
            return _typed(session, doubts=doubts, kept=kept, place=session.position)

        return self._in_turn(workspace, work)

    def clear(
        self, workspace: Workspace, sheet_id: str, number: int, *, shown: Shown = NOT_SAID, is_sure: bool = False
    ) -> TypedSheet:
        """Take a row back as if it had not been typed; where somebody else recorded it, or it has a complaint, only once sure.

        Raises
        ------
        InputError
            E7001 if there is no such sheet.
        """

        def work(ledger: Ledger) -> TypedSheet:
            session = self._session(workspace, ledger, sheet_id)
            known = session.recorded.get(number)
            if known is not None and known.sheet_id == session.planned.sheet.id:
                doubts = about_taking_back(known, shown, is_told=number in session.told_of)
                if doubts and (shown.is_news(known) or not is_sure):
                    return _typed(session, doubts=doubts)
            ledger.unrecord(session.planned.sheet.id, number, **workspace.stamp())
            self._lines[workspace.folder].forget()
            return _typed(self._session(workspace, ledger, sheet_id))

        return self._in_turn(workspace, work)

    def _in_turn(self, workspace: Workspace, work: Callable[[Ledger], TypedSheet]) -> TypedSheet:
        """Have a line written: nobody else records between the look at a row and the line kept.

        Whoever has the turn writes all lines that wait, and says of each what came of it once all are on the disk.
        """
        own = _Line(work)
        self._waiting.append(own)
        with self._turn:
            if not own.is_done:
                lines = [self._waiting.popleft() for _ in range(len(self._waiting))]
                _write(workspace, lines, self._lines[workspace.folder])
        if own.error is not None:
            raise own.error
        if own.found is None:
            raise RuntimeError("a line was neither kept nor refused")
        return own.found

    def _session(self, workspace: Workspace, ledger: Ledger, sheet_id: str, *, is_anew: bool = False) -> SheetSession:
        key = (workspace.folder, sheet_id)
        planned = None if is_anew else self._open.pop(key, None)
        if planned is None:
            require_sheet(sheet_id)
            if plan_of_sheet(sheet_id) is None:  # a plan file's name is for who sits at its folder, not for a page
                raise InputError.of("E7001", sheet=shown(sheet_id))
            planned = Taking.open(workspace, ledger, sheet_id, self._reading).chosen[0]
        self._open[key] = planned
        for old in list(self._open)[:-_MOST_OPEN]:
            self._open.pop(old, None)
        lines = None if is_anew else self._lines[workspace.folder].of(ledger, planned.sheet.date)
        recorder = Recorder(settings=workspace.settings, stamp=workspace.stamp())
        return SheetSession.resume(planned, ledger, lambda: recorder, lines=lines)


def _write(workspace: Workspace, lines: Sequence[_Line], kept: LinesKept) -> None:
    """Write lines as one transaction; where one of several fails, the whole is taken back and each is written apart."""
    try:
        with workspace.ledger() as ledger:
            try:
                with ledger.at_once():
                    kept.begin(ledger)
                    for line in lines:
                        line.found = line.work(ledger)
                    kept.end(ledger)
            except Exception:
                kept.forget()
                if len(lines) == 1:
                    raise
                with ledger.at_once() as apart:
                    _write_apart(ledger, lines, apart, kept)
    except Exception as error:  # noqa: BLE001 (nothing was kept: every desk is told)
        kept.forget()
        for line in lines:
            line.found, line.error = None, error
    for line in lines:
        line.is_done = True


def _write_apart(
    ledger: Ledger, lines: Sequence[_Line], apart: Callable[[], AbstractContextManager[object]], kept: LinesKept
) -> None:
    """Write lines of several desks; one that fails takes nobody else's with it."""
    for line in lines:
        line.found = None
        try:
            with apart():
                line.found = line.work(ledger)
        except Exception as error:  # noqa: BLE001 (the error of one desk's line is told to that desk)
            line.error = error
        finally:
            kept.forget()


def _typed(
    session: SheetSession, *, doubts: tuple[Fault, ...] = (), kept: tuple[int, ...] = (), place: int | None = None
) -> TypedSheet:
    place = session.next_empty(0) if place is None else place
    lines = session.planned.lines
    return TypedSheet(
        planned=session.planned,
        recorded=dict(session.recorded),
        counts=session.counts(),
        missing=session.missing,
        next_number=lines[place].number if place < len(lines) else None,
        doubts=doubts,
        kept=kept,
        told_of=session.told_of,
    )
