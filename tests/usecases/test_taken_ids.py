"""Guards that no list overwrites what another brought, because both begin with 1, and that no id stands for two things."""

import pytest

from planner.domain.errors import InputError
from planner.terminal.acting import account_at_work
from planner.usecases.workspace import Workspace
from tests.usecases.test_partial_updates import AT_PLACE, FACILITY, HOME, held, put


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with nothing in it."""
    return Workspace.create(tmp_path_factory.mktemp("ws") / "ws", account_at_work())


def homes(first: str, rt: str = "01") -> list[dict[str, str]]:
    """Three homes numbered from 1, whose names begin alike."""
    usual = {name: cell for name, cell in HOME.items() if name not in {"windows", "do_not_visit", "last_slot"}}
    own = [{"head_name": f"{first}{name}", "address": f"Gg. {first} {name}"} for name in ("SATU", "DUA", "TIGA")]
    return [usual | cells | {"id": str(at), "rt": rt, "latitude": f"-6.1{len(first)}9{at}"} for at, cells in enumerate(own, 1)]


def refused(workspace: Workspace, kind: str, *records: dict[str, str]) -> tuple[str, object]:
    """Code and ids of the refusal; nothing of the list is kept."""
    before = held(workspace, kind)
    with pytest.raises(InputError) as caught:
        put(workspace, kind, *records)
    assert held(workspace, kind) == before
    (fault,) = caught.value.faults
    return fault.code, fault.values["ids"]


def test_the_next_rts_list_overwrites_none(workspace: Workspace) -> None:
    """Homes of other names, addresses and places under known ids are another list's; corrections and new rows are not."""
    put(workspace, "households", *homes("A"))
    assert refused(workspace, "households", *homes("BARU ", rt="02")) == ("E4018", "1, 2, 3")
    corrected = homes("A")
    corrected[0] |= {"head_name": "LAIN CONTOH", "latitude": "-6.1955"}
    corrected[1] |= {"address": "Jl. Lain", "head_name": "LAIN LAGI"}
    put(workspace, "households", *corrected, homes("BARU ")[2] | {"id": "4"})
    assert len(held(workspace, "households")) == 4


def test_next_months_complaints_overwrite_none(workspace: Workspace) -> None:
    """Another day and another place under a known id is another complaint; one of both may be corrected."""
    put(workspace, "complaints", AT_PLACE)
    elsewhere = {"latitude": "-6.1990", "address": "Jl. Lain"}
    assert refused(workspace, "complaints", AT_PLACE | elsewhere | {"received": "01/09/2025"}) == ("E4018", "K1")
    put(workspace, "complaints", AT_PLACE | elsewhere)
    put(workspace, "complaints", AT_PLACE | elsewhere | {"received": "01/09/2025"})


def test_other_facilities_overwrite_none(workspace: Workspace) -> None:
    """Facilities of other names elsewhere under known ids are another list's."""
    rows = [FACILITY | {"id": str(at), "name": f"Pos {at}"} for at in (1, 2)]
    put(workspace, "facilities", *rows)
    others = [row | {"name": f"Lampu {row['id']}", "latitude": "-6.2041"} for row in rows]
    assert refused(workspace, "facilities", *others) == ("E4018", "1, 2")


def test_an_id_stands_for_one_thing(workspace: Workspace) -> None:
    """A plan names homes, complaints and facilities by ids alone: one that is another table's is refused."""
    put(workspace, "households", *homes("A"))
    assert refused(workspace, "facilities", FACILITY | {"id": "2"}) == ("E4017", "2")
    assert refused(workspace, "complaints", AT_PLACE | {"id": "3"}) == ("E4017", "3")
    put(workspace, "facilities", FACILITY)
    assert refused(workspace, "households", homes("A")[0] | {"id": "F1"}) == ("E4017", "F1")
