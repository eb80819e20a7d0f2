"""Guards coordinates as people write them, and columns of them that are wrong as a whole."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inputs.tables.coordinates import read_latitude, read_longitude, read_position
from inputs.tables.households import read_households
from inputs.tables.map_links import point_of_link
from inputs.tables.place_codes import from_utm, zone_at, zone_of
from inputs.tables.reading import TableReading, Told
from planner.domain.errors import Fault, InputError
from planner.domain.place import Point
from planner.domain.records import Household
from planner.domain.settings import DaySettings
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA, FOLDER, STATION, needs_cases
from tests.inputs.tables.writing import write_csv

HEAD = ["id", "desa", "rt", "rw", "lintang", "bujur"]
LATITUDE, LONGITUDE = -6.1941, 106.4551
NOWHERE = Point(longitude=0.0, latitude=0.0)


def read(path: Path, station: Point | None = STATION, *, is_outlined: bool = True) -> TableReading[Household]:
    villages = BALARAJA if is_outlined else ()
    return read_households(path, villages=villages, day=DaySettings(), told=Told(station=station))


def faults(path: Path, station: Point | None = STATION, *, is_outlined: bool = True) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read(path, station, is_outlined=is_outlined)
    for fault in caught.value.faults:
        assert words("id").fault(fault)
    return caught.value.faults


def table(folder: Path, cells: list[tuple[object, object]]) -> Path:
    return write_csv(folder, [HEAD, *([f"H{n}", "Balaraja", 1, 2, *pair] for n, pair in enumerate(cells, start=1))])


@needs_cases
@pytest.mark.parametrize("name", ["good", "dms", "pair-in-lat", "suffix-LS"])
def test_columns_that_are_sure_are_read(name: str) -> None:
    """Degrees with minutes and seconds, letters of the sides and pairs in a cell give the same place as decimal degrees."""
    for house in read(FOLDER / "coordinates" / f"{name}-all.csv").rows:
        assert house.address.latitude == pytest.approx(LATITUDE, abs=2e-5)
        assert house.address.longitude == pytest.approx(LONGITUDE, abs=2e-5)


@needs_cases
@pytest.mark.parametrize(("name", "code"), [("no-minus", "E1224"), ("gmaps-link", "E1213")])
def test_columns_that_are_wrong_are_one_fault(name: str, code: str) -> None:
    """A lost minus in every row, or short links in every row, is one fault with the count."""
    (fault,) = faults(FOLDER / "coordinates" / f"{name}-all.csv")
    assert (fault.code, fault.values["count"], fault.where.row) == (code, 4, 2)


def _dms(degrees: float) -> tuple[int, int, float]:
    seconds = round(abs(degrees) * 3600, 2)
    return int(seconds // 3600), int(seconds % 3600 // 60), round(seconds % 60, 2)


LATITUDES = (
    lambda d, m, s: f"{d}°{m}'{s}\"S", lambda d, m, s: f"{d}° {m}' {str(s).replace('.', ',')}\" LS",
    lambda d, m, s: f"-{d}°{m}’{s}”",
    lambda d, m, s: f"{d} {m} {s} S", lambda d, m, s: f"S {d}º {m}′ {s}″", lambda d, m, s: f"{d}:{m}:{s} LS",
    lambda d, m, s: f"{d}°{m}'{s}'' Lintang Selatan", lambda d, m, s: f"{d + m / 60 + s / 3600:.6f} LS",
    lambda d, m, s: f"LS {d + m / 60 + s / 3600:.6f}".replace(".", ","), lambda d, m, s: f"{d}°{m + s / 60:.5f}' S",
    lambda d, m, s: f"lat: -{d + m / 60 + s / 3600:.6f}°", lambda d, m, s: f"−{d + m / 60 + s / 3600:.6f}",
)  # fmt: skip
LONGITUDES = (
    lambda d, m, s: f"{d}°{m}'{s}\"E", lambda d, m, s: f"{d}° {m}' {str(s).replace('.', ',')}\" BT",
    lambda d, m, s: f"{d} {m} {s} T",
    lambda d, m, s: f"BT {d + m / 60 + s / 3600:.6f}", lambda d, m, s: f"{d}°{m + s / 60:.5f}' Bujur Timur",
)  # fmt: skip


@given(st.floats(-10.99, -0.01), st.floats(95.0, 141.0), st.sampled_from(LATITUDES), st.sampled_from(LONGITUDES))
@settings(max_examples=300)
def test_every_spelling_of_an_angle(latitude: float, longitude: float, south, east) -> None:  # type: ignore[no-untyped-def]
    """Any place of Indonesia comes out of any spelling to within a metre, alone and as a pair in one cell."""
    one, other = south(*_dms(latitude)), east(*_dms(longitude))
    assert read_latitude(one) == pytest.approx(latitude, abs=1e-5)
    assert read_longitude(other) == pytest.approx(longitude, abs=1e-5)
    for between in (" ", ", ", "; "):
        pair = read_position(one + between + other, None)
        if pair is not None:  # a sign alone leaves open which number begins
            assert pair == (pytest.approx(latitude, abs=1e-5), pytest.approx(longitude, abs=1e-5))


@pytest.mark.parametrize(
    "cell", ["6°61'0\"S", "6,1941 BT", "-6.1941 N", "6 11", "6.5°30'10\"S", "S 6 S", "Kp. Contoh", "6,19,41", "6°11'99\"S", ""]
)
def test_what_is_no_latitude_is_never_guessed(cell: str) -> None:
    """Minutes of 60, a longitude's letters, two signs that differ: refused."""
    with pytest.raises(Exception, match="E1105"):
        read_latitude(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "-6.1941, 106.4551", "106.4551, -6.1941", "–6,1941; 106,4551", "-6,1941; 106,4551", "-6,1941, 106,4551",
        "(-6.1941,106.4551)",
        "106,4551 BT; 6,1941 LS",
        "Lat: -6.1941 Long: 106.4551", "Lintang -6,1941 Bujur 106,4551", "geo:-6.1941,106.4551?z=17",
        "geo:0,0?q=-6.1941,106.4551(Rumah)",
        "https://www.google.com/maps?q=-6.1941,106.4551", "https://maps.google.com/?q=-6.1941%2C106.4551",
        "https://www.google.com/maps/@-6.1941,106.4551,17z", "https://www.google.com/maps/search/-6.1941,+106.4551",
        "https://www.google.com/maps/place/X/@-6.2,106.4,17z/data=!3m1!8m2!3d-6.1941!4d106.4551",
        "https://waze.com/ul?ll=-6.1941%2C106.4551",
        "https://www.openstreetmap.org/?mlat=-6.1941&mlon=106.4551#map=17/-6.2/106.4", "Rumah: https://osm.org/#map=17/-6.1941/106.4551",
    ],
)  # fmt: skip
def test_a_pair_or_a_link_in_one_cell(tmp_path: Path, cell: str) -> None:
    """Both coordinates are found in one cell, in the column of either axis or in one of their own."""
    assert read_position(cell, None) == (LATITUDE, LONGITUDE)
    for heads, cells in (
        (HEAD, [cell, ""]),
        (HEAD, ["", cell]),
        (HEAD, [cell, cell]),
        ([*HEAD[:4], "Titik Koordinat"], [cell]),
    ):
        (house,) = read(write_csv(tmp_path, [heads, ["H1", "Balaraja", 1, 2, *cells]])).rows
        assert (house.address.latitude, house.address.longitude) == (LATITUDE, LONGITUDE)


@pytest.mark.parametrize(
    "link",
    [
        "https://maps.app.goo.gl/AbCd",
        "https://goo.gl/maps/xyz",
        "https://www.google.com/maps/dir/-6.1,106.4/-6.2,106.5/@-6.1,106.4,12z",
        "https://www.google.com/maps/search/warung/@-6.2,106.4,15z",
        "https://www.google.com/maps/place/Masjid+Contoh/@-6.25,106.4,17z",
    ],
)
def test_links_without_a_single_place(link: str) -> None:
    """A short link hides the place, directions name several: nothing is taken, nothing is opened."""
    assert point_of_link(link) is None


@pytest.mark.parametrize("code", ["6P58RC43+9X", " rc43+9x Balaraja, Kabupaten Tangerang", "RC43+9X"])
def test_plus_codes(tmp_path: Path, code: str) -> None:
    """Full codes stand alone; short ones, in any letters and with the town behind, are looked for around the station."""
    assert read_position(code, STATION) == (-6.1940625, 106.4049375)
    (house,) = read(table(tmp_path, [(code, "")])).rows
    assert house.address.latitude == -6.1940625
    if "6P58" not in code:
        assert read_position(code, None) is None
        assert [fault.code for fault in faults(table(tmp_path, [(code, "")]), None, is_outlined=False)] == ["E1214"]


def test_utm_in_columns_and_cells(tmp_path: Path) -> None:
    """Metres are read in the zone of a column or of the area; 48S is the southern half, never the band S in the north."""
    rows = [("9315119,4", "660673.3"), ("9315200", "660700")]
    reading = read(table(tmp_path, rows))
    assert reading.rows[0].address.latitude == pytest.approx(-6.1941, abs=1e-5)
    assert reading.rows[0].address.longitude == pytest.approx(106.4522, abs=1e-5)
    assert [(note.code, note.values["count"], note.values["zone"]) for note in reading.notes] == [("E1215", 2, "48S")]
    for cell in ("48S 660673.3 9315119.4", "48M 660673,3 9315119,4", "UTM Zona 48 S; 660673 mT; 9315119 mU"):
        (house,) = read(table(tmp_path, [(cell, "")])).rows
        assert house.address.latitude == pytest.approx(-6.1941, abs=1e-5)
    with_zone = [[*HEAD, "Zona"], ["H1", "Balaraja", 1, 2, *rows[0], "48S"]]
    assert read(write_csv(tmp_path, with_zone), None, is_outlined=False).rows[0].address.latitude == pytest.approx(
        -6.1941, abs=1e-5
    )
    assert [fault.code for fault in faults(table(tmp_path, rows), None, is_outlined=False)] == ["E1216"]
    assert (zone_of("49 Selatan"), zone_of("50N"), zone_of("UTM 48M"), zone_of("99S")) == (
        (49, True),
        (50, False),
        (48, True),
        None,
    )
    exchanged = [(easting, northing) for northing, easting in rows]
    assert [fault.code for fault in faults(table(tmp_path, exchanged))] == ["E1221"]
    assert [fault.code for fault in faults(table(tmp_path, [*exchanged[:1], *rows, *rows]))] == ["E1203"]
    assert zone_at(Point(longitude=110.4, latitude=-7.0)) == (49, True)
    assert str(from_utm([(50_000.0, 9_315_119.0)], (48, True))) == "[(nan, nan)]"


WRONG = {
    "E1221": lambda lat, lon: (lon, lat),
    "E1224": lambda lat, lon: (-lat, lon),
    "E1225": lambda _lat, _lon: (0, 0),
    "E1223": lambda lat, lon: (lat - 1.7, lon + 4),
    "E1222": lambda lat, lon: (int(lat * 1e6), int(lon * 1e6)),
}


@given(st.sampled_from(sorted(WRONG)), st.integers(2, 30), st.booleans(), st.data())
@settings(max_examples=80)
def test_a_column_that_is_wrong_as_a_whole_is_one_fault(
    tmp_path_factory: pytest.TempPathFactory, code: str, num_rows: int, is_outlined: bool, data: st.DataObject
) -> None:
    """Exchanged, without minus, at 0;0, in another town, without decimal points: one fault, also where some rows are right."""
    num_right = data.draw(st.integers(0, num_rows // 2))
    wrong = [WRONG[code](LATITUDE + n / 10_000, LONGITUDE) for n in range(num_rows)]
    path = table(tmp_path_factory.mktemp("columns"), [*((LATITUDE, LONGITUDE) for _ in range(num_right)), *wrong])
    (fault,) = faults(path, is_outlined=is_outlined)
    assert (fault.code, fault.values["count"], fault.values["total"]) == (code, num_rows, num_rows + num_right)


def test_the_station_stands_for_an_outline(tmp_path: Path) -> None:
    """Where no outline is known, the station's place tells the wrong half of the earth; without both nobody can."""
    path = table(tmp_path, [(6.1941, 106.4551)] * 3)
    assert [fault.code for fault in faults(path, is_outlined=False)] == ["E1224"]
    assert len(read(path, None, is_outlined=False).rows) == 3
    assert dataclasses.asdict(STATION)["latitude"] < 0


def test_a_pin_in_degrees_is_the_place() -> None:
    """The pin of a link counts where it is written in degrees, minutes and seconds as well, not the middle of the picture."""
    pin = "https://www.google.com/maps/place/6%C2%B011'38.8%22S+106%C2%B027'18.4%22E/@-6.25,106.4,17z"
    assert point_of_link(pin) == pytest.approx((-6.194111, 106.455111), abs=1e-6)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("106°27'23.4\"E", "6°11'30.9\"S"), ("106 27 23 BT", "6 11 30,9 LS"), ("106,4565 BT", "6,1919 LS"),
        ("106°27'23.4\" BT", "6 11 30"), ("Bujur: 106,4565", "6,1919 LS"),
    ],
)  # fmt: skip
def test_exchanged_angles_are_told_as_exchanged(tmp_path: Path, latitude: str, longitude: str) -> None:
    """Angles whose letters say the other axis are exchanged, as decimal ones are: cell by cell, or the whole column."""
    for count, code in ((1, "E1203"), (3, "E1221")):
        assert [fault.code for fault in faults(table(tmp_path, [(latitude, longitude)] * count))] == [code]


def test_spaces_and_points_of_thousands(tmp_path: Path) -> None:
    """A space within a number is a slip of the finger; points of thousands hide where the comma was: one fault for all."""
    (house,) = read(table(tmp_path, [("-6. 1941", "106. 4551")])).rows
    assert (house.address.latitude, house.address.longitude) == (-6.1941, 106.4551)
    rows = [("-6.191.910", "106.456.511")] * 3
    assert [(fault.code, fault.values["count"]) for fault in faults(table(tmp_path, rows))] == [("E1229", 6)]
