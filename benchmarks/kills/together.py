"""Many processes that give all commands in one workspace at once."""

import os
import random
import time
from collections import Counter
from pathlib import Path

from benchmarks.kills.judging import wrongs
from benchmarks.kills.killing import started
from benchmarks.kills.town import COMMANDS, copied

CODED = frozenset({0, 3, 4, 6})


def together(town: Path, count: int, seconds: float, *, seed: int) -> list[str]:
    """Let so many processes work for some seconds; what is wrong then."""
    folder, dice = copied(town, town.with_name("together")), random.Random(seed)  # noqa: S311
    ends: Counter[tuple[str, int]] = Counter()
    running: dict[int, tuple[str, Path, float, int]] = {}
    bad: list[str] = []
    longest, end, number = 0.0, time.monotonic() + seconds, 0
    while running or time.monotonic() < end:
        while len(running) < count and time.monotonic() < end:
            number += 1
            name = dice.choice(list(COMMANDS))
            command = COMMANDS[name]
            said = town.with_name(f"said-{number}")
            own = tuple(part.replace("copy.sqlite", f"copy-{number}.sqlite").replace("H003", f"H{dice.randrange(30):03d}")
                        .replace("{visit}", f"H{dice.randrange(30):03d}") for part in command.arguments)  # fmt: skip
            paths = {"ws": str(folder / "ws"), "out": str(folder)}
            arguments = ["--workspace", paths["ws"], *(part.format(**paths) for part in own)]
            process, receive = started(arguments, said, typed=command.typed)
            running[process] = (name, said, time.monotonic(), receive)
        process, status = os.waitpid(-1, 0)
        if process not in running:
            continue
        name, said, began, receive = running.pop(process)
        os.close(receive)
        longest = max(longest, time.monotonic() - began)
        code = os.waitstatus_to_exitcode(status)
        ends[name, code] += 1
        if code not in CODED:
            bad.append(f"{name} ended with {code}: {said.read_text(encoding='utf-8', errors='replace')[-300:]}")
        said.unlink(missing_ok=True)
    for (name, code), times in sorted(ends.items()):
        print(f"{name}: {times} ended with {code}")
    print(f"{sum(ends.values())} commands, the longest took {longest:.1f} s")
    process, receive = started(["--workspace", str(folder / "ws"), "status"], town.with_name("said"))
    os.waitpid(process, 0)
    os.close(receive)
    return bad + list(wrongs(folder))
