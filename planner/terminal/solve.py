"""`dds solve`: any routing problem in the neutral format."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.check import check_text
from planner.terminal.context import CommandContext, ExitCode
from planner.terminal.kinds import PLACE, NewFile
from planner.terminal.localised import argument, command, option
from planner.terminal.options import proof_limit, search_options
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.judging_steps import Beside
    from planner.usecases.solving import SolveReport


@command(example="dds solve problem.json -o solution.json --time-limit 10 --seed 1")
@argument("source", metavar="PROBLEM.json", type=PLACE, help="The problem, a file in the neutral format.")
@option("-o", "--output", "target", metavar="SOLUTION.json", type=NewFile(), help="Where the answer is written.")
@option("--start", type=PLACE, metavar="SOLUTION.json", help="Begin with the routes of an earlier answer.")
@option("--roads", type=PLACE, metavar="FILE", help="Road file for places given as [longitude, latitude].")
@option("--check", "is_check", is_flag=True, help="Judge the routes that the file gives, and search nothing.")
@search_options(
    limit="Wall seconds from the start to the written answer (default: 10).",
    seed="Seed of the search (default: 0).",
    engine="Engine to search with (default: auto).",
)
@proof_limit("Seconds more to prove how much any plan could collect.", default=0.0, show_default=True)
@click.pass_obj
def solve(
    context: CommandContext,
    /,
    *,
    source: Path,
    target: Path | None,
    start: Path | None,
    roads: Path | None,
    is_check: bool,
    **asked: Any,
) -> int:
    """Answer any routing problem in the neutral JSON format, the conventions of VROOM.

    Needs no workspace. Ctrl-C stops the search and keeps the best plan so far; twice gives up.
    """
    from planner.usecases.judging_steps import Beside  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415
    from planner.usecases.solving import solve_file  # noqa: PLC0415

    beside = Beside(roads=roads, start=start)
    if is_check:
        return _check(context, source, target, beside)
    if target is None:
        asking = click.get_current_context()
        raise click.MissingParameter(ctx=asking, param=next(one for one in asking.command.params if one.name == "target"))
    with working(context, is_stoppable=True) as reporter:
        report = solve_file(source, target, SearchWish(**asked), reporter=reporter, began=context.began, beside=beside)
    for vehicle, breaks in report.homes():
        context.tell(
            "Vehicle {vehicle} can never take all its breaks and stays at home: {breaks}.", vehicle=vehicle, breaks=breaks
        )
    context.result(_text(context, report, target), report.as_data())
    return ExitCode.DONE


def _check(context: CommandContext, source: Path, target: Path | None, beside: "Beside") -> int:
    """Judge the routes that a file gives."""
    from planner.usecases.judging_steps import check_file  # noqa: PLC0415

    with working(context) as reporter:
        report = check_file(source, target, reporter=reporter, beside=beside)
    context.result(check_text(context, report.plan, report.violations, report.ids.moment), report.as_data())
    return ExitCode.CHECK_FAILED if report.violations else ExitCode.DONE


def _text(context: CommandContext, report: "SolveReport", target: Path) -> str:
    terms, plan = report.result.objective, report.result.plan
    most = report.priority_bound
    return "\n".join(
        [
            context.say("Answer {path}", path=target),
            context.say(
                "{stops} of {visits} visits by {routes} of {shifts} vehicles; priority {made} of {offered}; travel {hours} h.",
                stops=plan.num_stops, visits=len(report.problem.visits), routes=len(plan.routes),
                shifts=len(report.problem.shifts), made=report.priority, offered=report.priority_offered,
                hours=context.words.decimal(terms.travel_duration / 3600),
            ),
            *([] if most is None else [
                context.say(
                    "Proved: no plan collects more than {most}; this one has {made}, a gap of {gap} %.",
                    most=most, made=report.priority,
                    gap=context.words.decimal(100 * (most - report.priority) / max(1, most)),
                )
            ]),
        ]
    )  # fmt: skip
