"""`dds complaint`: how a complaint ended, as the desk says."""

import click

from planner.terminal.context import CommandContext
from planner.terminal.localised import argument, command

STATUSES = ("open", "solved", "referred", "closed")


@command(example="dds complaint K0012 referred")
@argument("id_", metavar="ID")
@argument("status", metavar="open|solved|referred|closed", required=False, type=click.Choice(STATUSES))
@click.pass_obj
def complaint(context: CommandContext, *, id_: str, status: str | None) -> None:
    """Say how a complaint ended (open takes that back), or show what became of it; never what was said."""
    from planner.usecases.complaints import complaint_life, end_complaint  # noqa: PLC0415

    workspace = context.workspace()
    life = complaint_life(workspace, id_) if status is None else end_complaint(workspace, id_, status)
    days = {name: getattr(life, name) for name in ("received", "due", "planned_on", "visited_on", "answered_on")}
    data = {name: None if day is None else day.isoformat() for name, day in days.items()}
    lines = [f"{life.id}  {life.category}  {context.say(f'complaint_status.{life.status.value}')}"]
    lines += [f"  {context.say(f'complaint_day.{name}')}: {day}" for name, day in data.items() if day is not None]
    status_ = {"id": life.id, "category": life.category, "urgency": life.urgency.value, "status": life.status.value}
    context.result("\n".join(lines), {**status_, **data, "num_visits": life.num_visits})
