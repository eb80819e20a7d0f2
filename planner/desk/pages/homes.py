"""Homes: found by what people say of them, corrected, left in peace; facilities beside them."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from planner.desk.call import Call
from planner.desk.path_part import part
from planner.domain.records import Household
from planner.usecases.homes import facility_book, facility_of, find_homes, home_of, inspections_due
from planner.usecases.persons import correct_person
from planner.usecases.seen import mark_of
from planner.usecases.village_names import village_names

_COLUMNS = {"detail": "address"}
"""Field of the page to column of a table, where they are called differently."""


def show(call: Call) -> Response:
    """The search, and what it finds."""
    asked = call.asked("q")
    found = find_homes(call.workspace(), asked)
    if call.wants_json:
        return call.data(found.as_data())
    return call.page("homes.html", asked=asked, found=found, names=village_names(call.workspace()))


def show_one(call: Call) -> Response:
    """What is kept of a home; looking is noted."""
    record = home_of(call.workspace(), call.part("home"))
    known = _known(record.household)
    return call.page("home.html", record=record, known=known, typed=known, lines=[])


def correct(call: Call) -> Response:
    """Correct what was typed and nothing else; what another desk has corrected since the page was opened stays, or is told."""
    id_ = call.part("home")
    record = home_of(call.workspace(), id_)
    known = _known(record.household)
    typed = {name: call.typed(name) for name in known}
    shown = {name: call.typed(f"was_{name}") if f"was_{name}" in call.form else cell for name, cell in known.items()}
    new = {name: cell for name, cell in typed.items() if cell not in (shown[name], known[name])}
    lost = [name for name in new if known[name] != shown[name]]
    if lost:
        lines = [call.say("Another desk has meanwhile put: {now}.", now=known[name] or "–") for name in lost]
        lines.append(
            call.say("Nothing of yours was kept. What stands in the form is yours; keep it if it is right all the same.")
        )
        return call.page("home.html", status=409, record=record, known=known, typed={**known, **new}, lines=lines)
    if not (new or call.ticked("asked")):
        return call.go(f"/homes/{part(id_)}")
    wish = new.pop("do_not_visit", None)
    cells = {_COLUMNS.get(name, name): cell for name, cell in new.items()}
    is_wish = None if wish is None else bool(wish)
    notes = correct_person(call.workspace(), id_, cells, is_do_not_visit=is_wish, seen=mark_of(record.household))
    return call.go(f"/homes/{part(id_)}", told=call.say("Household {id} corrected.", id=id_), notes=notes)


def _known(home: Household) -> dict[str, str]:
    """What the form of a home shows, by field."""
    where = home.address
    return {
        "head_name": home.head_name or "",
        "detail": where.detail,
        "landmark": where.landmark or "",
        "rt": where.rt,
        "rw": where.rw,
        "do_not_visit": "yes" if home.is_do_not_visit else "",
    }


def show_facility(call: Call) -> Response:
    """One facility with its recorded inspections."""
    found = facility_of(call.workspace(), call.part("facility"))
    if found is None:
        raise HTTPException(404)
    return call.page("facility.html", one=found[0], visits=found[1])


def show_facilities(call: Call) -> Response:
    """All facilities, those longest without inspection first."""
    workspace = call.workspace()
    found = facility_book(workspace)
    due, today = inspections_due(workspace, found), workspace.now().date()
    return call.page("facilities.html", found=found, due=due, today=today, names=village_names(workspace))
