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
    from planner.rules.check import check as check_plan  # noqa: PLC0415
    from planner.usecases.reading import read_kept_plan  # noqa: PLC0415

    kept = read_kept_plan(path)
    violations = check_plan(kept.problem, kept.document.plan)
    lines = [f"{v.law.value}: {v.where}: {v.got}; {v.expected}" for v in violations]
    if violations:
        lines.append(context.say("{count} laws broken.", count=len(violations)))
    else:
        lines.append(context.say("The plan keeps every law: {stops} visits, {routes} routes.",
                                 stops=kept.document.plan.num_stops, routes=len(kept.document.plan.routes)))  # fmt: skip
    data = [{"law": v.law.value, "where": v.where, "got": v.got, "expected": v.expected} for v in violations]
    context.result("\n".join(lines), {"is_valid": not violations, "violations": data})
    return ExitCode.CHECK_FAILED if violations else ExitCode.DONE
