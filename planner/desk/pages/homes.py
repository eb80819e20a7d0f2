"""Homes: found by what people say of them, corrected, left in peace; facilities beside them."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call
from planner.usecases.homes import facility_book, facility_of, find_homes, home_of
from planner.usecases.persons import correct_person

_COLUMNS = {"detail": "address"}
"""Field of the page to column of a table, where they are called differently."""


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
    id_, words = call.part("home"), call.words
    before = home_of(call.workspace(), id_).household
    where = before.address
    known = {
        "head_name": before.head_name or "",
        "detail": where.detail,
        "landmark": where.landmark,
        "rt": where.rt,
        "rw": where.rw,
    }
    cells = {_COLUMNS.get(name, name): call.typed(name) for name, cell in known.items() if call.typed(name) != cell}
    wish = bool(call.ticked("do_not_visit"))
    is_new_wish = wish != before.is_do_not_visit
    if not (cells or is_new_wish or call.ticked("asked")):
        return call.go(f"/homes/{id_}")
    notes = correct_person(call.workspace(), id_, cells, is_do_not_visit=wish if is_new_wish else None)
    told = [call.say("Household {id} corrected.", id=id_), *map(words.fault, notes)]
    return call.go(f"/homes/{id_}", told=" ".join(told))


def show_facility(call: Call) -> Response:
    """One facility with its recorded inspections."""
    found = facility_of(call.workspace(), call.part("facility"))
    if found is None:
        raise HTTPException(404)
    return call.page("facility.html", one=found[0], visits=found[1])


def show_facilities(call: Call) -> Response:
    """All facilities, those longest without inspection first."""
    return call.page("facilities.html", found=facility_book(call.workspace()))
