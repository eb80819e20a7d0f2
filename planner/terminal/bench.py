"""`dds bench`: engines against installed peers, on files or on days of the example area."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.domain.units import MAX_SEARCH_SECONDS, MAX_SEED, is_whole
from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import PLACE, NewFile, Number, Whole
from planner.terminal.localised import argument, command, option
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.benching import BenchReport, BenchRow


@command(example="dds bench day.json --time-limit 10 --seeds 1,2,3")
@argument(
    "files", metavar="[FILE]...", nargs=-1, type=PLACE, help="Problems to measure on (default: small days of the example area)."
)
@option(
    "--engines", help="Engines and peers, with commas between (default: the house's own, pyvrp, vroom).",
)  # fmt: skip
@option(
    "--time-limit", type=Number(0, MAX_SEARCH_SECONDS, min_open=True), default=5.0, show_default=True,
    help="Wall seconds of each search.",
)  # fmt: skip
@option("--seeds", default="1", show_default=True, help="Seeds, with commas between.")
@option("--teams", type=Whole(min=1), default=1, show_default=True, help="Teams of a TOPTW instance.")
@option(
    "-o", "--output", "target", type=NewFile(),
    help="Also all answers as a .csv or .json file.",
)  # fmt: skip
@click.pass_obj
def bench(context: CommandContext, /, *, files: tuple[Path, ...], teams: int, target: Path | None, **asked: Any) -> None:
    """Measure engines against installed peers: problem files (.json), TOPTW instances (.txt), or the example area.

    The score is the sum of priority, then travel. Every answer is judged by the checker.
    """
    from planner.domain.solving import Limits  # noqa: PLC0415
    from planner.terminal.acting import account_at_work  # noqa: PLC0415
    from planner.usecases.bench_cases import cases_of, example_cases  # noqa: PLC0415
    from planner.usecases.benching import run_bench, write_runs  # noqa: PLC0415
    from solvers.registry import DEFAULT_ENGINE  # noqa: PLC0415

    if target is not None and target.suffix not in {".csv", ".json"}:
        raise click.BadParameter(context.say("the file must end in .csv or .json"), param_hint="-o")
    engines, seeds = asked["engines"], asked["seeds"]
    if not all(is_whole(seed.strip()) and int(seed) <= MAX_SEED for seed in seeds.split(",")):
        raise click.BadParameter(context.say("whole numbers with commas between, such as 1,2,3"), param_hint="--seeds")
    names = [name.strip() for name in (engines or f"{DEFAULT_ENGINE},pyvrp,vroom").split(",")]
    with working(context, is_stoppable=True) as reporter:
        report = run_bench(
            cases_of(files, num_teams=teams) if files else example_cases(account_at_work(), reporter=reporter),
            names,
            limits=Limits(max_runtime=asked["time_limit"]),
            seeds=[int(seed) for seed in seeds.split(",")],
            reporter=reporter,
        )
    if target is not None:
        write_runs(target, report)
    context.result(bench_text(context, report), report.as_data())


def bench_text(context: CommandContext, report: "BenchReport") -> str:
    """Table of medians, with what could not be measured and why below it."""
    head = [context.say(name) for name in ("problem", "engine", "priority", "travel (s)", "deviation", "wall (s)", "runs")]
    text = aligned([head, *(_cells(context, row) for row in report.rows)], num_left=2)
    told = dict.fromkeys(
        f"{row.case}: {context.words.fault(row.refusal)}" if row.refusal.code != "E4007"
        else context.words.fault(row.refusal)
        for row in report.rows
        if row.refusal
    )  # fmt: skip
    broken = [
        context.say(
            "{engine} on {case}: {count} laws broken, not counted.", engine=row.engine, case=row.case, count=row.num_violations
        )
        for row in report.rows
        if row.num_violations
    ]
    return "\n".join([*text, *told, *broken])


def _cells(context: CommandContext, row: "BenchRow") -> list[str]:
    if row.priority is None or row.travel_duration is None or row.runtime is None:
        return [row.case, row.engine, *["–"] * 5]
    deviation = "–" if row.deviation is None else f"{context.words.decimal(100 * row.deviation, 2)} %"
    return [
        row.case, row.engine, f"{row.priority:.0f}", f"{row.travel_duration:.0f}", deviation,
        context.words.decimal(row.runtime), str(row.num_runs),
    ]  # fmt: skip
