"""`dds person`: what a resident may ask for."""

from collections.abc import Mapping
from typing import Any

import click

from planner.terminal.asking import is_confirmed
from planner.terminal.context import CommandContext
from planner.terminal.localised import group, option
from planner.terminal.options import household_id
from planner.terminal.outcomes import tell_faults


@group(example="dds person show H000123")
def person() -> None:
    """Show, correct or erase what is kept of a household, at its request."""


@person.command(example="dds person show H000123")
@household_id
@click.pass_obj
def show(context: CommandContext, *, id_: str) -> None:
    """Show everything that is kept of a household, to be handed to it; the request is noted."""
    from planner.usecases.persons import person as person_of  # noqa: PLC0415

    found = person_of(context.workspace(), id_)
    context.result(_letter(context, found.as_data(), found.village), found.as_data())


def _letter(context: CommandContext, data: Mapping[str, Any], village: str) -> str:
    """Everything of the data in words, a line each, so that the resident can read it; what is not known is not a line."""
    say, home = context.say, data["address"]
    place = ", ".join(filter(None, (home["detail"], f"RT {home['rt']}/RW {home['rw']}", village)))
    degrees = "" if home["latitude"] is None else f"{home['latitude']}, {home['longitude']}"
    hours = ", ".join(f"{context.words.clock(start)}-{context.words.clock(end)}" for start, end in data["hours"])
    told = [
        (say("Name"), data["name"]),
        (say("Address"), place),
        (say("Landmark"), home["landmark"]),
        (say("Position in degrees"), degrees),
        (say("Hours"), hours),
        (say("Wants no visits"), say("yes") if data["do_not_visit"] else ""),
        (say("Last visit"), data["last_visit"] or say("never")),
        (say("Tries without an answer"), data["attempts"]),
        (say("of them on a weekend or holiday"), data["weekend_attempts"]),
        (say("Result"), say(f"outcome.{data['gone']}") if data["gone"] else ""),
        (say("Promised for"), data["promised"]),
    ]
    lines = [say("What is kept of the home {id}", id=data["id"]), *(f"  {name}: {text}" for name, text in told if text)]
    lines.append(f"{say('Complaints')}: {len(data['complaints'])}")
    lines += ["  " + "  ".join(filter(None, (c["received"], c["id"], c["category"], c["text"]))) for c in data["complaints"]]
    lines.append(f"{say('Visits made')}: {len(data['visits'])}")
    lines += [
        "  " + "  ".join(filter(None, (v["date"], say(f"outcome.{v['outcome']}"), v["unit"], v["sheet"])))
        for v in data["visits"]
    ]
    return "\n".join(lines)


@person.command(example="dds person correct H000123 --do-not-visit")
@household_id
@option("--name", "head_name", help="Short name of the head of household; empty: none.")
@option("--village", help="Village, by code or name.")
@option("--address", help="Address in words.")
@option("--landmark", help="What the house is found by.")
@option("--rt", help="RT, digits.")
@option("--rw", help="RW, digits.")
@option("--latitude", help="Degrees; with --longitude.")
@option("--longitude", help="Degrees; with --latitude.")
@option("--hours", "windows", help="When they may be visited: 16:00-18:00; empty: any time.")
@option("--do-not-visit/--visit-again", "is_do_not_visit", default=None, help="The resident's wish.")
@option("--asked-rt-head", is_flag=True, help="The RT head was asked: start the tries anew.")
@click.pass_obj
def correct(
    context: CommandContext, /, *, id_: str, is_do_not_visit: bool | None, asked_rt_head: bool, **cells: str | None
) -> None:
    """Correct what is kept of a household, or its wish not to be visited; the tries start anew.

    What is typed is judged as in a table that is imported.
    """
    from planner.usecases.persons import correct_person  # noqa: PLC0415

    given = {name: cell for name, cell in cells.items() if cell is not None}
    if not given and is_do_not_visit is None and not asked_rt_head:
        raise click.UsageError(context.say("Say what is to be corrected."))
    notes = correct_person(context.workspace(), id_, given, is_do_not_visit=is_do_not_visit)
    tell_faults(notes, context.language)
    columns = sorted([*given, *([] if is_do_not_visit is None else ["do_not_visit"])])
    context.result(context.say("Household {id} corrected.", id=id_), {"household": id_, "columns": columns})


@person.command(example="dds person erase H000123")
@household_id
@option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def erase(context: CommandContext, *, id_: str, yes: bool) -> None:
    """Erase a household: it is gone from the ledger and from the papers of past days; its visits count on without a name."""
    from planner.usecases.persons import erase_person, is_known  # noqa: PLC0415

    workspace = context.workspace()
    # Of one that is not there nobody is asked: it is unknown, or what was begun before is reported.
    if (
        not yes
        and is_known(workspace, id_)
        and not is_confirmed(context, context.say("Erase household {id} for ever?", id=id_))
    ):
        raise click.Abort
    report = erase_person(workspace, id_)
    lines = [context.say("Household {id} erased; {count} visits count on without a name.", id=id_, count=report.num_visits)]
    lines += [context.say("  deleted: {path}", path=path) for path in report.deleted]
    lines += [context.say("  plan again, it names the household: {path}", path=path) for path in report.upcoming]
    lines.append(context.say("Take it out of the file that you import, and destroy old backups and printed sheets."))
    context.result("\n".join(lines), report.as_data())
