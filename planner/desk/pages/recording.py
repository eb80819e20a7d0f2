"""Record the sheets that come back: a day's sheets, and a sheet as it lies before the desk, one key a row."""

from typing import Any

from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.desk.pages.papers import newest_day
from planner.desk.path_part import part
from planner.desk.typed import read_whole
from planner.domain.errors import Fault
from planner.domain.history import PastVisit, Sheet, SheetState
from planner.domain.outcome import Outcome
from planner.usecases.day_state import day_state
from planner.usecases.recording.entry import CONDITION_KEYS, OUTCOME_KEYS, REST, EntryProblem, read_rest
from planner.usecases.recording.in_front import Shown, mark_of
from planner.usecases.recording.planned import as_printed
from planner.usecases.recording.typed_sheet import TypedSheet
from planner.usecases.village_names import village_names

MOST_ROWS = 500
"""Rows of a sheet at most: a larger number is a slip."""


def choose(call: Call) -> Response:
    """To the sheet whose number was typed or scanned, else to the last day with sheets."""
    if call.asked("sheet"):
        return call.go(f"/record/sheet/{part(as_printed(call.asked('sheet')))}")
    return call.go(f"/record/{read_day(call.asked('day')) if call.asked('day') else newest_day(call)}")


def show_day(call: Call) -> Response:
    """The sheets of a day and how far each is recorded."""
    return call.page("record_day.html", day=call.day(), state=day_state(call.workspace(), call.day()))


def show_sheet(call: Call) -> Response:
    """The rows of a sheet."""
    return _shown(call, call.house.sheets.show(call.workspace(), call.part("sheet")))


def keep(call: Call) -> Response:
    """Keep one row."""
    workspace, sheet = call.workspace(), call.part("sheet")
    number = read_whole(call.typed("number"), least=1, most=MOST_ROWS) or 0
    is_rest, until = read_rest(call.typed("line").strip())
    if is_rest:
        is_sure = bool(call.typed("sure"))
        return _answered(call, call.house.sheets.shut_rest(workspace, sheet, number, until, is_sure=is_sure), number)
    try:
        found = call.house.sheets.keep(
            workspace, sheet, number, call.typed("line"), shown=_in_front(call), is_sure=bool(call.typed("sure"))
        )
    except EntryProblem as problem:
        fault = problem.fault
        line = call.say(problem.message, **problem.values) if fault is None else call.words.fault(fault)
        if call.wants_json:
            return call.data({"faults": [line], "codes": [] if fault is None else [fault.code]}, status=422)
        return _shown(call, call.house.sheets.show(workspace, sheet), problems=[line], at=number)
    note = call.say("RJK: call the women and children unit; nothing more is written down.")
    return _answered(call, found, number, note=note if found.is_special_referral else "")


def clear(call: Call) -> Response:
    """Take one row back."""
    number = read_whole(call.typed("number"), least=1, most=MOST_ROWS) or 0
    shown, is_sure = _in_front(call), bool(call.typed("sure"))
    found = call.house.sheets.clear(call.workspace(), call.part("sheet"), number, shown=shown, is_sure=is_sure)
    return _answered(call, found, number)


def _in_front(call: Call) -> Shown:
    """What the page says that it showed of the row."""
    outcome, mark = (call.typed(name) if name in call.form else None for name in ("seen", "mark"))
    return Shown(outcome=outcome, mark=mark)


def _answered(call: Call, found: TypedSheet, number: int, *, note: str = "") -> Response:
    doubts = [_doubt(call, doubt) for doubt in found.doubts]
    if call.wants_json:
        return call.data(
            {
                "doubts": doubts, "note": note, "next": found.next_number, "row": _row(call, found, number),
                "rows": {row: _row(call, found, row) for row in found.kept},
                "counts": dict(found.counts), "missing": list(found.missing),
            }
        )  # fmt: skip
    if doubts:
        return _shown(call, found, problems=doubts, at=number)
    return call.go(f"/record/sheet/{part(found.planned.sheet.id)}", warned=note)


def _doubt(call: Call, doubt: Fault) -> str:
    """What is in doubt, with words for what is known."""
    values = {name: call.words.listed(str(value)) for name, value in doubt.values.items()}
    return call.words.fault(Fault(code=doubt.code, where=doubt.where, values=values))


def _row(call: Call, found: TypedSheet, number: int) -> dict[str, Any]:
    """What is recorded of a row; of a complaint only that one was taken down, never what it is about, and of a special referral
    nothing: the book does not show it, so that the mark would give it away.
    """
    visit = found.recorded.get(number)
    if visit is None:
        return {"outcome": "", "word": "", "times": "", "taken": "", "besides": [], "person": "", "mark": ""}
    return {
        "outcome": visit.outcome.value,
        "word": call.say(f"outcome.{visit.outcome.value}"),
        "times": " – ".join(call.words.clock(time) for time in (visit.time_in, visit.time_out) if time is not None),
        "taken": call.say("complaint taken down") if number in found.told_of else "",
        "besides": _besides(call, visit),
        "person": visit.actor,
        "mark": mark_of(visit),
    }


def _besides(call: Call, visit: PastVisit) -> list[str]:
    """What else the paper says of a row: condition, answer, promise."""
    answers = {None: "", True: call.say("answered"), False: call.say("not answered")}
    promised = visit.follow_up_on
    said = (
        call.say(f"condition.{visit.condition.value}") if visit.condition else "",
        answers[visit.is_answered],
        call.say("promised by {day}", day=call.words.date(promised, "EEE d MMM y")) if promised else "",
    )
    return [word for word in said if word]


def _next_sheet(call: Call, sheet: Sheet) -> Sheet | None:
    """The sheet of the day of which rows are still to be typed, counted from this one on; `None`: there is none."""
    found = [one for one in day_state(call.workspace(), sheet.date).sheets if one.id != sheet.id]
    awaited = [one for one in found if one.num_recorded < one.num_stops and one.state is not SheetState.LOST]
    return min(awaited, key=lambda one: (one.id < sheet.id, one.id), default=None)


def _shown(call: Call, found: TypedSheet, *, problems: list[str] | None = None, at: int | None = None) -> Response:
    keys = [(key, outcome, call.say(f"outcome.{outcome.value}")) for key, outcome in OUTCOME_KEYS.items()]
    return call.page(
        "record_sheet.html",
        status=422 if problems else 200,
        found=found,
        sheet=found.planned.sheet,
        rows=[(line, _row(call, found, line.number)) for line in found.planned.lines],
        names=village_names(call.workspace()),
        keys=keys,
        condition_keys=[(key, call.say(f"condition.{condition.value}")) for key, condition in CONDITION_KEYS.items()],
        rest_key=REST,
        next_sheet=_next_sheet(call, found.planned.sheet),
        problems=problems or [],
        at=at or found.next_number or 1,
        typed=call.typed("line"),
        outcomes=Outcome,
    )
