"""`dds demo`: the whole main job on invented data."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext
from planner.terminal.kinds import Folder
from planner.terminal.localised import argument, command, option
from planner.terminal.options import time_limit
from planner.terminal.plan import plan_text
from planner.terminal.progress import timed, working


@command(example="dds demo")
@argument("folder", metavar="[DIR]", default="demo", type=Folder(), help="Folder to be made (default: demo).")
@option(
    "--size",
    type=click.Choice(["full", "small", "tiny"]),
    default="full",
    show_default=True,
    help="Size of the example area.",
)
@time_limit()
@option("--history", "with_history", is_flag=True, help="Also two recorded months before, for dds report.")
@click.pass_obj
def demo(context: CommandContext, *, folder: Path, size: str, time_limit: float | None, with_history: bool) -> None:
    """Make an example area (invented, DATA CONTOH), plan a day and print its sheets."""
    from planner.terminal.acting import account_at_work  # noqa: PLC0415
    from planner.usecases.demo import make_demo_workspace, run_demo  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415

    wish = SearchWish(time_limit=time_limit)
    with working(context, is_stoppable=True) as reporter:
        workspace, date = make_demo_workspace(
            folder, account_at_work(), size=size, with_history=with_history, reporter=reporter
        )
        report = run_demo(workspace, date, wish, language=context.language, reporter=reporter)
    lines = [plan_text(context, report.day)]
    lines += [
        context.say("{phase}: {seconds} s", phase=reporter.labels[name], seconds=context.words.decimal(spent))
        for name, spent in reporter.phases.items()
    ]
    lines.append(context.say("Sheets: {path}", path=report.paper.folder / "sheets.pdf"))
    lines.append(context.say("Desk overview: {path}", path=report.paper.folder / "overview.pdf"))
    context.result("\n".join(lines), {**timed(report.day.as_data(), reporter), "sheets": str(report.paper.folder)})
