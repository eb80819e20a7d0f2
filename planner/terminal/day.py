"""`dds day`: what is different for teams on one day."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import DAY
from planner.terminal.localised import argument, group, option
from planner.terminal.outcomes import tell_faults

if TYPE_CHECKING:
    from planner.usecases.duty import TeamOnDay

_DATE = argument("date", metavar="DATE", type=DAY, help="The day.")


@group(example='dds day set 2025-08-26 T02 --absent 2 --hours 08:00-12:00 --post "-6.1923, 106.4611"')
def day() -> None:
    """Set what is different for teams on one day, without touching the roster; show it, take it back.

    Plans, weeks, scenarios and sheets of that day go by it; a plan that is there already is told to be made anew.
    """


@day.command("set", example="dds day set 2025-08-26 T05 --absent 70010002")
@_DATE
@argument("team", metavar="TEAM", help="Id of the team.")
@option("--off/--on", "is_off", default=None, help="Nobody of it is on duty; or it is, after all.")
@option(
    "--absent",
    multiple=True,
    metavar="WHO",
    help="A member who is not there: NRP, or place in the list, 1 the leader; repeatable.",
)
@option(
    "--borrow",
    "borrowed",
    multiple=True,
    metavar="WHO",
    help="Who goes with it: NRP of the roster, or a whole name line; repeatable.",
)
@option("--skills", metavar="LIST", help="What it can do that day, such as polwan,ppa (-: nothing).")
@option("--shift", "shifts", multiple=True, metavar="NAME", help="Shift that it serves instead, also on a day off; repeatable.")
@option("--hours", metavar="HH:MM-HH:MM", help="Duty from and to.")
@option(
    "--break",
    "breaks",
    multiple=True,
    metavar="HH:MM-HH:MM",
    help="Break in place of those of its shift (-: none); repeatable.",
)
@option("--prayer/--no-prayer", "prays", default=None, help="Whether the Friday break is its.")
@option("--post", metavar="PLACE", help="Where it starts: latitude,longitude or id of a facility; it ends at the station.")
@option("--post-name", metavar="NAME", help="What the sheet calls that place.")
@click.pass_obj
def set_(context: CommandContext, /, *, date: dt.date, team: str, prays: bool | None, **words: Any) -> None:
    """Set what is different for a team; what is not named stays as it was said before, "" is as ever."""
    from planner.usecases.duty import set_team_day  # noqa: PLC0415
    from planner.usecases.team_day_words import TeamDayWords  # noqa: PLC0415

    said = {name: value for name, value in words.items() if value not in (None, ())}
    if not said and prays is None:
        raise click.UsageError(context.say("Say what is different, or take it back with: dds day clear"))
    answer = None if prays is None else "yes" if prays else "no"
    found = set_team_day(context.workspace(), date, team, TeamDayWords(**said, prays=answer))
    if found.keeps_skills:
        context.tell("Somebody is away, and the team keeps: {skills}. If they left with them: --skills", skills=_skills(found))
    tell_faults(found.notes, context.language)
    if found.has_old_sheet:
        context.tell("The sheet of {team} names other officers or another meeting point: print it again.", team=found.team.id)
    _show(context, date, [found])


@day.command(example="dds day show 2025-08-26")
@_DATE
@click.pass_obj
def show(context: CommandContext, *, date: dt.date) -> None:
    """Show who is on duty on a day, and what is different."""
    from planner.usecases.duty import duty_of_day  # noqa: PLC0415

    _show(context, date, duty_of_day(context.workspace(), date))


@day.command(example="dds day clear 2025-08-26 T05")
@_DATE
@argument("teams", metavar="[TEAM]...", nargs=-1, help="Ids of teams (default: all).")
@click.pass_obj
def clear(context: CommandContext, *, date: dt.date, teams: tuple[str, ...]) -> None:
    """Take back what was set for teams on a day: they are as ever."""
    from planner.usecases.duty import clear_team_days  # noqa: PLC0415

    cleared, notes = clear_team_days(context.workspace(), date, teams)
    tell_faults(tuple(notes), context.language)
    text = context.say("As ever on {date}: {teams}", date=date, teams=", ".join(cleared) or "–")
    data = {"date": date.isoformat(), "teams": list(cleared), "notes": [note.text() for note in notes]}
    context.result(text, data)


def _show(context: CommandContext, date: dt.date, teams: "list[TeamOnDay] | tuple[TeamOnDay, ...]") -> None:
    heads = ("day.team", "day.duty", "day.officers", "day.start", "day.different")
    rows, say = [[context.say(head) for head in heads]], context.words
    rows += [
        [
            one.team.id,
            ", ".join(f"{say.clock(s.window.start)}-{say.clock(s.window.end)}" for s in one.shifts) or context.say("off duty"),
            str(len(one.team.officers)),
            _start(context, one),
            _difference(context, one),
        ]
        for one in teams
    ]
    text = "\n".join([context.words.date(date), *aligned(rows, num_left=len(heads))])
    context.result(text, {"date": date.isoformat(), "teams": [one.as_data() for one in teams]})


def _start(context: CommandContext, one: "TeamOnDay") -> str:
    own = one.day
    if own is None or own.post is None:
        return context.say("station")
    return own.post_name or f"{own.post.latitude:.4f}, {own.post.longitude:.4f}"


def _difference(context: CommandContext, one: "TeamOnDay") -> str:
    """What is different, in words and numbers; who is away stands on the roster."""
    own = one.day
    if own is None:
        return "–"
    parts = [context.say("off duty")] if own.is_off else []
    parts += [context.say("lent to {station}", station=own.lent_to)] if own.lent_to else []
    parts += [context.say("lent by {station}", station=own.lent_by)] if own.lent_by else []
    parts += [context.say("asked for by {person}", person=own.asked_by)] if own.asked_by else []
    parts += [context.say("{count} away", count=len(one.absent))] if one.absent else []
    parts += [context.say("{count} borrowed", count=len(own.borrowed))] if own.borrowed else []
    parts += [context.say("skills: {skills}", skills=_skills(one))] if own.skills is not None else []
    parts += [context.say("shift: {shifts}", shifts=", ".join(own.shifts))] if own.shifts else []
    parts += [context.say("own hours")] if own.hours is not None else []
    parts += [context.say("own breaks")] if own.breaks is not None else []
    parts += [] if own.prays is None else [context.say("Friday break" if own.prays else "no Friday break")]
    return " · ".join([*parts, *([context.say("own start")] if own.post is not None else [])])


def _skills(one: "TeamOnDay") -> str:
    return ", ".join(sorted(one.team.skills)) or "–"
