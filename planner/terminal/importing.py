"""`dds import`: tables and roads into the workspace."""

from dataclasses import asdict
from pathlib import Path

import click

from planner.terminal.context import CommandContext, TerminalReporter
from planner.terminal.localised import LocalisedCommand, LocalisedGroup
from planner.terminal.outcomes import tell_faults

MAX_NOTES = 20
"""Notes shown one by one; a file of a whole village may have hundreds."""

SOURCE = click.argument("path", metavar="FILE", type=click.Path(path_type=Path))


@click.group("import", cls=LocalisedGroup)
def import_() -> None:
    """Bring households, teams, complaints, facilities (CSV or XLSX) or roads into the workspace.

    A file is taken whole or not at all; importing it again updates by id.

    Example: dds import households households.xlsx
    """


def _table_command(kind: str, text: str) -> click.Command:
    @click.command(kind, cls=LocalisedCommand, help=text)
    @SOURCE
    @click.pass_obj
    def command(context: CommandContext, path: Path) -> None:
        _import(context, kind, path)

    return command


import_.add_command(_table_command("households", "Import households. Example: dds import households households.csv."))
import_.add_command(_table_command("teams", "Import teams and their shifts. Example: dds import teams teams.csv."))
import_.add_command(_table_command("complaints", "Import complaints. Example: dds import complaints complaints.csv."))
import_.add_command(_table_command("facilities", "Import public facilities. Example: dds import facilities facilities.csv."))


@import_.command("roads", cls=LocalisedCommand)
@SOURCE
@click.pass_obj
def roads(context: CommandContext, path: Path) -> None:
    """Import a road graph: .osm.pbf, .osm, .osm.bz2, OSMnx .graphml, or nodes and edges as CSV.

    Example: dds import roads java.osm.pbf
    """
    from planner.usecases.importing import import_road_file  # noqa: PLC0415

    reporter = TerminalReporter(context)
    report = import_road_file(context.workspace(), path, reporter=reporter)
    reporter.finish()
    text = context.say(
        "Roads: {nodes} junctions, {edges} road pieces, {km} km.",
        nodes=report.num_nodes, edges=report.num_segments, km=round(report.total_length / 1000),
    )  # fmt: skip
    context.result(text, asdict(report))


def _import(context: CommandContext, kind: str, path: Path) -> None:
    from planner.usecases.importing import import_table  # noqa: PLC0415

    report = import_table(context.workspace(), kind, path)
    tell_faults(report.notes[:MAX_NOTES], context.language, num_more=max(0, len(report.notes) - MAX_NOTES))
    count = report.count
    text = context.say(
        "{kind}: {added} new, {changed} changed, {unchanged} unchanged.",
        kind=context.say(kind), added=count.added, changed=count.changed, unchanged=count.unchanged,
    )  # fmt: skip
    notes = [{"code": note.code, "text": note.text(context.language)} for note in report.notes]
    context.result(text, {"kind": kind, **asdict(count), "notes": notes})
