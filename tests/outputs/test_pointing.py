"""Guards the rows of doors that neither RT nor a number tells: where they are is said, in words and as a phone takes it."""

from dataclasses import replace

import pytest

from outputs.exchange.radio_text import radio_texts
from outputs.itinerary.build import build_day
from outputs.itinerary.model import DayItinerary
from outputs.sheets.team_data import row
from planner.domain.path import Landmark
from planner.domain.records import Address
from planner.words.language import words
from tests.outputs.day import make_context


def _day(detail: str = "Jalan Margaluyu Baru", *, rt: str = "", landmarks: tuple[Landmark, ...] | None = None) -> DayItinerary:
    """A complaint known by its point, in the third row."""
    problem, plan, context = make_context(num_stops=4, num_reserves=0)
    complaint = context.complaints["C003"]
    longitude, latitude = context.positions[problem.visits[2].place]
    place = Address(village="36.03.01.2001", rt=rt, detail=detail, latitude=latitude, longitude=longitude)
    complaints = {**context.complaints, "C003": replace(complaint, household=None, address=place)}
    found = None if landmarks is None else lambda _: list(landmarks)
    return build_day(problem, plan, context=replace(context, complaints=complaints, landmarks=found))


def _mark(day: DayItinerary, *, metres_west: float) -> Landmark:
    stop = day.teams[0].stops[2]
    return Landmark(kind="mosque", name="Contoh", longitude=stop.longitude - metres_west / 110_670, latitude=stop.latitude)


@pytest.mark.parametrize(
    ("metres", "told"),
    [(60, "60 m ke timur dari Masjid Contoh ("), (4, "di dekat Masjid Contoh ("), (900, "")],
)
def test_a_complaint_known_by_its_point_tells_where(metres: float, told: str) -> None:
    """By the nearest landmark within reach, and always by the point; the row sends to the map, the radio says it too."""
    plain = _day()
    stop = plain.teams[0].stops[2]
    point = f"{stop.latitude:.5f}, {stop.longitude:.5f}"
    assert stop.point == point
    day = _day(landmarks=(_mark(plain, metres_west=metres), _mark(plain, metres_west=2000)))
    line = day.teams[0].stops[2]
    assert line.point == (f"{told}{point})" if told else point)
    assert row(line, words("id"))["point"].replace("\N{NO-BREAK SPACE}", " ") == f"lihat peta: {line.point}"
    assert any(other.point == "" for other in day.teams[0].stops)


def test_what_the_row_tells_is_not_said_twice() -> None:
    """A house number or an RT tells the door; then no point stands on the row."""
    assert _day("Jalan Margaluyu Baru No. 7").teams[0].stops[2].point == ""
    assert _day(rt="03").teams[0].stops[2].point == ""


def test_a_door_without_a_number_is_told_by_its_point_over_the_radio() -> None:
    """Whoever has no map of it hears where it is."""
    (text,) = radio_texts(_day()).values()
    assert _day().teams[0].stops[2].point in text
