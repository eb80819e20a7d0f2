"""The station's settings: the commented file with the reason of each key, judged before it is kept, with its history."""

from collections.abc import Sequence

from starlette.responses import Response

from planner.desk.answering import sentences
from planner.desk.call import Call
from planner.domain.errors import InputError
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.settings_kept import judged, keep_settings, settings_text

_MOST_SIGNS = 120
"""Of a line that is shown beside its fault."""


def show(call: Call) -> Response:
    """The text, or an earlier one to go back to."""
    found = settings_text(call.house.folder, call.asked("earlier"))
    return _page(call, found.text, lines=_faults(call, settings_text(call.house.folder).text), asked=call.asked("earlier"))


def keep(call: Call) -> Response:
    """Judge and keep what was typed; what is faulty stays on the page, with every fault."""
    typed = str(call.form.get("text", ""))
    try:
        is_new = keep_settings(call.workspace(settings=judged(typed)), typed, seen=call.typed("shown"))
    except InputError as error:
        if error.faults[0].code == "E6138":
            line = call.say("Somebody has meanwhile kept other settings. Yours are not kept; keep them again to replace those.")
            return _page(call, typed, lines=[line], status=409)
        return _page(call, typed, lines=_told(call, error, typed), status=422)
    return call.go("/settings", told=call.say("The settings were kept.") if is_new else call.say("Nothing is different."))


def _faults(call: Call, text: str) -> list[str]:
    """Why no other page can be shown with the settings that stand there; mostly none."""
    try:
        call.workspace()
    except InputError as error:
        return _told(call, error, text)
    return []


def _told(call: Call, error: InputError, text: str) -> list[str]:
    """Every fault, with the line that it names as it stands: the field shows no numbers of lines."""
    typed, told = text.splitlines(), sentences(error, call.words)
    for at, fault in enumerate(error.faults):
        row = fault.where.row if fault.where.file == SETTINGS_FILE else None
        if row is not None and 0 < row <= len(typed):
            told[at] = f"{told[at]} » {typed[row - 1].strip()[:_MOST_SIGNS]}"
    return told


def _page(call: Call, text: str, *, lines: Sequence[str] = (), asked: str = "", status: int = 200) -> Response:
    """The text in its form; `shown` tells later which settings the page was made from."""
    now = settings_text(call.house.folder)
    return call.page(
        "settings.html", status=status, text=text, earlier=now.earlier, lines=lines, asked=asked, shown=call.mark(now.text)
    )
