"""`dds import`: tables and roads into the workspace."""

from dataclasses import asdict
from pathlib import Path

import click

from planner.app.cli.context import CommandContext, TerminalReporter
from planner.app.cli.localised import LocalisedCommand, LocalisedGroup
from planner.app.cli.outcomes import tell_faults

MAX_NOTES = 20
"""Notes shown one by one; a file of a whole village may have hundreds."""

SOURCE = click.argument("path", metavar="FILE", type=click.Path(path_type=Path))


@click.group("import", cls=LocalisedGroup)
def import_() -> None:
    """Bring households, teams, complaints, facilities (CSV or XLSX) or roads into the workspace.

    A file is taken whole or not at all; importing it again updates by id.

    Example: dds import households households.xlsx
    """


@import_.command("households", cls=LocalisedCommand)
@SOURCE
@click.pass_obj
def households(context: CommandContext, path: Path) -> None:
    """Import households. Example: dds import households households.csv."""
    _import(context, "households", path)


@import_.command("teams", cls=LocalisedCommand)
@SOURCE
@click.pass_obj
def teams(context: CommandContext, path: Path) -> None:
    """Import teams and their shifts. Example: dds import teams teams.csv."""
    _import(context, "teams", path)


@import_.command("complaints", cls=LocalisedCommand)
@SOURCE
@click.pass_obj
def complaints(context: CommandContext, path: Path) -> None:
    """Import complaints. Example: dds import complaints complaints.csv."""
    _import(context, "complaints", path)


@import_.command("facilities", cls=LocalisedCommand)
@SOURCE
@click.pass_obj
def facilities(context: CommandContext, path: Path) -> None:
    """Import public facilities. Example: dds import facilities facilities.csv."""
    _import(context, "facilities", path)


@import_.command("roads", cls=LocalisedCommand)
@SOURCE
@click.pass_obj
def roads(context: CommandContext, path: Path) -> None:
    """Import a road graph: .osm.pbf, .osm, .osm.bz2, OSMnx .graphml, or nodes and edges as CSV.

    Example: dds import roads java.osm.pbf
    """
    from planner.app.importing import import_road_file  # noqa: PLC0415

    reporter = TerminalReporter(context)
    report = import_road_file(context.workspace(), path, reporter=reporter)
    reporter.finish()
    text = context.say(
        "Roads: {nodes} junctions, {edges} road pieces, {km} km.",
        nodes=report.num_nodes, edges=report.num_segments, km=round(report.total_length / 1000),
    )  # fmt: skip
    context.result(text, asdict(report))


def _import(context: CommandContext, kind: str, path: Path) -> None:
    from planner.app.importing import import_table  # noqa: PLC0415

    report = import_table(context.workspace(), kind, path)
    tell_faults(report.notes[:MAX_NOTES], context.language, num_more=max(0, len(report.notes) - MAX_NOTES))
    count = report.count
    text = context.say(
        "{kind}: {added} new, {changed} changed, {unchanged} unchanged.",
        kind=context.say(kind), added=count.added, changed=count.changed, unchanged=count.unchanged,
    )  # fmt: skip
    notes = [{"code": note.code, "text": note.text(context.language)} for note in report.notes]
    context.result(text, {"kind": kind, **asdict(count), "notes": notes})
