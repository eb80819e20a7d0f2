"""`dds import`: tables and roads into the workspace."""

import gettext
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.domain.errors import asking_first
from planner.terminal.context import CommandContext
from planner.terminal.kinds import PLACE, OutFile
from planner.terminal.localised import argument, group, option
from planner.terminal.outcomes import tell_faults
from planner.terminal.progress import working
from planner.terminal.road_words import road_text

UNDO_KINDS = ("households", "teams", "complaints", "facilities", "roads", "villages")
"""Kinds of imports; roads and outlines are refused in words of their own."""
MAX_NOTES = 20
"""Notes shown one by one; a file of a whole village may have hundreds."""

SOURCE = argument("path", metavar="FILE", type=PLACE, help="The file; it is not changed.")


@group("import", example="dds import households households.xlsx")
def import_() -> None:
    """Bring households, teams, complaints, facilities (CSV, XLSX or ODS) or roads into the workspace.

    A file is taken whole or not at all; importing it again updates by id.
    """


def _said_columns(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`THEIRS=OURS`, several times, as a mapping; a heading may hold the sign itself, and nothing behind it is no column."""
    columns = {}
    for value in values:
        theirs, sign, ours = value.rpartition("=")
        if not (sign and theirs.strip()):
            raise click.BadParameter(gettext.gettext("Write --map 'THEIR HEADING=COLUMN'."))
        columns[theirs.strip()] = ours.strip()
    return columns


def _replacing(kind: str) -> Callable[[Any], Any]:
    """The option of the tables whose records may become others; none for the rest."""
    if kind != "teams":
        return lambda command: command
    return option("--replace", "replaces", is_flag=True, help="Known ids that stand for other teams in this list are meant.")


def _add_table(kind: str, text: str) -> None:
    @import_.command(kind, help=text, example=f"dds import {kind} {kind}.csv")
    @SOURCE
    @option(
        "--map", "columns", multiple=True, metavar="THEIRS=OURS", callback=_said_columns,
        help="Our column for a heading of the file (none: THEIRS=); repeatable, remembered for files with the same headings.",
    )  # fmt: skip
    @option("--dates", type=click.Choice(["dmy", "mdy"]), help="Whether day or month comes first in numbers; remembered alike.")
    @option(
        "--annotate",
        "annotated",
        type=OutFile(),
        metavar="OUT.xlsx",
        help="Write a copy with the faulty cells marked and the cure as comments.",
    )
    @_replacing(kind)
    @click.pass_obj
    def command(context: CommandContext, /, *, path: Path, dates: str | None, **said: Any) -> None:
        _import(context, kind, path, dates=dates or "", **said)


_add_table("households", "Import households.")
_add_table("teams", "Import teams and their shifts.")
_add_table("complaints", "Import complaints.")
_add_table("facilities", "Import public facilities.")


@import_.command(example="dds import villages indonesia.geojson --code 36.03.01")
@SOURCE
@option("--code", "codes", multiple=True, metavar="CODE", help="District or village, by its code's beginning; repeatable.")
@option(
    "--map", "columns", multiple=True, metavar="THEIRS=OURS", callback=_said_columns,
    help="Which property of the file is our code or name: --map KODE_DESA=code; repeatable.",
)  # fmt: skip
@click.pass_obj
def villages(context: CommandContext, path: Path, codes: tuple[str, ...], columns: dict[str, str]) -> None:
    """Take village outlines out of a GeoJSON file, found by code, and let the settings name them."""
    from planner.usecases.outlining import import_outlines  # noqa: PLC0415

    found = import_outlines(context.workspace(), path, codes, columns)
    text = context.say("Villages: {names}.", names=", ".join(village.name for village in found))
    context.result(text, {"villages": {village.code: village.name for village in found}})


@import_.command(example="dds import roads java.osm.pbf")
@SOURCE
@click.pass_obj
def roads(context: CommandContext, path: Path) -> None:
    """Import a road graph: .osm.pbf, .osm, .osm.bz2, OSMnx .graphml, or nodes and edges as CSV."""
    from planner.usecases.importing import import_road_file  # noqa: PLC0415

    with working(context) as reporter:
        report = import_road_file(context.workspace(), path, reporter=reporter)
    tell_faults(report.notes, context.language)
    context.result(road_text(context.words, report), report.as_data(context.words))


@import_.command(example="dds import undo households")
@argument("kind", type=click.Choice(UNDO_KINDS), metavar="KIND", help="households, teams, complaints or facilities.")
@click.pass_obj
def undo(context: CommandContext, kind: str) -> None:
    """Take the last import of a kind back: new records go, changed ones are as before.

    It is refused once a plan, a visit, a complaint or a correction stands on it.
    """
    from planner.usecases.taking_back import take_back_import  # noqa: PLC0415

    done = take_back_import(context.workspace(), kind)
    text = context.say(
        "Import of {source} ({moment}) taken back; {kind}: {removed} removed, {restored} as before.",
        source=done.source, moment=f"{done.at:%Y-%m-%d %H:%M}", kind=context.say(kind),
        removed=done.num_removed, restored=done.num_restored,
    )  # fmt: skip
    if done.columns:
        stays = "Headings that were named stay remembered ({columns}); --map 'HEADING=' takes one away."
        text += "\n" + context.say(stays, columns=", ".join(done.columns))
    context.result(text, done.as_data())


def _import(context: CommandContext, kind: str, path: Path, **said: Any) -> None:
    from planner.usecases.importing import ImportWishes, import_table  # noqa: PLC0415

    copies: list[str] = []
    wishes = ImportWishes(**said, on_copy=lambda copied: copies.append(f"copy.{copied.value}"))
    with working(context) as reporter:
        try:
            report = import_table(context.workspace(), kind, path, reporter=reporter, wishes=wishes, say=context.words)
        finally:
            for key in copies:
                context.tell(key, file=path.name, copy=wishes.annotated)
    tell_faults(tuple(asking_first(report.notes)[:MAX_NOTES]), context.language, num_more=max(0, len(report.notes) - MAX_NOTES))
    count = report.count
    text = context.say(
        "{kind}: {added} new, {changed} changed, {unchanged} unchanged.",
        kind=context.say(kind), added=count.added, changed=count.changed, unchanged=count.unchanged,
    )  # fmt: skip
    context.result(text, report.as_data(context.words))
