"""`dds check`: the independent checker on a plan file."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext, ExitCode
from planner.terminal.localised import command
from planner.terminal.options import plan_path


@command(example="dds check plans/2025-08-26/plan-v1.json")
@plan_path
@click.pass_obj
def check(context: CommandContext, path: Path) -> int:
    """Check a plan, also one edited by hand: every broken law is listed."""
    from planner.usecases.reading import check_kept_plan  # noqa: PLC0415

    report = check_kept_plan(path)
    lines = [f"{v.law.value}: {v.where}: {v.got}; {v.expected}" for v in report.violations]
    if report.violations:
        lines.append(context.say("{count} laws broken.", count=len(report.violations)))
    else:
        lines.append(context.say("The plan keeps every law: {stops} visits, {routes} routes.",
                                 stops=report.plan.num_stops, routes=len(report.plan.routes)))  # fmt: skip
    context.result("\n".join(lines), report.as_data())
    return ExitCode.CHECK_FAILED if report.violations else ExitCode.DONE
