"""One way to let a visit in, as a phrase, the same at every door."""

from planner.domain.explanation import Remedy
from planner.domain.units import MINUTE
from planner.words.language import Words


def remedy_words(remedy: Remedy, *, say: Words) -> str:
    """One way to let a visit in, as a phrase."""
    wishes = []
    if remedy.date is not None:
        wishes.append(say.text("another day: {date}", date=remedy.date.isoformat()))
    if remedy.window is not None:
        wishes.append(say.text("if it may be visited at that time"))
    if remedy.end_later:
        wishes.append(say.text("{minutes} minutes longer on duty", minutes=remedy.end_later // MINUTE))
    if remedy.start_earlier:
        wishes.append(say.text("on duty {minutes} minutes earlier", minutes=remedy.start_earlier // MINUTE))
    if remedy.skills:
        wishes.append(say.text("with the skill {skills}", skills=", ".join(sorted(remedy.skills))))
    if remedy.extra_officers:
        wishes.append(say.text("with {count} officers more", count=remedy.extra_officers))
    if remedy.extra_visits:
        wishes.append(say.text("with one visit more than its limit"))
    if remedy.extra_travel:
        wishes.append(say.text("with {minutes} minutes more of travel than its limit", minutes=remedy.extra_travel // MINUTE))
    return f"{remedy.shift_id} {say.clock(remedy.start_time)}: {', '.join(wishes)}"
