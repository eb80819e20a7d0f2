"""Many processes that give all commands in one workspace at once, those of two accounts that share it by a group."""

import os
import random
import re
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.kills.judging import wrongs
from benchmarks.kills.killing import Person, run_killed, started
from benchmarks.kills.town import COMMANDS
from tests.usecases.desk import DATE, SHEET

CODED = frozenset({0, 3, 4, 6})
MOST_SILENCE = 10.0
"""Seconds that nobody should wait without a word."""
_ONLY_ASKED = 0.7
"""Share of the questions of what if whose answer is not to be kept."""
_FAULT = re.compile(r"\bE\d{4}\b")
GROUP = 52_001
ACCOUNTS = (Person(uid=52_001, gid=GROUP), Person(uid=52_002, gid=GROUP))
"""Accounts that no machine has; root plays both."""


@dataclass(slots=True, kw_only=True)
class _Running:
    """A command under way; `heard` is when it last said something."""

    name: str
    said: Path
    began: float
    heard: float
    receive: int
    size: int = 0
    silence: float = 0.0

    def listen(self, now: float) -> None:
        """Note how long it has been silent."""
        size = self.said.stat().st_size if self.said.exists() else 0
        self.silence = max(self.silence, now - self.heard)
        if size != self.size:
            self.size, self.heard = size, now


@dataclass(slots=True, kw_only=True)
class _Crowd:
    """All that are at work in one workspace."""

    folder: Path
    dice: random.Random
    people: tuple[Person | None, ...]
    number: int = 0
    running: dict[int, _Running] = field(default_factory=dict)
    ends: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    silences: dict[str, float] = field(default_factory=dict)
    longest: float = 0.0
    bad: list[str] = field(default_factory=list)

    def send(self) -> None:
        """Start one more command, of one of the people."""
        self.number += 1
        name = self.dice.choice(list(COMMANDS))
        command = COMMANDS[name]
        said = self.folder.with_name(f"said-{self.number}")
        ours = {
            "copy.": f"copy-{self.number}.",
            "H003": self._home(),
            "{visit}": self._home(),
        } | self._newest()
        paths = {"ws": str(self.folder / "ws"), "out": str(self.folder)}
        own = []
        for part in command.arguments:
            for theirs, mine in ours.items():
                part = part.replace(theirs, mine)  # noqa: PLW2901 (each replacement in turn)
            own.append(part.format(**paths))
        if "--keep" in own and self.dice.random() < _ONLY_ASKED:  # once rows are recorded nothing else of it is taken
            own = own[: (at := own.index("--keep"))] + own[at + 2 :]
        person = self.people[self.number % len(self.people)]
        process, receive = started(["--workspace", paths["ws"], *own], said, typed=command.typed, person=person)
        now = time.monotonic()
        self.running[process] = _Running(name=name, said=said, began=now, heard=now, receive=receive)

    def gather(self) -> None:
        """Note who has ended and how."""
        now = time.monotonic()
        for one in self.running.values():
            one.listen(now)
        process, status = os.waitpid(-1, os.WNOHANG)
        if process not in self.running:
            time.sleep(0.05)
            return
        one = self.running.pop(process)
        os.close(one.receive)
        self.longest = max(self.longest, now - one.began)
        self.silences[one.name] = max(self.silences.get(one.name, 0.0), one.silence)
        code = os.waitstatus_to_exitcode(status)
        said = one.said.read_text(encoding="utf-8", errors="replace")
        fault = _FAULT.search(said) if code else None
        self.ends[one.name, code, fault[0] if fault else ""] += 1
        if code not in CODED:
            self.bad.append(f"{one.name} ended with {code}: {said[-300:]}")
        one.said.unlink(missing_ok=True)

    def _newest(self) -> dict[str, str]:
        """The day's last plan and its last printed sheet: those before them are refused as soon as a home is erased."""
        plans = _highest(self.folder / "ws" / "plans" / DATE, "plan-v*.json")
        printed = _highest(self.folder / "ws" / "sheets" / DATE, "v*")
        return {"plan-v2.json": f"plan-v{plans}.json", SHEET: f"{SHEET.rpartition('v')[0]}v{printed}"}

    def _home(self) -> str:
        return f"H{self.dice.randrange(30):03d}"


def _highest(folder: Path, pattern: str) -> int:
    versions = [path.stem.rpartition("v")[2] for path in folder.glob(pattern)]
    return max(map(int, filter(str.isdecimal, versions)), default=1)


def together(folder: Path, count: int, seconds: float, *, seed: int) -> list[str]:
    """Let so many processes work for some seconds in a copy of the town; what is wrong then.

    As root (Linux) they belong to two accounts that share the workspace by a group, as docs/operation.md says.
    """
    _keep_long(folder / "ws" / "dds.toml")
    is_shared = hasattr(os, "getuid") and os.getuid() == 0
    if is_shared:
        _share(folder)
    crowd = _Crowd(folder=folder, dice=random.Random(seed), people=ACCOUNTS if is_shared else (None,))  # noqa: S311
    end = time.monotonic() + seconds
    while crowd.running or time.monotonic() < end:
        while len(crowd.running) < count and time.monotonic() < end:
            crowd.send()
        crowd.gather()
    for (name, code, fault), times in sorted(crowd.ends.items()):
        print(f"{name}: {times} ended with {code} {fault}".rstrip())
    silence = max(crowd.silences.values(), default=0.0)
    accounts = len(crowd.people)
    print(f"{sum(crowd.ends.values())} commands of {accounts} accounts, the longest took {crowd.longest:.1f} s, "
          f"the longest silence {silence:.1f} s")  # fmt: skip
    told = [f"{name} said nothing for {silent:.1f} s" for name, silent in crowd.silences.items() if silent > MOST_SILENCE]
    run_killed(["--workspace", str(folder / "ws"), "status"], folder.with_name("said"))
    return [*crowd.bad, *told, *wrongs(folder)]


def _keep_long(settings: Path) -> None:
    """Let purging leave the day, which lies in the past, so that what comes after it has something to do."""
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^sheet_days = \d+", "sheet_days = 3000", text, count=1, flags=re.MULTILINE), encoding="utf-8")


def _share(folder: Path) -> None:
    """Give a workspace and what is around it to the accounts' group, as its owner would."""
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, ACCOUNTS[0].uid, GROUP)
        path.chmod(0o2770 if path.is_dir() else 0o660)
    for above in (folder.parent, folder.parent.parent):
        if above.stat().st_uid == 0 and above.name.startswith("dds-kills-"):
            above.chmod(0o711)
