"""`dds print`: sheets, maps, cards and the desk overview of a plan."""

from pathlib import Path
from typing import Any

import click

from planner.terminal.context import CommandContext
from planner.terminal.localised import command, option
from planner.terminal.options import names, plan_path
from planner.terminal.outcomes import tell_faults
from planner.terminal.progress import working


@command(example="dds print plans/2025-08-26/plan-v1.json --all")
@plan_path
@option("--xlsx", is_flag=True, help="Also the desk's workbook, to be filled in.")
@option("--csv", is_flag=True, help="Also a CSV table of all stops.")
@option("--geojson", is_flag=True, help="Also routes and stops as GeoJSON.")
@option("--gpx", is_flag=True, help="Also a GPX file for each team's phone.")
@option("--ics", is_flag=True, help="Also a calendar file for each team.")
@option("--html", is_flag=True, help="Also one page with map and search, for any browser.")
@option("--all", "every", is_flag=True, help="All of these forms.")
@option(
    "--draft", "is_draft", is_flag=True, help="To be looked at only: KONSEP on each page, no numbers, no sheet on the list."
)
@option("--every-team", "is_whole", is_flag=True, help="Also sheets that are as the teams hold them.")
@names
@click.pass_obj
def print_(context: CommandContext, /, *, path: Path, every: bool, **chosen: Any) -> None:
    """Print a plan: a sheet with map for each team, all sheets in one file, cards, desk overview."""
    from outputs.exchange.writing import FORMS  # noqa: PLC0415
    from planner.usecases.printing import PrintWish, print_as  # noqa: PLC0415

    forms = frozenset(form for form in FORMS if every or chosen[form])
    workspace, names_ = context.workspace(), chosen["names"]
    wish = PrintWish(
        language=context.language, name_mode=names_, forms=forms, is_draft=chosen["is_draft"], is_whole=chosen["is_whole"]
    )
    with working(context) as reporter:
        report = print_as(workspace, path, wish, reporter=reporter)
    tell_faults(report.notes, context.language)
    if report.unchanged:
        context.tell("Not printed again, their sheets are as they were: {teams}", teams=", ".join(report.unchanged))
    text = context.say("{count} files in {folder}", count=len(report.files), folder=report.folder)
    context.result(text, report.as_data())
