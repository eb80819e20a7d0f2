"""`dds handout`, `dds handback`, `dds sheets`: the list of numbered sheets."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.domain.errors import InputError
from planner.domain.history import SheetState
from planner.terminal.context import CommandContext
from planner.terminal.localised import argument, command, option
from planner.terminal.outcomes import tell_faults

if TYPE_CHECKING:
    from planner.usecases.sheet_list import SheetList
    from planner.usecases.workspace import Workspace

DAY = argument("day", metavar="DATE|PLAN|SHEET", help="The day, one of its plan files, or the number of a sheet.")
SHEETS = argument("names", metavar="[SHEET]...", nargs=-1, help="Numbers of sheets, or teams.")
UNDO = option("--undo", is_flag=True, help="Take it back: typed by mistake.")


@command(example="dds handout 2025-08-26 T01 T02")
@DAY
@SHEETS
@option("--struck", is_flag=True, help="Rows of doors that may not be visited any more are struck out by hand on the sheets.")
@UNDO
@click.pass_obj
def handout(context: CommandContext, *, day: str, names: tuple[str, ...], struck: bool, undo: bool) -> None:
    """Note that sheets were handed out: those named by number or team, else all of the day that are printed."""
    from planner.usecases.printed_yet import require_printed  # noqa: PLC0415
    from planner.usecases.recording.planned import day_of_paper  # noqa: PLC0415

    if not names and not undo and day_of_paper(day) is None:
        workspace = context.workspace()
        require_printed(workspace, _day_of(workspace, day))
    _mark(context, day, names, moment="handed_out_at", is_undone=undo, is_struck=struck)


@command(example="dds handback 2025-08-26 T01")
@DAY
@SHEETS
@option("--lost", is_flag=True, help="They will not come back: a breach of personal data.")
@UNDO
@click.pass_obj
def handback(context: CommandContext, *, day: str, names: tuple[str, ...], lost: bool, undo: bool) -> None:
    """Note that sheets came back, or were destroyed: those named by number or team, else all of the day that are out."""
    from planner.usecases.recording.planned import day_of_paper  # noqa: PLC0415

    if lost and not names and day_of_paper(day) is None:
        raise click.UsageError(context.say("Name the sheets that are lost."))
    _mark(context, day, names, moment="lost_at" if lost else "returned_at", is_undone=undo)
    if lost and not undo:
        context.tell("A lost sheet is a breach of personal data: report it within 3x24 hours.")


@command(example="dds sheets 2025-08-26")
@argument("day", metavar="[DATE|PLAN|SHEET]", required=False, help="The day, one of its plan files, or the number of a sheet.")
@click.pass_obj
def sheets(context: CommandContext, *, day: str | None) -> None:
    """List the numbered sheets of a day with where they are; without a day those from today on, all missing and lost ones."""
    from planner.usecases.printed_yet import none_printed  # noqa: PLC0415
    from planner.usecases.sheet_list import list_sheets  # noqa: PLC0415

    workspace = context.workspace()
    date = None if day is None else _day_of(workspace, day)
    found = list_sheets(workspace, date)
    if date is not None and not found.sheets:
        with workspace.ledger() as ledger:
            tell_faults(tuple(none_printed(ledger, date)), context.language)
    _show(context, found)


def _mark(
    context: CommandContext, day: str, names: Sequence[str], *, moment: str, is_undone: bool, is_struck: bool = False
) -> None:
    from planner.usecases.recording.planned import day_of_paper  # noqa: PLC0415
    from planner.usecases.sheet_list import mark_sheets  # noqa: PLC0415

    workspace = context.workspace()
    if day_of_paper(day) is not None:  # that paper alone, and those named after it
        names = (day.strip(), *names)
    date = _day_of(workspace, day)
    _show(context, mark_sheets(workspace, date, names, moment=moment, is_undone=is_undone, is_struck=is_struck))


def _day_of(workspace: "Workspace", target: str) -> dt.date:
    """Day that an ISO date, the name of a plan file or the number of a sheet says; E7004 if it is none, E7036 without -vN."""
    from planner.usecases.on_duty import duty_day  # noqa: PLC0415
    from planner.usecases.recording.planned import day_of_paper, require_version  # noqa: PLC0415

    if (found := day_of_paper(target)) is not None:
        return found
    require_version(workspace, target)
    parts = (target, *Path(target).parts[::-1][1:])
    for part in parts:
        try:
            return dt.date.fromisoformat(part)
        except ValueError:
            continue
    if target in ("today", "hari-ini"):
        return duty_day(workspace)
    raise InputError.of("E7004", target=Path(target).name)


def _show(context: CommandContext, found: "SheetList") -> None:
    """A line a sheet, missing ones in red; the same as data."""
    lines = [context.say("No sheets.")] if not found.sheets else []
    for sheet in found.sheets:
        replaced = (
            "" if sheet.replaced_by is None else context.say(" · replaced by version {version}", version=sheet.replaced_by)
        )
        state = context.say(f"sheet_state.{sheet.state.value}")
        if not sheet.num_stops and not sheet.num_recorded:  # a card: nothing on it is recorded
            text = context.say("{sheet}  {team}  {state}", sheet=sheet.id, team=sheet.team, state=state)
        else:
            text = context.say("{sheet}  {team}  {state}  {recorded} of {rows} rows recorded", sheet=sheet.id, team=sheet.team,
                               state=state, recorded=sheet.num_recorded, rows=sheet.num_stops)  # fmt: skip
        if sheet.num_reserves_recorded:
            text += context.say(" and {count} reserves", count=sheet.num_reserves_recorded)
        if sheet.is_lost and sheet.state is not SheetState.LOST:
            text += context.say(" · an earlier copy is lost")
        if sheet.is_missing(found.today):
            lines.append(click.style(text + replaced + " · " + context.say("MISSING"), fg="red", bold=True))
        else:
            lines.append(text + replaced)
    context.result("\n".join(lines), found.as_data())
