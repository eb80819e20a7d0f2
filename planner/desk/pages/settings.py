"""The station's settings: the commented file with the reason of each key, judged before it is kept, with its history."""

from starlette.responses import Response

from planner.desk.answering import sentences
from planner.desk.call import Call
from planner.domain.errors import InputError
from planner.usecases.settings_kept import keep_settings, settings_text


def show(call: Call) -> Response:
    """The text, or an earlier one to go back to."""
    found = settings_text(call.workspace(), call.asked("earlier"))
    return call.page("settings.html", text=found.text, earlier=found.earlier, lines=[], asked=call.asked("earlier"))


def keep(call: Call) -> Response:
    """Judge and keep what was typed; what is faulty stays on the page, with every fault."""
    typed = str(call.form.get("text", ""))
    try:
        is_new = keep_settings(call.workspace(), typed)
    except InputError as error:
        earlier = settings_text(call.workspace()).earlier
        lines = sentences(error, call.words)
        return call.page("settings.html", status=422, text=typed, earlier=earlier, lines=lines, asked="")
    return call.go("/settings", told=call.say("The settings were kept.") if is_new else call.say("Nothing is different."))
