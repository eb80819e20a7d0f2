"""`dds explain`: why a visit is planned there, or why it is left out and what would let it in."""

from pathlib import Path

import click

from planner.terminal.context import CommandContext
from planner.terminal.localised import argument, command
from planner.terminal.options import plan_path


@command(example="dds explain plans/2025-08-26/plan-v1.json C0012")
@plan_path
@argument("visit_id", metavar="VISIT", help="Id of the visit, complaint, household or facility.")
@click.pass_obj
def explain(context: CommandContext, path: Path, visit_id: str) -> None:
    """Explain a visit: why this team, or why it is left out and what would let it in.

    Nothing is guessed: each reason is tested, and whatever would let it in has been planned and checked.
    """
    from planner.usecases.explain_words import explain_text  # noqa: PLC0415
    from planner.usecases.explaining import explain_visit  # noqa: PLC0415
    from planner.usecases.reading import read_sound_plan  # noqa: PLC0415

    report = explain_visit(context.workspace(), read_sound_plan(path), visit_id, say=context.words)
    context.result("\n".join((explain_text(context.words, report), *report.worth)), report.as_data())
