"""`dds province what-if`: teams moved between stations, reserve teams sent where they gain most."""

import datetime as dt
import gettext
from typing import TYPE_CHECKING

import click

from planner.terminal.acting import account_at_work
from planner.terminal.context import CommandContext, aligned
from planner.terminal.kinds import Whole
from planner.terminal.localised import command, option
from planner.terminal.options import day_option
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.province.strength import StrengthReport

_QUARTER = 91


@command("what-if", example="dds province what-if --reserve 5 --move kresek:balaraja")
@option("--move", "moves", multiple=True, metavar="FROM:TO", help="Move a team from one station to another; repeatable.")
@option(
    "--reserve", "num_reserves", type=Whole(0, 200), default=0, metavar="N", help="Reserve teams to send where they gain most."
)
@day_option("--until", text="Day by which homes visited are counted (default: in 13 weeks).")
@click.pass_obj
def what_if(context: CommandContext, /, *, moves: tuple[str, ...], num_reserves: int, until: dt.date | None) -> None:
    """Say what the province gains by moving teams between stations, and where reserve teams gain most; nothing is kept."""
    from planner.usecases.province.places import ProvinceFolder  # noqa: PLC0415
    from planner.usecases.province.strength import what_if_strength  # noqa: PLC0415

    pairs = [_pair(move) for move in moves]
    acting = account_at_work()
    place = ProvinceFolder.open(context.folder, acting.clock)
    day = until or place.today() + dt.timedelta(days=_QUARTER)
    with working(context) as reporter:
        report = what_if_strength(place, day, acting, moves=pairs, num_reserves=num_reserves, reporter=reporter)
    context.result(_text(context, report), report.as_data())


def _pair(move: str) -> tuple[str, str]:
    origin, _, target = move.partition(":")
    if not origin or not target or origin == target:
        raise click.BadParameter(gettext.gettext("Write two stations: kresek:balaraja."))
    return origin, target


def _text(context: CommandContext, report: "StrengthReport") -> str:
    say = context.say
    rows = [(say("station name"), say("teams"), say("change"), say("homes more"), say("by one team more"))]
    for one in report.stations:
        more = "" if one.next_gain is None else f"{one.next_gain:+d}"
        rows.append((one.station, str(one.num_teams), f"{one.change:+d}" if one.change else "", f"{one.gain:+d}", more))
    lines = aligned(rows, num_left=1)
    lines.append(say("The province gains {gain} homes by {day}.", gain=report.gain, day=report.until.isoformat()))
    if report.order:
        order = ", ".join(f"{station} {gain:+d}" for station, gain in report.order)
        lines.append(say("One after the other by gain: {order}", order=order))
    if not report.is_by_margin:
        lines.append(say("Handed out one after the other they would gain less than as shown above."))
    if report.silent:
        lines.append(say("Without a forecast: {names}", names=", ".join(report.silent)))
    return "\n".join(lines)
