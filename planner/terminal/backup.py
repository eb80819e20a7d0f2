"""`dds backup`: a sound copy of the ledger while others work."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext
from planner.terminal.kinds import File
from planner.terminal.localised import argument, command


@command(example="dds backup D:/cadangan/ledger-2025-08-26.sqlite")
@argument("path", metavar="FILE", type=File(), help="The copy; it must not be there yet.")
@click.pass_obj
def backup(context: CommandContext, *, path: Path) -> None:
    """Copy the ledger into one file and check every page of the copy; desks may go on working meanwhile."""
    from planner.usecases.backing_up import back_up  # noqa: PLC0415

    report = back_up(context.workspace(), path)
    size = context.words.decimal(report.num_bytes / 1e6)
    text = context.say("Backup {path}: {size} MB, checked. Audit: {anchor}.", path=path, size=size, anchor=report.anchor.text())
    context.result(text, report.as_data())
