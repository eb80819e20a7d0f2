"""Change a day's newest plan by hand: each change is tried and told in words, then kept as a new version, or taken back."""

from urllib.parse import quote

from starlette.responses import Response

from planner.desk.call import Call
from planner.desk.typed import read_whole
from planner.domain.errors import InputError
from planner.domain.hand_move import HandMove, Hindrance, MoveKind
from planner.domain.lock import Lock, LockKind
from planner.usecases.changing.keeping import Restored, keep_changes, make_again, take_back
from planner.usecases.changing.loaded_day import LoadedDay
from planner.usecases.changing.opening import add_visit, newest_plan, open_day
from planner.usecases.changing.sentences import sentences
from planner.usecases.progress import Silent
from planner.usecases.seen import require_seen
from planner.usecases.showing import show_plan


def change(call: Call) -> Response:
    """Try a change, or make and keep it: what moves, what it costs, which promise breaks; or what is in its way."""
    workspace = call.workspace()
    loaded = open_day(workspace, call.day(), reading=call.house.plans.sound)
    _require_shown(call, loaded.read.document.plan_version)
    move = _move(call, loaded)
    if move.kind is MoveKind.PUT and not loaded.knows(move.visit_id):
        with call.house.plans.roads(workspace) as roads:
            add_visit(workspace, loaded, move.visit_id, reporter=Silent(), roads=roads)
    report = loaded.make(move)
    told = list(sentences(report, say=call.words, names_commands=False))
    mark, address = call.mark(told), ""
    if report.fits and call.typed("keep"):
        require_seen(call.typed("shown"), told)
        kept = keep_changes(workspace, loaded)
        address = f"/day/{call.day()}/{kept.version}?visit={quote(move.visit_id, safe='')}"
        is_kept = call.say("Kept as version {version}.", version=kept.version)
        notes = [call.words.fault(note) for note in report.notes]
        call.house.told(call.session.token, " ".join([is_kept, *(line for line in told if line not in notes)]))
        call.note(*report.notes)
    if call.wants_json:
        promise = report.refusal is not None and Hindrance.PROMISED in report.refusal.hindrances
        return call.data({"fits": report.fits, "sentences": told, "address": address, "promise": promise, "mark": mark})
    if address:
        return call.go(address)
    title = call.say("This would happen") if report.fits else call.say("This cannot be done")
    form = [*call.sent, ("shown", mark), ("keep", "yes")] if report.fits else None
    return call.page("refusal.html", lines=told, title=title, back=f"/day/{call.day()}", typed=[], form=form)


def take_out_closed(call: Call) -> Response:
    """Take out all planned visits that nobody may make any more; the rest stays exactly as it is."""
    workspace, day = call.workspace(), call.day()
    view = show_plan(workspace, day, None, language=call.language, plans=call.house.plans)
    loaded = open_day(workspace, day, reading=call.house.plans.sound)
    _require_shown(call, loaded.read.document.plan_version)
    for visit_id in view.closed:
        loaded.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=visit_id, waives=True))
    if not loaded.now.moves:
        return call.go(f"/day/{day}")
    kept = keep_changes(workspace, loaded)
    return call.go(f"/day/{day}/{kept.version}", told=call.say("{count} visits were taken out.", count=len(loaded.now.moves)))


def undo(call: Call) -> Response:
    """Take back the changes of the newest version: a new version that is as the one before was."""
    _require_shown(call, _newest(call))
    return _restored(call, take_back(call.workspace(), call.day()))


def redo(call: Call) -> Response:
    """Make again what was taken back last: a new version that is as that one was."""
    _require_shown(call, _newest(call))
    return _restored(call, make_again(call.workspace(), call.day()))


def _restored(call: Call, found: Restored) -> Response:
    """The page of the version that was kept, with what there is to tell of it."""
    version = found.kept.version
    told = call.say("Version {version} is as version {before} was.", version=version, before=found.as_version)
    return call.go(f"/day/{call.day()}/{version}", told=told, notes=found.notes)


def _newest(call: Call) -> int:
    return newest_plan(call.workspace(), call.day(), reading=call.house.plans.sound).document.plan_version


def _require_shown(call: Call, newest: int) -> None:
    """Refuse what was decided in front of another version: somebody else has changed the day since the page was opened.

    Raises
    ------
    InputError
        E8120 if the page showed another version; a form that does not say which is believed.
    """
    shown = read_whole(call.typed("version"), least=1, most=100_000)
    if shown is not None and shown != newest:
        raise InputError.of("E8120", date=call.day().isoformat(), newest=newest, version=shown)


def _move(call: Call, loaded: LoadedDay) -> HandMove:
    """The change that a form asks for; `before` names the visit that it is put before, or `end`.

    Raises
    ------
    InputError
        E6074 if it does not say what is to be done with which visit.
    """
    visit_id, shift_id, waives = call.typed("visit"), call.typed("shift"), bool(call.typed("waives"))
    kind = call.typed("kind")
    if not visit_id or (shift_id and shift_id not in {shift.id for shift in loaded.now.problem.shifts}):
        raise InputError.of("E6074")
    try:
        if kind == "lock":
            lock = Lock(kind=LockKind.SHIFT, visit_id=visit_id, shift_id=shift_id)
            return HandMove(kind=MoveKind.LOCK, visit_id=visit_id, lock=lock)
        move = MoveKind(kind)
        if move is not MoveKind.PUT:
            return HandMove(kind=move, visit_id=visit_id, other_id=call.typed("other"), waives=waives)
        before = call.typed("before")
        place = loaded.place_before(before, shift_id, moved=visit_id) if before and shift_id else None
        return HandMove(kind=move, visit_id=visit_id, shift_id=shift_id, place=place)
    except ValueError:
        raise InputError.of("E6074") from None
