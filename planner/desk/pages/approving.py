"""The chief signs a version of a day's plan with the own account, or takes that back."""

from starlette.responses import Response

from planner.desk.call import Call
from planner.usecases.approving import approve_plan


def sign(call: Call) -> Response:
    """Sign the version that the page showed."""
    day, version, is_undone = call.day(), int(call.part("version")), bool(call.ticked("undo"))
    approve_plan(call.workspace(), day, version, is_undone=is_undone, older_meant=bool(call.ticked("older")))
    told = (
        call.say("The approval was taken back.") if is_undone else call.say("Version {version} is approved.", version=version)
    )
    return call.go(f"/day/{day}/{version}", told=told)
