"""What is different for a team on one day: who is away, who goes with it, hours, breaks, where it starts; the roster stays."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call
from planner.usecases.duty import TeamOnDay, clear_team_days, duty_of_day, set_team_day
from planner.usecases.team_day_words import TeamDayWords


def show(call: Call) -> Response:
    """The form of one team's day."""
    workspace, day, one = call.workspace(), call.day(), _team(call)
    away = {index for index, officer in enumerate(one.usual.officers, 1) if officer in one.absent}
    shifts = [(hours.name, hours.window) for hours in workspace.settings.day.shifts]
    return call.page("duty.html", day=day, one=one, said=one.said, away=away, shifts=shifts)


def keep(call: Call) -> Response:
    """Keep what is different; a team that is as ever again is forgotten."""
    day, one = call.day(), _team(call)
    words = TeamDayWords(
        is_off=bool(call.ticked("off")),
        absent=call.ticked("absent"),
        borrowed=_lines(call.typed("borrowed")),
        skills=call.typed("skills"),
        shifts=call.ticked("shift"),
        hours=call.typed("hours"),
        breaks=_lines(call.typed("breaks")),
        prays=call.typed("prays"),
        post=call.typed("post"),
        post_name=call.typed("post_name"),
    )
    after = set_team_day(call.workspace(), day, one.team.id, words, seen=call.typed("shown"))
    told = (
        call.say("{team} is as ever.", team=one.team.id)
        if after.day is None
        else call.say("{team} is changed for that day.", team=one.team.id)
    )
    again = "The sheet of {team} names other officers or another meeting point: print it again."
    warned = call.say(again, team=one.team.id) if after.has_old_sheet else ""
    return call.go(f"/plan/{day}", told=told, warned=warned, notes=after.notes)


def clear(call: Call) -> Response:
    """Let a team be as ever again."""
    day, one = call.day(), _team(call)
    _, notes = clear_team_days(call.workspace(), day, [one.team.id], seen=call.typed("shown"))
    return call.go(f"/plan/{day}", told=call.say("{team} is as ever.", team=one.team.id), notes=notes)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _team(call: Call) -> TeamOnDay:
    found = next((one for one in duty_of_day(call.workspace(), call.day()) if one.team.id == call.part("team")), None)
    if found is None:
        raise HTTPException(404)
    return found
