"""Guards where households are placed and what is said about it."""

from pathlib import Path

import pytest

from inputs.tables.households import read_households
from inputs.tables.villages import VillageBook
from planner.domain.errors import InputError
from planner.domain.records import PositionSource, Village
from planner.domain.settings import DaySettings
from planner.words.language import words
from tests.inputs.tables.test_tables_files import read, refused
from tests.inputs.tables.writing import HEADINGS, VILLAGES, codes, home, write_csv


@pytest.mark.parametrize("cell", ["contoh barat", "Desa Contoh Barat", "36.03.01.2001", "3603012001", "CONTOH  BARAT"])
def test_village_by_name_or_code(tmp_path: Path, cell: str) -> None:
    """Villages are found by name or code, capitals, points and the word Desa aside."""
    assert read(write_csv(tmp_path, [HEADINGS, home(village=cell)])).rows[0].address.village == "36.03.01.2001"


def test_unknown_village_names_the_nearest(tmp_path: Path) -> None:
    """An unknown village suggests the nearest names; a text that is like none is not shown."""
    error = refused(write_csv(tmp_path, [HEADINGS, home(village="Contoh Bart"), home(id="H2", village="SITI RAHASIA")]))
    assert codes(error) == ["E1201", "E1201"]
    assert "Contoh Bart " in error.faults[0].text()
    assert error.faults[0].values["choices"].startswith("Contoh Barat")  # type: ignore[attr-defined]
    assert "SITI" not in error.faults[1].text()


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        ("106.42", "-6.21", "E1203"),
        ("-621", "106.42", "E1204"),
        ("-7.5", "110.4", "E1205"),
        ("0", "0", "E1218"),
        ("6.21", "106.42", "E1217"),
        ("-6.21", "", "E1206"),
        ("x", "106.42", "E1105"),
    ],
)
def test_wrong_positions(tmp_path: Path, latitude: str, longitude: str, code: str) -> None:
    """Exchanged, impossible, far and half positions each have their cure."""
    rows = [HEADINGS, home(), home(id="H2", latitude=latitude, longitude=longitude)]
    error = refused(write_csv(tmp_path, rows))
    assert codes(error) == [code]
    assert error.faults[0].where.row == 3


def test_position_outside_its_village_is_said(tmp_path: Path) -> None:
    """The written village is kept; the note names the one that the position lies in."""
    rows = [HEADINGS, home(id="H1", longitude="106.47"), home(id="H2", latitude="-6.15"), home(id="H3", latitude="-6.1996")]
    reading = read(write_csv(tmp_path, rows))
    assert [house.address.village for house in reading.rows] == ["36.03.01.2001"] * 3
    assert [note.code for note in reading.notes] == ["E1210", "E1211"]
    assert reading.notes[0].values["found"] == "Contoh Timur (36.03.01.2002)"


def test_house_without_position_goes_to_the_middle_of_its_rt(tmp_path: Path) -> None:
    """One note per RT with the count; the source is kept with the record."""
    lost = {"latitude": "", "longitude": ""}
    rows = [HEADINGS, home(), home(id="H2", latitude="-6.2202"), home(id="H3", **lost), home(id="H4", rt="05", **lost)]
    reading = read(write_csv(tmp_path, rows))
    assert [house.address.position_source for house in reading.rows[2:]] == [PositionSource.RT_CENTROID] * 2
    assert (reading.rows[2].address.latitude, reading.rows[2].address.longitude) == (-6.21515, 106.4201)
    assert [(note.code, note.values["count"], note.values["known"]) for note in reading.notes] == [("E1209", 2, 2)]


def test_house_that_cannot_be_placed(tmp_path: Path) -> None:
    """Without a known house in the RT, or without RT, a house is never put anywhere."""
    lost = {"latitude": "", "longitude": ""}
    error = refused(write_csv(tmp_path, [HEADINGS, home(), home(id="H2", rt="9", **lost), home(id="H3", rt="", **lost)]))
    assert codes(error) == ["E1207", "E1208"]


def test_without_villages_names_are_taken_as_written(tmp_path: Path) -> None:
    """An area without an outline file works too, exchanged positions are found by the middle of the file."""
    rows = [HEADINGS, *(home(id=f"H{n}", village="Di mana saja") for n in range(4))]
    reading = read_households(write_csv(tmp_path, rows), villages=(), day=DaySettings())
    assert reading.rows[0].address.village == "Di mana saja"
    rows[2] = home(id="X9", latitude="60.5", longitude="-6.2")
    with pytest.raises(InputError) as caught:
        read_households(write_csv(tmp_path, rows), villages=(), day=DaySettings())
    assert codes(caught.value) == ["E1205"]


def test_same_name_twice_asks_for_the_code() -> None:
    """Two villages of one name are never guessed between."""
    book = VillageBook([Village(code="1", name="Sama"), Village(code="2", name="Sama")])
    assert book.codes("sama") == {"1", "2"}
    assert book.bounds() is None


def test_slots_and_closed_doors(tmp_path: Path) -> None:
    """The slot last tried is one of the shifts; a door that is open only at night is said."""
    headings = [*HEADINGS, "last_slot"]
    reading = read(write_csv(tmp_path, [headings, [*home(windows="19:00-21:00"), "PAGI"]]))
    assert reading.rows[0].last_slot == "pagi"
    assert [note.code for note in reading.notes] == ["E1112"]
    error = refused(write_csv(tmp_path, [headings, [*home(), "pagii"]]))
    assert codes(error) == ["E1110"]
    assert "pagii" in words("id").fault(error.faults[0])


def test_cells_that_are_needed(tmp_path: Path) -> None:
    """An empty id or village is a fault of its row."""
    assert codes(refused(write_csv(tmp_path, [HEADINGS, home(id=""), home(id="H2", village="")]))) == ["E1101", "E1101"]


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("08.00-10.00 WITA", [(7, 9)]), ("08.00 WIB - 10.00 WIB", [(8, 10)]), ("10-12 WIT;16-18 WIT", [(8, 10), (14, 16)])],
)
def test_times_of_another_zone(tmp_path: Path, cell: str, hours: list[tuple[int, int]]) -> None:
    """Times with the letters of a zone are that zone's, as moments are; the station is in Jakarta."""
    (house,) = read_households(write_csv(tmp_path, [HEADINGS, home(windows=cell)]), villages=VILLAGES, day=DaySettings()).rows
    assert [(window.start, window.end) for window in house.windows] == [(3600 * start, 3600 * end) for start, end in hours]


@pytest.mark.parametrize("cell", ["00:30-02:00 WITA", "08.00 WIB - 10.00 WITA"])
def test_times_that_fit_no_day(tmp_path: Path, cell: str) -> None:
    """Times of two zones, and those of the day before in the station's, are refused."""
    with pytest.raises(InputError) as caught:
        read_households(write_csv(tmp_path, [HEADINGS, home(windows=cell)]), villages=VILLAGES, day=DaySettings())
    assert codes(caught.value) == ["E1107"]
