"""`dds init`: an empty workspace."""

import gettext
import re
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
    "--station", default=None, metavar="LAT,LON", callback=lambda _context, _option, value: value and read_place(value),
    help="Where the station stands, in degrees; asked for at a terminal.",
)  # fmt: skip
@click.pass_obj
def init(context: CommandContext, folder: Path, station: Point | None) -> None:
    """Make an empty workspace with commented settings and templates to fill in."""
    from planner.terminal.acting import account_at_work  # noqa: PLC0415
    from planner.usecases.workspace import Workspace  # noqa: PLC0415

    if station is None and sys.stdin.isatty() and not context.is_json:
        question = context.say("Where does the station stand (LAT,LON; Enter: not known yet)")
        with hushed():
            answer = click.prompt(question, default="", show_default=False)
        station = read_place(answer) if answer.strip() else None
    Workspace.create(folder, account_at_work(), station=station)
    text = context.say("Workspace made in {folder}. Fill in dds.toml and the templates, then import them.", folder=folder)
    if station is None:
        text += "\n" + context.say("The station's place is not known yet: fill in latitude and longitude of [station].")
    context.result(text, {"workspace": str(folder), "has_station": station is not None})


def read_place(text: str) -> Point:
    """`-6.2,106.45` as a point.

    Raises
    ------
    BadParameter
        If it is none on earth.
    """
    found = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*", text)
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        raise click.BadParameter(gettext.gettext("Write latitude and longitude in degrees: -6.2,106.45."))
    return Point(longitude=float(found[2]), latitude=float(found[1]))
