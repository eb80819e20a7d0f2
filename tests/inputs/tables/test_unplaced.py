"""Guards where houses without coordinates go: to the street that they name, near their RT, or nowhere."""

from pathlib import Path

import numpy as np
import pytest

from inputs.roads.network import build_network
from inputs.roads.street_book import StreetBook
from inputs.tables.households import read_households
from inputs.tables.reading import TableReading, Told
from planner.domain.errors import InputError
from planner.domain.records import Household, PositionSource
from planner.domain.settings import DaySettings
from tests.inputs.roads.making import degrees, road
from tests.inputs.tables.writing import write_csv

NODES = degrees((0, 0), (500, 0), (0, 300), (500, 300), (0, 5000), (3000, 5000))
NETWORK = build_network(
    NODES,
    [
        road(NODES, 0, 1, name="Jalan Melati"),
        road(NODES, 2, 3, name="Gang Haji Contoh"),
        road(NODES, 4, 5, name="Jalan Panjang"),
    ],
)
HEAD = "id,village,rt,rw,address,latitude,longitude,head_name"


def read(folder: Path, *rows: str) -> TableReading[Household]:
    path = folder / "homes.csv"
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return read_households(path, villages=(), day=DaySettings(), told=Told(streets=lambda: StreetBook(NETWORK)))


def metres(home: Household) -> list[int]:
    return np.rint(np.array([home.address.longitude, home.address.latitude]) * 111_195).astype(int).tolist()


def test_on_the_street_beside_the_rt(tmp_path: Path) -> None:
    """Abbreviated or not, with a number or not: the point of the street nearest to the RT's known houses."""
    known = f"H1,Desa,1,1,Jl. Melati No. 1,{100 / 111_195:.6f},{400 / 111_195:.6f},"
    found = read(tmp_path, known, "H2,Desa,1,1,Jl. Melati No. 7,,,", "H3,Desa,1,1,Gg. Haji Contoh,,,")
    assert [home.address.position_source for home in found.rows[1:]] == [PositionSource.STREET] * 2
    assert [abs(metres(home)[0] - 400) <= 15 for home in found.rows[1:]] == [True, True]
    assert [metres(home)[1] for home in found.rows[1:]] == [0, 300]
    assert [(note.code, note.values["count"]) for note in found.notes] == [("E1219", 2)]


def test_a_short_street_alone_is_enough(tmp_path: Path) -> None:
    """No known house in the RT: the middle of a short street; of a long one nobody knows where."""
    found = read(tmp_path, "H1,Desa,1,1,Jalan Melati,,,", "H2,Desa,2,1,Jalan Melati 5,0.0001,0.0001,")
    assert abs(metres(found.rows[0])[0] - 250) <= 15
    with pytest.raises(InputError) as refused:
        read(tmp_path, *(f"H{n},Desa,1,1,Jalan Panjang No. {n},,," for n in range(5)))
    assert [(fault.code, fault.values["count"]) for fault in refused.value.faults] == [("E1207", 5)]


def test_a_street_far_from_the_rt_is_another_one(tmp_path: Path) -> None:
    """The middle of the RT then, as where no street is named."""
    known = "H1,Desa,1,1,Jl. Melati No. 1,0.0001,0.0001,"
    found = read(tmp_path, known, "H2,Desa,1,1,Jalan Panjang,,,", "H3,Desa,1,1,dekat pos ronda,,,")
    assert [home.address.position_source for home in found.rows[1:]] == [PositionSource.RT_CENTROID] * 2


def test_a_home_far_from_its_rt_draws_no_neighbour_along(tmp_path: Path) -> None:
    """One digit of a longitude is another: the home is told with its distance, though the country has the point."""
    rows = [["Balaraja", "1", "2", str(at), f"CONTOH {at}", "Kp. Baru", f"-6,194{at}", "106,4551"] for at in range(1, 6)]
    rows.append(["Balaraja", "1", "2", "6", "CONTOH 6", "Kp. Baru", "", ""])
    head = ["desa", "rt", "rw", "no", "nama", "alamat", "lintang", "bujur"]
    assert len(read_households(write_csv(tmp_path, [head, *rows]), villages=(), day=DaySettings()).rows) == 6
    rows[2][7] = "107,4451"
    with pytest.raises(InputError) as caught:
        read_households(write_csv(tmp_path, [head, *rows]), villages=(), day=DaySettings())
    assert [(fault.code, fault.where.row, fault.values["km"]) for fault in caught.value.faults] == [("E1230", 4, 109)]
