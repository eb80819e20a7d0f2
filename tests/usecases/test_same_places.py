"""Guards the hint that a new list holds homes that are there already under other ids."""

from dataclasses import replace

import pytest

from planner.domain.errors import InputError
from planner.domain.records import Address, Household, PositionSource
from planner.usecases.same_places import left_out, same_places


def _home(id_: str, number: int, *, detail: str = "") -> Household:
    return Household(
        id=id_,
        address=Address(village="V1", rt="01", rw="02", detail=detail, latitude=-6.2 + number / 1000, longitude=106.45),
    )


KNOWN = [_home(f"OLD{n}", n, detail=f"Jl. Contoh {n}") for n in range(10)]


def test_same_doors_under_other_ids_are_told() -> None:
    """By their points or by their addresses, with the count and some pairs."""
    (note,) = same_places([_home(f"NEW{n}", n) for n in range(7)], KNOWN)
    assert (note.code, note.values["count"], note.values["new"]) == ("E4015", 7, 7)
    assert "NEW0 = OLD0" in str(note.values["ids"])
    (note,) = same_places([_home(f"NEW{n}", n + 500, detail=f"JL.  contoh {n}") for n in range(4)], KNOWN)
    assert note.values["count"] == 4


def test_a_list_with_other_ids_is_refused() -> None:
    """Where most new homes have name and place of known ones the station would double; a few are a note."""
    known = [replace(home, head_name=f"NAMA {n} CONTOH") for n, home in enumerate(KNOWN)]
    renamed = [replace(home, id=f"NEW{n}") for n, home in enumerate(known)]
    with pytest.raises(InputError, match="E4016") as caught:
        same_places(renamed, known)
    assert caught.value.faults[0].values["count"] == 10
    (note,) = same_places([*renamed[:4], *(_home(f"FAR{n}", n + 500) for n in range(6))], known)
    assert (note.code, note.values["count"]) == ("E4015", 4)


def test_neighbours_and_renewals_are_not() -> None:
    """A few doors under one roof, the same list again, and homes placed by us alone say nothing."""
    assert same_places([_home("NEW0", 0), *(_home(f"NEW{n}", n + 500) for n in range(1, 30))], KNOWN) == ()
    assert same_places(KNOWN, KNOWN) == ()
    assert same_places([*KNOWN, *(_home(f"FLAT{n}", n) for n in range(10))], KNOWN) == ()
    guessed = [
        replace(home, id=f"N{home.id}", address=replace(home.address, detail="", position_source=PositionSource.STREET))
        for home in KNOWN
    ]
    assert same_places(guessed, KNOWN) == ()
    assert same_places([_home("A", 1)] * 3, ()) == ()


def test_an_address_of_a_whole_hamlet_is_no_evidence_but_by_names() -> None:
    """Where all homes say `Kp. Contoh` an address tells none from another; the name beside it does."""
    hamlet = [
        replace(
            home, head_name=f"NAMA {n} CONTOH", address=replace(home.address, detail="Kp. Contoh", latitude=-6.3 - n / 1000)
        )
        for n, home in enumerate(KNOWN)
    ]
    moved = [replace(home.address, latitude=-6.4 - n / 1000) for n, home in enumerate(hamlet)]
    new = [replace(home, id=f"NEW{n}", head_name=f"LAIN {n} CONTOH", address=moved[n]) for n, home in enumerate(hamlet)]
    assert same_places(new, hamlet) == ()
    again = [replace(home, id=f"NEW{n}", address=moved[n]) for n, home in enumerate(hamlet[:4])]
    (note,) = same_places([*again, *new[4:]], hamlet)
    assert (note.code, note.values["count"]) == ("E4015", 4)
    assert "NEW3 = OLD3" in str(note.values["ids"])


def test_homes_that_a_list_leaves_out_are_told() -> None:
    """Of an RT that the list has by half at least; a list of a few corrections, or of another RT, leaves none out."""
    (note,) = left_out(KNOWN[2:], KNOWN)
    assert (note.code, note.values["count"], note.values["ids"]) == ("E4019", 2, "OLD0, OLD1")
    assert left_out(KNOWN[:3], KNOWN) == left_out([_home("NEW", 3)], KNOWN) == left_out(KNOWN, KNOWN) == ()
