"""Progress of long work on stderr."""

import contextlib
import io
import os
import re
import signal
from pathlib import Path

import pytest

from planner.terminal.context import CommandContext
from planner.terminal.main import run
from planner.terminal.progress import TerminalReporter, working
from planner.usecases.progress import Reporter
from tests.usecases.town import write_town

SHOW_CURSOR = "\x1b[?25h"


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of 100 columns, to stand in for stderr."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return Terminal()


def _context() -> CommandContext:
    return CommandContext(folder=Path(), language="en")


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_a_terminal_sees_phase_share_and_time_left(terminal: Terminal) -> None:
    """The running phase has its name, its share and the time left; a finished one leaves a line with its seconds."""
    with contextlib.redirect_stderr(terminal), working(_context()) as reporter:
        reporter.phase("importing {kind}", kind="households")
        for done in range(5):
            reporter.step(done, 8)
        assert reporter._bar is not None
        reporter._bar.refresh()
        shown = _plain(terminal.getvalue())
        reporter.phase("storing roads")
    assert re.search(r"· importing households .* 50% \d:\d\d:\d\d", shown)
    lines = re.split(r"[\r\n]+", _plain(terminal.getvalue()))
    finished = [found[1] for line in lines if (found := re.fullmatch(r"· (.+): [\d.]+ s *", line))]
    assert finished == ["importing households", "storing roads"]
    assert SHOW_CURSOR in terminal.getvalue()


def test_work_of_unknown_length_shows_the_time_taken(terminal: Terminal) -> None:
    """Without a total there is no share, but something moves."""
    with contextlib.redirect_stderr(terminal), working(_context()) as reporter:
        reporter.phase("reading roads")
        reporter.step(2000, None)
        assert reporter._bar is not None
        reporter._bar.refresh()
    assert re.search(r"· reading roads .* 0:00:00", _plain(terminal.getvalue()))
    assert "%" not in _plain(terminal.getvalue())


def test_a_failure_gives_the_terminal_back(terminal: Terminal) -> None:
    """Whatever ends the work, the cursor is back and nothing moves any more."""
    reporters: list[TerminalReporter] = []

    def fail() -> None:
        with contextlib.redirect_stderr(terminal), working(_context()) as reporter:
            reporters.append(reporter)
            reporter.phase("reading roads")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert SHOW_CURSOR in terminal.getvalue()
    assert reporters[0]._bar is not None
    assert not reporters[0]._bar.live.is_started


def test_a_log_sees_plain_lines_of_the_phases(capsys: pytest.CaptureFixture[str]) -> None:
    """Where stderr is no terminal there is a line a phase and nothing else."""
    with working(_context()) as reporter:
        reporter.phase("importing {kind}", kind="households")
        reporter.step(1, 2)
        reporter.phase("storing roads")
    assert capsys.readouterr().err == "· importing households …\n· storing roads …\n"
    assert [*reporter.phases] == ["importing households", "storing roads"]


def test_an_import_says_that_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables of a whole village take seconds: the import is a phase like any other, and stdout holds the result alone."""
    town = write_town(tmp_path / "town")
    assert run(["init", str(tmp_path / "ws")]) == 0
    capsys.readouterr()
    assert run(["import", "households", str(town / "households.csv"), "--workspace", str(tmp_path / "ws"), "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert "· importing households …" in err
    assert "importing" not in out


@pytest.mark.skipif(not hasattr(signal, "raise_signal") or os.name == "nt", reason="Ctrl-C is tried with a signal")
def test_first_interrupt_asks_and_second_ends() -> None:
    """Ctrl-C asks long work to stop with the best so far; pressed again it ends the program; afterwards all is as before."""
    before = signal.getsignal(signal.SIGINT)
    with working(_context(), is_stoppable=True) as reporter:
        assert not reporter.is_interrupted()
        signal.raise_signal(signal.SIGINT)
        assert reporter.is_interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_reporter_is_the_token_of_the_use_cases() -> None:
    """What the terminal hands in is what a page can hold as well."""
    token: Reporter = TerminalReporter(_context())
    assert not token.is_interrupted()
