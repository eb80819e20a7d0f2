"""Guards the second start of the desk: it shows the page that is open, and starts no other."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from planner.desk import serving
from planner.desk.one_desk import OneDesk
from planner.domain.errors import InputError
from planner.usecases.serving import Serving
from tests.usecases.town import make_workspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace."""
    return make_workspace(tmp_path_factory.mktemp("one")).folder


@pytest.fixture
def opened(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A desk in a process of its own, and its address."""
    command = [sys.executable, "-m", "planner.doors", "--workspace", str(folder), "desk", "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603
        try:
            assert process.stderr is not None
            address = next(found[0] for line in process.stderr if (found := re.findall(r"http://\S+/", line)))
            yield process, address
        finally:
            process.kill()


def _start(folder: Path, port: int | None = None) -> tuple[list[str], list[str]]:
    """Start the desk in this process: what is said, and which pages are shown."""
    said: list[str] = []
    shown: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving.webbrowser, "open", shown.append)
        serving.serve(
            Serving(folder=folder, language="id", port=port, tell=lambda text, **values: said.append(text.format(**values)))
        )
    return said, shown


def test_a_second_start_shows_the_page_while_the_first_lives(folder: Path, opened: tuple[subprocess.Popen[str], str]) -> None:
    """It ends at once, or says where the first one is (E6094); a killed desk's place is free, whatever address it left."""
    process, address = opened
    said, shown = _start(folder)
    assert shown == [address]
    assert said == [f"The desk is open already at {address}"]
    with urlopen(address) as answer:  # noqa: S310 (our own desk)
        assert answer.status == 200
    with pytest.raises(InputError, match=f"E6094.*{address}"):
        _start(folder, port=8499)
    process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    process.wait()
    desk = OneDesk(folder)
    with desk.taken() as is_ours:
        assert is_ours
        desk.say("http://127.0.0.1:1/")
        assert OneDesk(folder).address() == "http://127.0.0.1:1/"
    assert not list(folder.glob(".dds.desk.*[!k]"))
