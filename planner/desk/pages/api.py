"""What only programs ask for: the document of the API, counts of published months, the list of sheets."""

from starlette.responses import Response

from planner.desk.call import Call, read_day
from planner.usecases.homes import facility_book, facility_data
from planner.usecases.published import published_month
from planner.usecases.sheet_list import list_sheets


def describe(call: Call) -> Response:
    """The API's own description."""
    return call.data(call.house.api)


def coverage(call: Call) -> Response:
    """Counts of a published month."""
    month = call.asked("month")
    return call.data(published_month(call.workspace(), read_day(f"{month}-01") if month else None))


def sheets(call: Call) -> Response:
    """The sheets of a day."""
    return call.data(list_sheets(call.workspace(), call.day()).as_data())


def facilities(call: Call) -> Response:
    """All facilities."""
    return call.data(facility_data(facility_book(call.workspace())))
