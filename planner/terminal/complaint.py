"""`dds complaint`: how a complaint ended, as the desk says."""

import click

from planner.terminal.context import CommandContext
from planner.terminal.localised import argument, command

STATUSES = ("open", "solved", "referred", "closed")


@command(example="dds complaint K0012 referred")
@argument("id_", metavar="ID", help="Id of the complaint.")
@argument(
    "status",
    metavar="open|solved|referred|closed",
    required=False,
    type=click.Choice(STATUSES),
    help="How it ended (default: only show it).",
)
@click.pass_obj
def complaint(context: CommandContext, *, id_: str, status: str | None) -> None:
    """Say how a complaint ended (open takes that back), or show what became of it; never what was said."""
    from planner.usecases.complaints import complaint_life, end_complaint  # noqa: PLC0415

    workspace = context.workspace()
    report = complaint_life(workspace, id_) if status is None else end_complaint(workspace, id_, status)
    life = report.life
    category = context.words.texts.get(f"category.{life.category}", "")
    lines = [f"{life.id}  {life.category} {category}  {context.say(f'complaint_status.{life.status.value}')}"]
    lines += [f"  {context.say(f'complaint_day.{name}')}: {day}" for name, day in report.days().items() if day is not None]
    context.result("\n".join(lines), report.as_data())
