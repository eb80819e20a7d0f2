"""`dds solve`: any routing problem in the neutral format."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.terminal.context import CommandContext, TerminalReporter
from planner.terminal.localised import LocalisedCommand, LocalisedOption
from planner.terminal.plan import stopping_politely

if TYPE_CHECKING:
    from planner.usecases.solving import SolveReport


@click.command(cls=LocalisedCommand)
@click.argument("source", metavar="PROBLEM.json", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "target", cls=LocalisedOption, required=True, metavar="SOLUTION.json",
    type=click.Path(path_type=Path, dir_okay=False), help="Where the answer is written.",
)  # fmt: skip
@click.option(
    "--time-limit", cls=LocalisedOption, type=click.FloatRange(min=0),
    help="Wall seconds from the start to the written answer (default: 10).",
)  # fmt: skip
@click.option(
    "--iterations", cls=LocalisedOption, type=click.IntRange(min=0),
    help="Stop after so many iterations instead: the same plan every time.",
)  # fmt: skip
@click.option("--seed", cls=LocalisedOption, type=click.IntRange(min=0), default=0, help="Seed of the search.")
@click.option(
    "--prove", "proof_limit", cls=LocalisedOption, type=click.FloatRange(min=0), default=0.0, metavar="SECONDS",
    help="Seconds more to prove how much any plan could collect.",
)  # fmt: skip
@click.option("--engine", cls=LocalisedOption, help="Engine to search with.")
@click.pass_obj
def solve(
    context: CommandContext, *, source: Path, target: Path, time_limit: float | None, iterations: int | None,
    seed: int, proof_limit: float, engine: str | None,
) -> None:  # fmt: skip
    """Answer any routing problem in the neutral JSON format, the conventions of VROOM.

    Needs no workspace. Ctrl-C stops the search and keeps the best plan so far; twice gives up.

    Example: dds solve problem.json -o solution.json --time-limit 10 --seed 1
    """
    from planner.usecases.solving import SolveOptions, solve_file  # noqa: PLC0415

    defaults = SolveOptions()
    options = SolveOptions(
        engine=engine or defaults.engine, time_limit=time_limit, max_iterations=iterations, seed=seed,
        proof_limit=proof_limit,
    )  # fmt: skip
    reporter = TerminalReporter(context)
    with stopping_politely(reporter):
        report = solve_file(source, target, options, reporter=reporter, began=context.began)
    reporter.finish()
    if report.problem.visits and not report.result.objective.coverage_prize_offered:
        context.tell("No job has a priority above 0, so the best answer makes none: give the jobs a priority.")
    context.result(_text(context, report, target), {"summary": report.content["summary"]})


def _text(context: CommandContext, report: "SolveReport", target: Path) -> str:
    from planner.rules.gap import gaps  # noqa: PLC0415

    terms, plan = report.result.objective, report.result.plan
    bound = report.result.bound
    return "\n".join(
        [
            context.say("Answer {path}", path=target),
            context.say(
                "{stops} of {visits} visits by {routes} of {shifts} vehicles; priority {made} of {offered}; travel {hours} h.",
                stops=plan.num_stops, visits=len(report.problem.visits), routes=len(plan.routes),
                shifts=len(report.problem.shifts), made=terms.coverage_prize, offered=terms.coverage_prize_offered,
                hours=context.words.decimal(terms.travel_duration / 3600),
            ),
            *([] if bound is None else [
                context.say(
                    "Proved: no plan collects more than {most}; this one has {made}, a gap of {gap} %.",
                    most=bound.coverage_prize, made=terms.coverage_prize,
                    gap=context.words.decimal(100 * (gaps(report.problem, terms, bound).coverage or 0.0)),
                )
            ]),
        ]
    )  # fmt: skip
