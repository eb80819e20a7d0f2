"""`dds status`: is all in order?"""

import click

from planner.terminal.context import CommandContext
from planner.terminal.localised import command


@command(example="dds status")
@click.pass_obj
def status(context: CommandContext) -> None:
    """Say whether all is in order; finish or undo what was interrupted, keep results that wait."""
    from planner.usecases.status import status as status_of  # noqa: PLC0415
    from planner.usecases.week.unfinished import unfinished_note  # noqa: PLC0415

    report = status_of(context.workspace())
    lines = [context.say("{what} is writing in the workspace now.", what=report.busy)] if report.busy else []
    lines += [
        context.say("Not in order: dds {kind} ({about}), {count} steps to do.", kind=job.kind, about=job.about,
                    count=len(job.to_do))
        for job in report.interrupted
    ]  # fmt: skip
    lines += [context.say("A result waits to be kept: {name}", name=name) for name in report.aside]
    if report.unfinished_week is not None:
        lines.append(context.words.fault(unfinished_note(report.unfinished_week, context.workspace().now().date())))
    if report.num_halves:
        lines.append(context.say("Half-written files deleted: {count}", count=report.num_halves))
    if report.is_in_order:
        lines.append(context.say("All is in order: nothing is interrupted, and no result waits."))
    context.result("\n".join(lines), report.as_data())
