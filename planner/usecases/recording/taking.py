"""Takes outcomes into the ledger for the sheets of one plan: from the desk's table or the national list, all or nothing."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import Fault, InputError, Where
from planner.domain.outcome import Outcome, RecordedVisit
from planner.ledger.records import ImportCount
from planner.ledger.store import Ledger
from planner.usecases.reading import Reading, ReadPlan, read_kept_plan
from planner.usecases.recording.knocks import DayKnocks, Settled, two_doors
from planner.usecases.recording.past import Recorder
from planner.usecases.recording.planned import PlannedLine, PlannedSheet, plan_of_sheet, read_target
from planner.usecases.recording.same_knock import at_two_doors
from planner.usecases.sheet_list import register_sheets, sheets_as_told
from planner.usecases.workspace import Workspace

MAX_FAULTS = 100
"""Faults listed one by one; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A plan whose sheets are recorded.

    Attributes
    ----------
    chosen
        The sheets that the desk named: one, or all of the plan.
    """

    workspace: Workspace
    ledger: Ledger
    kept: ReadPlan
    chosen: tuple[PlannedSheet, ...]

    @classmethod
    def open(cls, workspace: Workspace, ledger: Ledger, target: str, reading: Reading = read_kept_plan) -> "Taking":
        """Read the plan of a plan file or of a sheet's number, and register its sheets, so that lines can be kept one by one.

        Raises
        ------
        InputError
            E7001 if the workspace has no such sheet; E3xxx for a broken plan file.
        """
        taking = cls.read(workspace, ledger, target, reading)
        register_sheets(workspace, ledger, taking.kept)
        return taking

    @classmethod
    def read(cls, workspace: Workspace, ledger: Ledger, target: str, reading: Reading = read_kept_plan) -> "Taking":
        """The same, without a word in the ledger: sheets of a file are registered with its lines, or not at all."""
        kept, number = read_target(workspace, target, reading)
        sheets = sheets_as_told(kept, ledger)
        chosen = tuple(planned for planned in sheets if number is None or planned.sheet.id == number)
        if not chosen:
            raise InputError.of("E7001", sheet=number)
        return cls(workspace=workspace, ledger=ledger, kept=kept, chosen=chosen)

    def recorder(self) -> Recorder:
        """Who records, now."""
        return Recorder(settings=self.workspace.settings, stamp=self.workspace.stamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A line of a file with the row of the sheet that it is about."""

    planned: PlannedSheet
    line: PlannedLine
    entry: RecordedVisit
    where: Where


def record_desk_table(taking: Taking, path: Path) -> ImportCount:
    """Record a filled desk table; rows without an outcome are left out.

    Raises
    ------
    InputError
        With every fault of the file: E1xxx and E70xx; nothing is then recorded.
    """
    from inputs.tables.desk import read_desk_table  # noqa: PLC0415 (pandas is slow to load)

    rows = read_desk_table(path)
    by_id = {planned.sheet.id: planned for planned in taking.chosen}
    found, faults = [], []
    for row, entry in rows:
        match = _find(by_id, entry, Where(file=path.name, row=row))
        if isinstance(match, _Found):
            found.append(match)
        else:
            faults.append(match)
    return _keep(taking, found, faults, source=path.name)


def record_national_list(taking: Taking, path: Path) -> ImportCount:
    """Record a list with the columns of the national report; each row is matched to the one door of the plan that it can be.

    Raises
    ------
    InputError
        With every fault of the file; nothing is then recorded.
    """
    from inputs.tables.national_list import read_national_list  # noqa: PLC0415
    from planner.usecases.recording.matching import Doors  # noqa: PLC0415

    at_doors = [line.household for planned in taking.chosen for line in planned.lines if line.household]
    doors = Doors(taking.chosen, households=taking.ledger.households(at_doors), villages=taking.workspace.villages())
    found, faults = [], []
    for row in read_national_list(path):
        match = doors.match(row, date=taking.kept.document.date)
        if isinstance(match, Fault):
            faults.append(dataclasses.replace(match, where=Where(file=path.name, row=row.row)))
            continue
        planned, line = match
        entry = RecordedVisit(sheet_id=planned.sheet.id, number=line.number, visit_id=line.visit_id, outcome=row.outcome)
        found.append(_Found(planned=planned, line=line, entry=entry, where=Where(file=path.name, row=row.row)))
    return _keep(taking, found, faults, source=path.name)


def export_national_list(taking: Taking, path: Path, *, name_mode: str | None = None) -> int:
    """Write what is recorded of the chosen sheets as the national report's list; number of its lines.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    from outputs.national_list import write_national_list  # noqa: PLC0415

    chosen = {planned.sheet.id for planned in taking.chosen}
    date = taking.kept.document.date
    visits = [visit for visit in taking.ledger.visits(date, date) if visit.sheet_id in chosen]
    knocks = DayKnocks(taking.ledger, date)
    visits += [visit for planned in taking.chosen for visit in knocks.elsewhere(planned).values()]
    mode = name_mode or taking.workspace.settings.printing.name_mode
    num_rows = write_national_list(
        path,
        visits,
        households={one.id: one for one in taking.ledger.households(visit.household for visit in visits if visit.household)},
        villages={village.code: village.name for village in taking.workspace.villages()},
        name_mode=mode,
    )
    details: dict[str, int | str] = {"rows": num_rows, "names": mode}
    taking.ledger.audit(action="export", subject=f"list {date.isoformat()}", details=details, **taking.workspace.stamp())
    return num_rows


def _find(by_id: Mapping[str, PlannedSheet], entry: RecordedVisit, where: Where) -> _Found | Fault:
    """The row that a line of the desk's table is about, or why there is none."""
    planned = by_id.get(entry.sheet_id)
    if planned is None:
        # A cell that is no number of a sheet may be anything, even a name.
        shown = entry.sheet_id if plan_of_sheet(entry.sheet_id) else "?"
        return Fault(code="E7001", where=where, values={"sheet": shown})
    line = planned.line(entry.number)
    if line is None:
        return Fault(code="E7002", where=where, values={"number": entry.number, "sheet": entry.sheet_id})
    if entry.visit_id and entry.visit_id != line.visit_id:
        return Fault(
            code="E7003", where=where, values={"number": entry.number, "found": entry.visit_id, "expected": line.visit_id}
        )
    refusals = {
        "E7006": entry.condition is not None and line.facility is None,
        "E7007": entry.is_answered is not None and line.complaint is None,
        "E7031": entry.is_answered is True and entry.outcome is not Outcome.MET,
        "E7028": line.number in planned.changed,
    }
    for code, is_so in refusals.items():
        if is_so:
            return Fault(code=code, where=where, values={"number": entry.number, "sheet": entry.sheet_id})
    return _Found(planned=planned, line=line, entry=entry, where=where)


def _at_two_doors(found: Sequence[_Found], settled: Sequence[Settled]) -> list[Fault]:
    """E7032 for lines of one file that have a team at two doors at once, the later line of each two."""
    faults = []
    for place, (item, line) in enumerate(zip(found, settled, strict=True)):
        other = at_two_doors(line.visit, [earlier.visit for earlier in settled[:place]])
        if other is not None and not line.has_known_times:
            faults.append(dataclasses.replace(two_doors(line.visit, other), where=item.where))
    return faults


def _keep(taking: Taking, found: Sequence[_Found], faults: Sequence[Fault], *, source: str) -> ImportCount:
    """Register the sheets of a file and keep its lines as one transaction: of a file that is refused nothing is left."""
    with taking.ledger.together():
        register_sheets(taking.workspace, taking.ledger, taking.kept)
        return _kept(taking, found, faults, source=source)


def _kept(taking: Taking, found: Sequence[_Found], faults: Sequence[Fault], *, source: str) -> ImportCount:
    recorder, knocks = taking.recorder(), DayKnocks(taking.ledger, taking.kept.document.date)
    settled = [knocks.settle(recorder, item.planned, item.line, item.entry) for item in found]
    doubts = [
        dataclasses.replace(doubt, where=item.where) for item, line in zip(found, settled, strict=True) for doubt in line.doubts
    ]
    doubts += _at_two_doors(found, settled)
    all_faults = sorted([*faults, *doubts], key=lambda fault: fault.where.row or 0)
    if all_faults:
        raise InputError(all_faults[:MAX_FAULTS], num_more=max(0, len(all_faults) - MAX_FAULTS))
    return taking.ledger.record(
        [line.visit for line in settled],
        taken=[complaint for line in settled for complaint in line.taken],
        papers={item.planned.sheet.id for item in found},
        source=source,
        **recorder.stamp,
    )
