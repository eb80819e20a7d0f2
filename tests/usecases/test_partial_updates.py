"""Guards what an import leaves alone: what its file has no column for, and what was once received in confidence."""

import datetime as dt

import pytest

from planner.domain.errors import InputError
from planner.domain.records import Complaint, Facility, Household, Team
from planner.terminal.acting import account_at_work
from planner.usecases.importing import ImportWishes, import_table
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from tests.inputs.tables.writing import write_csv

PLACE = {
    "rt": "01",
    "rw": "02",
    "address": "Jl. DATA CONTOH",
    "landmark": "warung",
    "latitude": "-6.1941",
    "longitude": "106.4551",
}
HOME = {
    "id": "H1", "village": "Balaraja", **PLACE, "head_name": "CONTOH SATU", "last_visit": "26/08/2025", "attempts": "2",
    "last_slot": "pagi", "windows": "16:00-18:00", "do_not_visit": "ya",
}  # fmt: skip
AT_PLACE = {
    "id": "K1", "village": "Balaraja", **PLACE, "received": "20/08/2025", "due": "30/09/2025", "category": "LPJ",
    "urgency": "mendesak", "status": "ditutup", "skills": "polwan", "windows": "16:00-18:00", "promised": "ya",
    "text": "lampu mati",
}  # fmt: skip
AT_HOME = {"household": "H1"} | {name: cell for name, cell in AT_PLACE.items() if name not in {"village", *PLACE}}
FACILITY = {
    "id": "F1", "kind": "pos ronda", "name": "Pos CONTOH", "village": "Balaraja", **PLACE, "last_inspection": "26/08/2025",
    "condition": "rusak ringan",
}  # fmt: skip
TEAM = {
    "id": "T1", "unit": "Binmas", "leader": "Aipda SATU CONTOH – 12345678", "members": "Bripda DUA CONTOH – 87654321",
    "skills": "polwan", "mode": "mobil", "shifts": "pagi", "village": "Balaraja", "days": "Sen-Jum", "max_visits": "5",
}  # fmt: skip
NEEDED = {"id", "village", "received", "category", "kind", "name", "unit", "leader"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of one home."""
    made = Workspace.create(tmp_path_factory.mktemp("ws") / "ws", account_at_work())
    put(made, "households", HOME)
    return made


def put(workspace: Workspace, kind: str, *records: dict[str, str], replaces: bool = False) -> None:
    path = write_csv(workspace.folder, [list(records[0]), *(list(record.values()) for record in records)], name="table.csv")
    import_table(workspace, kind, path, reporter=Silent(), wishes=ImportWishes(replaces=replaces))


def held(workspace: Workspace, kind: str) -> tuple[Household | Complaint | Facility | Team, ...]:
    with workspace.ledger() as ledger:
        return getattr(ledger, kind)()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("kind", "record"),
    [("households", HOME), ("complaints", AT_PLACE), ("complaints", AT_HOME), ("facilities", FACILITY), ("teams", TEAM)],
    ids=["homes", "complaints at places", "complaints at homes", "facilities", "teams"],
)
def test_what_a_file_has_no_column_for_stays(workspace: Workspace, kind: str, record: dict[str, str]) -> None:
    """A list of ids and one more thing is a usual update: each column may be missing, and all that may be at once."""
    put(workspace, kind, record)
    before = [one for one in held(workspace, kind) if one.id == record["id"]]
    needed = NEEDED - {"village"} if kind == "complaints" else NEEDED
    free = [name for name in record if name not in needed]
    place = tuple(name for name in free if name in {"latitude", "longitude"})  # one alone is half a place
    for left_out in [*((name,) for name in free if name not in place), place, tuple(free)]:
        put(workspace, kind, {name: cell for name, cell in record.items() if name not in left_out})
        assert [one for one in held(workspace, kind) if one.id == record["id"]] == before, left_out


def test_only_what_is_not_known_needs_a_place(workspace: Workspace) -> None:
    """Without columns of coordinates a known id stays where it is, without a note; a new one goes amid its RT."""
    put(workspace, "households", HOME)
    bare = {name: HOME[name] for name in ("id", "village", "rt", "rw", "last_visit")}
    path = write_csv(workspace.folder, [list(bare), list(bare.values()), ["H2", *list(bare.values())[1:]]])
    notes = import_table(workspace, "households", path, reporter=Silent()).notes
    assert [(note.code, note.values["count"]) for note in notes if note.code[:2] == "E1"] == [("E1209", 1)]
    for kind, record, code in (
        ("households", {**bare, "id": "H3", "rt": "7"}, "E1207"),
        ("households", {"id": "H3", "village": "Balaraja", "last_visit": ""}, "E1208"),
        ("facilities", {**{name: FACILITY[name] for name in ("kind", "name", "village", "condition")}, "id": "F7"}, "E1212"),
        ("complaints", {"id": "K7", "received": "20/08/2025", "category": "LPJ", "status": "terbuka"}, "E1304"),
    ):
        with pytest.raises(InputError) as caught:
            put(workspace, kind, record)
        assert [fault.code for fault in caught.value.faults] == [code]
        assert caught.value.faults[0].where.row == 2


def test_what_a_file_says_is_taken(workspace: Workspace) -> None:
    """An empty cell of a column that is there clears; a new leader keeps the members; another category its own term."""
    put(workspace, "teams", TEAM)
    put(workspace, "teams", {"id": "T1", "unit": "Binmas", "leader": "Aipda TIGA CONTOH – 11112222", "skills": ""})
    (team,) = held(workspace, "teams")
    assert isinstance(team, Team)
    assert [officer.name for officer in team.officers] == ["TIGA CONTOH", "DUA CONTOH"]
    assert (team.unit, team.skills, team.max_visits) == ("Binmas", frozenset(), 5)
    put(workspace, "complaints", AT_HOME)
    put(workspace, "complaints", {"id": "K1", "household": "H1", "received": "20/08/2025", "category": "CRM"})
    (complaint,) = held(workspace, "complaints")
    assert isinstance(complaint, Complaint)
    assert complaint.due is not None
    assert complaint.due < dt.date(2025, 9, 30)


def test_a_confidence_is_kept(workspace: Workspace) -> None:
    """A complaint that is RJK stays so, without a text, whatever a later file calls it."""
    put(workspace, "complaints", AT_HOME)
    put(workspace, "complaints", {"id": "K1", "household": "H1", "received": "20/08/2025", "category": "RJK"})
    for _ in range(2):
        (complaint,) = held(workspace, "complaints")
        assert isinstance(complaint, Complaint)
        assert (complaint.category, complaint.text) == ("RJK", "")
        put(workspace, "complaints", AT_HOME)


def test_a_list_numbered_anew_takes_nothing_to_the_next_door(workspace: Workspace) -> None:
    """With a home put in above, every wish and visit stays with its home."""
    names = ("SATU", "DUA", "TIGA")
    homes = [
        {"nama kk": f"{name} CONTOH", "desa": "Saga", "rt": "1", "rw": "2", "alamat": f"Jl. {name}", "jangan dikunjungi": ""}
        | {"lintang": f"-6.194{at}", "bujur": "106.4551"}
        for at, name in enumerate((*names, "EMPAT"))
    ]
    homes[1]["jangan dikunjungi"] = "ya"
    put(workspace, "households", *homes[:3])
    before = [one for one in held(workspace, "households") if one.id.startswith("Saga")]
    put(workspace, "households", homes[3], *homes[:3])
    after = {one.id: one for one in held(workspace, "households") if one.id.startswith("Saga")}
    assert [after.pop(one.id) for one in before] == before
    assert [one.is_do_not_visit for one in after.values()] == [False]
    put(workspace, "households", *({**home, "nama kk": "BARU CONTOH"} if at == 0 else home for at, home in enumerate(homes)))
    assert sum(one.id.startswith("Saga") for one in held(workspace, "households")) == 4
