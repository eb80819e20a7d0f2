"""Guards more ways in which villages lay out their lists: counted columns, villages in sections, other headings of places."""

from pathlib import Path

import pytest

from inputs.tables.coordinates import read_latitude, read_longitude
from inputs.tables.facilities import read_facilities
from planner.domain.errors import InputError
from planner.words.language import words
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.kept_lists import noted, read, write_sheets
from tests.inputs.tables.writing import codes, write_csv

HEAD = ["Kode Rumah", "Nama KK", "Desa", "RT", "RW", "Alamat", "Lintang", "Bujur"]
Rows = list[list[str]]


def record(number: int) -> list[str]:
    return [f"BLR-00{number}", "WARGA CONTOH", "Balaraja", "1", "2", f"Kp. {number}", "-6,1941", "106,4551"]


def refusal(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read(path)
    return caught.value


@pytest.mark.parametrize(
    "counted",
    [
        [f"({number})" for number in range(1, 9)],
        ["1", "2", "3", "4", "5", "6", "7", "8=6+7"],
        list("abcdefgh"),
        ["(A)", "(B)", "(C)", "(D)", "(E)", "(F)", "(G)", "(H)"],
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"],
    ],
)
def test_columns_are_counted_in_many_ways(tmp_path: Path, counted: list[str]) -> None:
    """Numbers, letters and Roman numbers beneath the headings are one note, and no record."""
    found = read(write_sheets(tmp_path, {"RT 01": [HEAD, counted, record(1), record(2)]}))
    assert [house.id for house in found.rows] == ["BLR-001", "BLR-002"]
    assert noted(found) == ["E1014"]


def test_a_row_that_only_begins_to_count_is_a_record(tmp_path: Path) -> None:
    """A record whose first cells are 1, 2, 3 is none of the kind."""
    error = refusal(write_sheets(tmp_path, {"RT 01": [HEAD, ["1", "2", "3", "4", "5", "6", "Kp", "8"], record(1)]}))
    assert "E1105" in codes(error)


def test_sections_may_name_the_village(tmp_path: Path) -> None:
    """A list without the column `Desa`, a heading of each village above its homes, is whole."""
    head = ["Kode Rumah", "RT", "RW", "Alamat", "Lintang", "Bujur"]
    rows: Rows = [["DESA BALARAJA"], ["H1", "1", "2", "Kp", "-6,1941", "106,4551"], ["Desa: Balaraja"]]
    rows += [["H2", "3", "2", "Kp", "-6,1942", "106,4551"]]
    found = read(write_sheets(tmp_path, {"Sheet": [head, *rows]}))
    assert [(house.id, house.address.village, house.address.rt) for house in found.rows] == [
        ("H1", "36.03.01.1001", "01"),
        ("H2", "36.03.01.1001", "03"),
    ]
    assert noted(found) == ["E1019", "E1016"]


@pytest.mark.parametrize(
    "address",
    [
        "Kp. Contoh RT 001/RW 002 No. 3",
        "Jl. Contoh No. 3, RT.01 RW.02",
        "Kp. Contoh RT/RW 001/002",
        "Perum Contoh Blok A1 rt 1, rw 2",
    ],
)
def test_rt_and_rw_may_stand_in_the_address(tmp_path: Path, address: str) -> None:
    """A list without columns for RT and RW has them in its addresses, as identity cards write them."""
    head = ["Kode Rumah", "Desa", "Alamat", "Lintang", "Bujur"]
    found = read(write_sheets(tmp_path, {"Sheet": [head, ["H1", "Balaraja", address, "-6,1941", "106,4551"]]}))
    assert [(house.address.rt, house.address.rw) for house in found.rows] == [("01", "02")]
    assert noted(found) == ["E1019"]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Titik Koordinat (Google Maps)"], ["-6.1941, 106.4551"]),
        (["Lintang (desimal)", "Bujur *"], ["-6,1941", "106,4551"]),
        (["X", "Y"], ["106,4551", "-6,1941"]),
        (["X [m]", "Y [m]", "Zona"], ["660994.2", "9315119.3", "48S"]),
    ],
)
def test_headings_of_places(tmp_path: Path, headings: list[str], cells: list[str]) -> None:
    """A remark in brackets or a star says nothing; x and y are east and north."""
    rows = [["Kode", "Desa", "RT", "RW", "Alamat", *headings], ["H1", "Balaraja", "1", "2", "Kp", *cells]]
    (house,) = read(write_sheets(tmp_path, {"Sheet": rows})).rows
    assert house.address.latitude == pytest.approx(-6.1941, abs=1e-5)
    assert house.address.longitude == pytest.approx(106.4551, abs=1e-5)


@pytest.mark.parametrize(
    ("headings", "cells", "proposed"),
    [
        (["Denah"], ["https://maps.google.com/?q=-6.1941,106.4551"], ["Denah=position"]),
        (["Denah"], ["-6.1941, 106.4551"], ["Denah=position"]),
        (["Utara", "Timur"], ["-6,19412", "106,45513"], ["Utara=latitude", "Timur=longitude"]),
    ],
)
def test_places_under_unknown_headings_are_asked_about(
    tmp_path: Path, headings: list[str], cells: list[str], proposed: list[str]
) -> None:
    """A list with places that nobody knows as such is not laid at the middle of its RT: the columns are proposed."""
    rows = [["Kode", "Desa", "RT", "RW", "Alamat", *headings]]
    rows += [[f"H{number}", "Balaraja", "1", "2", "Kp", *cells] for number in range(3)]
    error = refusal(write_sheets(tmp_path, {"Sheet": rows}))
    assert [fault.values["example"] for fault in error.faults if fault.code == "E1023"] == proposed


def test_a_remark_does_not_make_a_column_twice(tmp_path: Path) -> None:
    """`Alamat (KTP)` beside `Alamat` is another column, and said to be left out."""
    head = [*HEAD, "Alamat (KTP)"]
    found = read(write_sheets(tmp_path, {"Sheet": [head, [*record(1), "Jl. Lain 5"]]}))
    assert found.rows[0].address.detail == "Kp. 1"
    assert noted(found) == ["E1024"]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("6d11m38.8s S", "106d27m18.4s E"),
        ("6d11m38.8s", "106d27m18.4s T"),
        ("6 derajat 11 menit 38,8 detik LS", "106 derajat 27 menit 18,4 detik BT"),
        ("–6,194111", "106,455111"),
        ("-6.194111&deg;", "106.455111&deg;"),
        ("6 11 38.8 S", "106 27 18.4 E"),
    ],
)
def test_angles_in_words_and_letters(latitude: str, longitude: str) -> None:
    """Degrees, minutes and seconds may be letters or words; an S after seconds is the south, not the seconds."""
    assert read_latitude(latitude) == pytest.approx(-6.194111, abs=1e-6)
    assert read_longitude(longitude) == pytest.approx(106.455111, abs=1e-6)


def test_a_wrong_village_says_where_it_comes_from(tmp_path: Path) -> None:
    """A village that no cell of a row says is told as a title's or a section's, and no column is named that is not there."""
    head = ["Kode Rumah", "RT", "RW", "Alamat", "Lintang", "Bujur"]
    rows: Rows = [["DAFTAR WARGA DESA ANTAH"], head, *([f"H{at}", "1", "2", "Kp", "-6,1941", "106,4551"] for at in (1, 2))]
    (fault,) = refusal(write_sheets(tmp_path, {"Sheet": rows})).faults
    assert (fault.code, fault.values["count"], fault.where.row, fault.where.column) == ("E1228", 2, 3, "")


def test_a_left_out_column_says_how_it_is_named(tmp_path: Path) -> None:
    """The note of a column that nobody knows names --map with the file's own heading."""
    found = read(write_sheets(tmp_path, {"Sheet": [[*HEAD, "Patokn"], [*record(1), "dekat pos"]]}))
    (note,) = [note for note in found.notes if note.code == "E1024"]
    assert note.values["example"] == "Patokn=landmark"
    assert "--map 'Patokn=landmark'" in words("id").fault(note)


def test_a_running_number_is_not_proposed_as_an_id(tmp_path: Path) -> None:
    """The next list begins with 1 again: it would overwrite this one."""
    rows = [["No", "Jenis", "Nama"], *([str(at), "JLN", f"Jalan {at}"] for at in range(1, 5))]
    with pytest.raises(InputError) as caught:
        read_facilities(write_csv(tmp_path, rows), villages=BALARAJA)
    (fault,) = [fault for fault in caught.value.faults if fault.values.get("heading") == "id"]
    assert fault.values["near"] == "–"
