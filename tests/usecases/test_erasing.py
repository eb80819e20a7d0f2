"""Guards that nothing of an erased household stays where no plan says any more whom it names."""

from dataclasses import replace
from pathlib import Path

from planner.domain.errors import Fault
from planner.usecases.erased_ids import ERASED_FILE, come_back
from planner.usecases.persons import erase_person
from planner.usecases.workspace import Workspace
from tests.ledger.records import NOW, household
from tests.usecases.town import AT_DESK


def test_papers_of_plans_that_are_gone_or_broken_go_with_a_household(tmp_path: Path) -> None:
    """Papers and problems whose plan was deleted by hand, or cannot be read, are deleted and told; others stay."""
    told: list[Fault] = []
    workspace = Workspace.create(tmp_path / "ws", replace(AT_DESK, tell=told.append))
    folder, home = workspace.folder, household(1)
    with workspace.ledger() as ledger:
        ledger.put_households([home], source="warga.csv", now=NOW, actor="sari")
    plans, papers = folder / "plans" / "2025-08-26", folder / "sheets" / "2025-08-26"
    plans.mkdir()
    for version in (1, 2, 3):
        (papers / f"v{version}").mkdir(parents=True)
        (papers / f"v{version}" / "sheets.pdf").write_bytes(b"Jl. Contoh 1")
        (plans / f"problem-v{version}.npz").write_bytes(home.id.encode())
    (plans / "plan-v2.json").write_text('{"problem": {"file": "problem-v2.npz"', encoding="utf-8")  # cut off
    (plans / "plan-v3.json").write_text('{"problem": {"file": "problem-v3.npz", "sha256": ""}}', encoding="utf-8")
    report = erase_person(workspace, home.id)
    kept = sorted(path.relative_to(folder).as_posix() for part in (plans, papers) for path in part.rglob("*") if path.is_file())
    assert [path for path in kept if "v3" not in path] == ["plans/2025-08-26/plan-v2.json"]
    assert [path for path in kept if "v3" in path] == [
        "plans/2025-08-26/plan-v3.json", "plans/2025-08-26/problem-v3.npz", "sheets/2025-08-26/v3/sheets.pdf",
    ]  # fmt: skip
    assert {"sheets/2025-08-26/v1", "sheets/2025-08-26/v2", "plans/2025-08-26/problem-v1.npz"} <= set(report.deleted)
    assert [fault.code for fault in told] == ["E6097"]


def test_an_erased_household_that_a_list_brings_back_is_told(tmp_path: Path) -> None:
    """A new home of the list that was erased is noted (E6099), others are not; what is kept of it leads to several ids."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    homes = [household(number) for number in range(1, 4)]
    with workspace.ledger() as ledger:
        ledger.put_households(homes, source="warga.csv", now=NOW, actor="sari")
        assert come_back(workspace.folder, homes, []) == ()
        erase_person(workspace, homes[0].id)
        (note,) = come_back(workspace.folder, homes, ledger.households())
    assert (note.code, note.values["ids"]) == ("E6099", homes[0].id)
    kept = (workspace.folder / ERASED_FILE).read_text(encoding="utf-8")
    assert homes[0].id not in kept
    (note,) = come_back(workspace.folder, [household(number) for number in range(1, 30_000)], [])
    assert int(str(note.values["count"])) > 1
