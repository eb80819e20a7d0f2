"""Homes: found by what people say of them, corrected, left in peace; facilities beside them."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call
from planner.usecases.homes import facility_book, facility_of, find_homes, home_of
from planner.usecases.persons import correct_person

_TYPED = ("head_name", "detail", "landmark", "rt", "rw")
"""Columns corrected by typing."""


def show(call: Call) -> Response:
    """The search, and what it finds."""
    asked = call.asked("q")
    found = find_homes(call.workspace(), asked)
    if call.wants_json:
        return call.data(found.as_data())
    return call.page("homes.html", asked=asked, found=found)


def show_one(call: Call) -> Response:
    """What is kept of a home; looking is noted."""
    return call.page("home.html", record=home_of(call.workspace(), call.part("home")))


def correct(call: Call) -> Response:
    """Correct what was typed; an empty name is none."""
    id_ = call.part("home")
    before = home_of(call.workspace(), id_).household
    known = {"head_name": before.head_name or "", **{name: getattr(before.address, name) for name in _TYPED[1:]}}
    values: dict[str, object] = {name: call.typed(name) for name in _TYPED if call.typed(name) != (known[name] or "")}
    if values.get("head_name") == "":
        values["head_name"] = None
    if bool(call.ticked("do_not_visit")) != before.is_do_not_visit:
        values["is_do_not_visit"] = not before.is_do_not_visit
    if values or call.ticked("asked"):
        correct_person(call.workspace(), id_, values)
    return call.go(
        f"/homes/{id_}", told=call.say("Household {id} corrected.", id=id_) if values or call.ticked("asked") else ""
    )


def show_facility(call: Call) -> Response:
    """One facility with its recorded inspections."""
    found = facility_of(call.workspace(), call.part("facility"))
    if found is None:
        raise HTTPException(404)
    return call.page("facility.html", one=found[0], visits=found[1])


def show_facilities(call: Call) -> Response:
    """All facilities, those longest without inspection first."""
    return call.page("facilities.html", found=facility_book(call.workspace()))
