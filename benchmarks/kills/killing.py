"""Runs a command in a process of its own and kills it: before its n-th change of a file or of the ledger, or at a moment."""

import codecs
import contextlib
import encodings
import importlib
import io
import os
import pkgutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from planner.terminal.main import run

_CHANGING = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_MOST = 120
"""Seconds of the longest command."""
_SQL = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended: its exit code (-9: killed), what it said, its changes, and the seconds that it took."""

    code: int
    said: str
    num_steps: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account of the operating system in the group that shares the workspace."""

    uid: int
    gid: int

    def become(self) -> None:
        """Let this process be that account's, for good."""
        os.setgroups([self.gid])
        os.setgid(self.gid)
        os.setuid(self.uid)


def load_program() -> None:
    """Load every module here, once, so that the processes forked later need not: a kill then takes a quarter of the time."""
    for name in ("planner", "inputs", "outputs", "solvers"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if ".migrations." not in module.name and not module.name.endswith("__main__"):
                with contextlib.suppress(ImportError):  # an extra that is not installed
                    importlib.import_module(module.name)
    for encoding in pkgutil.iter_modules(encodings.__path__):  # another account may not see where Python itself lies
        with contextlib.suppress(ImportError, LookupError):
            codecs.lookup(encoding.name)


class _Steps:
    """Counts the changes of a process, and kills it before one of them."""

    def __init__(self, send: int, kill_before: int | None) -> None:
        self._send, self._kill_before, self.count = send, kill_before, 0

    def step(self) -> None:
        """One more change is about to be made."""
        self.count += 1
        if self.count == self._kill_before:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Hear what the interpreter does."""
        opens = name == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if opens or name in _CHANGING:
            self.step()

    def listen(self) -> None:
        """Hear files and statements from now on."""
        sys.addaudithook(self.audit)

        @event.listens_for(Engine, "before_cursor_execute")
        def _statement(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement.lstrip().upper().startswith(_SQL):
                self.step()

        @event.listens_for(Engine, "commit")
        def _commit(_connection: Connection) -> None:
            self.step()


def started(
    arguments: list[str], said: Path, *, typed: str = "", kill_before: int | None = None, person: Person | None = None
) -> tuple[int, int]:
    """Start a command; its process, and the end of a pipe on which it tells how many changes it made."""
    receive, send = os.pipe()
    process = os.fork()
    if process:
        os.close(send)
        return process, receive
    os.close(receive)
    code = 70
    signal.alarm(_MOST)  # one that waits for ever is found by its end
    try:
        output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(output, 1)
        os.dup2(output, 2)
        if person is not None:
            person.become()
        sys.stdin = io.StringIO(typed)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
        steps = _Steps(send, kill_before)
        steps.listen()
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(send, str(steps.count).encode())
    finally:
        os._exit(code)


def run_killed(
    arguments: list[str], said: Path, *, typed: str = "", kill_before: int | None = None, kill_after: float | None = None
) -> Ended:
    """Run a command to its end, or to the kill that is asked for."""
    began = time.monotonic()
    process, receive = started(arguments, said, typed=typed, kill_before=kill_before)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    seconds = time.monotonic() - began
    counted = os.read(receive, 64)
    os.close(receive)
    told = said.read_text(encoding="utf-8", errors="replace") if said.is_file() else ""
    return Ended(code=os.waitstatus_to_exitcode(status), said=told, num_steps=int(counted or 0), seconds=seconds)
