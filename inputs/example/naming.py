"""Invented names of streets, kampungs and estates: plants, birds and fruit, never persons."""

import itertools
from collections.abc import Iterator
from typing import TypeVar

import numpy as np

_T = TypeVar("_T")

_STREETS = [
    "Kenanga",
    "Melati",
    "Anggrek",
    "Mawar",
    "Dahlia",
    "Cempaka",
    "Flamboyan",
    "Teratai",
    "Kamboja",
    "Bugenvil",
    "Seruni",
    "Soka",
    "Alamanda",
    "Wijayakusuma",
    "Kemuning",
    "Mangga",
    "Rambutan",
    "Manggis",
    "Duku",
    "Sawo",
    "Jambu",
    "Nangka",
    "Sirsak",
    "Belimbing",
    "Salak",
    "Delima",
    "Kecapi",
    "Gandaria",
    "Markisa",
    "Srikaya",
    "Merpati",
    "Kutilang",
    "Kepodang",
    "Cendrawasih",
    "Jalak",
    "Murai",
    "Gelatik",
    "Pipit",
    "Perkutut",
    "Camar",
    "Bangau",
    "Kasuari",
    "Rajawali",
    "Elang",
    "Parkit",
    "Beringin",
    "Cemara",
    "Mahoni",
    "Waru",
    "Akasia",
    "Pinus",
    "Meranti",
    "Ketapang",
    "Trembesi",
    "Angsana",
    "Bambu",
    "Aren",
    "Pandan",
    "Sereh",
    "Jahe",
    "Kunyit",
]
_FIRST = [
    "Pasir",
    "Leuwi",
    "Ranca",
    "Babakan",
    "Kadu",
    "Sempur",
    "Bojong",
    "Kandang",
    "Parung",
    "Rawa",
    "Kebon",
    "Lebak",
    "Warung",
    "Sawah",
    "Tegal",
    "Pulo",
    "Muara",
    "Gunung",
]
_SECOND = [
    "Awi",
    "Kidul",
    "Kaler",
    "Gede",
    "Nangka",
    "Manggu",
    "Lame",
    "Salam",
    "Kiray",
    "Jati",
    "Kalapa",
    "Gintung",
    "Asem",
    "Bitung",
    "Huni",
    "Dukuh",
    "Limus",
    "Cariu",
]
_ESTATES = ["Griya", "Taman", "Bumi", "Puri", "Pondok", "Villa", "Graha", "Permata", "Mutiara", "Bukit"]
_ESTATE_ENDS = ["Asri", "Indah", "Permai", "Lestari", "Sejahtera", "Damai", "Sentosa", "Raya", "Makmur", "Harmoni"]
_ROMAN = ("", " II", " III", " IV", " V", " VI", " VII", " VIII", " IX", " X", " XI", " XII")


class Names:
    """Gives each name once, in a seeded order.

    Parameters
    ----------
    rng
        Shuffles the lists.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        kampungs = ["Cariu", *(f"{a} {b}" for a, b in _shuffled(list(itertools.product(_FIRST, _SECOND)), rng))]
        estates = _shuffled(list(itertools.product(_ESTATES, _ESTATE_ENDS)), rng)
        self._kampungs = iter(kampungs)
        self._estates = iter([f"{a} Contoh {b}" for a, b in estates])
        self._streets = self._numbered(_shuffled(list(_STREETS), rng))
        self._alleys = self._numbered(_shuffled(list(_STREETS), rng))

    @staticmethod
    def _numbered(names: list[str]) -> Iterator[str]:
        for number in itertools.count():
            roman = _ROMAN[number] if number < len(_ROMAN) else f" {number + 1}"
            yield from (f"{name}{roman}" for name in names)

    def kampung(self) -> str:
        """`Kp. Cariu`."""
        return f"Kp. {next(self._kampungs)}"

    def estate(self) -> str:
        """`Perum. Griya Contoh Asri`."""
        return f"Perum. {next(self._estates)}"

    def street(self) -> str:
        """`Jl. Kenanga`."""
        return f"Jl. {next(self._streets)}"

    def alley(self) -> str:
        """`Gg. Melati II`."""
        return f"Gg. {next(self._alleys)}"


def _shuffled(items: list[_T], rng: np.random.Generator) -> list[_T]:
    return [items[i] for i in rng.permutation(len(items))]
