"""`dds check`: the independent checker on a plan file."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from planner.domain.plan import Plan
from planner.domain.violation import Moment, Violation
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
    context.result(check_text(context, report.plan, report.violations), report.as_data(context.words))
    return ExitCode.CHECK_FAILED if report.violations else ExitCode.DONE


def check_text(
    context: CommandContext, plan: Plan, violations: Sequence[Violation], at: Callable[[Moment], str] | None = None
) -> str:
    """Every broken law on a line, or that there is none."""
    if not violations:
        values = {"stops": plan.num_stops, "routes": len(plan.routes)}
        return context.say("The plan keeps every law: {stops} visits, {routes} routes.", **values)
    lines = [context.words.violation(found, at) for found in violations]
    return "\n".join([*lines, context.say("{count} laws broken.", count=len(lines))])
