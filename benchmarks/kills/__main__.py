"""Kills every command of several steps, everywhere, and looks at what is left.

`python -m benchmarks.kills [--kills 1000] [--command erase] [--seed 1] [--full-disk 0] [--busy 0]`: each command is killed in a
copy of a small workspace before one of its changes of a file or of the ledger (all of them in turn), every third time at a
moment instead. Then `dds status` has its turn; the workspace has to be whole, the command, given again, has to end well, and
nothing may stay behind. After a kill in an erasure no file may hold the home's name, address, id or words.

`--full-disk N` runs commands on a file system of a few hundred free kilobytes (Linux, as root), `--busy N` while another one
program holds the lock or the ledger. `--together 8 --minutes 10`: so many processes give all commands at once,
as root those of two accounts that share the workspace by a group. `--town FOLDER` takes the small workspace that
`make_town` made there before.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.kills.judging import remembered, wrongs
from benchmarks.kills.killing import Ended, load_program, run_killed
from benchmarks.kills.together import together
from benchmarks.kills.town import COMMANDS, Killed, copied, make_town
from benchmarks.shared import print_machine
from tests.usecases.desk import DATE

CODED = frozenset({0, 3, 4, 6})
"""Ends that say what is wrong: done, refused input, no plan, workspace."""


class Range:
    """Where commands are killed.

    Parameters
    ----------
    folder
        For the town and its copies.
    town
        One made before; it is copied, never changed.
    """

    def __init__(self, folder: Path, seed: int, town: Path | None = None) -> None:
        self.folder, self.dice = folder, random.Random(seed)  # noqa: S311 (moments of kills)
        self.town = town or make_town(folder / "town")
        self.usual: dict[str, Ended] = {}
        self.points: dict[str, list[int]] = {}
        self.bad: list[str] = []

    def given(self, name: str) -> Killed:
        """A command, with a visit of the newest plan where it needs one."""
        import json  # noqa: PLC0415

        command = COMMANDS[name]
        path = self.town / "ws" / "plans" / DATE / "plan-v2.json"
        visit = json.loads(path.read_text(encoding="utf-8"))["routes"][0]["stops"][0]["visit"]
        return Killed(
            arguments=tuple(part.replace("{visit}", visit) for part in command.arguments), typed=command.typed,
            again=command.again,
        )  # fmt: skip

    def measure(self, name: str) -> Ended:
        """Run a command to its end once: how many changes it makes."""
        if name not in self.usual:
            folder = copied(self.town, self.folder / "try")
            command = self.given(name)
            self.usual[name] = ended = run_killed(command.of(folder), self.folder / "said", typed=command.typed)
            if ended.code != 0:
                raise RuntimeError(f"{name} ends with {ended.code}: {ended.said[-500:]}")
            self._look(name, "undisturbed", folder)
        return self.usual[name]

    def kill(self, name: str, number: int) -> None:
        """Kill a command for the n-th time, and judge what is left."""
        usual, command = self.measure(name), self.given(name)
        folder = copied(self.town, self.folder / "try")
        if number % 3 == 2:
            where = {"kill_after": self.dice.uniform(0, usual.seconds)}
            label = f"after {where['kill_after']:.3f} s"
        else:
            left = self.points.setdefault(name, [])
            if not left:
                left += self.dice.sample(range(1, usual.num_steps + 1), usual.num_steps)
            where = {"kill_before": left.pop()}
            label = f"before change {where['kill_before']} of {usual.num_steps}"
        run_killed(command.of(folder), self.folder / "said", typed=command.typed, **where)  # type: ignore[arg-type]
        self.judge(name, label, folder)

    def judge(self, name: str, label: str, folder: Path) -> None:
        """Let the next start have its turn, look, give the command again, look again."""
        command = self.given(name)
        status = run_killed(["--workspace", str(folder / "ws"), "status"], self.folder / "said")
        if status.code != 0:
            self.bad.append(f"{name} {label}: status ends with {status.code}: {status.said[-300:]}")
        self._look(name, label, folder)
        again = run_killed(command.of(folder), self.folder / "said", typed=command.typed)
        if again.code not in command.again:
            self.bad.append(f"{name} {label}: given again it ends with {again.code}: {again.said[-300:]}")
        self._look(name, f"{label}, given again", folder)
        if name == "erase":
            self.bad += [f"{name} {label}: {found}" for found in remembered(folder)]

    def _look(self, name: str, label: str, folder: Path) -> None:
        self.bad += [f"{name} {label}: {found}" for found in wrongs(folder)]

    def busy(self, name: str) -> Ended:
        """Run a command while another program holds the lock, or the ledger, for up to three seconds."""
        folder, command = copied(self.town, self.folder / "try"), self.given(name)
        held = self.dice.choice(("lock", "ledger"))
        code = {
            "lock": "import filelock; lock = filelock.FileLock(sys.argv[1] + '/.dds.lock'); lock.acquire()",
            "ledger": "import sqlite3; c = sqlite3.connect(sys.argv[1] + '/ledger.sqlite', isolation_level=None); "
            "c.execute('BEGIN IMMEDIATE')",
        }[held]
        seconds = self.dice.uniform(0.5, 3.0)
        program = f"import sys, time; {code}; print(1, flush=True); time.sleep({seconds})"
        with subprocess.Popen([sys.executable, "-c", program, str(folder / "ws")], stdout=subprocess.PIPE) as other:
            if other.stdout:
                other.stdout.readline()
            ended = run_killed(command.of(folder), self.folder / "said", typed=command.typed)
        if ended.code != 0:
            self.bad.append(f"{name} while the {held} was held: {ended.code}: {ended.said[-300:]}")
        self._look(name, f"while the {held} was held", folder)
        return ended

    def full_disk(self, name: str) -> Ended:
        """Run a command on a nearly full file system, then give it room and judge what is left."""
        command = self.given(name)
        with _small_disk(self.folder / "disk") as disk:
            folder = copied(self.town, disk / "try")
            # Everybody's copy has the same size: what is free is said by the file that fills the rest.
            free = self.dice.randrange(0, 600_000)
            stat = os.statvfs(disk)
            with (disk / "fill").open("wb") as fill:
                fill.write(bytes(max(0, stat.f_bavail * stat.f_frsize - free)))
            ended = run_killed(command.of(folder), self.folder / "said", typed=command.typed)
            (disk / "fill").unlink()
            if ended.code not in CODED:
                self.bad.append(f"{name} with {free} bytes free: {ended.code}: {ended.said[-300:]}")
            self.judge(name, f"with {free} bytes free", folder)
        return ended


class _small_disk:  # noqa: N801 (used as a function)
    """A file system of a few megabytes, while it is used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Path:
        self._folder.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", self._folder], check=True)
        return self._folder

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", self._folder], check=True)


def _turns(names: list[str], count: int) -> Iterator[tuple[str, int]]:
    for number in range(count):
        yield names[number % len(names)], number // len(names)


def main() -> int:
    """Run what is asked for; 1 if anything was left behind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--command", choices=COMMANDS, action="append", default=[])
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--full-disk", type=int, default=0)
    parser.add_argument("--busy", type=int, default=0)
    parser.add_argument("--town", type=Path)
    parser.add_argument("--together", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=10)
    options = parser.parse_args()
    print_machine()
    load_program()
    print(f"seed {options.seed}", flush=True)
    names = options.command or list(COMMANDS)
    with tempfile.TemporaryDirectory(prefix="dds-kills-") as folder:
        place = Range(Path(folder), options.seed, options.town)
        if options.together:
            shared = copied(place.town, place.folder / "together")
            place.bad += together(shared, options.together, options.minutes * 60, seed=options.seed)
        else:
            killed: Counter[str] = Counter()
            for name, number in _turns(names, options.kills):
                place.kill(name, number)
                killed[name] += 1
                if sum(killed.values()) % len(names) == 0:
                    print(f"{sum(killed.values())} kills, {len(place.bad)} wrongs", flush=True)
            for name in killed:
                print(f"{name}: {killed[name]} kills over {place.usual[name].num_steps} changes", flush=True)
            for count, what in ((options.full_disk, place.full_disk), (options.busy, place.busy)):
                ends: Counter[int] = Counter()
                for name, _ in _turns(names, count):
                    ends[what(name).code] += 1
                if count:
                    print(f"{what.__name__}: {count} runs, ends {dict(sorted(ends.items()))}", flush=True)
    for line, times in Counter(place.bad).items():
        print(f"BAD {line}" + (f" ({times} times)" if times > 1 else ""))
    print(f"{len(place.bad)} wrongs")
    return int(bool(place.bad))


if __name__ == "__main__":
    sys.exit(main())
