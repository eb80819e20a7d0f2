"""The sentence that tells of a limit of visits which binds while teams stand idle: for plan and forecast alike."""

from planner.domain.limit import LimitTold
from planner.domain.units import HOUR
from planner.terminal.context import CommandContext


def limit_text(context: CommandContext, told: LimitTold | None) -> list[str]:
    """One line, or none."""
    if told is None or told.num_met < 1 or told.enough <= told.limit:
        return []
    return [
        context.say(
            "max_visits: {shifts} shifts stop at {limit} with {hours} h left; {enough} would meet about {homes} homes more.",
            shifts=told.num_shifts, limit=told.limit, hours=context.words.decimal(told.time_left / HOUR),
            enough=told.enough, homes=round(told.num_met),
        )
    ]  # fmt: skip
