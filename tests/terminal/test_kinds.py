"""Guards values of options: what is no amount of anything is a wrong command line, not a fault of ours."""

from pathlib import Path

import pytest

from planner.terminal.main import run


@pytest.mark.parametrize("seconds", ["nan", "inf", "-1"])
def test_a_limit_that_is_none_is_refused(tmp_path: Path, seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A time limit is a length of time: neither endless, nor negative, nor no number at all."""
    assert run(["--lang", "en", "solve", "x.json", "-o", str(tmp_path / "y.json"), f"--time-limit={seconds}"]) == 2
    assert "--time-limit" in capsys.readouterr().err
