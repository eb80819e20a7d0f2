"""The desk under load: many people record at once, pages at 28,000 homes, memory: `python -m benchmarks.desk`.

Serves a workspace of the whole example area as `dds desk` does, in a process of its own, and lets clients sign in and type
lines as the page of a sheet does, each at its own pace; then looks that the ledger has the last line of every row. On loopback.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.desk_served import (
    PASSWORD,
    asked_for,
    day_of,
    laid_out,
    name_of,
    processor_seconds,
    serving,
    share,
    workspace_of,
)
from benchmarks.shared import print_machine
from planner.domain.outcome import Outcome

KEYS = {"b": Outcome.MET, "t": Outcome.NOT_HOME}
"""One key a row, in turn, so that every line changes something."""
SEARCHES = ("melati", "rt 3 rw 2", "contoh 17", "CTH-00")


_IDLE = 3.0
"""Seconds after which a connection counts as closed; the server closes it after five."""


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


def memory(process: int) -> tuple[float, float]:
    """MiB that a process holds now, and held at most; Linux only."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    now, most = (int(re.search(rf"{name}:\s+(\d+)", text).group(1)) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[union-attr]
    return now, most


async def measure(folder: Path, port: int, process: int, wishes: argparse.Namespace) -> None:
    """Pages first, then the lines."""
    clients = [Client(port) for _ in range(wishes.clients)]
    for number, client in enumerate(clients):
        await client.sign_in(name_of(number))
    await _pages(clients[0], day_of(folder))
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
    with workspace_of(folder).ledger() as ledger:
        kept = {Row(visit.sheet_id, visit.number): visit.outcome for visit in ledger.visits()}
    lost = [row for row, outcome in said.items() if kept.get(row) is not outcome]
    print(f"rows: {len(said)} recorded, {len(lost)} lost or wrong in the ledger")
    if lost:
        raise SystemExit(1)


def _rows(folder: Path) -> list[Row]:
    with workspace_of(folder).ledger() as ledger:
        sheets = [sheet for sheet in ledger.sheets() if sheet.num_stops]
    return [Row(sheet.id, number + 1) for sheet in sheets for number in range(sheet.num_stops)]


def main() -> None:
    """Read the wishes, serve, measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--pace", type=float, default=10.0, help="lines a second of each client")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--kill", type=float, default=0.0, help="kill the server after so many seconds of typing (0: never)")
    wishes = asked_for(parser)
    print_machine()
    with laid_out(wishes.workspace, range(wishes.clients)) as folder, serving(folder) as (port, process):
        time.sleep(1.0)
        print(f"memory at the start: {memory(process)[0]:.0f} MiB")
        asyncio.run(measure(folder, port, process, wishes))
        if not wishes.kill:
            print("memory at the end: {:.0f} MiB, at most {:.0f}".format(*memory(process)))


if __name__ == "__main__":
    main()
