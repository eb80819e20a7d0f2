"""The day of the own team: all that an officer without another role sees."""

from starlette.responses import Response

from planner.desk.call import Call
from planner.usecases.day_state import day_state
from planner.usecases.on_duty import duty_day


def show(call: Call) -> Response:
    """Sheets of the own team today."""
    workspace = call.workspace()
    team = call.account.team if call.account else ""
    day = day_state(workspace, duty_day(workspace, team=team))
    own = [sheet for sheet in day.sheets if team and sheet.team == team]
    return call.page("team.html", team=team, date_=day.date, sheets=own, may_phone=workspace.settings.printing.phone_pages)
