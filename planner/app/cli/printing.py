"""`dds print`: sheets, maps, cards and the desk overview of a plan."""

from pathlib import Path

import click

from planner.app.cli.context import CommandContext, TerminalReporter
from planner.app.cli.localised import LocalisedCommand, LocalisedOption


@click.command(cls=LocalisedCommand)
@click.argument("path", metavar="PLAN", type=click.Path(path_type=Path))
@click.option("--csv", "with_csv", cls=LocalisedOption, is_flag=True, help="Also a CSV table of all stops.")
@click.option("--geojson", "with_geojson", cls=LocalisedOption, is_flag=True, help="Also routes and stops as GeoJSON.")
@click.option(
    "--names", cls=LocalisedOption, type=click.Choice(["full", "initials", "none"]), help="How residents' names appear."
)
@click.pass_obj
def print_(context: CommandContext, *, path: Path, with_csv: bool, with_geojson: bool, names: str | None) -> None:
    """Print a plan: a sheet with map for each team, all sheets in one file, cards, desk overview.

    Example: dds print plans/2025-08-26/plan-v1.json --csv
    """
    from planner.app.printing import PrintOptions, print_plan  # noqa: PLC0415

    reporter = TerminalReporter(context)
    options = PrintOptions(language=context.language, name_mode=names, with_csv=with_csv, with_geojson=with_geojson)
    report = print_plan(context.workspace(), path, options, reporter=reporter)
    reporter.finish()
    text = context.say("{count} files in {folder}", count=len(report.files), folder=report.folder)
    context.result(text, {"folder": str(report.folder), "files": [file.name for file in report.files]})
