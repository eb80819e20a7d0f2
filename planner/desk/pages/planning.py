"""Planning a day: who is on duty, start, progress with stop and keep; each job has an address that survives a reload."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.answering import sentences
from planner.desk.call import Call, read_day
from planner.desk.jobs import Begun, Job, Work
from planner.desk.typed import read_number
from planner.domain.errors import Fault, InputError, asking_first
from planner.usecases.daily import DayTerms, plan_day
from planner.usecases.day_state import DayState, day_state
from planner.usecases.duty import duty_of_day
from planner.usecases.odd_days import plan_doubt
from planner.usecases.on_duty import duty_day
from planner.usecases.other_kinds import told_apart
from planner.usecases.progress import Watched
from planner.usecases.searching import SearchWish
from planner.usecases.seen import require_seen, require_still_newest

MOST_NOTES = 10
"""Told of a piece of work; the rest are counted."""


def choose(call: Call) -> Response:
    """To the day that wants planning: today if it has no plan and is not past midnight already, else the day after."""
    if call.asked("day"):
        return call.go(f"/plan/{read_day(call.asked('day'))}")
    workspace = call.workspace()
    today = duty_day(workspace)
    is_open = day_state(workspace, today).newest is None and today == workspace.now().date()
    return call.go(f"/plan/{today if is_open else today + dt.timedelta(days=1)}")


def show(call: Call) -> Response:
    """Who is on duty, and the button."""
    workspace, day = call.workspace(), call.day()
    state = day_state(workspace, day)
    return call.page(
        "plan.html",
        day=day,
        before=day - dt.timedelta(days=1),
        after=day + dt.timedelta(days=1),
        state=state,
        newest=_newest(state),
        teams=duty_of_day(workspace, day),
        usual=workspace.settings.plan,
        doubt=plan_doubt(workspace, day),
    )


def start(call: Call) -> Response:
    """Begin the search as a job."""
    workspace, day = call.workspace(), call.day()
    require_sure(call, day)
    newest = _newest(day_state(workspace, day))
    require_seen(call.typed("shown"), newest)
    seconds = read_number(call.typed("seconds"), least=1, most=3600)
    balance = read_number(call.typed("balance"), least=0, most=1)
    waived = frozenset(call.typed("waived").split())
    terms = DayTerms(balance=balance, waived=waived, anew=bool(call.ticked("anew")), since=newest)

    def work(watched: Watched) -> str:
        require_still_newest(workspace, day, newest)
        wish = SearchWish(time_limit=seconds)
        report = plan_day(workspace, day, wish, terms, reporter=watched)
        watched.tell(*report.notes)
        return f"/day/{day}" if report.kept.notes else f"/day/{day}/{report.kept.version}"

    return begin(call, "Planning a day", work, back=f"/plan/{day}", is_search=True)


def _newest(state: DayState) -> int:
    """The version that planning again takes the place of; 0: none."""
    return state.newest.version if state.newest else 0


def require_sure(call: Call, day: dt.date) -> None:
    """Refuse a day that is hardly meant, unless the tick says that it is.

    Raises
    ------
    InputError
        E4013, E4014 or E4105.
    """
    doubt = plan_doubt(call.workspace(), day)
    if doubt is not None and not call.ticked("sure"):
        raise InputError([doubt])


def begin(
    call: Call,
    kind: str,
    work: Work,
    *,
    back: str,
    is_search: bool = False,
    is_dropped: Callable[[], object] = lambda: None,
) -> Response:
    """Start a job and go to its page; to that of the one which does just this for the same person already, if there is one.

    Parameters
    ----------
    is_search
        Stopped on the way, the work keeps the best that it has found.
    is_dropped
        Called where the work is not done, since the other is or it is stopped before: what was made ready for it goes.
    """
    begun = Begun(
        person=call.person, at=call.house.clock(), back=back, action=call.request.scope["path"], sent=call.sent,
        files=call.marks_of_files, language=call.language, is_search=is_search,
    )  # fmt: skip
    going_on = (one for one in call.house.jobs.going_on() if not one.watched.is_interrupted())
    same = next((one for one in going_on if replace(one.begun, at=begun.at) == begun), None)
    if same is not None:  # the form came twice
        is_dropped()
        return call.go(f"/job/{same.id}")
    call.job = Watched()
    job = call.house.jobs.start(kind, work, begun, call.job, is_dropped)
    return call.go(f"/job/{job.id}")


def show_job(call: Call) -> Response:
    """How far a job is, or what came of it; of one that is not known any more, that it is lost."""
    job = call.house.jobs.get(call.part("job"))
    if job is None:
        return call.page("job_gone.html", status=404)
    if job.is_ended and job.result:
        notes, more = _notes(call, job)
        for message, values in job.watched.done:
            call.house.told(call.session.token, call.say(message, **values))
        call.note(*notes)
        return call.go(job.result, warned=more)  # after the notes that it counts on from
    return call.page("job.html", job=job, state=_state(call, job))


def job_state(call: Call) -> Response:
    """The same as data, for the page that asks again and again."""
    return call.data(_state(call, _job(call)))


def stop_job(call: Call) -> Response:
    """Stop a job that waits, or ask a search to keep the best plan so far; other work that has begun goes on to its end."""
    job = _job(call)
    if job.can_stop:
        call.house.jobs.stop(job)
        return call.go(f"/job/{job.id}")
    late = "" if job.is_ended else call.say("This work has begun and cannot be stopped any more: it goes on to its end.")
    return call.go(f"/job/{job.id}", told=late)


def _job(call: Call) -> Job:
    job = call.house.jobs.get(call.part("job"))
    if job is None:
        raise HTTPException(404)
    return job


def _notes(call: Call, job: Job) -> tuple[list[Fault], str]:
    """What the work told beside its result, what asks for something first, and how many more there are."""
    notes = asking_first(job.watched.notes)
    more = len(notes) - MOST_NOTES
    return notes[:MOST_NOTES], call.say("… and {count} more.", count=more) if more > 0 else ""


def _state(call: Call, job: Job) -> dict[str, object]:
    progress = job.watched.progress
    values = {name: call.words.word(str(value)) for name, value in progress.values.items()}
    phase = call.say(progress.message, **values) if progress.message else call.say("Waiting for the work before it")
    share = progress.share
    left = None if not share or share >= 1 else job.elapsed * (1 - share) / share
    found = progress.num_stops
    word = call.say("Stop and keep the best so far") if job.is_running else call.say("Stop")
    return {
        "phase": phase,
        "share": share,
        "elapsed": call.say("{seconds} s so far", seconds=call.words.number(job.elapsed)),
        "left": "" if left is None else call.say("about {seconds} s left in this step", seconds=call.words.number(left)),
        "found": "" if found is None else call.say("Best plan so far: {stops} visits", stops=call.words.number(found)),
        "stop": word if job.can_stop else "",
        "is_ended": job.is_ended,
        "is_stopping": job.watched.is_interrupted() and not job.is_ended,
        "result": job.result,
        "faults": [] if job.error is None else _faults(call, job, job.error),
    }


def _faults(call: Call, job: Job, error: Exception) -> list[str]:
    """Why nothing came of the work, with what it told until then."""
    notes, more = _notes(call, job)
    lines = [*sentences(told_apart(call.workspace, error), call.words), *map(call.words.fault, notes)]
    return [*lines, more] if more else lines
