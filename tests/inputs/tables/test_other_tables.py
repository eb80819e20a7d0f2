"""Guards the tables of teams, complaints and facilities."""

import datetime as dt
from pathlib import Path

import pytest

from inputs.tables.complaints import read_complaints
from inputs.tables.facilities import read_facilities
from inputs.tables.reading import TableReading
from inputs.tables.teams import read_teams
from planner.domain.errors import InputError
from planner.domain.records import Complaint, Condition, Urgency
from planner.domain.settings import DaySettings, ProgrammeSettings
from planner.words.language import words
from tests.inputs.tables.writing import VILLAGES, codes, write_csv

TEAM = ["id", "unit", "leader", "members", "skills", "mode", "shifts", "village", "days", "max_visits"]
TEAM_ROW = [
    "T1",
    "binmas",
    "Aipda A CONTOH – 12345678",
    "Bripda B CONTOH;C CONTOH",
    "Polwan; ppa",
    "jalan kaki",
    "pagi;SORE",
    "",
    "",
    "9",
]
COMPLAINT = ["id", "household", "received", "due", "category", "urgency", "status", "promised", "text", "desa", "lat", "lon"]


def complaints(path: Path) -> TableReading[Complaint]:
    return read_complaints(path, households={"H1": "36.03.01.2001"}, villages=VILLAGES, programme=ProgrammeSettings())


def complaint_codes(folder: Path, *rows: list[str]) -> list[str]:
    with pytest.raises(InputError) as caught:
        complaints(write_csv(folder, [COMPLAINT, *rows]))
    return codes(caught.value)


def test_team(tmp_path: Path) -> None:
    """Every column of a team becomes its field; a line without rank is said, not refused."""
    reading = read_teams(write_csv(tmp_path, [TEAM, TEAM_ROW]), villages=VILLAGES, day=DaySettings())
    (team,) = reading.rows
    assert (team.unit, team.profile, team.shifts, team.max_visits) == ("Binmas", "foot", ("pagi", "sore"), 9)
    assert [officer.rank for officer in team.officers] == ["Aipda", "Bripda", ""]
    assert team.skills == {"polwan", "ppa"}
    assert [(note.code, note.values["number"]) for note in reading.notes] == [("E1312", 2)]


@pytest.mark.parametrize(
    "rows",
    [
        [["NO", "NAMA", "PANGKAT", "NRP", "JABATAN"], ["1", "A CONTOH", "Aipda", "12345678", "Ba Binmas"]],
        [["TIM", "NAMA", "PANGKAT"], ["T1", "A CONTOH", "Aipda"]],
        [["TIM", "NAMA", "PANGKAT", "SHIFT"], ["T1", "A CONTOH", "Aipda", "pagi"]],
    ],
)
def test_a_list_of_officers_is_no_roster(tmp_path: Path, rows: list[list[str]]) -> None:
    """Beside the columns that are missing a list of one officer a row is told that a roster has a row for each team."""
    with pytest.raises(InputError) as caught:
        read_teams(write_csv(tmp_path, rows), villages=VILLAGES, day=DaySettings())
    assert codes(caught.value)[-1] == "E1321"
    assert "satu baris untuk satu tim" in words("id").fault(caught.value.faults[-1])
    with pytest.raises(InputError) as caught:
        read_teams(write_csv(tmp_path, [["TIM", "KETUA"], ["T1", "Aipda A CONTOH"]]), villages=VILLAGES, day=DaySettings())
    assert codes(caught.value) == ["E1023"]


def test_all_faults_of_a_row_at_once(tmp_path: Path) -> None:
    """A team whose id or unit cannot be read is judged with the rest of its cells; the example of an id is one of a team."""
    rows = [TEAM, ["Tim A", *TEAM_ROW[1:6], "sianng", *TEAM_ROW[7:]], ["T3", "", *TEAM_ROW[2:6], "malaam", *TEAM_ROW[7:]]]
    with pytest.raises(InputError) as caught:
        read_teams(write_csv(tmp_path, rows), villages=VILLAGES, day=DaySettings())
    assert [fault.code for fault in caught.value.faults if fault.code != "E1314"] == ["E1102", "E1110", "E1101", "E1110"]
    assert "TIM-01" in words("id").fault(caught.value.faults[0])


def test_complaints_in_a_street_have_no_place(tmp_path: Path) -> None:
    """A complaint with a village and no point is told what is enough for one: once where the file has no such column."""
    head = ["id", "received", "category", "desa", "rt", "alamat"]
    rows = [[f"K{at}", "26/08/2026", "LPJ", "Contoh Barat", "1", "Jl. Contoh"] for at in range(3)]
    with pytest.raises(InputError) as caught:
        complaints(write_csv(tmp_path, [head, *rows]))
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["count"], fault.where.row) == ("E1320", 3, 2)
    assert "ID rumah" in words("id").fault(fault)
    with pytest.raises(InputError) as caught:
        complaints(write_csv(tmp_path, [[*head, "lat", "lon"], *([*row, "", ""] for row in rows)]))
    assert codes(caught.value) == ["E1320"] * 3


def test_team_faults(tmp_path: Path) -> None:
    """Unknown shifts, modes and villages are refused with the nearest; names are never shown."""
    row = ["T2", "Samapata", "12", "", "", "motr", "pagi", "Contoh Brat", "", "0"]
    rows = [TEAM, row, ["T3", "SPKT", "AKP A CONTOH", "", "", "", "pag", "Contoh Brat", "", ""]]
    with pytest.raises(InputError) as caught:
        read_teams(write_csv(tmp_path, rows), villages=VILLAGES, day=DaySettings())
    assert codes(caught.value) == ["E1311", "E1110", "E1109", "E1110", "E1201"]
    assert all("CONTOH" not in fault.text() for fault in caught.value.faults)
    row[2], row[5], row[7], row[9] = "AKP A CONTOH", "", "", ""
    assert [note.values for note in read_teams(write_csv(tmp_path, rows[:2]), villages=(), day=DaySettings()).notes] == [
        {"near": "Samapta"}
    ]


def test_an_officer_twice_in_one_team(tmp_path: Path) -> None:
    """A leader among the members is counted once and said; two names with one NRP are a fault; namesakes have two NRP."""

    def officers(members: str) -> tuple[list[str], list[str]]:
        row = [*TEAM_ROW[:3], members, *TEAM_ROW[4:]]
        reading = read_teams(write_csv(tmp_path, [TEAM, row]), villages=VILLAGES, day=DaySettings())
        return [officer.name for officer in reading.rows[0].officers], [note.code for note in reading.notes]

    assert officers("Aipda A CONTOH – 12345678; Bripda B CONTOH") == (["A CONTOH", "B CONTOH"], ["E1317"])
    assert officers("Aipda A Contoh; Bripda B CONTOH – 12345679") == (["A CONTOH", "B CONTOH"], ["E1317"])
    assert officers("Aipda A CONTOH – 12345679") == (["A CONTOH", "A CONTOH"], [])
    with pytest.raises(InputError) as caught:
        officers("Bripda B CONTOH – 12345678")
    assert codes(caught.value) == ["E1316"]


def test_a_way_of_moving_that_is_not_known(tmp_path: Path) -> None:
    """A bicycle is none of the three ways of moving: the fault names those, one word each."""
    for mode in ("sepeda", "kuda", "sepeda ontel"):
        with pytest.raises(InputError) as caught:
            read_teams(write_csv(tmp_path, [TEAM, [*TEAM_ROW[:5], mode, *TEAM_ROW[6:]]]), villages=VILLAGES, day=DaySettings())
        assert [fault.values["choices"] for fault in caught.value.faults] == ["motor, jalan kaki, mobil"]


def test_a_complaint_in_another_village_than_its_home(tmp_path: Path) -> None:
    """One of the two is wrong: refused, with both; the same village in other letters is none."""
    row = ["C1", "H1", "26/08/2025", "", "LPJ", "", "", "", "", "Contoh Timur"]
    assert complaint_codes(tmp_path, row) == ["E1308"]
    assert complaint_codes(tmp_path, [*row[:9], "Antah"]) == ["E1201"]
    assert complaints(write_csv(tmp_path, [COMPLAINT, [*row[:9], "Desa CONTOH BARAT"]])).rows
    homes = {"H1": "Contoh Barat"}
    for village in ("desa contoh barat", "Contoh Barat"):
        path = write_csv(tmp_path, [COMPLAINT, [*row[:9], village]])
        assert read_complaints(path, households=homes, villages=(), programme=ProgrammeSettings()).rows
    path = write_csv(tmp_path, [COMPLAINT, row])
    with pytest.raises(InputError) as caught:
        read_complaints(path, households=homes, villages=(), programme=ProgrammeSettings())
    assert codes(caught.value) == ["E1308"]


def test_complaint_due_days_come_from_the_settings(tmp_path: Path) -> None:
    """Without a due day the settings fill it, by urgency; a written one is kept."""
    rows = [
        COMPLAINT,
        ["C1", "H1", "26/08/2025", "", "lpj", "mendesak", "", "ya", "Lampu padam"],
        ["C2", "H1", "26/08/2025", "", "TTG", "biasa", "selesai", "", ""],
        ["C3", "", "26/08/2025", "27 Agustus 2025", "TTG", "", "", "", "", "Contoh Timur", "-6,22", "106,47"],
    ]
    first, second, third = complaints(write_csv(tmp_path, rows)).rows
    assert (first.due, second.due, third.due) == (dt.date(2025, 8, 27), dt.date(2025, 9, 2), dt.date(2025, 8, 27))
    assert (first.urgency, first.is_required, first.category, first.text) == (Urgency.URGENT, True, "LPJ", "Lampu padam")
    assert third.address is not None
    assert third.address.village == "36.03.01.2002"


def test_special_referral_keeps_no_text(tmp_path: Path) -> None:
    """The text of an RJK case is dropped at the border, and the note carries the id alone."""
    reading = complaints(write_csv(tmp_path, [COMPLAINT, ["C1", "H1", "26/08/2025", "", "RJK", "", "", "", "RAHASIA"]]))
    assert reading.rows[0].text == ""
    assert [note.code for note in reading.notes] == ["E1302"]
    assert "RAHASIA" not in repr(reading)


def test_complaint_faults(tmp_path: Path) -> None:
    """Unknown households, days in the wrong order, no place, unknown categories are refused."""
    found = complaint_codes(
        tmp_path,
        ["C1", "H9", "26/08/2025", "25/08/2025", "LPJ"],
        ["C2", "", "26/08/2025", "", "LPJ"],
        ["C3", "H1", "26/08/2025", "", "LPX", "gawat", "entah"],
        ["C4", "", "26/08/2025", "", "LPJ", "", "", "", "", "Contoh Timur"],
    )
    assert found == ["E1301", "E1303", "E1304", "E1110", "E1110", "E1110", "E1320"]


def test_facilities(tmp_path: Path) -> None:
    """Facilities have a kind, a place and a condition in words."""
    headings = ["id", "jenis", "nama", "desa", "lat", "lon", "kondisi", "pemeriksaan terakhir"]
    row = ["F1", "lpj", "Lampu contoh", "Contoh Barat", "-6,21", "106,42", "Rusak Berat", "1 Mei 2025"]
    (facility,) = read_facilities(write_csv(tmp_path, [headings, row]), villages=VILLAGES).rows
    assert (facility.kind, facility.condition, facility.last_inspection) == ("LPJ", Condition.HEAVY_DAMAGE, dt.date(2025, 5, 1))
    with pytest.raises(InputError) as caught:
        read_facilities(write_csv(tmp_path, [headings, ["F1", "CRM", "", "Contoh Barat", "", "", "baru"]]), villages=VILLAGES)
    assert codes(caught.value) == ["E1110", "E1101", "E1110"]
