"""Guards the next command against what somebody wrote into the ledger's jobs or among the results put aside."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.job import Fate, Step
from planner.ledger.store import Ledger
from planner.usecases.jobs.bounds import OF_A_JOB, is_ours
from planner.usecases.jobs.frame import carry_out
from planner.usecases.jobs.steps import STEPS
from planner.usecases.workspace import Workspace
from tests.ledger.records import NOW
from tests.usecases.desk import DATE, DeskRun
from tests.usecases.town import AT_DESK


@pytest.mark.parametrize(
    ("verb", "values"),
    [
        ("remove", {"path": "{outside}/mine.txt"}),
        ("remove", {"path": "../mine.txt"}),
        ("remove", {"path": "plans/../ledger.sqlite"}),
        ("remove", {"path": "plans/./x"}),
        ("remove", {"path": "ledger.sqlite"}),
        ("remove", {"path": "plans"}),
        ("remove", {"path": ""}),
        ("remove", {"path": 5}),
        ("remove", {"path": "sheets/a", "name": "x"}),
        ("remove", {"path": "sheets/link/mine.txt"}),
        ("forget", {"path": "plans/link/x.json", "household": "H", "nameless": "N", "complaints": []}),
        ("sweep", {"path": "{outside}"}),
        ("sweep", {"path": "plans/link"}),
        ("sweep", {"path": ".."}),
        ("write", {"path": "{outside}/new.sh", "text": "x"}),
        ("write", {"path": "dds.toml", "text": "x"}),
        ("write", {"path": "sheets/link/new.sh", "text": "x"}),
        ("settle", {"path": "ledger.sqlite", "mark": "0" * 16}),
        ("settle", {"path": "dds.toml", "mark": "../../mine"}),
        ("unsettle", {"path": "../dds.toml", "mark": "0" * 16}),
        ("move", {"path": "plans/.v1.drawing", "to": "../v1"}),
        ("move", {"path": "plans", "to": "sheets"}),
        ("move", {"path": "sheets/link", "to": "sheets/a"}),
        ("audit", {"action": "replan", "subject": "plan x", "details": {}}),
        ("erase", {"household": "H001"}),
        ("run", {"path": "plans/x"}),
        ([], {}),
    ],
)
def test_a_step_outside_our_kinds_and_places_is_refused(tmp_path: Path, verb: str, values: dict[str, object]) -> None:
    """Absolute, climbing, un-normalised, through a link, at a place that no command has, of an unknown kind or shape."""
    folder, outside = tmp_path / "ws", tmp_path / "outside"
    for path in (folder / "plans", folder / "sheets", outside):
        path.mkdir(parents=True)
    for name in ("plans", "sheets"):
        (folder / name / "link").symlink_to(outside)
    filled = {
        name: value.format(outside=outside.as_posix()) if isinstance(value, str) else value for name, value in values.items()
    }
    assert not is_ours(folder, Step(verb=verb, values=filled), OF_A_JOB)


def test_what_commands_begin_is_ours(tmp_path: Path) -> None:
    """Every verb that is carried out has a shape; steps of printing, planning, erasing and importing are let through."""
    whom = {"household": "H001", "nameless": "N1", "complaints": ("K-1",)}
    steps = [
        Step(verb="remove", values={"path": f"sheets/{DATE}/.v1.drawing"}),
        Step(verb="remove", values={"path": ".aside/plan-1"}),
        Step(verb="move", values={"path": f"sheets/{DATE}/.v1.drawing", "to": f"sheets/{DATE}/v1"}),
        Step(verb="move", values={"path": "reports/.2025-08.drawing", "to": "reports/2025-08"}),
        Step(verb="sweep", values={"path": "roads"}),
        Step(verb="forget", values={"path": f"plans/{DATE}/plan-v1.json", **whom}),
        Step(verb="erase", values=whom),
        Step(verb="write", values={"path": "habits.json", "text": "{}"}),
        Step(verb="scrub"),
    ]
    assert [step.label() for step in steps if not is_ours(tmp_path, step, OF_A_JOB)] == []
    assert STEPS.keys() == OF_A_JOB | {"audit", "week_day"}


def _put(folder: Path, to_do: str) -> None:
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        ledger.begin_job("purge", "retention", Fate.FINISH, [Step(verb="vanish")], now=NOW, actor="root")
        with contextlib.closing(sqlite3.connect(folder / "ledger.sqlite")) as file:
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE name LIKE 'sum_jobs_%'").fetchall():
                file.execute(f'DROP TRIGGER "{name}"')
            file.execute("UPDATE jobs SET to_do = ?", (to_do,))
            file.commit()


@pytest.mark.parametrize("kind", ["outside", "no JSON", "no steps", "nothing"])
def test_a_job_that_no_command_began_is_taken_out_undone(desk: DeskRun, kind: str) -> None:
    """The next command says so (E6137) and does nothing of it, not even its lawful steps; the one after is quiet."""
    target, kept = desk.folder.parent / "outside.txt", desk.folder / "plans" / DATE / "plan-v1.json"
    target.write_text("mine", encoding="utf-8")
    lawful = ["remove", {"path": f"plans/{DATE}/plan-v1.json"}]
    steps = [lawful, ["remove", {"path": target.as_posix()}], ["write", {"path": f"{target}.sh", "text": "echo"}]]
    _put(
        desk.folder, {"outside": json.dumps(steps), "no JSON": "[[", "nothing": "[]", "no steps": '[["remove", 5, 6], 7]'}[kind]
    )
    desk.text("status")
    assert "E6137" in desk.err
    assert (kept.exists(), target.read_text(encoding="utf-8"), target.with_name("outside.txt.sh").exists()) == (
        True,
        "mine",
        False,
    )
    desk.text("status")
    assert "E6137" not in desk.err
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        assert [entry.details["did"] for entry in ledger.audit_trail(action="job")] == ["refused"]


def test_no_job_is_begun_that_would_be_refused(desk: DeskRun) -> None:
    """Where a folder of the workspace is a link, a command is refused before its first step, and nothing of it stays."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        with pytest.raises(InputError, match="E6137"):
            carry_out(workspace, ledger, "purge", "retention", [Step(verb="remove", values={"path": "../x"})])
        assert ledger.open_jobs() == ()


def _aside(desk: DeskRun, who: str | None) -> Path:
    folder = desk.folder / ".aside" / "plan-1"
    folder.mkdir(parents=True)
    for name in ("plan-v1.json", "problem-v1.npz"):
        shutil.copy(desk.folder / "plans" / DATE / name, folder / name)
    if who is not None:
        (folder / "who.json").write_text(who, encoding="utf-8")
    return folder


def _who(*also: Sequence[object]) -> str:
    return json.dumps({"kind": "plan", "actor": "budi", "moment": "2025-08-26 08:00", "also": also})


@pytest.mark.parametrize(
    "who",
    [
        None, "{}", "[]", "{", "null", '"x"', '{"also": 5}', _who(["audit"]), _who("remove"),
        _who(["remove", {"path": "plans/x"}]), _who(["write", {"path": "habits.json", "text": "x"}]),
        _who(["audit", {"action": "sign_in", "subject": "kapolsek", "details": {}}]), _who().replace("budi", "a\\u001bb"),
    ],
)  # fmt: skip
def test_what_is_put_aside_otherwise_than_we_do_is_told_and_left(desk: DeskRun, who: str | None) -> None:
    """E6135 names its folder and what to do; the command goes on, and nothing is kept or done."""
    folder = _aside(desk, who)
    desk.text("status")
    assert "E6135" in desk.err
    assert ".aside/plan-1" in desk.err
    assert folder.is_dir()
    assert len(list((desk.folder / "plans" / DATE).glob("plan-v*.json"))) == 1


@pytest.mark.parametrize("words", [("person", "erase", "H001", "--yes"), ("purge",)])
def test_what_lies_aside_and_cannot_be_read_goes_with_who_is_forgotten(desk: DeskRun, words: tuple[str, ...]) -> None:
    """It may name anybody: erasing and purging delete it, and say so where papers are named."""
    folder = _aside(desk, "{}")
    (folder.parent / "b").write_text("H001", encoding="utf-8")
    desk.text(*words)
    assert not folder.parent.exists()
