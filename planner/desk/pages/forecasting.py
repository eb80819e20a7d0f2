"""When everybody will have been visited, as a job; then drawn as a band, with the same in a table."""

import datetime as dt

from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.desk.pages.planning import begin
from planner.desk.typed import read_whole
from planner.usecases.forecast_chart import chart_of, unreached
from planner.usecases.forecasting import forecast_programme
from planner.usecases.progress import Watched


def start(call: Call) -> Response:
    """Simulate as a job."""
    workspace, house = call.workspace(), call.house
    until = read_day(call.typed("until")) if call.typed("until") else None
    num_teams = read_whole(call.typed("teams"), least=1, most=1000)

    def work(watched: Watched) -> str:
        report = forecast_programme(workspace, until=until, num_teams=num_teams, reporter=watched)
        return f"/forecast/{house.forecasts.keep(report)}"

    return begin(call, "Making a forecast", work, back="/report")


def show(call: Call) -> Response:
    """The forecast, drawn and in numbers."""
    report = call.house.forecasts.get(call.part("key"))
    if report is None:
        return call.go("/report", warned=call.say("That answer is no longer kept; ask again."))
    if call.wants_json:
        return call.data(report.as_data())
    return call.page(
        "forecast.html",
        report=report,
        chart=chart_of(report.forecast),
        unreached=unreached,
        day_after=lambda days: report.forecast.today + dt.timedelta(days=days),
        short_month=lambda day: call.words.date(day, "MMM yy"),
    )
