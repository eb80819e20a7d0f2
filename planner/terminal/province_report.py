"""`dds province report`: one picture of a month over all stations."""

import datetime as dt

import click

from planner.terminal.acting import account_at_work
from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import MONTH
from planner.terminal.localised import command, option
from planner.terminal.progress import working


@command("report", example="dds province report --month 2026-10")
@option("--month", type=MONTH, metavar="MONTH", help="Calendar month (default: the last whole one).")
@option("--without", multiple=True, metavar="STATION", help="Station that the report may be made without; repeatable.")
@click.pass_obj
def report(context: CommandContext, /, *, month: dt.date | None, without: tuple[str, ...]) -> None:
    """Report on a month over all stations: homes, complaints in time, facilities, gaps, idle strength, forecast.

    Each station tells what its own public edition shows, and publishes the month if it has not. Made once, the report is shown
    again as it was.
    """
    from outputs.province.papers import province_lines  # noqa: PLC0415
    from planner.usecases.province.places import ProvinceFolder  # noqa: PLC0415
    from planner.usecases.province.reporting import report_province  # noqa: PLC0415
    from planner.usecases.reporting import chosen_period  # noqa: PLC0415

    acting = account_at_work()
    place = ProvinceFolder.open(context.folder, acting.clock)
    period = chosen_period(month, None, None, today=place.today())
    with working(context) as reporter:
        made = report_province(place, period.start, acting, without=without, language=context.language, reporter=reporter)
    lines = aligned([tuple(row) for row in province_lines(made.month, context.words)], num_left=1)
    files = [context.say("Report: {path}", path=path) for path in made.files]
    context.result("\n".join([*lines, *files]), made.as_data())
