"""`dds init`: an empty workspace."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext
from planner.terminal.kinds import Folder
from planner.terminal.localised import argument, command


@command(example="dds init balaraja")
@argument("folder", metavar="DIR", type=Folder(), help="Folder to be made.")
@click.pass_obj
def init(context: CommandContext, folder: Path) -> None:
    """Make an empty workspace with commented settings and templates to fill in."""
    from planner.terminal.acting import account_at_work  # noqa: PLC0415
    from planner.usecases.workspace import Workspace  # noqa: PLC0415

    Workspace.create(folder, account_at_work())
    text = context.say("Workspace made in {folder}. Fill in dds.toml and the templates, then import them.", folder=folder)
    context.result(text, {"workspace": str(folder)})
