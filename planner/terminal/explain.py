"""`dds explain`: why a visit is planned there, or why it is left out and what would let it in."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.domain.plan import Reason
from planner.domain.units import MINUTE, clock
from planner.terminal.context import CommandContext
from planner.terminal.localised import argument, command
from planner.terminal.options import plan_path
from planner.usecases.remedy_words import remedy_words

if TYPE_CHECKING:
    from planner.domain.explanation import Displacement, Explanation, Offer
    from planner.usecases.explaining import ExplainReport

MAX_OTHERS = 3
"""Other teams shown; all are in `--json`."""


@command(example="dds explain plans/2025-08-26/plan-v1.json C0012")
@plan_path
@argument("visit_id", metavar="VISIT", help="Id of the visit, complaint, household or facility.")
@click.pass_obj
def explain(context: CommandContext, path: Path, visit_id: str) -> None:
    """Explain a visit: why this team, or why it is left out and what would let it in.

    Nothing is guessed: each reason is tested, and whatever would let it in has been planned and checked.
    """
    from planner.usecases.explaining import explain_visit  # noqa: PLC0415

    report = explain_visit(context.workspace(), path, visit_id, say=context.words)
    context.result("\n".join((explain_text(context, report), *report.worth)), report.as_data())


def explain_text(context: CommandContext, report: "ExplainReport") -> str:
    """The explanation in sentences."""
    found = report.explanation
    if found is None:
        return context.say(
            "{visit} was not offered to this day: {reason}.",
            visit=report.visit_id,
            reason=context.say(f"why.{report.excluded}"),
        )
    if found.here is not None:
        return "\n".join(_planned(context, found, found.here, is_done=report.is_done))
    return "\n".join(_left_out(context, found))


def _planned(context: CommandContext, found: "Explanation", here: "Offer", *, is_done: bool) -> list[str]:
    lines = [
        context.say(
            "{visit}: {shift} at {time}, stop {number}; it costs {minutes} minutes of travel there.",
            visit=found.visit_id, number=here.position + 1, minutes=_minutes(context, here.extra_travel), **_place(here),
        )
    ]  # fmt: skip
    if is_done:
        lines.append(context.say("It was done or under way when the day was planned anew."))
    if found.others:
        best = found.others[0]
        lines.append(
            context.say(
                "Next best: {shift} at {time}, costing {more} minutes more than here.",
                more=_minutes(context, best.extra_cost - here.extra_cost), **_place(best),
            )
        )  # fmt: skip
        lines += [_other(context, offer, here) for offer in found.others[1 : MAX_OTHERS + 1]]
    else:
        lines.append(context.say("No other team has a place for it beside all its stops."))
        if found.displacement is not None:
            lines.append(
                context.say(
                    "Another could make it only in place of {ids} ({shift} at {time}).",
                    ids=", ".join(found.displacement.visit_ids), **_place(found.displacement.offer),
                )
            )  # fmt: skip
    lines.append(
        context.say(
            "Of the other shifts {unable} may not make it and {full} have no room for it.",
            unable=found.num_unable, full=found.num_full,
        )
    )  # fmt: skip
    return lines


def _other(context: CommandContext, offer: "Offer", here: "Offer") -> str:
    more = _minutes(context, offer.extra_cost - here.extra_cost)
    return "  " + context.say("{shift} at {time}: {more} minutes more", more=more, **_place(offer))


def _left_out(context: CommandContext, found: "Explanation") -> list[str]:
    reason = found.reason.value if found.reason else "unknown"
    lines = [context.say("{visit} is left out: {reason}.", visit=found.visit_id, reason=context.say(f"why.{reason}"))]
    if found.displacement is not None:
        lines.append(_displacement(context, found, found.displacement))
    if found.others:
        best = found.others[0]
        lines.append(
            context.say(
                "It would fit: {shift} at {time}, {minutes} minutes more travel. `dds replan PLAN --add {visit}` puts it in.",
                minutes=_minutes(context, best.extra_travel), visit=found.visit_id, **_place(best),
            )
        )  # fmt: skip
    if found.remedies:
        lines.append(context.say("What would let it in (each planned and checked):"))
        lines += [f"  · {remedy_words(remedy, say=context.words)}" for remedy in found.remedies]
    return lines


def _displacement(context: CommandContext, found: "Explanation", displacement: "Displacement") -> str:
    values = {"ids": ", ".join(displacement.visit_ids), **_place(displacement.offer)}
    if not displacement.pays:
        return context.say("It fits only in place of {ids} ({shift} at {time}), which count for as much or more.", **values)
    if found.reason is Reason.HELD_BACK:
        return context.say("It could be made in place of {ids} ({shift} at {time}), but hardly more would be gained.", **values)
    return context.say(
        "It pays to make it in place of {ids} ({shift} at {time}): `dds replan PLAN --lock {visit}={shift}` does.",
        visit=found.visit_id, **values,
    )  # fmt: skip


def _place(offer: "Offer") -> dict[str, str]:
    """Team and time, as every sentence about an offer names them."""
    return {"shift": offer.shift_id, "time": clock(offer.start_time)}


def _minutes(context: CommandContext, seconds: int) -> str:
    return context.words.decimal(seconds / MINUTE)
