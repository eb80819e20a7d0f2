"""Guards values of options: what is no amount of anything is a wrong command line, not a fault of ours."""

from pathlib import Path

import click
import pytest

from planner.terminal.kinds import File, NewFile
from planner.terminal.main import run
from planner.usecases.rooms import require_outside


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1", "1e308"])
def test_a_limit_that_is_none_is_refused(tmp_path: Path, seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A time limit is a length of time: neither endless, nor negative, nor no number at all."""
    assert run(["--lang", "en", "solve", "x.json", "-o", str(tmp_path / "y.json"), f"--time-limit={seconds}"]) == 2
    assert "--time-limit" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-13-01", "2026-11"])
@pytest.mark.parametrize(
    "line",
    [["plan", "--date"], ["audit", "--day"], ["audit", "--to"], ["report", "--from"], ["forecast", "--until"]],
    ids=" ".join,
)
def test_a_day_outside_the_calendar_of_a_station_is_refused(
    line: list[str], day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in a year is a wrong command line: reckoning with days would leave the calendar of the machine."""
    assert run(["--lang", "en", *line, day]) == 2
    assert f"'{day}' is not written like 2025-08-26, of the years 2000 to 2199." in capsys.readouterr().err


def test_a_month_outside_it_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A month is held to the same years as a day, and named in its own form."""
    assert run(["--lang", "en", "report", "--month", "0001-01"]) == 2
    assert "is not written like 2025-08, of the years" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        ["plan", "--seed"], ["plan", "--iterations"], ["plan", "--prove"], ["plan", "--time-limit"], ["forecast", "--seed"],
        ["replan", "x", "--max-changes"], ["replan", "x", "--tolerance"], ["replan", "x", "--disruption"], ["bench", "--seeds"],
        ["bench", "--time-limit"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_number_too_large_for_a_machine_word_is_refused(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Engines and the ledger's database take no number as large as one likes: options hold to what dds.toml may say."""
    assert run(["--lang", "en", *line, str(2**64)]) == 2
    assert line[-1] in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        ["solve", "a.json", "-o", "b/../a.json"], ["solve", "x.json", "--start", "a.json", "-o", "a.json"],
        ["solve", "x.json", "--roads", "a.json", "-o", "a.json"], ["bench", "x.json", "a.json", "-o", "a.json"],
        ["record", "plan", "--list", "a.json", "--export-list", "a.json"], ["whatif", "a.json", "--csv", "a.json"],
        ["whatif", "x.json", "--csv", "a.json", "--pdf", "a.json"], ["reach", "--list", "a.json", "--map", "a.json"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_nothing_is_written_over_what_a_command_reads(
    line: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer named like its problem would destroy it: refused before anything is read or written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b").mkdir()
    (tmp_path / "a.json").write_text("kept", encoding="utf-8")
    assert run(["--lang", "en", *line]) == 2
    assert "is named twice" in capsys.readouterr().err
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "kept"


def test_where_something_is_written_may_stand_what_this_account_may_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another account's file of that name is refused by what writes, with its code, not as a misspelt command."""
    (tmp_path / "copy.age").touch()
    monkeypatch.setattr("os.access", lambda *_args, **_rest: False)
    assert NewFile().convert(str(tmp_path / "copy.age"), None, None) == tmp_path / "copy.age"
    with pytest.raises(click.BadParameter):
        File().convert(str(tmp_path / "copy.age"), None, None)


_WRITING = [
    ["backup"], ["backup", "--encrypt"], ["backup", "--decrypt", "x.age"], ["record", "plan", "--export-list"],
    ["reach", "--list"], ["reach", "--map"], ["import", "households", "x.csv", "--annotate"], ["radio", "x.json", "-o"],
    ["solve", "x.json", "-o"], ["bench", "x.json", "-o"], ["whatif", "x.json", "--csv"], ["whatif", "x.json", "--pdf"],
]  # fmt: skip


@pytest.mark.parametrize("line", _WRITING, ids=" ".join)
def test_nothing_is_written_among_what_a_workspace_keeps(
    line: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No erasure looks into what people write into the workspace's own rooms: refused, by whatever way it is named."""
    (tmp_path / "ws").mkdir()
    for name in ("dds.toml", "ledger.sqlite"):
        (tmp_path / "ws" / name).write_text("", encoding="utf-8")
    (tmp_path / "elsewhere").symlink_to("ws/plans")
    monkeypatch.chdir(tmp_path)
    for target in ("ws/plans/2025-08-26/plan-v9.json", "ws/Roads/x.csv", "elsewhere/x.csv", "ws/ledger.sqlite", "ws/.aside/x"):
        assert run(["--lang", "en", *line, target]) == 6
        assert "E6108" in capsys.readouterr().err
    assert {path.name for path in tmp_path.rglob("*")} == {"ws", "dds.toml", "ledger.sqlite", "elsewhere"}


def test_what_people_keep_in_a_workspace_may_be_written(tmp_path: Path) -> None:
    """Beside the rooms, into those for files of one's own, and as the ledger that was lost."""
    (tmp_path / "dds.toml").write_text("", encoding="utf-8")
    for name in ("copy.sqlite", "data/x.xlsx", "scenarios/x.csv", "ledger.sqlite", "mine/plans/x.csv"):
        require_outside(tmp_path / name)
