"""Guards every form against what people type: any text gives files that can be read, with that text in them."""

import csv
import dataclasses
import io
import json
import xml.etree.ElementTree as ET

import python_calamine
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from outputs.exchange.csv_table import csv_table
from outputs.exchange.geojson_file import geojson_file
from outputs.exchange.gpx_file import gpx_file
from outputs.exchange.html_page import html_page
from outputs.exchange.ics_file import ics_file
from outputs.exchange.properties import inert
from outputs.exchange.xlsx_table import xlsx_table
from outputs.itinerary.build import build_day
from outputs.itinerary.model import DayItinerary
from tests.outputs.day import make_context
from tests.outputs.exchange.reading import in_html

PROBLEM, PLAN, CONTEXT = make_context(num_stops=1, num_reserves=0, name_mode="none", lines=None)


def _day(text: str) -> DayItinerary:
    households = {
        key: dataclasses.replace(value, address=dataclasses.replace(value.address, detail=text, landmark=""))
        for key, value in CONTEXT.households.items()
    }
    return build_day(PROBLEM, PLAN, context=dataclasses.replace(CONTEXT, households=households))


@settings(max_examples=60)
@given(st.text(max_size=50) | st.text(alphabet="<>&\"'=+-@;,:\\/\n\r\t\x00\x07\x1b\u202e]{}|$#*", max_size=12))
def test_any_address_is_written_and_read_back(text: str) -> None:
    """Quotes, markup, separators, line breaks, controls, any script: each form is valid and says the address."""
    day = _day(text)
    (team,) = day.teams
    address = team.stops[0].door.address
    assert address.isprintable()
    (row,) = [
        row for row in csv.DictReader(io.StringIO(csv_table(day).decode("utf-8-sig"), newline="")) if row["row"] == "stop"
    ]
    assert row["address"] == inert(address)
    table = python_calamine.load_workbook(io.BytesIO(xlsx_table(day))).get_sheet_by_index(0).to_python()
    assert table[1][6] == address
    features = json.loads(geojson_file(day))["features"]
    assert [f["properties"]["address"] for f in features if f["properties"]["kind"] == "stop"] == [address]
    described = [point.text or "" for point in ET.fromstring(gpx_file(day, team)).findall(".//{*}desc")]  # noqa: S314
    assert any(told.startswith(address.strip()) for told in described)
    events = vobject.readOne(ics_file(day, team).decode()).vevent_list
    assert any(hasattr(event, "location") and event.location.value.startswith(address) for event in events)
    assert len(in_html(html_page(day))) == 1
