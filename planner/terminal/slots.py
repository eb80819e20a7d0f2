"""What `dds plan --suggest-slots` shows: the best three slots for one new visit."""

import datetime as dt

from planner.domain.units import MINUTE
from planner.terminal.context import CommandContext
from planner.terminal.progress import working


def show_slots(context: CommandContext, date: dt.date, visit_id: str, *, at: str) -> None:
    """Find the slots and print them."""
    from planner.terminal.desk_words import read_time  # noqa: PLC0415
    from planner.usecases.suggesting import suggest_slots  # noqa: PLC0415

    moment = read_time("--at", at)
    with working(context) as reporter:
        report = suggest_slots(context.workspace(), date, visit_id, at=moment, reporter=reporter)
    lines = [
        context.say(
            "{visit} in {plan}, no stop moved and none more than {minutes} minutes later:",
            visit=visit_id, plan=report.path.name, minutes=report.tolerance // MINUTE,
        )
    ]  # fmt: skip
    lines += [
        context.say(
            "{number}. {shift} at {time}, {minutes} minutes of travel more (cost {cost} minutes)",
            number=number, shift=offer.shift_id, time=context.words.clock(offer.start_time),
            minutes=context.words.decimal(offer.extra_travel / MINUTE), cost=context.words.decimal(offer.extra_cost / MINUTE),
        )
        for number, offer in enumerate(report.offers, 1)
    ]  # fmt: skip
    if not report.offers:
        message = "No team has a slot for {visit} without disturbing its plan; see: dds explain, dds replan --add."
        lines = [context.say(message, visit=visit_id)]
    if report.no_way is not None:
        reason = context.say(f"no_way.{report.no_way.value}")
        lines = [context.say("No team on duty has a way to {visit}: {reason}.", visit=visit_id, reason=reason)]
    if report.displacement is not None and report.displacement.visit_ids:
        offer = report.displacement.offer
        lines.append(
            context.say(
                "The least that would have to go: {ids} ({shift} at {time}).",
                ids=", ".join(report.displacement.visit_ids), shift=offer.shift_id, time=context.words.clock(offer.start_time),
            )
        )  # fmt: skip
    context.result("\n".join(lines), report.as_data())
