"""`dds init`: an empty workspace."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext
from planner.terminal.localised import LocalisedCommand


@click.command(cls=LocalisedCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def init(context: CommandContext, folder: Path) -> None:
    """Make an empty workspace with commented settings and templates to fill in.

    Example: dds init balaraja
    """
    from planner.usecases.workspace import Workspace  # noqa: PLC0415

    Workspace.create(folder)
    text = context.say("Workspace made in {folder}. Fill in dds.toml and the templates, then import them.", folder=folder)
    context.result(text, {"workspace": str(folder)})
