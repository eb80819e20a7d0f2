"""The list of numbered sheets: registered when printed, handed out, handed back, and those that are missing."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.domain.errors import Fault, refuse, told_once
from planner.domain.history import Sheet, SheetState
from planner.domain.sheet_rows import changed_rows
from planner.ledger.store import Ledger
from planner.usecases.on_duty import duty_day, require_duty
from planner.usecases.printed_yet import none_printed
from planner.usecases.reading import ReadPlan
from planner.usecases.recording.planned import PlannedSheet, day_of_paper, planned_sheets, released_sheets, slip_ids
from planner.usecases.shut_since import shut_before_handing, spent_and_waiting
from planner.usecases.workspace import Workspace

NOTIFICATION = dt.timedelta(hours=72)
"""Within which a breach of personal data is to be told in writing: law 27/2022, article 46."""
SOUGHT = dt.timedelta(weeks=4)
"""How long a sheet is asked about that is lost, or typed in by half: who finds one, or knows its doors, has come by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetList:
    """Numbered sheets as they are on a day."""

    sheets: tuple[Sheet, ...]
    today: dt.date

    def as_data(self) -> dict[str, object]:
        """The list for JSON."""
        return {
            "sheets": [
                {
                    "sheet": sheet.id,
                    "date": sheet.date.isoformat(),
                    "version": sheet.plan_version,
                    "team": sheet.team,
                    "shift": sheet.shift,
                    "state": sheet.state.value,
                    "is_missing": sheet.is_missing(self.today),
                    "is_lost": sheet.is_lost,
                    "replaced_by": sheet.replaced_by,
                    "num_stops": sheet.num_stops,
                    "num_recorded": sheet.num_recorded,
                    "num_reserves_recorded": sheet.num_reserves_recorded,
                }
                for sheet in self.sheets
            ]
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LostSheets:
    """Numbers of lost sheets that are to be told of in writing by the same moment; `is_over`: it has passed."""

    ids: tuple[str, ...]
    until: dt.datetime
    is_over: bool


def list_sheets(workspace: Workspace, day: dt.date | None) -> SheetList:
    """Sheets of a day that are, or are to be, on paper; `None`: all that are missing or were lost in the last weeks, and those
    of today and of later days.
    """
    today = duty_day(workspace)
    with workspace.ledger() as ledger:
        if day is not None:
            return SheetList(sheets=_papers(ledger.sheets(day)), today=today)
        known = ledger.sheets()
        since = workspace.now() - SOUGHT
        missing = [one for one in known if one.date < today and (one.is_missing(today) or was_lost(one, since))]
        days = sorted({sheet.date for sheet in known if sheet.date >= today})
        found = [
            *missing,
            *(sheet for papers in ledger.sheets_by_day(days).values() for sheet in _papers(papers)),
        ]  # by day: with what other papers told
    return SheetList(sheets=tuple(found), today=today)


def was_lost(sheet: Sheet, since: dt.datetime) -> bool:
    """Whether a paper of a sheet's number was said to be lost after a moment, and was not found."""
    return sheet.is_lost and sheet.lost_at is not None and sheet.lost_at > since


def lost_sheets(workspace: Workspace) -> tuple[LostSheets, ...]:
    """Sheets of the last weeks of which those whose homes they name, and the authority, are to be told, by when: three days
    from the first loss of a number, also where the copy in its place was lost since. The earliest first.
    """
    now = workspace.now()
    with workspace.ledger() as ledger:
        lost = [sheet.id for sheet in ledger.sheets() if was_lost(sheet, now - SOUGHT)]
        losses = ledger.losses(lost) if lost else {}
    found: dict[dt.datetime, list[str]] = {}
    for id_ in lost:
        found.setdefault((losses[id_][-1] + NOTIFICATION).astimezone(now.tzinfo), []).append(id_)
    return tuple(LostSheets(ids=tuple(ids), until=until, is_over=until < now) for until, ids in sorted(found.items()))


def missing_sheets(workspace: Workspace) -> tuple[Sheet, ...]:
    """Sheets of days that are over which nobody has accounted for."""
    found = list_sheets(workspace, None)
    return tuple(sheet for sheet in found.sheets if sheet.is_missing(found.today))


def mark_sheets(
    workspace: Workspace, day: dt.date, names: Sequence[str], *, moment: str, is_undone: bool = False, is_struck: bool = False
) -> SheetList:
    """Note that sheets of a day (see `sheets_to_mark`) were `handed_out_at`, `returned_at` or `lost_at`, or take that back.

    Parameters
    ----------
    is_struck
        Rows of doors that may not be visited any more are struck out by hand on what is handed out.

    Raises
    ------
    InputError
        E6030 for a name that no sheet of the day has, E6183 where it is of another day, E6184 where it is a team without one;
        E6090, E8114 where none of the day is printed; E6038 where all that are out are to come back and none was handed out;
        E6151 for one that is handed out though it is lost and no other was printed in its place; E6170, E6171 for one whose
        handing out is taken back though it came back, or was lost, since; E4107 for papers of a later day on which nobody is on
        duty any more; E4120 for one that is handed out and goes to doors that may not be visited any more.
    """
    with workspace.ledger() as ledger, ledger.together():  # a print or another desk waits, or has been seen
        if moment == "handed_out_at" and not is_undone and day > workspace.now().date():  # of today it may be noted late
            require_duty(workspace, ledger, day)
        ids = sheets_to_mark(ledger, day, names, moment=moment, is_undone=is_undone)
        if moment == "returned_at" and not (ids or is_undone):
            refuse(none_printed(ledger, day) or _none_is_out(day, ledger.sheets(day)))
        if moment == "handed_out_at":
            refuse((_ended_among if is_undone else _lost_among)(ledger.sheets(day), ids))
            refuse([] if is_undone or is_struck else shut_before_handing(workspace, ledger, day, ids))
        found = ledger.mark_sheets(ids, moment, is_undone=is_undone, **workspace.stamp()) if ids else ()
        others = _others_out(ledger.sheets(day), ids) if moment == "lost_at" and not is_undone else []
    for note in spent_and_waiting(workspace, day, ids) if moment == "handed_out_at" and not is_undone else ():
        workspace.acting.tell(note)
    if others:
        workspace.acting.tell(Fault(code="E6152", values={"sheets": ", ".join(others), "sheet": others[0]}))
    return SheetList(sheets=found, today=duty_day(workspace))


def register_sheets(
    workspace: Workspace,
    ledger: Ledger,
    kept: ReadPlan,
    *,
    is_printed: bool = False,
    with_slips: bool = False,
    shifts: Collection[str] | None = None,
) -> tuple[PlannedSheet, ...]:
    """Keep the sheets of a plan (and its briefing slips), with the moment of printing and the complaints that they hold.

    Parameters
    ----------
    shifts
        Those whose sheets are printed, also ones that the plan leaves without a route; `None`: all that have one.
    """
    stamp = workspace.stamp()
    sheets = planned_sheets(kept, ledger)
    known = {sheet.id for sheet in ledger.sheets(kept.document.date)}
    if is_printed or with_slips or any(planned.sheet.id not in known for planned in sheets):
        moment = stamp["now"] if is_printed else None
        papers = [*(planned.sheet for planned in sheets), *released_sheets(kept, shifts or (), ledger)]
        rows = [dataclasses.replace(row, printed_at=moment) for row in papers if shifts is None or row.shift in shifts]
        if with_slips:  # a slip is a paper of its own, without rows to record
            slips = slip_ids(kept)
            rows += [
                dataclasses.replace(row, id=slips[row.shift], num_stops=0, num_reserves=0, rows_hash="", crew_hash="")
                for row in rows
                if row.shift in slips
            ]
        complaints = {line.complaint for planned in sheets for line in planned.lines if line.complaint and not line.is_reserve}
        ledger.register_sheets(rows, planned=complaints if is_printed else (), **stamp)
        if is_printed:
            there = {planned.sheet.shift for planned in sheets} | {row.shift for row in rows}
            ledger.leave_out_sheets(kept.document.date, kept.document.plan_version, there)
    return _as_told(sheets, kept, ledger)


def sheets_as_told(kept: ReadPlan, ledger: Ledger) -> tuple[PlannedSheet, ...]:
    """The sheets of a plan, with the rows that say otherwise than when they were registered; nothing is kept."""
    return _as_told(planned_sheets(kept, ledger), kept, ledger)


def _as_told(sheets: tuple[PlannedSheet, ...], kept: ReadPlan, ledger: Ledger) -> tuple[PlannedSheet, ...]:
    kept_marks = {sheet.id: sheet.rows_hash for sheet in ledger.sheets(kept.document.date)}
    return tuple(
        dataclasses.replace(planned, changed=changed_rows(kept_marks.get(planned.sheet.id, ""), planned.sheet.rows_hash))
        for planned in sheets
    )


def sheets_to_mark(ledger: Ledger, day: dt.date, ids: Sequence[str], *, moment: str, is_undone: bool = False) -> list[str]:
    """Ids of the day's sheets to mark: those named (whole numbers, the shift or its team: all their papers; lost ones: those
    that were replaced and are out as well), else all that can be; with `is_undone` all that were last marked so together, also
    of the papers of a team that is named those that were last lost. Of a sheet that was never printed there is no paper.
    """
    sheets = ledger.sheets(day)
    if not ids and is_undone:
        return _last_marked(sheets, moment)
    if not ids:
        return [sheet.id for sheet in sheets if _can_be(sheet, moment)]
    found, unknown = [], []
    live = [sheet for sheet in sheets if _is_paper(sheet) and (sheet.replaced_by is None or _is_with(sheet, moment, is_undone))]
    for name in ids:
        newest = [sheet.id for sheet in sheets if sheet.id == name] or [
            sheet.id for sheet in (_last_lost if is_undone and moment == "lost_at" else list)(_of_team(live, name))
        ]
        found += newest
        unknown += [] if newest else _why_unknown(ledger, day, name)
    refuse(told_once(unknown))
    return found


def _why_unknown(ledger: Ledger, day: dt.date, name: str) -> list[Fault]:
    """Why a name is no sheet's of a day: the sheet's of another, a team's that has none, or nobody's."""
    other, date = day_of_paper(name), day.isoformat()
    if other is not None and other != day and any(sheet.id == name for sheet in ledger.sheets(other)):
        return [Fault(code="E6183", values={"sheet": name, "date": other.isoformat(), "day": date})]
    if (none := none_printed(ledger, day)) and (other is None or ledger.plans(day)):
        return none
    if any(team.id == name for team in ledger.teams()):
        return [Fault(code="E6184", values={"team": name, "date": date})]
    return [Fault(code="E6030", values={"sheet": name, "date": date})]


def _of_team(sheets: Sequence[Sheet], name: str) -> list[Sheet]:
    return [sheet for sheet in sheets if name in (sheet.shift, sheet.team)]


def _last_lost(sheets: list[Sheet]) -> list[Sheet]:
    """Those of a team's papers that were last said to be lost, together; all where none is lost."""
    last = max((sheet.lost_at for sheet in sheets if sheet.lost_at is not None), default=None)
    return [sheet for sheet in sheets if sheet.lost_at == last]


def _is_with(sheet: Sheet, moment: str, is_undone: bool) -> bool:
    """Whether a replaced paper is lost with the newest of its team: it had that, too; or found again with it."""
    return moment == "lost_at" and (sheet.is_lost if is_undone else sheet.state is SheetState.HANDED_OUT)


def _lost_among(sheets: Sequence[Sheet], ids: Collection[str]) -> list[Fault]:
    """E6151 for papers that nobody can hand out."""
    lost = [sheet for sheet in sheets if sheet.id in ids and sheet.state is SheetState.LOST]
    return [
        Fault(code="E6151", values={"sheet": one.id, "plan": f"plans/{one.date.isoformat()}/plan-v{one.plan_version}.json"})
        for one in lost
    ]


def _ended_among(sheets: Sequence[Sheet], ids: Collection[str]) -> list[Fault]:
    """E6170 for papers that came back since they were handed out, E6171 for lost ones."""
    ended = {sheet.id: _ended(sheet) for sheet in sheets if sheet.id in ids}
    return [Fault(code=code, values={"sheet": id_}) for id_, code in ended.items() if code]


def _ended(sheet: Sheet) -> str | None:
    """Code of what was said of a paper since it was handed out; `None`: nothing was."""
    if sheet.handed_out_at is None:
        return None
    if sheet.returned_at is not None and sheet.returned_at > sheet.handed_out_at:
        return "E6170"
    return "E6171" if sheet.lost_at is not None and sheet.lost_at >= sheet.handed_out_at else None


def _others_out(sheets: Sequence[Sheet], ids: Collection[str]) -> list[str]:
    """Papers that the teams of lost ones have beside them."""
    shifts = {sheet.shift for sheet in sheets if sheet.id in ids}
    return [one.id for one in sheets if one.shift in shifts and one.id not in ids and one.state is SheetState.HANDED_OUT]


def _papers(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Without those of a day that nobody will print: their plan, or a newer one, was printed and left the team its paper."""
    printed = [sheet for sheet in sheets if _is_paper(sheet)]
    newest = max((sheet.plan_version for sheet in printed), default=0)
    held = {(sheet.shift, sheet.num_stops > 0) for sheet in printed}  # a slip, which has no rows, is a paper of its own
    return tuple(
        sheet for sheet in sheets
        if _is_paper(sheet) or sheet.plan_version > newest or (sheet.shift, sheet.num_stops > 0) not in held
    )  # fmt: skip


def _is_paper(sheet: Sheet) -> bool:
    """Whether there is such a paper, as far as anybody said: one that is only registered was never drawn to the end."""
    return any(moment is not None for moment in (sheet.printed_at, sheet.handed_out_at, sheet.returned_at, sheet.lost_at))


def _can_be(sheet: Sheet, moment: str) -> bool:
    """The newest sheet is handed out once; any comes back, or is lost, only while it is out."""
    if not _is_paper(sheet):
        return False
    if moment == "handed_out_at":
        return sheet.replaced_by is None and sheet.state is SheetState.PRINTED
    return sheet.state is SheetState.HANDED_OUT


def _none_is_out(day: dt.date, sheets: Sequence[Sheet]) -> list[Fault]:
    """Why nothing of a day can come back all at once, where papers of it were printed that nobody said were handed out."""
    waiting = [sheet.shift for sheet in sheets if sheet.state is SheetState.PRINTED and sheet.is_out]
    values = {"date": day.isoformat(), "count": len(waiting), "teams": " ".join(dict.fromkeys(waiting))}
    return [Fault(code="E6038", values=values)] if waiting else []


def _last_marked(sheets: Sequence[Sheet], moment: str) -> list[str]:
    """What the last command marked; that a sheet went out is not taken back once it has come back or is lost."""
    marked = {sheet.id: getattr(sheet, moment) for sheet in sheets if moment != "handed_out_at" or _ended(sheet) is None}
    last = max(filter(None, marked.values()), default=None)
    return [] if last is None else [id_ for id_, at in marked.items() if at == last]
