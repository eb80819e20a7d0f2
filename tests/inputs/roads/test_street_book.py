"""Guards that an address is put on the street that it names, and on no other one of a like name."""

import numpy as np
import pytest

from inputs.roads.network import build_network
from inputs.roads.street_book import StreetBook
from tests.inputs.roads.making import degrees, road

NAMES = (
    "Jalan Melati", "Jalan Melati Raya", "Jalan Melati II", "Gang Melati", "Jalan Mawar 3", "Jalan Raya", "Jalan Desa Contoh",
    "Jalan Raya Serang - Contoh", "Jalan Blok A", "Gang V", "Jalan",
)  # fmt: skip
NODES = degrees(*((x, 100 * row) for row in range(len(NAMES)) for x in (0, 100)))
BOOK = StreetBook(build_network(NODES, [road(NODES, 2 * row, 2 * row + 1, name=name) for row, name in enumerate(NAMES)]))


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("Jl. Melati No. 7", "Jalan Melati"),
        ("Jl. Melati 7", "Jalan Melati"),
        ("Jl. Melati 7A RT 01", "Jalan Melati"),
        ("Jl. Melati No.7, Indah", "Jalan Melati"),
        ("Jl. Melati, Contoh Indah", "Jalan Melati"),
        ("Jl Melati (pagar hijau)", "Jalan Melati"),
        ("Jl. Melati RT01/02", "Jalan Melati"),
        ("Jl. Melati 02/05", "Jalan Melati"),
        ("Jl. Melati 02 No. 7", None),
        ("JL.MELATI BLOK A1", "Jalan Melati"),
        ("Jl. Melati no7", "Jalan Melati"),
        ("Jl. Melati dekat masjid", "Jalan Melati"),
        ("Jl. Melati Kp. Contoh", "Jalan Melati"),
        ("Jl. Melati Gg. Kenanga 3", "Jalan Melati"),
        ("Jl. Melati - Jl. Melati Raya", "Jalan Melati"),
        ("Jl. Melati III No. 1", None),
        ("Jl. Melati III", None),
        ("Jl. Melati 3 No. 1", None),
        ("Jl. Melati 3, No. 1", None),
        ("Jl. Melati Indah No. 3", None),
        ("Jl. Melati A1 No. 3", None),
        ("Jl. Melati II A No. 3", None),
        ("Jl. Melati 2 No. 7", "Jalan Melati II"),
        ("Jl. Melati II/7", "Jalan Melati II"),
        ("Jl. Melati II", "Jalan Melati II"),
        ("Jl. Melati 2", None),
        ("Jl. Mawar III No. 2", "Jalan Mawar 3"),
        ("Jl. Mawar 3", "Jalan Mawar 3"),
        ("Jl. Mawar 4", None),
        ("Jln. Melati Raya No 7", "Jalan Melati Raya"),
        ("Gang Melati Raya 3", None),
        ("Gg. Melati 3", "Gang Melati"),
        ("Gang 5 No. 2", "Gang V"),
        ("Jl. Raya No. 3", "Jalan Raya"),
        ("Jl. Raya Kp. Baru No. 3", None),
        ("Jl. Kp. Contoh No. 3", None),
        ("Jl. Desa Contoh No. 3", "Jalan Desa Contoh"),
        ("Jl. Raya Serang-Contoh KM 12", "Jalan Raya Serang - Contoh"),
        ("Jl. Raya Serang No. 12", None),
        ("Jl. Blok A No. 5", "Jalan Blok A"),
        ("Belakang Jl. Melati No. 3", None),
        ("Jalan No. 3", None),
        ("RT 01", None),
        ("", None),
        (", ", None),
    ],
)
def test_the_whole_name_of_a_street(address: str, street: str | None) -> None:
    """A name ends at a mark, a number or another part of the address; a longer name is another street, II is 2."""
    points = BOOK.points(address)
    assert (None if points is None else NAMES[round(float(np.mean(points[:, 1])) * 1_111.95)]) == street
