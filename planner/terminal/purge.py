"""`dds purge`: retention."""

import click

from planner.terminal.asking import require_sure
from planner.terminal.context import CommandContext
from planner.terminal.localised import command, option


@command(example="dds purge --dry-run")
@option("--dry-run", "is_dry", is_flag=True, help="Only say what would be deleted.")
@option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def purge(context: CommandContext, *, is_dry: bool, yes: bool) -> None:
    """Delete sheet files, places of plans and complaint texts that are older than [retention] in dds.toml; counts stay."""
    from planner.usecases.odd_days import clock_doubt  # noqa: PLC0415
    from planner.usecases.purging import purge as run_purge  # noqa: PLC0415

    workspace = context.workspace()
    if not is_dry:
        require_sure(context, clock_doubt(workspace), is_sure=yes, question=context.say("Delete it all the same?"))
    report = run_purge(workspace, is_dry=is_dry)
    lines = [context.say("Nothing was deleted; this would be:") if report.is_dry else context.say("Deleted:")]
    lines += [
        context.say("  sheet files of {count} days", count=len(report.sheet_days)),
        context.say("  places of doors in the plans of {count} days", count=len(report.plan_days)),
        context.say("  text and address of {count} complaints", count=report.num_complaints),
    ]
    context.result("\n".join(lines), report.as_data())
