"""`dds person`: what a resident may ask for."""

import json

import click

from planner.domain.errors import InputError
from planner.domain.units import parse_clock
from planner.domain.visit import Window
from planner.terminal.context import CommandContext
from planner.terminal.kinds import Number
from planner.terminal.localised import group, option
from planner.terminal.options import household_id


@group(example="dds person show H000123")
def person() -> None:
    """Show, correct or erase what is kept of a household, at its request."""


@person.command(example="dds person show H000123")
@household_id
@click.pass_obj
def show(context: CommandContext, *, id_: str) -> None:
    """Show everything that is kept of a household, to be handed to it; the request is noted."""
    from planner.usecases.persons import person as person_of  # noqa: PLC0415

    data = person_of(context.workspace(), id_).as_data()
    context.result(json.dumps(data, ensure_ascii=False, indent=2), data)


@person.command(example="dds person correct H000123 --do-not-visit")
@household_id
@option("--name", "head_name", help="Short name of the head of household; empty: none.")
@option("--address", "detail", help="Address in words.")
@option("--landmark", help="What the house is found by.")
@option("--rt", help="RT, digits.")
@option("--rw", help="RW, digits.")
@option("--latitude", type=Number(-90, 90), help="Degrees; with --longitude.")
@option("--longitude", type=Number(-180, 180), help="Degrees; with --latitude.")
@option("--hours", "windows", help="When they may be visited: 16:00-18:00; empty: any time.")
@option("--do-not-visit/--visit-again", "is_do_not_visit", default=None, help="The resident's wish.")
@option("--asked-rt-head", is_flag=True, help="The RT head was asked: start the tries anew.")
@click.pass_obj
def correct(context: CommandContext, /, *, id_: str, asked_rt_head: bool, **values: object) -> None:
    """Correct what is kept of a household, or its wish not to be visited; the tries start anew."""
    from planner.usecases.persons import correct_person  # noqa: PLC0415

    given = {name: value for name, value in values.items() if value is not None}
    if not given and not asked_rt_head:
        raise click.UsageError(context.say("Say what is to be corrected."))
    if given.get("head_name") == "":
        given["head_name"] = None
    if isinstance(hours := given.get("windows"), str):
        given["windows"] = _windows(hours)
    correct_person(context.workspace(), id_, given)
    context.result(context.say("Household {id} corrected.", id=id_), {"household": id_, "columns": sorted(given)})


@person.command(example="dds person erase H000123")
@household_id
@option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def erase(context: CommandContext, *, id_: str, yes: bool) -> None:
    """Erase a household: it is gone from the ledger and from the papers of past days; its visits count on without a name."""
    from planner.usecases.persons import erase_person  # noqa: PLC0415

    if not yes and not click.confirm(context.say("Erase household {id} for ever?", id=id_), err=True):
        raise click.Abort
    report = erase_person(context.workspace(), id_)
    lines = [context.say("Household {id} erased; {count} visits count on without a name.", id=id_, count=report.num_visits)]
    lines += [context.say("  deleted: {path}", path=path) for path in report.deleted]
    lines += [context.say("  plan again, it names the household: {path}", path=path) for path in report.upcoming]
    lines.append(context.say("Take it out of the file that you import, and destroy old backups and printed sheets."))
    context.result("\n".join(lines), report.as_data())


def _windows(hours: str) -> tuple[Window, ...]:
    """`16:00-18:00; 08:00-10:00` as windows in order; E6051 where it cannot be read."""
    windows = []
    try:
        for span in filter(None, (part.strip() for part in hours.split(";"))):
            start, end = span.split("-")
            windows.append(Window(start=parse_clock(start), end=parse_clock(end)))
    except ValueError:
        raise InputError.of("E6051", what="windows") from None
    return tuple(sorted(windows))
