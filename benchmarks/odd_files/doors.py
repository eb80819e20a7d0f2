"""All doors with their cases, and what becomes of the cases of some seeds in this process."""

import random
import resource
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.odd_files import commands, desk, jobs, lists, papers, streets
from benchmarks.odd_files.judging import Verdict, judged

ASKED_FOR = 6 << 30
"""Bytes of addresses that a process may ask for; a case that asks for more fails here."""
Variant = Callable[[random.Random, Path], tuple[str, ...]]

DOORS: dict[str, tuple[Variant, ...]] = {
    "lists": (lists.household_variant, lists.household_variant, lists.other_variant),
    "roads": (streets.variant,),
    "problems": (jobs.variant,),
    "papers": (papers.variant,),
    "commands": (commands.variant,),
    "desk": (desk.variant,),
}
TURNS = ("lists", "lists", "lists", "roads", "problems", "papers", "commands", "desk")
"""Of eight, three are lists."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of some seeds."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")
    wrong: list[str] = field(default_factory=list)

    def count(self, seed: int, door: str, verdict: Verdict) -> None:
        """Count one more."""
        self.outcomes[door, verdict.outcome if verdict.is_right else "WRONG"] += 1
        self.codes.update(set(verdict.codes))
        self.slowest = max(self.slowest, (verdict.seconds, f"seed {seed}, {door}"))
        self.largest = max(self.largest, (verdict.held, f"seed {seed}, {door}"))
        if not verdict.is_right:
            size = f"{verdict.held / 1e6:.0f} MB"
            self.wrong.append(f"seed {seed}, {door}, {verdict.seconds:.1f} s, {size}: {verdict.outcome} {verdict.asked}")

    def add(self, other: "Tally") -> None:
        """Count what another process counted."""
        self.outcomes.update(other.outcomes)
        self.codes.update(other.codes)
        self.slowest, self.largest = max(self.slowest, other.slowest), max(self.largest, other.largest)
        self.wrong += other.wrong


def door_of(seed: int) -> str:
    """The door whose turn it is."""
    return TURNS[seed % len(TURNS)]


def verdict_of(seed: int, door: str, workspace: Path) -> Verdict:
    """Make the file of a seed and judge what becomes of it."""
    rng = random.Random(seed)  # noqa: S311 (reproducible benchmark)
    variant = rng.choice(DOORS[door])
    return judged(lambda: variant(rng, workspace))


def prepared(folder: Path) -> Path:
    """A workspace with an empty ledger kept aside, and a planned day for commands and desks."""
    workspace = lists.make_workspace(folder / "ws")
    commands.prepare(folder)
    desk.prepare(folder)
    shutil.copy(workspace / "ledger.sqlite", workspace / "empty.sqlite")
    return workspace


_workspaces: list[Path] = []
"""That of this process."""


def begin(folder: str) -> None:
    """Prepare a process."""
    resource.setrlimit(resource.RLIMIT_AS, (ASKED_FOR, ASKED_FOR))
    _workspaces.append(prepared(Path(tempfile.mkdtemp(dir=folder))))


def judge(seeds: range, door: str | None) -> Tally:
    """Judge some seeds in this process."""
    tally = Tally()
    for seed in seeds:
        turn = door or door_of(seed)
        tally.count(seed, turn, verdict_of(seed, turn, _workspaces[0]))
    desk.closed(_workspaces[0].parent)
    return tally
