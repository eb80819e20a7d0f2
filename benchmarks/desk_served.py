"""A planned workspace served to clients in a browser, as the measurements of the desk want it."""

import argparse
import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from planner.domain.account import Role
from planner.usecases.accounts import add_account
from planner.usecases.acting import Acting
from planner.usecases.workspace import Workspace

PASSWORD = "empat kata rahasia contoh"  # noqa: S105 (of invented people)


def asked_for(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """What a measurement is asked for, with the workspace that all of them may be given."""
    parser.add_argument("--workspace", type=Path, help="a planned workspace to copy; without it one is made (minutes)")
    return parser.parse_args()


@contextmanager
def laid_out(given: Path | None, numbers: Sequence[int]) -> Iterator[Path]:
    """A copy of a planned workspace, or one that is made, with an account at the desk for each of some numbers."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "ws"
        if given:
            shutil.copytree(given, folder)
        else:
            _make(folder)
        workspace = workspace_of(folder)
        for number in numbers:
            add_account(workspace, name_of(number), PASSWORD, [Role.DESK], passwords=_Plain())
        yield folder


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The desk in a process of its own; its port and its process id."""
    code = "import sys; from benchmarks.desk_served import serve; serve(sys.argv[1])"
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stdout is not None  # noqa: S101 (asked for above)
        yield int(process.stdout.readline()), process.pid
    finally:
        process.terminate()
        process.wait()


def serve(folder: str) -> None:
    """Serve a workspace on a free port, as on the day of its newest plan, and print the port."""
    import socket  # noqa: PLC0415

    import uvicorn  # noqa: PLC0415

    from planner.desk.app import make_app  # noqa: PLC0415

    ahead = dt.date.fromisoformat(day_of(Path(folder))) - dt.datetime.now(dt.UTC).date()
    app = make_app(Path(folder), passwords=_Plain(), clock=lambda: dt.datetime.now(dt.UTC) + ahead)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])


def processor_seconds(process: int) -> float:
    """What a process has used of the processors so far; Linux only."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def share(values: list[float], part: float) -> float:
    """The value that so many lie below."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def workspace_of(folder: Path) -> Workspace:
    """The workspace in a folder."""
    from planner.terminal.acting import account_at_work  # noqa: PLC0415

    return Workspace(folder, account_at_work())


def day_of(folder: Path) -> str:
    """The day of its newest plan."""
    with workspace_of(folder).ledger() as ledger:
        return max(plan.date for plan in ledger.plans()).isoformat()


def name_of(number: int) -> str:
    """What a client is called."""
    return f"Meja {number:02d} CONTOH"


def _make(folder: Path) -> None:
    """The example area with a planned day whose sheets are registered."""
    from planner.terminal.acting import account_at_work  # noqa: PLC0415
    from planner.usecases.daily import plan_day  # noqa: PLC0415
    from planner.usecases.demo import make_demo_workspace  # noqa: PLC0415
    from planner.usecases.progress import Silent  # noqa: PLC0415
    from planner.usecases.reading import read_kept_plan  # noqa: PLC0415
    from planner.usecases.searching import SearchWish  # noqa: PLC0415
    from planner.usecases.sheet_list import register_sheets  # noqa: PLC0415

    acting: Acting = account_at_work()
    workspace, day = make_demo_workspace(folder, acting, size="full", reporter=Silent())
    report: Any = plan_day(workspace, day, SearchWish(time_limit=20), reporter=Silent())
    with workspace.ledger() as ledger:
        register_sheets(workspace, ledger, read_kept_plan(report.kept.path), is_printed=True)


class _Plain:
    """Passwords without the cost of hashing: signing in is not what is measured."""

    def made(self, password: str) -> str:
        return f"plain:{password}"

    def is_right(self, kept: str, password: str) -> bool:
        return kept == f"plain:{password}"

    def renewed(self, kept: str, password: str) -> str:
        del password
        return kept
