"""Guards that no list overwrites what another brought, because both begin with 1, and that no id stands for two things."""

import pytest

from planner.domain.errors import InputError
from planner.terminal.acting import account_at_work
from planner.usecases.workspace import Workspace
from tests.usecases.test_partial_updates import AT_PLACE, FACILITY, HOME, TEAM, held, put


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


@pytest.mark.parametrize(
    ("before", "after", "is_other"),
    [
        ({}, {"category": "JLN"}, False),
        ({}, {"text": "jalan berlubang dekat pasar"}, False),
        ({}, {"category": "JLN", "text": "jalan berlubang dekat pasar"}, False),
        ({}, {"received": "01/09/2025"}, False),
        ({}, {"received": "01/09/2025", "category": "JLN"}, False),
        ({}, {"received": "01/09/2025", "text": "jalan berlubang dekat pasar"}, True),
        ({}, {"latitude": "-6.1990", "text": "jalan berlubang dekat pasar"}, True),
        ({}, {"latitude": "-6.1990", "text": "Lampu jalan mati sejak Senin"}, False),
        ({}, {"latitude": "-6.1990", "received": "01/09/2025"}, True),
        ({"text": ""}, {"latitude": "-6.1990", "category": "JLN"}, True),
        ({"text": ""}, {"received": "01/09/2025", "category": "JLN"}, True),
        ({"text": ""}, {"latitude": "-6.1990"}, False),
    ],
)
def test_a_mixture_of_two_complaints_is_another(
    workspace: Workspace, before: dict[str, str], after: dict[str, str], *, is_other: bool
) -> None:
    """Place or day may be corrected, and words with the category; one of those with one of these is another's."""
    first = AT_PLACE | {"text": "lampu jalan mati"} | before
    put(workspace, "complaints", first)
    if is_other:
        assert refused(workspace, "complaints", first | after) == ("E4018", "K1")
    else:
        put(workspace, "complaints", first | after)


def test_another_units_teams_overwrite_none(workspace: Workspace) -> None:
    """A team of another unit, or of another village, without one of its officers is another; a changed team is not."""
    other = TEAM | {"unit": "Lantas", "leader": "Aipda LAIN NAMANYA – 11112222", "members": "Bripda YANG BARU – 33334444"}
    put(workspace, "teams", TEAM)
    assert refused(workspace, "teams", other) == ("E4018", "T1")
    assert refused(workspace, "teams", {name: other[name] for name in ("id", "unit", "leader")}) == ("E4018", "T1")
    assert refused(workspace, "teams", other | {"unit": "Binmas", "village": "Saga"}) == ("E4018", "T1")
    put(workspace, "teams", other | {"unit": "Binmas"})
    put(workspace, "teams", TEAM)
    put(workspace, "teams", other | {"members": "Briptu DUA CONTOH – 87654321"})
    put(workspace, "teams", TEAM, replaces=True)


def test_a_whole_roster_of_strangers_overwrites_none(workspace: Workspace) -> None:
    """One team of a unit may have new officers; where most of a list's teams have, it is another station's."""
    names = [("SATU", "SINTA"), ("DUA", "BAGUS"), ("TIGA", "WAYAN")]
    rows = [{"id": f"T0{at}", "unit": "Samapta", "leader": f"Aipda {mine} CONTOH"} for at, (mine, _) in enumerate(names, 1)]
    put(workspace, "teams", *rows)
    others = [row | {"leader": f"Aipda {theirs} PERMATA"} for row, (_, theirs) in zip(rows, names, strict=True)]
    assert refused(workspace, "teams", *others) == ("E4018", "T01, T02, T03")
    put(workspace, "teams", others[0], *rows[1:])


def test_a_hamlets_next_list_overwrites_none(workspace: Workspace) -> None:
    """Where all have one address and no place, names tell alone: one may be a new head, most are another list."""
    hamlet = {"village": "Balaraja", "rt": "1", "rw": "2", "address": "Kp. Baru", "longitude": "106.45"}
    names = enumerate(("ADI", "BENI", "CICI", "DODI"), 1)
    rows = [hamlet | {"id": str(at), "head_name": name, "latitude": f"-6.19{at}1"} for at, name in names]
    put(workspace, "households", *rows)
    bare = [{name: row[name] for name in row if not name.endswith("itude")} for row in rows]
    put(workspace, "households", bare[0] | {"head_name": "JANDA ADI"}, *bare[1:])
    others = [row | {"head_name": name} for row, name in zip(bare, ("EKO", "FAJAR", "GITA", "HANA"), strict=True)]
    assert refused(workspace, "households", *others) == ("E4018", "1, 2, 3, 4")
    with pytest.raises(InputError, match="E4018"):  # their visits and wishes would go on as those of others
        put(workspace, "households", *others, replaces=True)


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
