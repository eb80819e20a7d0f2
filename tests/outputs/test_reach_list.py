"""Guards the list of homes out of reach against spreadsheets that take text for a formula."""

import csv
import dataclasses
import io

from outputs.reach.list_file import reach_list
from planner.domain.out_of_reach import NoWay, OutOfReach


def test_no_formulas() -> None:
    """An id or a village that begins as a formula does is text."""
    door = OutOfReach(id="=1+1", village="V1", reason=next(iter(NoWay)), latitude=-6.2, longitude=106.5)
    text = reach_list([door, dataclasses.replace(door, id="H1")], {"V1": "@SUM(A1)"}, language="id").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row[:2]]
    assert not [cell for cell in cells if cell[:1] in "=+-@"]
