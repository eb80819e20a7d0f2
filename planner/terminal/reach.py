"""`dds reach`: which homes no team has a way to, and why."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.domain.out_of_reach import NoWay, by_village
from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import NewFile
from planner.terminal.localised import command, option
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.reaching import ReachReport


@command(example="dds reach --list unreached.csv --map unreached.pdf")
@option("--list", "list_path", type=NewFile(), metavar="OUT.csv", help="Write the homes with their reasons.")
@option("--map", "map_path", type=NewFile(), metavar="OUT.pdf", help="Draw them on the roads, with the table by village.")
@click.pass_obj
def reach(context: CommandContext, /, *, list_path: Path | None, map_path: Path | None) -> None:
    """Say which homes no team has a way to, by village and reason: nobody is promised what no team can reach."""
    from planner.usecases.reaching import report_reach  # noqa: PLC0415

    with working(context) as reporter:
        report = report_reach(
            context.workspace(), list_path=list_path, map_path=map_path, language=context.language, reporter=reporter
        )
    context.result("\n".join(_lines(context, report, map_path)), report.as_data())


def _lines(context: CommandContext, report: "ReachReport", map_path: Path | None) -> list[str]:
    doors = report.reach.nobody
    lines = [context.say("reach.summary", count=len(doors), homes=report.num_homes)]
    if not doors:
        return [*lines, *([context.say("reach.no_map", path=map_path)] if map_path else []), *map(str, report.files)]
    heads = ("reach.village", *(f"no_way.{reason.value}" for reason in NoWay), "reach.all")
    rows = [[context.say(head) for head in heads]]
    rows += [
        [report.names.get(code, code) or "–", *(str(found[reason]) for reason in NoWay), str(found.total())]
        for code, found in by_village(doors).items()
    ]
    return [*lines, *aligned(rows, num_left=1), *(str(path) for path in report.files)]
