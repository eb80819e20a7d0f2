"""`dds print`: sheets, maps, cards and the desk overview of a plan."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext, TerminalReporter
from planner.terminal.localised import LocalisedCommand, LocalisedOption


@click.command(cls=LocalisedCommand)
@click.argument("path", metavar="PLAN", type=click.Path(path_type=Path))
@click.option("--xlsx", cls=LocalisedOption, is_flag=True, help="Also the desk's workbook, to be filled in.")
@click.option("--csv", cls=LocalisedOption, is_flag=True, help="Also a CSV table of all stops.")
@click.option("--geojson", cls=LocalisedOption, is_flag=True, help="Also routes and stops as GeoJSON.")
@click.option("--gpx", cls=LocalisedOption, is_flag=True, help="Also a GPX file for each team's phone.")
@click.option("--ics", cls=LocalisedOption, is_flag=True, help="Also a calendar file for each team.")
@click.option("--html", cls=LocalisedOption, is_flag=True, help="Also one page with map and search, for any browser.")
@click.option("--all", "every", cls=LocalisedOption, is_flag=True, help="All of these forms.")
@click.option(
    "--names", cls=LocalisedOption, type=click.Choice(["full", "initials", "none"]), help="How residents' names appear."
)
@click.pass_obj
def print_(context: CommandContext, /, *, path: Path, every: bool, names: str | None, **chosen: bool) -> None:
    """Print a plan: a sheet with map for each team, all sheets in one file, cards, desk overview.

    Example: dds print plans/2025-08-26/plan-v1.json --all
    """
    from outputs.exchange.writing import FORMS  # noqa: PLC0415
    from planner.usecases.printing import PrintOptions, print_plan  # noqa: PLC0415

    reporter = TerminalReporter(context)
    forms = frozenset(form for form in FORMS if every or chosen[form])
    options = PrintOptions(language=context.language, name_mode=names, forms=forms)
    report = print_plan(context.workspace(), path, options, reporter=reporter)
    reporter.finish()
    text = context.say("{count} files in {folder}", count=len(report.files), folder=report.folder)
    context.result(text, {"folder": str(report.folder), "files": [file.name for file in report.files]})
