"""`dds today`: what is to be done next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from planner.domain.units import second_of_day
from planner.terminal.context import CommandContext
from planner.terminal.localised import command
from planner.terminal.outcomes import tell_faults

if TYPE_CHECKING:
    from planner.usecases.day_state import DayState
    from planner.usecases.today import TodayReport

_MOST_NAMED = 8
"""Sheets and teams named in a line; the rest are counted where the list is."""


@command(example="dds today")
@click.pass_obj
def today(context: CommandContext) -> None:
    """Say what is to be done next, how far today and tomorrow are, and what waits for somebody's word."""
    from planner.usecases.today import today as today_at  # noqa: PLC0415
    from planner.usecases.week.unfinished import unfinished_note  # noqa: PLC0415

    report = today_at(context.workspace())
    week = report.unfinished_week
    tell_faults((*report.notes, *([] if week is None else [unfinished_note(week, report.now.date())])), context.language)
    context.result("\n".join(_lines(context, report)), report.as_data())


def _lines(context: CommandContext, report: "TodayReport") -> Iterator[str]:
    say = context.say
    step = say(f"next.{report.next_step.value}")
    says_when = report.focus is report.day or report.next_step.value in ("done", "rest")
    if not says_when:
        step = say("{step} (tomorrow, {date})", step=step, date=context.words.date(report.focus.date))
    yield say("Next step: {step}", step=step + _not_yet(context, report.focus))
    if report.duty_until is not None:
        date, time = context.words.date(report.day.date), context.words.clock(report.duty_until)
        yield say("Duty of {date} runs on until {time}; until then that day is today here.", date=date, time=time)
    for day in (report.day, report.tomorrow):
        yield f"{context.words.date(day.date)}: {' · '.join(_how_far(context, day))}"
        yield from _closed(context, day)
        yield from (f"  {context.words.fault(note)}" for note in day.notes)
        yield from _left_out(context, day)
        if not (day.is_out or day.is_free) and (day.num_closed or day.differing or day.left_out):
            yield say("  Plan the day again: dds plan --date {date}", date=day.date.isoformat())
    if report.unsigned:
        named = ", ".join(f"{plan.date.isoformat()} v{plan.version}" for plan in report.unsigned[:_MOST_NAMED])
        yield say("Waiting for the Kapolsek's word: {plans}", plans=named)
    if report.week_to_approve is not None:
        start = context.words.date(report.week_to_approve.start)
        yield say("The week from {date} waits for the Kapolsek's word: dds week approve --by NAME", date=start)
    yield from _owed(context, report)
    yield from _lost(context, report)
    if report.missing:
        yield say("Sheets of earlier days still out there: {ids}", ids=_named([sheet.id for sheet in report.missing]))
    if report.half_typed:
        halves = [f"{sheet.id} ({sheet.num_recorded}/{sheet.num_stops})" for sheet in report.half_typed]
        yield say("Sheets with rows without a result: {ids}", ids=_named(halves))
        first = report.half_typed[0].id
        yield say("  Go on with them: dds record {sheet}", sheet=first)
        rest = say(
            "If nobody went to the rows that are still empty, type d (postponed) in one of them, as the last thing; where "
            "nothing is typed yet, in row 1. Leave the others empty: they count as not gone to and are planned again when "
            "they are due."
        )
        yield f"  {rest}"


def _lost(context: CommandContext, report: "TodayReport") -> Iterator[str]:
    """Lost sheets, a line for those with the same deadline."""
    for lost in report.lost:
        until = f"{context.words.date(lost.until.date())}, {context.words.clock(second_of_day(lost.until))}"
        ids = _named(list(lost.ids))
        if lost.is_over:
            yield context.say(
                "Lost sheets: {ids}. The time to report them in writing has been over since {until}.", ids=ids, until=until
            )
        else:
            yield context.say("Lost sheets: {ids}. To be reported in writing by {until}.", ids=ids, until=until)


def _owed(context: CommandContext, report: "TodayReport") -> Iterator[str]:
    """Complaints that want a word by today, by what is to be done, each with its command."""
    from planner.usecases.words_owed import by_task  # noqa: PLC0415

    owed = by_task(report.complaints)
    for task, found in owed.items():
        ids = [one.life.id for one in found]
        yield f"{context.say(f'owed.{task.value}', count=len(ids))}: {_named(ids)}"
        yield "  " + context.say(f"owed_do.{task.value}", complaint=ids[0])
    if any(len(found) > _MOST_NAMED for found in owed.values()):
        yield context.say("  All of them: dds complaint due")


def _closed(context: CommandContext, day: "DayState") -> Iterator[str]:
    if day.newest is None or not day.num_closed:
        return
    yield "  " + context.say(
        "{count} visits of this plan may not, or need not, be made any more: plan it anew before printing.",
        count=day.num_closed,
    )
    if day.is_out:
        yield context.say("  Leave them out: dds replan {plan}", plan=day.newest.path)


def _left_out(context: CommandContext, day: "DayState") -> Iterator[str]:
    if day.newest is None or not day.left_out:
        return
    yield context.say("  Open complaints that are not in this plan: {ids}", ids=_named(list(day.left_out)))
    if day.is_out:
        added = " ".join(f"--add {id_}" for id_ in day.left_out[:_MOST_NAMED])
        yield context.say("  Take them in: dds replan {plan} {added}", plan=day.newest.path, added=added)


def _how_far(context: CommandContext, day: "DayState") -> Iterator[str]:
    from planner.usecases.day_state import NextStep, next_of  # noqa: PLC0415

    say = context.say
    if day.newest is None:
        yield say("Not planned yet.")
        return
    yield say("Planned: version {version}, {stops} visits.", version=day.newest.version, stops=day.newest.num_stops)
    if day.sheets:
        if day.outdated and not day.num_closed:
            yield say("To be printed anew: {teams}", teams=_named(sorted(day.outdated)))
        yield say("Handed out: {count} of {all} sheets and briefing slips.", count=day.num_handed_out, all=len(day.sheets))
        if day.lost:
            yield say("Lost: {ids}", ids=_named([sheet.id for sheet in day.lost]))
        if day.to_take_back:
            yield say("Replaced, to be taken back: {ids}", ids=_named([sheet.id for sheet in day.to_take_back]))
        yield say("Recorded: {count} of {all} rows.", count=day.num_recorded, all=day.num_rows)
    step = next_of(day)
    done = "The day is done." if day.is_recorded else "No team goes out that day."
    yield say(done if step is NextStep.DONE else f"next.{step.value}") + _not_yet(context, day)


def _not_yet(context: CommandContext, day: "DayState") -> str:
    """From when papers can be recorded, while all teams are still out."""
    return "" if day.first_back is None else context.say(" – the first team is back at about {time}",
                                                         time=context.words.clock(day.first_back))  # fmt: skip


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" … (+{more})" if more > 0 else "")
