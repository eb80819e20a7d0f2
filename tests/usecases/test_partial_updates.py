"""Guards what an import leaves alone: what its file has no column for, and what was once received in confidence."""

import datetime as dt

import pytest

from planner.domain.errors import InputError
from planner.domain.records import Complaint, Facility, Household, Team
from planner.terminal.acting import account_at_work
from planner.usecases.importing import import_table
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


def put(workspace: Workspace, kind: str, *records: dict[str, str]) -> None:
    path = write_csv(workspace.folder, [list(records[0]), *(list(record.values()) for record in records)], name="table.csv")
    import_table(workspace, kind, path, reporter=Silent())


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
    free = [name for name in record if name not in NEEDED and not (name == "household" or name in {"latitude", "longitude"})]
    for left_out in [*((name,) for name in free), tuple(free)]:
        put(workspace, kind, {name: cell for name, cell in record.items() if name not in left_out})
        assert [one for one in held(workspace, kind) if one.id == record["id"]] == before, left_out


def test_what_a_file_says_is_taken(workspace: Workspace) -> None:
    """An empty cell of a column that is there clears; a new leader keeps the members; another category its own term."""
    put(workspace, "teams", TEAM)
    put(workspace, "teams", {"id": "T1", "unit": "Lantas", "leader": "Aipda TIGA CONTOH – 11112222", "skills": ""})
    (team,) = held(workspace, "teams")
    assert isinstance(team, Team)
    assert [officer.name for officer in team.officers] == ["TIGA CONTOH", "DUA CONTOH"]
    assert (team.unit, team.skills, team.max_visits) == ("Lantas", frozenset(), 5)
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


def test_a_list_numbered_anew_is_refused(workspace: Workspace) -> None:
    """With a home put in above, every wish and visit would go to the next door; at the end it may be added."""
    names = ("SATU", "DUA", "TIGA")
    homes = [
        {"nama kk": f"{name} CONTOH", "desa": "Saga", "rt": "1", "rw": "2", "alamat": f"Jl. {name}", "jangan dikunjungi": ""}
        | {"lintang": f"-6.194{at}", "bujur": "106.4551"}
        for at, name in enumerate((*names, "EMPAT"))
    ]
    homes[1]["jangan dikunjungi"] = "ya"
    put(workspace, "households", *homes[:3])
    before = [one for one in held(workspace, "households") if one.id.startswith("Saga")]
    with pytest.raises(InputError) as caught:
        put(workspace, "households", homes[3], *homes[:3])
    (fault,) = caught.value.faults
    assert (fault.code, fault.values) == ("E1060", {"count": 3, "before": "Saga-02-01-1", "after": "Saga-02-01-2"})
    assert [one for one in held(workspace, "households") if one.id.startswith("Saga")] == before
    put(workspace, "households", *({**home, "nama kk": "BARU CONTOH"} if at == 0 else home for at, home in enumerate(homes)))
    assert sum(one.id.startswith("Saga") for one in held(workspace, "households")) == 4
