"""Guards words that stand where a cell would be empty: none of them becomes a skill, an officer or a house number."""

from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from inputs.tables.cells import read_skills
from inputs.tables.complaints import read_complaints
from inputs.tables.households import read_households
from inputs.tables.officers import read_officers
from inputs.tables.teams import read_teams
from planner.domain.errors import InputError
from planner.domain.settings import DaySettings, ProgrammeSettings
from tests.inputs.tables.cases import BALARAJA
from tests.inputs.tables.writing import codes, write_csv

NO_SKILL = (
    *("tidak ada", "Tidak perlu", "bebas", "-", "nihil", "umum", "tidak", "kosong", "n/a", "siapa saja", "....."),
    *("tanpa keahlian khusus", "tidak ada syarat", "tdk diperlukan", "tidak memerlukan keahlian"),
)
TEAM = ["kode", "satuan", "ketua tim", "anggota", "anggota 2", "keahlian"]


@pytest.mark.parametrize("cell", NO_SKILL)
def test_no_skill_is_none(tmp_path: Path, cell: str) -> None:
    """Words that say that no skill is needed, or that a team has none, are no skill."""
    team = write_csv(tmp_path, [TEAM, ["T1", "Binmas", "Aipda SATU CONTOH", "", "", cell]])
    assert read_teams(team, villages=(), day=DaySettings()).rows[0].skills == frozenset()
    head = ["kode", "desa", "lintang", "bujur", "tanggal", "kategori", "keahlian", "jam kunjungan"]
    complaint = write_csv(tmp_path, [head, ["K1", "Balaraja", "-6,1941", "106,4551", "20/11/2026", "LPJ", cell, "kapan saja"]])
    (row,) = read_complaints(complaint, households={}, villages=BALARAJA, programme=ProgrammeSettings()).rows
    assert (row.skills, row.windows) == (frozenset(), ())
    assert cell == "-" or read_skills(cell) == frozenset()


@pytest.mark.parametrize(
    "cell", ["tidak perlu polwan", "tanpa polwan", "semua", "semua keahlian", "polwan; tidak ada", "tidak bisa"]
)
def test_what_says_more_than_nothing_is_refused(cell: str) -> None:
    """A skill that is not needed, all of them, or none beside one: no skill is called so."""
    with pytest.raises(PydanticCustomError) as caught:
        read_skills(cell)
    assert caught.value.type == "E1111"


def test_nobody_is_no_officer(tmp_path: Path) -> None:
    """`tidak ada` in a column of members is nobody; a leader has to be named, and a list names nobody beside others."""
    (team,) = read_teams(
        write_csv(tmp_path, [TEAM, ["T1", "Binmas", "Aipda SATU CONTOH", "tidak ada", "Nihil.", ""]]),
        villages=(),
        day=DaySettings(),
    ).rows
    assert [officer.name for officer in team.officers] == ["SATU CONTOH"]
    with pytest.raises(InputError) as caught:
        read_teams(write_csv(tmp_path, [TEAM, ["T1", "Binmas", "kosong", "", "", ""]]), villages=(), day=DaySettings())
    assert codes(caught.value) == ["E1101"]
    with pytest.raises(PydanticCustomError) as refused:
        read_officers("Bripka DUA CONTOH; tidak ada")
    assert refused.value.type == "E1311"


@pytest.mark.parametrize(
    ("number", "address"), [("tidak ada", "Jl. CONTOH"), ("tanpa nomor", "Jl. CONTOH"), ("?", "Jl. CONTOH No. ?")]
)
def test_a_house_without_a_number(tmp_path: Path, number: str, address: str) -> None:
    """Words for no number are not written into the address, and a landmark that is none is empty."""
    head = ["kode", "desa", "alamat", "no rumah", "patokan", "lintang", "bujur"]
    home = ["H1", "Balaraja", "Jl. CONTOH", number, "tidak ada", "-6,1941", "106,4551"]
    (house,) = read_households(write_csv(tmp_path, [head, home]), villages=BALARAJA, day=DaySettings()).rows
    assert (house.address.detail, house.address.landmark) == (address, "")


def test_nothing_is_no_village_and_no_name(tmp_path: Path) -> None:
    """Where no outlines would tell, `tidak ada` is no village; as a head's name or an address it is empty."""
    head = ["kode", "desa", "alamat", "nama kk", "lintang", "bujur"]
    home = ["H1", "Contoh", "tidak ada", "nihil", "-6,1941", "106,4551"]
    (house,) = read_households(write_csv(tmp_path, [head, home]), villages=(), day=DaySettings()).rows
    assert (house.address.detail, house.head_name) == ("", None)
    with pytest.raises(InputError) as caught:
        read_households(write_csv(tmp_path, [head, ["H1", "tidak ada", *home[2:]]]), villages=(), day=DaySettings())
    assert codes(caught.value) == ["E1101"]
