"""Commands with odd options: every command of the program, its options with values that nobody means.

Right is any end but a bug of ours: done, wrong usage, refused with a code, no plan, a workspace's trouble; in time.
"""

import contextlib
import random
import shutil
from functools import cache
from pathlib import Path

import click

from benchmarks.odd_files.judging import said_by
from planner.terminal.main import dds
from solvers.bounds import warming as proof
from solvers.search import warming as search
from tests.usecases.desk import DATE, SHEET, make_day

_ENDS = frozenset({0, 2, 3, 4, 6, 130})
_LEFT_OUT = frozenset({"desk", "demo", "bench", "init"})
"""They serve, make an area, measure, or make what others need."""
_NOT_SAID = frozenset({"dds_folder", "help", "invented"})
"""Options that the benchmark sets itself, ask for help, or make areas."""

NUMBERS = (
    "nan", "inf", "-inf", "-1", "0", "1", "1e308", "1e-308", "9" * 30, "-" + "9" * 30, "0x10", "1_000", "1,5", "٣", "",
    str(2**31), str(2**63 - 1), str(2**63), str(2**64), "1e5", "0.5", "2", "4294967296",
)  # fmt: skip
DAYS = (
    "0001-01-01", "0001-01-02", "9999-12-31", "9999-12-30", "1970-01-01", "2000-02-30", "2025-8-26", DATE, "2025-08-27",
    "2026-08", "hari ini", "2025-13-01", "-2025-08-26", "20250826",
)  # fmt: skip
CLOCKS = ("00:00", "24:00", "23:59", "10:30", "25:99", "99:00", "10.30", "-1:00", "10:30:00", "1030")
WORDS = (
    "", "-", "x", "T01", "T99", "H001", "H999999", "C1", "C9=T01", "H001=T01", "=", "a=b=c", "T01=", "none", "full", "😀",
    "9" * 70_000, "a" * 70_000, "../../etc", SHEET, "DDS-00010101-T01-v1", "DDS-20250826-T01-v99999999999999999999",
    "CRM", "RJK",
    "T01,T02", "H001@T01", "kapolsek", "\u202e", "%s", "{id}", "'; DROP TABLE visits; --", "1-aaaa-aaaa-aaaa",
)  # fmt: skip


@cache
def _leaves() -> dict[tuple[str, ...], click.Command]:
    found = {}

    def walk(command: click.Command, path: tuple[str, ...]) -> None:
        if isinstance(command, click.Group):
            for name in command.list_commands(click.Context(command)):
                inner = command.get_command(click.Context(command), name)
                if inner is not None and (path or name not in _LEFT_OUT):
                    walk(inner, (*path, name))
        else:
            found[path] = command

    walk(dds, ())
    return found


def prepare(folder: Path) -> None:
    """Compile search and proof, which no limit is for; plan the day that every command gets a copy of."""
    search.warm_up()
    proof.warm_up()
    make_day(folder / "planned").rename(folder / "planned-day")
    warm = shutil.copytree(folder / "planned-day", folder / "warm")
    said_by("plan", "--workspace", str(warm), "--date", DATE, "--time-limit", "0.2")
    shutil.rmtree(warm)


def variant(rng: random.Random, workspace: Path) -> tuple[str, ...]:
    """One command with odd options on a planned day."""
    source, target = workspace.parent / "planned-day", workspace.parent / "odd-day"
    if not target.exists() or rng.random() < 0.2:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target)
    path, command = rng.choice(list(_leaves().items()))
    words = [*path, "--workspace", str(target)]
    for param in command.params:
        if isinstance(param, click.Argument):
            words += [_value(param, rng, target) for _ in range(1 if param.nargs != -1 else rng.randrange(3))]
        elif param.name not in _NOT_SAID and rng.random() < (0.9 if param.required else 0.3):
            words += _option(param, rng, target, most_seconds=0.1 if path[0] in {"week", "province"} else 1)
    if "--time-limit" in {name for param in command.params for name in param.opts} and "--time-limit" not in words:
        words += ["--time-limit", "0.2"]
    # What a command writes under a name that nobody meant lies deep in the folder of the benchmark, not in somebody's own.
    here = workspace.parent / "here" / "and" / "deeper"
    here.mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(here):
        said = said_by(*words, ends=_ENDS, typed=rng.choice(("", "y\n", "b\nt\n\n", "x" * 5000, "\n" * 9)))
    return said.codes if said.exit_code else ()


def _option(param: click.Parameter, rng: random.Random, folder: Path, *, most_seconds: float) -> list[str]:
    name = rng.choice([*param.opts, *param.secondary_opts])
    if getattr(param, "is_flag", False):
        return [name]
    value = _value(param, rng, folder)
    if "limit" in (param.name or "") and _seconds(value) > most_seconds:
        value = "nan"  # a search is allowed to take as long as it is told, a week's on each of its days
    return [name, value]


def _seconds(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0


def _value(param: click.Parameter, rng: random.Random, folder: Path) -> str:
    """A value of the right kind for two in three, else of any."""
    plan = folder / "plans" / DATE / "plan-v1.json"
    files = [
        str(path)
        for path in (plan, folder / "dds.toml", folder / "ledger.sqlite", folder / "none", folder, folder / "scenarios")
    ]
    kind = (param.name or "") + type(param.type).__name__.lower()
    if isinstance(param.type, click.Choice) and rng.random() < 0.7:
        return str(rng.choice(list(param.type.choices)))
    if rng.random() < 0.25:
        return rng.choice((*NUMBERS, *DAYS, *CLOCKS, *WORDS))
    for words, values in (
        (("day", "date", "from", "until", "received", "month", "first", "last"), DAYS), (("at", "clock", "moment"), CLOCKS),
        (("path", "file", "place", "plan"), files if rng.random() < 0.4 else [str(plan)]),
        (("number", "whole", "limit", "seed", "iter", "count", "float", "int"), NUMBERS),
    ):  # fmt: skip
        if any(word in kind for word in words):
            return rng.choice(values)
    return rng.choice(WORDS)
