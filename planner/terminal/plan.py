"""`dds plan`: the day's itineraries."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from planner.terminal.asking import any_day, require_sure
from planner.terminal.context import CommandContext
from planner.terminal.limit_text import limit_text
from planner.terminal.localised import command, option
from planner.terminal.options import balance, day_option, proof_limit, search_options, waive
from planner.terminal.outcomes import tell_faults
from planner.terminal.progress import timed, working

if TYPE_CHECKING:
    from planner.usecases.daily import DayReport

MAX_NOTES = 10
"""Notes shown one by one."""


@command(example="dds plan --date 2025-08-26")
@day_option("--date", text="Day to plan (default: tomorrow).")
@search_options()
@proof_limit("Seconds more to prove how much any plan could collect (default: as dds.toml says).")
@balance()
@waive
@option(
    "--suggest-slots", metavar="ID",
    help="Offer the best three slots for one new visit in the day's plan instead, without disturbing it.",
)  # fmt: skip
@option(
    "--at", default="", metavar="HH:MM",
    help="With --suggest-slots: the moment from which slots are offered (default: now, if the plan is of today).",
)  # fmt: skip
@option("--anew", is_flag=True, help="Drop locks and visits taken out by hand in the plan that the day has.")
@any_day
@click.pass_obj
def plan(
    context: CommandContext, /, *, date: dt.date | None, waive: tuple[str, ...],
    suggest_slots: str | None, at: str, any_day: bool, **options: Any,
) -> None:  # fmt: skip
    """Plan a day: who visits whom, when, by which way.

    Ctrl-C stops the search and keeps the best plan so far; twice gives up.
    """
    from planner.usecases.daily import DayTerms, plan_day  # noqa: PLC0415
    from planner.usecases.odd_days import plan_doubt  # noqa: PLC0415
    from planner.usecases.on_duty import duty_day  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415

    workspace = context.workspace()
    day = date or duty_day(workspace) + dt.timedelta(days=1)
    if suggest_slots is not None:
        from planner.terminal.slots import show_slots  # noqa: PLC0415

        show_slots(context, day, suggest_slots, at=at)
        return
    require_sure(context, plan_doubt(workspace, day), is_sure=any_day)
    terms = DayTerms(balance=options.pop("balance"), waived=frozenset(waive), anew=options.pop("anew"))
    with working(context, is_stoppable=True) as reporter:
        report = plan_day(workspace, day, SearchWish(**options), terms, reporter=reporter)
    tell_faults(report.notes[:MAX_NOTES], context.language, num_more=max(0, len(report.notes) - MAX_NOTES))
    context.result(plan_text(context, report), timed(report.as_data(), reporter))


def _part(context: CommandContext, part: float | None) -> str:
    return "?" if part is None else f"{context.words.decimal(100 * part)} %"


def plan_text(context: CommandContext, report: "DayReport") -> str:
    """What a duty officer wants to read after planning."""
    objective = report.result.objective
    plan_ = report.result.plan
    lines = [
        context.say("Plan {path}", path=report.kept.path),
        context.say(
            "{stops} visits by {routes} of {shifts} shifts on duty; {left} offered but left out; {due} due in all.",
            stops=plan_.num_stops, routes=len(plan_.routes), shifts=report.num_shifts,
            left=len(plan_.unassigned), due=report.num_due,
        ),
        context.say(
            "Complaints: {made} of {offered} points; coverage: {cmade} of {coffered} points; travel {hours} h.",
            made=objective.complaint_prize, offered=objective.complaint_prize_offered, cmade=objective.coverage_prize,
            coffered=objective.coverage_prize_offered, hours=context.words.decimal(objective.travel_duration / 3600),
        ),
    ]  # fmt: skip
    if (expected := report.expected) is not None:
        lines.append(
            context.say(
                "On average {knocked} of {doors} doors on the sheets are knocked at and {met} of them open; "
                "the busiest team has {talks} conversations.",
                knocked=round(expected.knocked), doors=expected.num_doors, met=round(expected.met),
                talks=context.words.decimal(expected.most_talks),
            )
        )  # fmt: skip
    found = report.inspections
    if found.num_due:
        lines.append(
            context.say("Inspections: {made} of {due} facilities due.", made=found.num_made, due=found.num_due)
            if not found.num_homes_lost
            else context.say(
                "Inspections: {made} of {due} facilities due; without them about {homes} more home visits ({points} points).",
                made=found.num_made, due=found.num_due, homes=found.num_homes_lost, points=found.coverage_lost,
            )
        )  # fmt: skip
    lines += limit_text(context, report.limit)
    bound, gap = report.result.bound, report.gaps
    if bound is not None and gap is not None:
        lines.append(
            context.say(
                "Proved of the visits offered: at most {complaints} complaint points and, with no less for complaints than "
                "here, at most {coverage} coverage points; gaps {cgap} and {vgap}.",
                complaints=bound.complaint_prize,
                coverage=bound.coverage_prize,
                cgap=_part(context, gap.complaint),
                vgap=_part(context, gap.coverage),
            )
        )
    lines += [f"  {context.say(f'why.{reason}')}: {number}" for reason, number in sorted(report.excluded.items())]
    lines.append(context.say("Print the sheets with: dds print {path}", path=report.kept.path))
    return "\n".join(lines)
