"""`dds report`: the evaluation of a month."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from planner.terminal.context import CommandContext
from planner.terminal.kinds import MONTH
from planner.terminal.localised import command, option
from planner.terminal.options import day_option
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.reporting import ReportFiles


@command(example="dds report --month 2026-10")
@option("--month", type=MONTH, metavar="MONTH", help="Calendar month (default: the last whole one).")
@day_option("--from", "start", text="First day, instead of a month.")
@day_option("--to", "end", text="Last day, instead of a month.")
@option(
    "--public", "is_public", is_flag=True,
    help="Edition for everybody: no small numbers, no teams, no RT.",
)  # fmt: skip
@click.pass_obj
def report(
    context: CommandContext, *, month: dt.date | None, start: dt.date | None, end: dt.date | None, is_public: bool
) -> None:
    """Report on a month: coverage, results, load, complaints, facilities; PDF and XLSX."""
    from planner.usecases.on_duty import duty_day  # noqa: PLC0415
    from planner.usecases.reporting import chosen_period, make_report  # noqa: PLC0415

    workspace = context.workspace()
    period = chosen_period(month, start, end, today=duty_day(workspace))
    with working(context) as reporter:
        made = make_report(workspace, period, language=context.language, is_public=is_public, reporter=reporter)
    context.result(_text(context, made), made.as_data())


def _text(context: CommandContext, made: "ReportFiles") -> str:
    from outputs.report.summary import summary_lines  # noqa: PLC0415

    return "\n".join([*summary_lines(made.source), *(context.say("Report: {path}", path=file) for file in made.files)])
