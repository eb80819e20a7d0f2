"""An explanation in sentences, the same at every door."""

from planner.domain.explanation import Displacement, Explanation, Offer
from planner.domain.plan import Reason
from planner.domain.units import MINUTE
from planner.usecases.explaining import ExplainReport
from planner.usecases.remedy_words import remedy_words
from planner.words.language import Words

MAX_OTHERS = 3
"""Other teams named; all are in the report's data."""


def explain_text(say: Words, report: ExplainReport, *, names_commands: bool = True) -> str:
    """The explanation in sentences.

    Parameters
    ----------
    names_commands
        Also say which command puts the visit in: at a terminal, not on a page, which has buttons.
    """
    found = report.explanation
    if found is None:
        why = _why(say, report.excluded, report)
        told = say.text("{visit} was not offered to this day: {reason}.", visit=report.visit_id, reason=why)
        return "\n".join([told, *_hours(say, report)])
    if found.here is not None:
        return "\n".join(_planned(say, found, found.here, is_done=report.is_done))
    return "\n".join(_left_out(say, found, report, names_commands=names_commands))


def _planned(say: Words, found: Explanation, here: Offer, *, is_done: bool) -> list[str]:
    lines = [
        say.text(
            "{visit}: {shift} at {time}, stop {number}; it costs {minutes} minutes of travel there.",
            visit=found.visit_id, number=here.position + 1, minutes=_minutes(say, here.extra_travel), **_place(say, here),
        )
    ]  # fmt: skip
    if is_done:
        lines.append(say.text("It was done or under way when the day was planned anew."))
    if found.others:
        best = found.others[0]
        lines.append(
            say.text(
                "Next best: {shift} at {time}, costing {more} minutes more than here.",
                more=_minutes(say, best.extra_cost - here.extra_cost), **_place(say, best),
            )
        )  # fmt: skip
        lines += [_other(say, offer, here) for offer in found.others[1 : MAX_OTHERS + 1]]
    else:
        lines.append(say.text("No other team has a place for it beside all its stops."))
        if found.displacement is not None:
            lines.append(
                say.text(
                    "Another could make it only in place of {ids} ({shift} at {time}).",
                    ids=", ".join(found.displacement.visit_ids), **_place(say, found.displacement.offer),
                )
            )  # fmt: skip
    if found.num_unable and found.num_full:
        lines.append(
            say.text(
                "Of the other shifts {unable} may not make it and {full} have no room for it.",
                unable=found.num_unable, full=found.num_full,
            )
        )  # fmt: skip
    elif found.num_full:
        lines.append(say.text("{full} other shifts have no room for it.", full=found.num_full))
    elif found.num_unable:
        lines.append(say.text("{unable} other shifts may not make it.", unable=found.num_unable))
    return lines


def _other(say: Words, offer: Offer, here: Offer) -> str:
    more = _minutes(say, offer.extra_cost - here.extra_cost)
    return "  " + say.text("{shift} at {time}: {more} minutes more", more=more, **_place(say, offer))


def _left_out(say: Words, found: Explanation, report: ExplainReport, *, names_commands: bool) -> list[str]:
    reason = found.reason.value if found.reason else "unknown"
    lines = [say.text("{visit} is left out: {reason}.", visit=found.visit_id, reason=_why(say, reason, report))]
    lines += _hours(say, report)
    if found.displacement is not None:
        lines += _displacement(say, found, found.displacement, names_commands=names_commands)
    if found.others:
        best = found.others[0]
        lines.append(
            say.text("It would fit: {shift} at {time}, {minutes} minutes more travel.",
                     minutes=_minutes(say, best.extra_travel), **_place(say, best))
        )  # fmt: skip
        if names_commands:
            lines.append(say.text("`dds replan PLAN --add {visit}` puts it in.", visit=found.visit_id))
    if found.remedies:
        lines.append(say.text("What would let it in (each planned and checked):"))
        lines += [f"  · {remedy_words(remedy, say=say)}" for remedy in found.remedies]
    return lines


def _hours(say: Words, report: ExplainReport) -> list[str]:
    """When the door may be visited, where that is why nobody comes."""
    if not report.hours:
        return []
    spans = ", ".join(f"{say.clock(window.start)}–{say.clock(window.end)}" for window in report.hours)
    return [say.text("It may be visited {hours}.", hours=spans)]


def _why(say: Words, reason: str, report: ExplainReport) -> str:
    """A reason, and where there is no way, why not."""
    told = say.text(f"why.{reason}")
    return told if report.no_way is None else f"{told} ({say.text(f'no_way.{report.no_way.value}')})"


def _displacement(say: Words, found: Explanation, displacement: Displacement, *, names_commands: bool) -> list[str]:
    values = {"ids": ", ".join(displacement.visit_ids), **_place(say, displacement.offer)}
    if not displacement.pays:
        return [say.text("It fits only in place of {ids} ({shift} at {time}), which count for as much or more.", **values)]
    if found.reason is Reason.HELD_BACK:
        return [say.text("It could be made in place of {ids} ({shift} at {time}), but hardly more would be gained.", **values)]
    lines = [say.text("It pays to make it in place of {ids} ({shift} at {time}).", **values)]
    if names_commands:
        lines.append(say.text("`dds replan PLAN --lock {visit}={shift}` does.", visit=found.visit_id, shift=values["shift"]))
    return lines


def _place(say: Words, offer: Offer) -> dict[str, str]:
    """Team and time, as every sentence about an offer names them."""
    return {"shift": offer.shift_id, "time": say.clock(offer.start_time)}


def _minutes(say: Words, seconds: int) -> str:
    return say.decimal(seconds / MINUTE)
