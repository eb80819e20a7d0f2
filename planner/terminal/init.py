"""`dds init`: an empty workspace."""

import gettext
import sys
from pathlib import Path

import click

from planner.domain.place import Point
from planner.terminal.context import CommandContext
from planner.terminal.heartbeat import hushed
from planner.terminal.kinds import Folder
from planner.terminal.localised import argument, command, option


@command(example="dds init balaraja")
@argument("folder", metavar="DIR", type=Folder(), help="Folder to be made.")
@option(
    "--station", default=None, metavar="LAT,LON", callback=lambda _context, _option, value: _place(value) if value else None,
    help="Where the station stands, in degrees; asked for at a terminal.",
)  # fmt: skip
@click.pass_obj
def init(context: CommandContext, folder: Path, station: Point | None) -> None:
    """Make an empty workspace with commented settings and templates to fill in."""
    from planner.terminal.acting import account_at_work  # noqa: PLC0415
    from planner.usecases.said_place import may_lack_minus  # noqa: PLC0415
    from planner.usecases.workspace import Workspace  # noqa: PLC0415

    Workspace.require_none(folder)
    if station is None and sys.stdin.isatty() and not context.is_json:
        question = context.say("Where does the station stand (LAT,LON; Enter: not known yet)")
        with hushed():
            station = click.prompt(question, default="", show_default=False, value_proc=_answered)
            while station is not None and may_lack_minus(station) and not click.confirm(context.say(_NORTH)):
                station = click.prompt(question, default="", show_default=False, value_proc=_answered)
    Workspace.create(folder, account_at_work(), station=station)
    text = context.say("Workspace made in {folder}. Fill in dds.toml and the templates, then import them.", folder=folder)
    if station is None:
        text += "\n" + context.say("The station's place is not known yet: fill in latitude and longitude of [station].")
    elif may_lack_minus(station):
        text += "\n" + context.say(
            "The station lies north of the equator. If that is not meant, write latitude in dds.toml with a minus."
        )
    context.result(text, {"workspace": str(folder), "has_station": station is not None})


_NORTH = "That place is north of the equator; in the south latitude has a minus. Is it meant?"


def _answered(text: str) -> Point | None:
    return _place(text) if text.strip() else None


def _place(text: str) -> Point:
    """The point that a text says.

    Raises
    ------
    BadParameter
        If it is none on earth; at a terminal it is asked for again.
    """
    from planner.usecases.said_place import read_place  # noqa: PLC0415

    place = read_place(text)
    if place is None:
        raise click.BadParameter(
            gettext.gettext("Write latitude and longitude as the map shows them: -6.2,106.45 or 6°12'05\" LS, 106°54'40\" BT.")
        )
    return place
