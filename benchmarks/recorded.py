"""Two checkouts held against each other: the same commands on the same data, every answer and file kept as text.

`python -m benchmarks.recorded OUT [--checkout DIR]` runs the commands below with the code of a checkout and writes what they
said and made, with wall seconds masked, into OUT. `diff -r OUT_BEFORE OUT_AFTER` then shows whatever a redesign changed.
Searches stop after iterations, so plans can be made again; the clock stands still by the system's `faketime` (libfaketime).
"""

import argparse
import csv
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.days import make_day
from benchmarks.shared import SHARED

NOW = "2026-11-29 08:00:00"
"""When every command runs."""

DAY, FRIDAY = "2026-11-30", "2026-12-04"
STEPS = ("--iterations", "20000")
PLAN = f"plans/{DAY}/plan-v1.json"

_SECONDS = re.compile(r'("runtime": ?|"(?:seconds|wall)": ?)[-0-9.e]+|\d+[.,]\d+ (?:detik|s)\b')
_PHASES = re.compile(r'"phases": \{[^}]*\}')
_TRACE = re.compile(r'"trace": \[[^\]]*\]')
_VERSION = re.compile(r'"version": "\d+\.\d+\.\d+[^"]*"')


class Recorder:
    """Runs commands of one checkout in one workspace and keeps what comes of them.

    Parameters
    ----------
    checkout
        Root of the code.
    out
        Folder for what is kept; it must not be there yet.
    """

    def __init__(self, checkout: Path, out: Path) -> None:
        self.out, self.space = out, out.with_name(out.name + ".workspace")
        shutil.rmtree(self.space, ignore_errors=True)
        out.mkdir(parents=True)
        self._number = 0
        script = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["dds"]
        module, name = script.split(":")
        frozen = ["faketime", "-f", NOW, sys.executable]
        self._command = [*frozen, "-c", f"from {module} import {name}; {name}()"]
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(checkout),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "TZ": "Asia/Jakarta",
            "LOGNAME": "piket",
        }

    def run(self, *arguments: str, folder: Path | None = None) -> None:
        """Run one command and keep its answer, messages and exit code."""
        self._number += 1
        name = next(word for word in arguments if not word.startswith("--") and word != "en")
        done = subprocess.run(
            [*self._command, *arguments], cwd=folder or self.space, env=self._environment, capture_output=True, check=False
        )
        said = (
            f"$ dds {' '.join(arguments)}\n{_text(done.stdout)}--- messages\n{_text(done.stderr)}--- exit {done.returncode}\n"
        )
        (self.out / f"{self._number:02d}-{name}.txt").write_text(self._masked(said), encoding="utf-8")
        print(f"{self._number:3d} {done.returncode} dds {' '.join(arguments)[:100]}", flush=True)

    def keep_files(self) -> None:
        """Keep a line for every file of the workspace, plan files and ledger rows in full."""
        lines = []
        for path in sorted(self.space.rglob("*")):
            if not path.is_file() or path.name.startswith("."):
                continue
            name = path.relative_to(self.space).as_posix()
            if path.suffix == ".json":
                text = self._masked(path.read_text(encoding="utf-8"))
                (self.out / name.replace("/", "_")).write_text(text, encoding="utf-8")
            elif path.suffix == ".sqlite":
                (self.out / "ledger.txt").write_text("\n".join(_rows(path)), encoding="utf-8")
            elif path.suffix not in {".sqlite-wal", ".sqlite-shm"}:
                lines.append(f"{hashlib.sha256(_content(path)).hexdigest()} {name}")
        (self.out / "files.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _masked(self, text: str) -> str:
        text = _TRACE.sub('"trace": []', _PHASES.sub('"phases": {}', text.replace(str(self.space), "WORKSPACE")))
        text = _VERSION.sub('"version": "…"', text)
        return _SECONDS.sub(lambda found: (found[1] or "") + "…", text)


def _content(path: Path) -> bytes:
    """Bytes of a file; of a workbook its parts without the time of writing."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return b"".join(name.encode() + parts.read(name) for name in sorted(parts.namelist()) if name != "docProps/core.xml")


def _text(output: bytes) -> str:
    return output.decode("utf-8").replace("\r", "\n")


def _rows(path: Path) -> Iterator[str]:
    """All rows of the ledger by column name, tables without rows left out."""
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for table in tables:
            rows = [json.dumps(dict(row), sort_keys=True, default=str) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608
            yield from (f"{table} {row}" for row in sorted(rows))


def _example(space: Path) -> dict[str, Path]:
    from inputs.example.make import make_example  # noqa: PLC0415 (the data are made by the code that measures, for both sides)

    files = make_example(space / "data", size="small", today=dt.date.fromisoformat(DAY))
    shutil.copyfile(files.desa, space / "desa.geojson")
    settings = space / "dds.toml"
    told = {
        "outline": '"desa.geojson"', "latitude": files.station.latitude, "longitude": files.station.longitude,
    }  # fmt: skip
    lines = settings.read_text(encoding="utf-8").splitlines()
    for key, value in told.items():
        place = next(n for n, line in enumerate(lines) if line.lstrip("# ").startswith(f"{key} ="))
        lines[place] = f"{key} = {value}"
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    kinds = ("households", "teams", "complaints", "facilities")
    return {**{kind: getattr(files, kind) for kind in kinds}, "roads": files.roads_edges}


def _returned(space: Path, teams: Sequence[str]) -> Path:
    """A desk's table of the returned sheets of some teams, results in turn."""
    results = ("bertemu", "tidak di rumah", "bertemu", "menolak", "bertemu", "ditunda", "pindah")
    plan = json.loads((space / PLAN).read_text(encoding="utf-8"))
    target = space / "returned.csv"
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Lembar", "No", "ID", "Hasil", "Kondisi"])
        for route in plan["routes"]:
            shift = route["shift"]
            if shift.split("-")[0] in teams:
                for number, stop in enumerate(route["stops"], 1):
                    sheet = f"DDS-{DAY.replace('-', '')}-{shift}-v1"
                    is_facility = stop["visit"].startswith("CTH-F")
                    found = ("bertemu", "baik") if is_facility else (results[number % len(results)], "")
                    writer.writerow([sheet, number, stop["visit"], *found])
    return target


def _visits(space: Path) -> tuple[list[str], list[str]]:
    """Ids of visits that the plan makes, and that it leaves out."""
    plan = json.loads((space / PLAN).read_text(encoding="utf-8"))
    made = [stop["visit"] for route in plan["routes"] for stop in route["stops"]]
    return made, [left["visit"] for left in plan["unassigned"]]


def _days_work(recorder: Recorder) -> None:
    run, space = recorder.run, recorder.space
    made, left = _visits(space)
    team = json.loads((space / PLAN).read_text(encoding="utf-8"))["routes"][0]["shift"].split("-")[0]
    run("check", PLAN)
    run("--json", "explain", PLAN, made[3])
    run("explain", PLAN, left[0])
    run("--lang", "en", "explain", PLAN, left[len(left) // 2])
    run("--json", "explain", PLAN, "CTH-F001")
    run("plan", "--date", DAY, "--suggest-slots", left[1])
    run("print", PLAN, "--all")
    run("handout", DAY)
    run("--json", "replan", PLAN, "--at", "10:30", "--away", team, *STEPS, "--seed", "2")
    run("replan", PLAN, "--at", "10:00", "--add", left[0], "--lock", f"{made[-1]}=first", *STEPS)
    run("--lang", "en", "print", f"plans/{DAY}/plan-v2.json", "--csv", "--ics", "--gpx")
    run("record", PLAN, "--file", str(_returned(space, ("T01", "T02", "T03"))))
    run("handback", DAY, "T04")
    run("--json", "sheets", DAY)
    run("complaint", "CTH-K001", "referred")
    run("--json", "whatif", PLAN, "scenarios/banjir.toml", "--without", team, *STEPS)
    run("whatif", PLAN, "--travel", "trunk=1.5", "--longer", "60", "--mode", f"{team}=foot", *STEPS, "--csv", "table.csv")
    run("whatif", PLAN, "--split", "--balance", "0.4", *STEPS, "--pdf", "page.pdf")
    run("--json", "forecast", "--until", "2027-06-30")
    run("--json", "report", "--month", "2026-11")
    run("report", "--month", "2026-10", "--public")
    run("--json", "person", "show", made[0])
    run("person", "correct", made[1], "--do-not-visit")
    run("plan", "--date", "2026-12-01", *STEPS, "--seed", "5", "--prove", "0")
    run("purge", "--dry-run")


def main() -> None:
    """Record the runs of one checkout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--checkout", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args()
    recorder = Recorder(options.checkout.resolve(), options.out.resolve())
    recorder.run("init", str(recorder.space), folder=recorder.out)
    files = _example(recorder.space)
    for kind, path in files.items():
        recorder.run("--json", "import", kind, str(path))
    recorder.run("--json", "plan", "--date", DAY, *STEPS, "--seed", "1", "--prove", "0")
    recorder.run("plan", "--date", FRIDAY, *STEPS, "--seed", "2", "--balance", "0.5", "--prove", "0")
    _days_work(recorder)
    day = make_day(recorder.space, "day-full", roads=SHARED / "roads" / "jatinegara.graphml", size=(120, 5, 1))
    for engine in ("auto", "search", "insertion"):
        recorder.run("--json", "solve", day.name, "-o", f"answer-{engine}.json", "--engine", engine, *STEPS, "--seed", "3")
    recorder.keep_files()


if __name__ == "__main__":
    main()
