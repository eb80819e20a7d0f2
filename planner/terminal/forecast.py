"""`dds forecast`: when will every household have been visited, and what would meet a date."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import SEED, Whole
from planner.terminal.limit_text import limit_text
from planner.terminal.localised import command, option
from planner.terminal.options import day_option
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.domain.forecast import AreaForecast, Band, Forecast
    from planner.usecases.forecasting import ForecastReport


@command(example="dds forecast --until 2026-12-31")
@day_option("--until", text="Say what strength visits everybody by this day.")
@option(
    "--teams", "num_teams", type=Whole(1, 1000), metavar="N",
    help="So many teams instead of the roster's.",
)  # fmt: skip
@option("--seed", type=SEED, default=0, show_default=True, help="Seed of the simulation.")
@click.pass_obj
def forecast(context: CommandContext, /, *, until: dt.date | None, num_teams: int | None, seed: int) -> None:
    """Say when every household will have been visited at this strength, as a band: 1 in 10, half, 9 in 10 of the futures."""
    from planner.usecases.forecasting import forecast_programme  # noqa: PLC0415

    workspace = context.workspace()
    with working(context) as reporter:
        report = forecast_programme(workspace, until=until, num_teams=num_teams, seed=seed, reporter=reporter)
    context.result(_text(context, report), report.as_data())


def _text(context: CommandContext, report: "ForecastReport") -> str:
    found = report.forecast
    total = found.total
    lines = [
        context.say(
            "{visited} of {all} households visited or refused within the cycle; {waiting} wait, with {teams} teams.",
            visited=total.num_visited, all=total.num_households, waiting=total.num_waiting, teams=report.num_teams,
        ),
        context.say(
            "No plan reaches {gone} more: {asked} ask the RT head, {barred} want no visits, {moved} moved or not found, "
            "no team has a way to {lost}.",
            gone=_unreached(total), asked=total.num_ask_rt_head,
            barred=total.num_do_not_visit, moved=total.num_gone, lost=total.num_no_way,
        ),
        context.say(
            "Everybody who can be reached: {when} (half of the futures; 1 in 10 by {low}, 9 in 10 by {high}).",
            when=_day(context, found, total.days.middle), low=_day(context, found, total.days.low),
            high=_day(context, found, total.days.high),
        ),
        context.say(
            "By then {visited} visited; the RT head to be asked about {asked} more, {lost} more refused or gone.",
            visited=_span(total.visited), asked=_span(total.will_ask_rt_head), lost=_span(total.will_be_lost),
        ),
        *_until(context, report),
        *limit_text(context, report.limit),
        *_inspections(context, report),
        context.say(
            "The chances rest on {tries} recorded tries, the fill of a day on {days} recorded days.",
            tries=report.num_tries, days=report.num_days,
        ),
        "",
        *_table(context, report),
    ]  # fmt: skip
    return "\n".join(lines)


def _until(context: CommandContext, report: "ForecastReport") -> list[str]:
    if report.at_date is None or report.chance is None:
        return []
    lines = [
        context.say(
            "On {date}: {visited} visited; {percent} % of the futures have reached everybody by then.",
            date=report.at_date.last_day.isoformat(),
            visited=_span(report.at_date.total.visited),
            percent=round(100 * report.chance),
        )
    ]
    if report.teams_needed is None:
        lines.append(context.say("No strength meets that day: doors that stay shut need tries on different days."))
    else:
        lines.append(context.say("{teams} teams like these meet that day in 9 of 10 futures.", teams=report.teams_needed))
    return lines


def _inspections(context: CommandContext, report: "ForecastReport") -> list[str]:
    found = report.inspections
    if found is None:
        return []
    values = {"due": found.num_due, "all": found.num_facilities}
    if found.done_on is None:
        lines = [context.say("Facilities: {due} of {all} due; at this quota they are never all inspected in time.", **values)]
    elif not found.most_late:
        told = "Facilities: {due} of {all} due; all inspected by {date}, and none is late from then on."
        lines = [context.say(told, date=found.done_on.isoformat(), **values)]
    else:
        lines = [
            context.say(
                "Facilities: {due} of {all} due; all inspected by {date}, then at most {late} days after their cycle.",
                date=found.done_on.isoformat(), late=found.most_late, **values,
            )
        ]  # fmt: skip
    if found.num_no_way:
        lines.append(context.say("No team has a way to {count} more facilities.", count=found.num_no_way))
    return lines


def _table(context: CommandContext, report: "ForecastReport") -> list[str]:
    found = report.forecast
    heads = ("village", "households", "visited", "waiting", "not reached", "1 in 10 by", "half by", "9 in 10 by")
    rows = [[context.say(head) for head in heads]]
    rows += [_row(context, report, area) for area in (*found.villages, found.total)]
    return aligned(rows, num_left=0)


def _row(context: CommandContext, report: "ForecastReport", area: "AreaForecast") -> list[str]:
    unreached = _unreached(area)
    days = (area.days.low, area.days.middle, area.days.high)
    return [
        report.names.get(area.village, area.village) or context.say("all"),
        *(str(number) for number in (area.num_households, area.num_visited, area.num_waiting, unreached)),
        *(_day(context, report.forecast, day) for day in days),
    ]


def _unreached(area: "AreaForecast") -> int:
    return area.num_ask_rt_head + area.num_do_not_visit + area.num_gone + area.num_no_way


def _day(context: CommandContext, found: "Forecast", days: int | None) -> str:
    if days is None:
        return context.say("not within 5 years")
    return (found.today + dt.timedelta(days=days)).isoformat()


def _span(band: "Band") -> str:
    return f"{band.middle} ({band.low}–{band.high})"
