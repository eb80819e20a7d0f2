"""Failures at the terminal: what is said, and the exit code."""

import io
from pathlib import Path

import pytest

from planner.domain.errors import Fault, InputError
from planner.domain.plan import Reason
from planner.domain.violation import Law, Phrase, Violation
from planner.terminal.main import run
from planner.terminal.outcomes import exit_code_of, tell_failure
from planner.usecases.refusing import CheckFailedError, RequiredMissedError

NEIGHBOURHOOD = ("--village", "V1", "--rt", "1", "--rw", "1")
VIOLATION = Violation(law=Law.SKILLS, where=Phrase("shift T1"), got=Phrase("none"), expected=Phrase("ppa"))


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (InputError([Fault(code="E4002", values={"date": "2025-08-26", "households": 0})], num_more=3), 3, "E4002"),
        (InputError([Fault(code="E6110", values={"folder": "x"})]), 6, "E6110"),
        (RequiredMissedError({"C1": Reason.NO_SKILL}), 4, "--waive"),
        (CheckFailedError((VIOLATION,)), 5, "skills"),
        (ZeroDivisionError("secret"), 70, "ZeroDivisionError"),
    ],
)
def test_each_failure_has_its_exit_code(error: Exception, code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit codes are those of the manual, and a bug's own text (it may hold anything) is not shown."""
    assert exit_code_of(error) == code
    tell_failure(error, "en")
    text = capsys.readouterr().err
    assert words in text
    assert "secret" not in text


def test_folder_without_settings_is_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Any command outside a workspace says so and how to make one, exit code 6."""
    assert run(["--workspace", str(tmp_path), "--lang", "en", "plan"]) == 6
    assert "dds init" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        (("person", "show", "\udcff"), ""),
        (("audit", "--person", "\udcff"), ""),
        (("backup", "{folder}/\udcff.sqlite"), ""),
        (("backup", "{folder}/x.age", "--encrypt"), "\udcff dan sembilan huruf lain\n"),
        (("complaint", "new", "--category", "CRM", "--position", "-6.2,106.45", *NEIGHBOURHOOD), "\udcff\n"),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], typed: str
) -> None:
    """Wherever they are typed or piped in, they are said to be none, and are no bug of ours; nothing is left of the attempt."""
    assert run(["init", str(tmp_path / "ws")]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    capsys.readouterr()
    told = [part.format(folder=tmp_path) for part in arguments]
    assert run(["--workspace", str(tmp_path / "ws"), *told]) == 3
    assert "E9002" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["ws"]
