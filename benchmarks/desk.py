"""The desk under load: many people record at once, pages at 28,000 homes, memory: `python -m benchmarks.desk`.

Serves a workspace of the whole example area as `dds desk` does, in a process of its own, and lets clients sign in and type
lines as the page of a sheet does, each at its own pace; then looks that the ledger has the last line of every row. On loopback.
"""

import argparse
import asyncio
import datetime as dt
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.shared import print_machine
from planner.domain.account import Role
from planner.domain.outcome import Outcome
from planner.usecases.accounts import add_account
from planner.usecases.acting import Acting
from planner.usecases.workspace import Workspace

PASSWORD = "empat kata rahasia contoh"  # noqa: S105 (of invented people)
KEYS = {"b": Outcome.MET, "t": Outcome.NOT_HOME}
"""One key a row, in turn, so that every line changes something."""
SEARCHES = ("melati", "rt 3 rw 2", "contoh 17", "CTH-00")


_IDLE = 3.0
"""Seconds after which a connection counts as closed; the server closes it after five."""


class _Plain:
    """Passwords without the cost of hashing: signing in is not what is measured."""

    def made(self, password: str) -> str:
        return f"plain:{password}"

    def is_right(self, kept: str, password: str) -> bool:
        return kept == f"plain:{password}"

    def renewed(self, kept: str, password: str) -> str:
        del password
        return kept


@dataclass(slots=True)
class Client:
    """One browser: a connection that stays open, a cookie, the session's token."""

    port: int
    cookie: str = ""
    token: str = ""
    seconds: list[float] = field(default_factory=list)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _last: float = 0.0

    async def ask(self, path: str, form: dict[str, str] | None = None, *, accept: str = "text/html") -> tuple[int, str]:
        """Send one request and read its answer."""
        if self._streams is None or time.monotonic() - self._last > _IDLE:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        body = b"" if form is None else urllib.parse.urlencode({"token": self.token, **form}).encode()
        lines = [
            f"{'GET' if form is None else 'POST'} {path} HTTP/1.1", f"host: 127.0.0.1:{self.port}", f"accept: {accept}",
            f"cookie: dds={self.cookie}", "content-type: application/x-www-form-urlencoded", f"content-length: {len(body)}",
        ]  # fmt: skip
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        if length:
            text = (await reader.readexactly(int(length.group(1)))).decode()
        else:
            text = ""
            while size := int((await reader.readline()).strip() or b"0", 16):
                text += (await reader.readexactly(size)).decode()
                await reader.readline()
        found = re.search(r"set-cookie: dds=([^;]+)", head, re.IGNORECASE)
        self.cookie = found.group(1) if found else self.cookie
        token = re.search(r'data-token="([^"]+)"', text)
        self.token = token.group(1) if token else self.token
        self._last = time.monotonic()
        return int(head.split()[1]), text

    async def sign_in(self, name: str) -> None:
        """As the person does."""
        await self.ask("/sign-in")
        status, _ = await self.ask("/sign-in", {"name": name, "password": PASSWORD})
        await self.ask("/")
        if status != 303:
            raise RuntimeError(f"cannot sign in: {status}")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet."""

    sheet: str
    number: int


async def record(client: Client, rows: list[Row], *, seconds: float, pace: float) -> dict[Row, Outcome]:
    """Type lines at a pace until the time is over; what was confirmed last of each row.

    A line is due at its moment, whether or not the one before was slow: its time is counted from when it was due.
    """
    begun = time.monotonic()
    said: dict[Row, Outcome] = {}
    for number in range(int(seconds * pace)):
        due = begun + number / pace
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        row, key = rows[number % len(rows)], list(KEYS)[number // len(rows) % 2]
        form = {"number": str(row.number), "line": key, "seen": said[row].value if row in said else "", "sure": "yes"}
        try:
            status, text = await client.ask(f"/record/sheet/{row.sheet}", form, accept="application/json")
        except (ConnectionError, asyncio.IncompleteReadError):  # killed: what was asked last is as before, or as asked
            said.pop(row, None)
            return said
        client.seconds.append(time.monotonic() - due)
        if status != 200 or json.loads(text)["row"]["outcome"] != KEYS[key].value:
            raise RuntimeError(f"{row}: {status} {text[:200]}")
        said[row] = KEYS[key]
    return said


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The desk in a process of its own; its port and its process id."""
    code = "import sys; from benchmarks.desk import serve; serve(sys.argv[1])"
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

    ahead = dt.date.fromisoformat(_day(Path(folder))) - dt.datetime.now(dt.UTC).date()
    app = make_app(Path(folder), passwords=_Plain(), clock=lambda: dt.datetime.now(dt.UTC) + ahead)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])


def memory(process: int) -> tuple[float, float]:
    """MiB that a process holds now, and held at most; Linux only."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    now, most = (int(re.search(rf"{name}:\s+(\d+)", text).group(1)) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[union-attr]
    return now, most


def processor_seconds(process: int) -> float:
    """What a process has used of the processors so far; Linux only."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def share(values: list[float], part: float) -> float:
    """The value that so many lie below."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


async def measure(folder: Path, port: int, process: int, wishes: argparse.Namespace) -> None:
    """Pages first, then the lines."""
    clients = [Client(port) for _ in range(wishes.clients)]
    for number, client in enumerate(clients):
        await client.sign_in(_name(number))
    await _pages(clients[0], _day(folder))
    rows = _rows(folder)
    parts = [rows[number :: wishes.clients] for number in range(wishes.clients)]
    for sheet in {row.sheet for row in rows}:
        await clients[0].ask(f"/record/sheet/{sheet}")
    begun, used, own = time.monotonic(), processor_seconds(process), time.process_time()
    if wishes.kill:
        asyncio.get_running_loop().call_later(wishes.kill, os.kill, process, signal.SIGKILL)
    told = await asyncio.gather(
        *(record(client, part, seconds=wishes.seconds, pace=wishes.pace) for client, part in zip(clients, parts, strict=True))
    )
    took = time.monotonic() - begun
    own = time.process_time() - own
    times = [one for client in clients for one in client.seconds]
    print(
        f"lines: {len(times)} by {wishes.clients} clients in {took:.1f} s ({len(times) / took:.0f} a second), "
        f"half under {share(times, 0.5):.3f} s, 95 % under {share(times, 0.95):.3f} s, slowest {max(times):.3f} s"
    )
    if not wishes.kill:
        print(f"the server's processor: {1000 * (processor_seconds(process) - used) / len(times):.1f} ms a line")
        print(f"the clients' processor, in a process of their own: {1000 * own / len(times):.1f} ms a line")
    _compare(folder, {row: outcome for part in told for row, outcome in part.items()})


async def _pages(client: Client, day: str) -> None:
    for path in ("/", f"/day/{day}", f"/plan/{day}", f"/record/{day}", "/complaints"):
        times = []
        for _ in range(4):
            begun = time.monotonic()
            status, text = await client.ask(path)
            times.append(time.monotonic() - begun)
            if status != 200:
                raise RuntimeError(f"{path}: {status} {text[:200]}")
        print(f"page {path}: first {times[0]:.3f} s, then {min(times[1:]):.3f} s, {len(text) / 1000:.0f} kB")
    for words in SEARCHES:
        begun = time.monotonic()
        await client.ask(f"/homes?q={urllib.parse.quote(words)}")
        print(f"search '{words}': {time.monotonic() - begun:.3f} s")


def _compare(folder: Path, said: dict[Row, Outcome]) -> None:
    with _workspace(folder).ledger() as ledger:
        kept = {Row(visit.sheet_id, visit.number): visit.outcome for visit in ledger.visits()}
    lost = [row for row, outcome in said.items() if kept.get(row) is not outcome]
    print(f"rows: {len(said)} recorded, {len(lost)} lost or wrong in the ledger")
    if lost:
        raise SystemExit(1)


def _workspace(folder: Path) -> Workspace:
    from planner.terminal.acting import account_at_work  # noqa: PLC0415

    return Workspace(folder, account_at_work())


def _day(folder: Path) -> str:
    with _workspace(folder).ledger() as ledger:
        return max(plan.date for plan in ledger.plans()).isoformat()


def _rows(folder: Path) -> list[Row]:
    with _workspace(folder).ledger() as ledger:
        sheets = [sheet for sheet in ledger.sheets() if sheet.num_stops]
    return [Row(sheet.id, number + 1) for sheet in sheets for number in range(sheet.num_stops)]


def _name(number: int) -> str:
    return f"Meja {number:02d} CONTOH"


def made(folder: Path) -> Path:
    """The example area with a planned day whose sheets are registered, and an account for each client."""
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
    return folder


def main() -> None:
    """Read the wishes, serve, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, help="a planned workspace to copy; without it one is made (minutes)")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--pace", type=float, default=10.0, help="lines a second of each client")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--kill", type=float, default=0.0, help="kill the server after so many seconds of typing (0: never)")
    wishes = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "ws"
        if wishes.workspace:
            shutil.copytree(wishes.workspace, folder)
        else:
            made(folder)
        workspace = _workspace(folder)
        for number in range(wishes.clients):
            add_account(workspace, _name(number), PASSWORD, [Role.DESK], passwords=_Plain())
        with serving(folder) as (port, process):
            time.sleep(1.0)
            print(f"memory at the start: {memory(process)[0]:.0f} MiB")
            asyncio.run(measure(folder, port, process, wishes))
            if not wishes.kill:
                print("memory at the end: {:.0f} MiB, at most {:.0f}".format(*memory(process)))


if __name__ == "__main__":
    main()
