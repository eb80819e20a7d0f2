"""Guards what columns and sections add to an address."""

import pytest

from inputs.tables.said_places import add_numbers, filled_by, with_number


@pytest.mark.parametrize(
    ("address", "number", "whole"),
    [
        ("Kp. Baru RT 1 RW 2", "1", "Kp. Baru RT 1 RW 2 No. 1"),
        ("RT No. 1 RW No. 2", "2", "RT No. 1 RW No. 2 No. 2"),
        ("Kp. Baru 001/002", "1/2", "Kp. Baru 001/002 No. 1/2"),
        ("Gang Mawar 2", "2", "Gang Mawar 2 No. 2"),
        ("Gg. No. 2", "2", "Gg. No. 2 No. 2"),
        ("Gang 7A", "7A", "Gang 7A No. 7A"),
        ("Jl. 17 Agustus", "17", "Jl. 17 Agustus No. 17"),
        ("Jl. Raya Contoh KM 24", "24", "Jl. Raya Contoh KM 24 No. 24"),
        ("Blok A", "A", "Blok A No. A"),
        ("Samping No. 3", "3", "Samping No. 3 No. 3"),
        ("Jl. Contoh No. 12", "1", "Jl. Contoh No. 12 No. 1"),
        ("Jl. Contoh No. 1/2", "1", "Jl. Contoh No. 1/2 No. 1"),
        ("Jl. Contoh", "Blok B2", "Jl. Contoh Blok B2"),
        ("", "5", "No. 5"),
    ],
)
def test_a_house_number_is_never_lost(address: str, number: str, whole: str) -> None:
    """The digits of an RT, a street, an alley, a kilometre, a block or another house are no house number."""
    assert with_number(address, number) == whole


@pytest.mark.parametrize(
    ("address", "number"),
    [
        *((f"Jl. Contoh {said} RT 1", "5") for said in ("No. 5", "no5", "No.05", "#5", "Nomor: 5", "nomor rumah 5")),
        ("Jl. Contoh No. 5", "No 5"),
        ("Samping warung, Jl. Contoh No. 3", "3"),
        ("Jl. Contoh, 7", "7"),
        ("Jl. Contoh 7A", "7A"),
        ("Jl. Contoh No. 7 A", "7a"),
        ("Perum Contoh Blok C2/4", "C2/4"),
        ("Perum Contoh Blok C2 No. 4", "Blok C2 No. 4"),
    ],
)
def test_a_house_number_is_said_once(address: str, number: str) -> None:
    """A number that stands as the house's in the address is not written behind it again."""
    assert with_number(address, number) == address


def test_a_last_number_is_the_houses_where_two_homes_show_it() -> None:
    """`Jl. Satu 7` and `Jl. Satu 9` end with houses' numbers; `Jl. Dua 2`, where two houses are, and `Jl. Tiga 3` may not."""
    homes = [
        ("Jl. Satu 7", "7"),
        ("Jl. Satu 9", "09"),
        ("Jl. Dua 2", "2"),
        ("Jl. Dua 2", "4"),
        ("Jl. Tiga 3", "3"),
        ("RT 1", "1"),
        ("RT 2", "2"),
    ]
    records = [{"address": address, "house_number": number} for address, number in homes]
    add_numbers(records)
    added = ["", "", " No. 2", " No. 4", " No. 3", " No. 1", " No. 2"]
    assert [raw["address"] for raw in records] == [address + more for (address, _), more in zip(homes, added, strict=True)]


@pytest.mark.parametrize(
    ("section", "address", "whole"),
    [
        ("Blok A", "Samping Blok Anggrek No. 4", "Blok A Samping Blok Anggrek No. 4"),
        ("Blok A", "Perum Contoh, blk. A/4", None),
        ("Blok A", "Blok A4", None),
        ("Gang 1", "Pojok Gang 12", "Gang 1 Pojok Gang 12"),
        ("Gang 1", "Pojok Gang 1A", "Gang 1 Pojok Gang 1A"),
        ("Gang 01", "Pojok gg. 1", None),
        ("Jl. Mel", "Sebelah Jl. Melati", "Jl. Mel Sebelah Jl. Melati"),
    ],
)
def test_an_address_says_a_section_by_whole_words(section: str, address: str, whole: str | None) -> None:
    """An address that only begins alike lacks the section's block or alley and gets it; an abbreviated one says it."""
    assert filled_by({"part": section}, {"address": address}).get("address") == whole


def test_an_address_says_a_hamlet_by_whole_words() -> None:
    """`Dusun I` is not said by `Dusun II`."""
    assert filled_by({"above": "Dusun I"}, {"address": "Warung Dusun II"}) == {"address": "Warung Dusun II, Dusun I"}
