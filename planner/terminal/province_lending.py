"""`dds province lend`: teams lent between neighbours for a day."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from planner.domain.lending import NotLent
from planner.terminal.acting import account_at_work
from planner.terminal.context import CommandContext, aligned
from planner.terminal.localised import command
from planner.terminal.options import day_option, search_options
from planner.terminal.progress import working

if TYPE_CHECKING:
    from planner.usecases.province.lending import LendingReport


@command("lend", example="dds province lend --date 2026-11-30")
@day_option("--date", text="Day to lend teams for (default: tomorrow).")
@search_options(limit="Seconds of search for each station (default: as dds.toml says).")
@click.pass_obj
def lend(context: CommandContext, /, *, date: dt.date | None, **options: Any) -> None:
    """Lend teams between neighbours for a day that both have planned, where both together gain and neither loses a complaint.

    A lent team takes its sheet at the other station and brings it back there. Both days are kept as new versions, and both
    audit trails name who asked.
    """
    from planner.usecases.province.lending import lend_teams  # noqa: PLC0415
    from planner.usecases.province.places import ProvinceFolder  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415

    acting = account_at_work()
    place = ProvinceFolder.open(context.folder, acting.clock)
    day = date or place.today() + dt.timedelta(days=1)
    with working(context, is_stoppable=True) as reporter:
        report = lend_teams(place, day, SearchWish(**options), acting, reporter=reporter)
    context.result(_text(context, report), report.as_data())


def _text(context: CommandContext, report: "LendingReport") -> str:
    say = context.say
    lines = []
    if report.loans:
        rows = [
            (
                say("lender"), say("borrower"), say("day.team"), say("complaints before and after"),
                say("visits before and after"), say("gain"),
            )
        ]  # fmt: skip
        for loan in report.loans:
            before, after = (loan.lender_before, loan.borrower_before), (loan.lender_after, loan.borrower_after)
            complaints = f"{sum(one.num_complaints for one in before)} → {sum(one.num_complaints for one in after)}"
            visits = f"{sum(one.num_stops for one in before)} → {sum(one.num_stops for one in after)}"
            rows.append((loan.lender, loan.borrower, loan.team, complaints, visits, str(loan.gain)))
        lines += aligned(rows, num_left=3)
    for one, other, reason in report.others:
        why = say(f"not_lent.{reason}") if reason in set(NotLent) else reason
        lines.append(say("Nothing lent between {one} and {other}: {reason}", one=one, other=other, reason=why))
    return "\n".join(lines or [say("No station has a neighbour with an outline.")])
