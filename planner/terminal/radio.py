"""`dds radio`: what is read to teams whose sheets have changed under way."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext
from planner.terminal.kinds import NewFile
from planner.terminal.localised import argument, command, option
from planner.terminal.options import plan_path


@command(example="dds radio plans/2025-08-26/plan-v2.json T01")
@plan_path
@argument("teams", metavar="[TEAM]...", nargs=-1, help="Ids of teams (default: all).")
@option("-o", "--output", type=NewFile(), metavar="FILE", help="Also write the texts into a file.")
@click.pass_obj
def radio(context: CommandContext, *, path: Path, teams: tuple[str, ...], output: Path | None) -> None:
    """Say what to read over the radio to teams whose sheets a plan changes: by the numbers that they hold, without names."""
    from planner.usecases.radio import radio_report  # noqa: PLC0415

    report = radio_report(context.workspace(), path, teams, language=context.language, output=output)
    text = "\n\n".join(report.texts.values())
    rest = context.say("Nothing to read to: {teams}.", teams=", ".join(report.unchanged)) if report.unchanged else ""
    context.result("\n\n".join(part for part in (text, rest) if part), report.as_data())
