"""The small workspace in which commands are killed, and the commands (DATA CONTOH)."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.terminal.main import run
from tests.usecases.desk import DATE, SHEET, build_day
from tests.usecases.town import SOUTH, WEST

ERASED = "H003"
WORDS = (b"Rahasia3", b"Jl. Contoh 3", b'"H003"', b"teks pengaduan contoh")
"""Name, address, id and text of the home that is erased, as files would hold them."""
QUICK = ("--engine", "insertion", "--iterations", "20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """A command that is killed.

    Attributes
    ----------
    arguments
        With `{ws}` and `{out}` for the workspace and a folder beside it.
    typed
        What is typed into it.
    again
        Codes with which it may end when it is given again: it may have been finished already.
    """

    arguments: tuple[str, ...]
    typed: str = ""
    again: frozenset[int] = frozenset({0})

    def of(self, folder: Path) -> list[str]:
        """Its arguments for a workspace."""
        paths = {"ws": str(folder / "ws"), "out": str(folder)}
        return ["--workspace", paths["ws"], *(part.format(**paths) for part in self.arguments)]


COMMANDS: Mapping[str, Killed] = {
    "erase": Killed(arguments=("person", "erase", ERASED, "--yes"), again=frozenset({0, 3})),
    "purge": Killed(arguments=("purge",)),
    "print": Killed(arguments=("print", f"{{ws}}/plans/{DATE}/plan-v2.json", "--csv", "--geojson")),
    "plan": Killed(arguments=("plan", "--date", DATE, "--any-day", "--prove", "0", *QUICK)),
    "replan": Killed(arguments=("replan", f"{{ws}}/plans/{DATE}/plan-v2.json", "--at", "09:30", "--away", "T02", *QUICK)),
    "whatif": Killed(arguments=("whatif", f"{{ws}}/plans/{DATE}/plan-v2.json", "--without", "T02", "--keep", "opsi", *QUICK)),
    "backup": Killed(arguments=("backup", "{out}/copy.sqlite"), again=frozenset({0, 3})),
    "seal": Killed(arguments=("backup", "{out}/copy.age", "--encrypt"), typed="frasa sandi contoh\n", again=frozenset({0, 3})),
    "draft": Killed(arguments=("print", f"{{ws}}/plans/{DATE}/plan-v2.json", "--draft")),
    "import": Killed(arguments=("import", "households", "{out}/data/households.csv", "--map", "head_name=head_name")),
    "roads": Killed(arguments=("import", "roads", "{out}/data/roads_edges.csv")),
    "week": Killed(arguments=("week", "plan", "--from", "2025-08-27", "--any-day", *QUICK)),
    "change": Killed(arguments=("change", "take-out", DATE, "{visit}"), again=frozenset({0, 3, 4})),
    "record": Killed(arguments=("record", SHEET), typed="b\nb\nb\nq\n"),
    "report": Killed(arguments=("report", "--month", "2025-08")),
    "villages": Killed(arguments=("import", "villages", "{out}/data/desa.geojson")),
    "undo": Killed(arguments=("import", "undo", "facilities"), again=frozenset({0, 3})),
    "correct": Killed(arguments=("person", "correct", ERASED, "--do-not-visit", "--name", "Lain")),
    "complain": Killed(
        arguments=("complaint", "new", "--household", "H005", "--category", "CRM", "--received", DATE), typed="kata contoh\n"
    ),
    "answer": Killed(arguments=("complaint", "C1", "waiting", "--for", "agency")),
    "team-day": Killed(arguments=("day", "set", DATE, "T02", "--absent", "2", "--hours", "08:00-12:00")),
    "handout": Killed(arguments=("handout", DATE), again=frozenset({0, 3})),
    "handback": Killed(arguments=("handback", DATE, "T01", "--lost"), again=frozenset({0, 3})),
    "publish": Killed(arguments=("report", "--month", "2025-08", "--public")),
}
"""Name to command. `change` is given a visit of the plan by `make_town`."""


def make_town(folder: Path) -> Path:
    """Make the town in a process of its own: threads that paint pages would not live on in processes forked later."""
    process = os.fork()
    if not process:
        code = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.dup2(2, 1)
            _make(folder)
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(process, 0)[1]:
        raise RuntimeError("the small town cannot be made")
    return folder


def _make(folder: Path) -> None:
    """The workspace with a printed plan and one that is not printed."""
    workspace = build_day(folder)
    first = workspace / "plans" / DATE / "plan-v1.json"
    for arguments in (
        ("print", str(first)),
        ("plan", "--date", DATE, "--any-day", "--prove", "0", "--engine", "insertion", "--seed", "3"),
    ):
        if run(["--workspace", str(workspace), *arguments]) != 0:
            raise RuntimeError(f"{arguments[0]} refused in the small town")
    _lay_out_more(folder / "data", workspace)


def _lay_out_more(data: Path, workspace: Path) -> None:
    """The outline of its village, to be imported; an import that no plan stands on, to be taken back."""
    ring = [(WEST + east, SOUTH + north) for east, north in ((-0.02, -0.02), (0.03, -0.02), (0.03, 0.03), (-0.02, -0.02))]
    village = {"type": "Feature", "properties": {"code": "V1", "name": "Desa Contoh"}}
    outline = {"type": "Polygon", "coordinates": [ring]}
    text = json.dumps({"type": "FeatureCollection", "features": [{**village, "geometry": outline}]})
    (data / "desa.geojson").write_text(text, encoding="utf-8")
    more = data / "facilities-more.csv"
    lines = (data / "facilities.csv").read_text(encoding="utf-8").splitlines()
    more.write_text("\n".join([*lines, f"F2,LPJ,Lampu Contoh 2,V1,01,01,{SOUTH},{WEST}", ""]), encoding="utf-8")
    if run(["--workspace", str(workspace), "import", "facilities", str(more)]) != 0:
        raise RuntimeError("a second lamp is refused in the small town")


def copied(town: Path, to: Path) -> Path:
    """A copy of the town to try one thing in."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(town, to)
    return to
