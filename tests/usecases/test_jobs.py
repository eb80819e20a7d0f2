"""Guards what becomes of commands of several steps: finished or undone, numbers given once, results waiting for a free lock."""

import contextlib
import json
import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from planner.domain.errors import InputError
from planner.domain.job import Fate, Step
from planner.files import write_whole
from planner.formats.plan_file import read_plan
from planner.ledger.store import Ledger
from planner.usecases.printing import _listed
from planner.usecases.reading import read_kept_plan
from planner.usecases.seen import mark_of
from planner.usecases.settings_kept import keep_settings, settings_text
from planner.usecases.sheet_list import register_sheets
from planner.usecases.workspace import LOCK_FILE, Workspace
from tests.ledger.records import NOW
from tests.usecases.desk import DATE, SHEET, DeskRun
from tests.usecases.town import AT_DESK

QUICK = ("--engine", "insertion", "--iterations", "50")


def plans(desk: DeskRun) -> list[str]:
    """Files of the day's plans."""
    return sorted(path.name for path in (desk.folder / "plans" / DATE).iterdir())


def test_a_plan_that_cannot_be_recorded_leaves_nothing(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan whose last step fails is cleared away, and its number is not given to the next one."""
    before = plans(desk)
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "record_plan", _broken)
        desk.text("plan", "--date", DATE, *QUICK, code=70)
    assert plans(desk) == before
    assert desk("plan", "--date", DATE, *QUICK)["version"] == 3
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert [plan.version for plan in ledger.plans()] == [1, 3]


def _broken(*_: object) -> None:
    raise ValueError("broken")


def test_a_plan_on_disk_is_never_written_over(desk: DeskRun) -> None:
    """A number that files of whatever origin bear is not given again."""
    (desk.folder / "plans" / DATE / "plan-v6.json").write_text("{}", encoding="utf-8")
    assert desk("plan", "--date", DATE, *QUICK)["version"] == 7


def test_an_interrupted_plan_is_cleared_away_by_the_next_start(desk: DeskRun) -> None:
    """What a killed command left is gone after the next one, and that says which command it was."""
    left = desk.folder / "plans" / DATE / "plan-v2.json"
    half = left.with_name(".problem-v2.npz.abcdefgh.half")
    for path in (left, half):
        path.write_text("{}", encoding="utf-8")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        undo = [Step(verb="remove", values={"path": f"plans/{DATE}/plan-v2.json"})]
        ledger.begin_job("plan", f"{DATE} v2", Fate.UNDO, undo, now=NOW, actor="budi")
    desk("sheets")
    assert "E6131" in desk.err
    assert "budi" in desk.err
    assert not left.exists()
    assert not half.exists()
    desk("sheets")
    assert desk.err == ""


def test_a_found_plan_waits_for_the_lock(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finished search is not thrown away while somebody holds the lock: it is put aside, and the next command keeps it."""
    monkeypatch.setattr("planner.usecases.workspace.WORD_AFTER", 0.05)
    monkeypatch.setattr("planner.usecases.keeping_aside.PATIENCE", 0.2)
    with FileLock(desk.folder / LOCK_FILE):
        desk.text("plan", "--date", DATE, *QUICK, code=6)
    assert all(words in desk.err for words in ("menunggu dds", "E6110", "E6112"))
    desk("status")
    assert "E6134" in desk.err
    assert not (desk.folder / ".aside").exists()
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert [plan.version for plan in ledger.plans()] == [1, 2]
    assert read_kept_plan(desk.folder / "plans" / DATE / "plan-v2.json").document.plan_version == 2


def test_erasing_takes_the_id_out_of_plans(desk: DeskRun) -> None:
    """The id and the place of an erased household are in no plan and no problem; everybody else's rows stay as they are."""
    before = read_kept_plan(Path(desk.plan))
    desk("person", "erase", "H003", "--yes")
    assert '"H003"' not in Path(desk.plan).read_text(encoding="utf-8")
    after = read_kept_plan(Path(desk.plan))
    ids = [visit.id for visit in after.problem.visits]
    assert "H003" not in ids
    for visit, known in zip(after.problem.visits, before.problem.visits, strict=True):
        is_same = (after.places[visit.place] == before.places[known.place]).all()
        assert is_same == (known.id not in {"H003", "C1"})
    assert desk("check", desk.plan)["is_valid"]


def test_a_plan_found_before_an_erasure_names_nobody(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is erased while a search goes on is not in the plan that it finds."""
    from planner.usecases import daily  # noqa: PLC0415 (patched here)

    keep = daily.keep_result

    def erased_meanwhile(*arguments: object, **options: object) -> object:
        desk.text("person", "erase", "H007", "--yes")
        return keep(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(daily, "keep_result", erased_meanwhile)
    kept = Path(desk("plan", "--date", DATE, *QUICK)["plan"])
    assert "H007" not in kept.read_text(encoding="utf-8")
    assert "H007" not in {visit.subject or visit.id for visit in read_kept_plan(kept).problem.visits}
    assert json.loads(kept.read_text(encoding="utf-8"))["plan_version"] == read_plan(kept).plan_version


def test_a_print_that_fails_leaves_neither_papers_nor_numbers(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A print that fails at its end leaves no paper, no half file and no sheet that nobody printed on the list."""
    with monkeypatch.context() as patched:
        patched.setattr("planner.usecases.printing.write_sheets", _broken)
        desk.text("print", desk.plan, "--csv", code=70)
    assert not any(path.is_file() for path in (desk.folder / "sheets").rglob("*"))
    assert desk("sheets", DATE)["sheets"] == []


def test_a_printed_number_keeps_its_meaning(desk: DeskRun) -> None:
    """Rows of a plan that was changed since it was printed are neither printed again nor recorded; the others are."""
    desk("print", desk.plan)
    path = Path(desk.plan)
    said = json.loads(path.read_text(encoding="utf-8"))
    stops = next(route["stops"] for route in said["routes"] if route["shift"] == "T01")
    stops[0]["visit"], stops[1]["visit"] = stops[1]["visit"], stops[0]["visit"]
    path.write_text(json.dumps(said), encoding="utf-8")
    desk.text("record", SHEET, typed="b\nq\n", code=3)
    assert "E7028" in desk.err
    kept = read_kept_plan(path)
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        sheets = {one.sheet.id: one for one in register_sheets(Workspace(desk.folder, AT_DESK), ledger, kept)}
        assert sheets[SHEET].changed == {1, 2}
        assert not sheets[SHEET.replace("T01", "T02")].changed
        with pytest.raises(InputError, match="E6035"):
            _listed(Workspace(desk.folder, AT_DESK), ledger, kept, ("T01", "T02"))


def test_erased_rows_are_no_changed_rows(desk: DeskRun) -> None:
    """After an erasure the rows of the sheet mean what they meant, but for the one that nobody is behind any more."""
    desk("print", desk.plan)
    desk("person", "erase", next(stop for stop in desk.stops() if stop.startswith("H")), "--yes")
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        sheets = register_sheets(Workspace(desk.folder, AT_DESK), ledger, read_kept_plan(Path(desk.plan)))
    assert [one.changed for one in sheets] == [frozenset()] * len(sheets)


def test_a_backup_that_fails_leaves_no_part(desk: DeskRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that fails after its last page leaves no file, and its name is free for the next."""
    target = tmp_path / "copy.sqlite"
    with monkeypatch.context() as patched:
        patched.setattr("planner.usecases.backing_up.keep_anchor", _broken)
        desk.text("backup", str(target), code=70)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
    desk("backup", str(target))
    assert target.is_file()


def test_purge_waits_for_a_reader_and_says_so(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program reads, what was purged is still in the raw file: the command says so, and the next one wipes it."""
    monkeypatch.setattr("planner.ledger.store.BUSY_TIMEOUT", 0.1)
    monkeypatch.setattr("planner.ledger.retention._STEP", 50)
    monkeypatch.setattr(Ledger.open.__func__, "__kwdefaults__", {"create": False, "busy_timeout": 0.1})  # type: ignore[attr-defined]
    file = desk.folder / "ledger.sqlite"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM households").fetchone()
        desk.text("purge", code=6)
        assert "E6113" in desk.err
        assert "E6055" in desk.err or "E6005" in desk.err
    desk("status")
    assert "E6130" in desk.err
    assert desk("status")["in_order"]


@pytest.mark.parametrize("last", [0, 1, 5, 12])
def test_an_init_that_was_killed_goes_on_when_it_is_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    """The settings make a workspace of the folder and come last: before, the same is asked for again and nothing is missing."""
    whole = Workspace.create(tmp_path / "whole", AT_DESK).folder
    folder, written = tmp_path / "ws", []

    def killed(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) > last:
            raise KeyboardInterrupt
        write_whole(path, content)

    with monkeypatch.context() as patched:
        patched.setattr("inputs.templates.write_whole", killed)
        with pytest.raises(KeyboardInterrupt):
            Workspace.create(folder, AT_DESK)
    Workspace.create(folder, AT_DESK)
    made, wanted = ({path.relative_to(one) for path in one.rglob("*")} for one in (folder, whole))
    assert made == wanted


def test_settings_that_another_desk_has_kept_meanwhile_stay(tmp_path: Path) -> None:
    """What was seen is compared where nobody else can write: who saw an earlier text keeps nothing."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    before = settings_text(workspace.folder).text
    assert keep_settings(workspace, f"{before}\n# satu\n", seen=mark_of(before))
    with pytest.raises(InputError, match="E6138"):
        keep_settings(workspace, f"{before}\n# dua\n", seen=mark_of(before))
    assert settings_text(workspace.folder).text == f"{before}\n# satu\n"


def test_settings_change_together_with_their_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before the trail knows, the text is as it was."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    before = settings_text(workspace.folder).text

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "audit", stopped)
    with pytest.raises(KeyboardInterrupt):
        keep_settings(workspace, f"{before}\n# catatan\n")
    assert settings_text(workspace.folder).text == before
