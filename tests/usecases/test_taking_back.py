"""Guards `dds import undo`: the last import of a kind taken back by the command, unless a plan names what it brought."""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.ledger.records import PlanRecord
from planner.terminal.main import run
from planner.usecases import taking_back
from planner.usecases.importing import import_table
from planner.usecases.jobs.changing import changing
from planner.usecases.progress import Silent
from planner.usecases.seen import mark_of
from planner.usecases.taking_back import last_imports, take_back_import
from planner.usecases.workspace import Workspace
from tests.inputs.tables.writing import HEADINGS, home, write_csv
from tests.usecases.town import AT_DESK

DAY = dt.date(2026, 11, 30)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one home, and an import that changed it and brought another."""
    made = Workspace.create(tmp_path / "ws", AT_DESK)
    for rows in ([home()], [home(head_name="LAIN CONTOH"), home(id="H2")]):
        import_table(made, "households", write_csv(tmp_path, [HEADINGS, *rows], name="rumah.csv"), reporter=Silent())
    return made


def keep_plan(workspace: Workspace, version: int, ids: list[str]) -> None:
    """A plan as the ledger and the folder know it, of visits at some homes."""
    path = f"plans/{DAY}/plan-v{version}.json"
    (workspace.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (workspace.folder / path).write_text(json.dumps({"stops": [{"visit": id_} for id_ in ids]}), encoding="utf-8")
    with workspace.ledger() as ledger:
        ledger.record_plan(
            PlanRecord(
                date=DAY,
                version=version,
                created=workspace.now(),
                actor="piket",
                path=path,
                fingerprint="x",
                engine="own",
                engine_version="1",
                seed=0,
                num_stops=len(ids),
            )
        )


def names(workspace: Workspace) -> dict[str, str | None]:
    with workspace.ledger() as ledger:
        return {one.id: one.head_name for one in ledger.households()}


def test_by_the_command(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what it did, in words and as data; a second time there is nothing to take back."""
    where = ["--workspace", str(workspace.folder)]
    assert run(["import", "undo", "households", *where, "--lang", "id"]) == 0
    said = capsys.readouterr().out
    assert "Impor rumah.csv (" in said
    assert "keluarga: 1 dihapus, 1 kembali seperti semula." in said
    assert names(workspace) == {"H1": "WARGA CONTOH"}
    assert run(["import", "undo", "households", *where, "--lang", "en"]) == 3
    assert "E6140" in capsys.readouterr().err
    for kind in ("roads", "villages"):
        assert run(["import", "undo", kind, *where, "--lang", "id"]) == 3
        assert "E6146" in capsys.readouterr().err


def test_an_import_that_came_while_the_lock_was_waited_for_stays(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen is compared under the lock: who waited behind another import takes none of it back."""
    seen = mark_of(last_imports(workspace)["households"])

    @contextlib.contextmanager
    def after_another(one: Workspace) -> Iterator[object]:
        table = write_csv(one.folder.parent, [HEADINGS, home(id="H3")], name="baru.csv")
        import_table(workspace, "households", table, reporter=Silent())
        with changing(one) as ledger:
            yield ledger

    with monkeypatch.context() as patch:
        patch.setattr(taking_back, "changing", after_another)
        with pytest.raises(InputError, match="E6138"):
            take_back_import(workspace, "households", seen=seen)
    assert set(names(workspace)) == {"H1", "H2", "H3"}
    assert take_back_import(workspace, "households", seen=mark_of(last_imports(workspace)["households"])).num_removed == 1


def test_a_plan_of_other_homes_is_not_in_the_way(workspace: Workspace) -> None:
    """A plan made since that names none of the import's homes does not rest on it; one that does is named."""
    keep_plan(workspace, 1, ["H99"])
    keep_plan(workspace, 2, ["H98", "H2"])
    with pytest.raises(InputError) as caught:
        take_back_import(workspace, "households")
    assert [(fault.code, fault.values["plan"], fault.where.file) for fault in caught.value.faults] == [
        ("E6141", "2026-11-30 v2", "rumah.csv")
    ]
    (workspace.folder / f"plans/{DAY}/plan-v2.json").write_text('{"stops": []}', encoding="utf-8")
    assert take_back_import(workspace, "households").num_removed == 1
