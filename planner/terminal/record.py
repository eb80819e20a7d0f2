"""`dds record`: outcomes from returned sheets."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.domain.units import is_whole
from planner.terminal.context import CommandContext
from planner.terminal.kinds import File, NewFile
from planner.terminal.localised import argument, command, option
from planner.terminal.options import names
from planner.terminal.typing_in import read_line, type_in

if TYPE_CHECKING:
    from planner.ledger.store import Ledger
    from planner.usecases.recording.planned import PlannedSheet
    from planner.usecases.recording.taking import Taking


@command(example="dds record DDS-20250826-T01-v1")
@argument("target", metavar="PLAN|SHEET", help="Plan file, or number of a sheet.")
@option("--file", "table", type=File(), help="Read a filled desk table (XLSX of `dds print --xlsx`, or CSV).")
@option("--list", "national", type=File(), help="Read a list with the columns of the national report.")
@option("--export-list", type=NewFile(), help="Write that list of what is recorded, as CSV.")
@names
@click.pass_obj
def record(
    context: CommandContext, *, target: str, table: Path | None, national: Path | None, export_list: Path | None,
    names: str | None,
) -> None:  # fmt: skip
    """Record what happened at the doors, from a plan's returned sheets or from one sheet.

    Without a file, each row is asked for in the order of the sheet: one key for the outcome, Enter to go on. Every line is
    kept at once; stopped in the middle, the next start goes on at the first empty row.
    """
    from planner.usecases.plain import plain  # noqa: PLC0415
    from planner.usecases.recording.taking import Taking, export_national_list, record_desk_table, record_national_list  # noqa: PLC0415

    workspace = context.workspace()
    with workspace.ledger() as ledger:
        is_typed = export_list is None and table is None and national is None
        taking = (Taking.open if is_typed else Taking.read)(workspace, ledger, target)
        if export_list is not None:
            num_rows = export_national_list(taking, export_list, name_mode=names)
            context.result(context.say("{count} lines in {path}", count=num_rows, path=export_list), {"lines": num_rows})
        elif table is not None or national is not None:
            count = record_desk_table(taking, table) if table else record_national_list(taking, national or Path())
            text = context.say("Lines: {added} new, {changed} corrected, {unchanged} unchanged.", added=count.added,
                               changed=count.changed, unchanged=count.unchanged)  # fmt: skip
            context.result(text, plain(count))
        else:
            _type_sheets(context, ledger, taking)


def _type_sheets(context: CommandContext, ledger: "Ledger", taking: "Taking") -> None:
    from planner.usecases.recording.session import SheetSession  # noqa: PLC0415

    sessions: list[SheetSession] = []
    while True:
        done = {session.planned.sheet.id for session in sessions}
        sheet = _next_sheet(context, [planned for planned in taking.chosen if planned.sheet.id not in done])
        if sheet is None:
            break
        session = SheetSession.resume(sheet, ledger, taking.recorder)
        sessions.append(session)
        if not type_in(context, session):
            break
    lines = [
        context.say("{sheet}: {count} lines recorded, {missing} rows without an outcome.", sheet=session.planned.sheet.id,
                    count=len(session.recorded), missing=len(session.missing))
        for session in sessions
    ]  # fmt: skip
    context.result("\n".join(lines), {"sheets": [session.as_data() for session in sessions]})


def _next_sheet(context: CommandContext, sheets: "list[PlannedSheet]") -> "PlannedSheet | None":
    """The only sheet there is; else the one that the desk names by its place in the list, Enter for the first."""
    if len(sheets) <= 1:
        return sheets[0] if sheets else None
    for place, planned in enumerate(sheets, 1):
        click.echo(f"{place:3d}  {planned.sheet.id}")
    while True:
        text = read_line(context.say("Which sheet (Enter: the first, q: stop)? "))
        if text is None or text.casefold() == "q":
            return None
        if not text:
            return sheets[0]
        if is_whole(text) and 1 <= int(text) <= len(sheets):
            return sheets[int(text) - 1]
        context.tell("Type a number from 1 to {last}.", last=len(sheets))
