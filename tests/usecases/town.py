"""A tiny town for tests of the roof: a grid of named streets, two teams, thirty doors (DATA CONTOH)."""

import atexit
import datetime as dt
import functools
import shutil
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.terminal.acting import account_at_work
from planner.usecases.workspace import Workspace

AT_DESK = account_at_work()
"""Who works in the town."""


def today() -> dt.date:
    """The day it is at a station of the example area."""
    return AT_DESK.clock().astimezone(ZoneInfo("Asia/Jakarta")).date()


WEST, SOUTH, STEP = 106.45, -6.20, 0.002
SIDE = 6


def write_town(folder: Path) -> Path:
    """Write the tables and roads of the town into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_roads(folder)
    rows = ["id,village,rt,rw,address,latitude,longitude,head_name,last_visit,do_not_visit"]
    for number in range(30):
        longitude, latitude = WEST + STEP * (number % 6) * 0.8 + 0.0003, SOUTH + STEP * (number // 6) + 0.0002
        refuses = "ya" if number == 29 else ""
        rows.append(
            f"H{number:03d},V1,{number // 10 + 1:02d},01,Jl. Contoh {number},{latitude},{longitude},Rahasia{number},,{refuses}"
        )
    (folder / "households.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "teams.csv").write_text(
        "id,unit,leader,members,skills,mode,shifts,village\n"
        "T01,Binmas,Aipda SATU CONTOH – 00000001,Bripda DUA CONTOH – 00000002,polwan,motor,hari,V1\n"
        "T02,Samapta,Bripka TIGA CONTOH – 00000003,Bripda EMPAT CONTOH – 00000004,,motor,pagi,\n",
        encoding="utf-8",
    )
    (folder / "complaints.csv").write_text(
        "id,household,received,category,urgency,text\n"
        "C1,H003,2025-08-25,CRM,urgent,teks pengaduan contoh\n"
        "C2,H004,2025-08-25,RJK,urgent,tidak boleh tersimpan\n",
        encoding="utf-8",
    )
    (folder / "facilities.csv").write_text(
        f"id,kind,name,village,rt,rw,latitude,longitude\nF1,LPJ,Lampu Contoh,V1,01,01,{SOUTH},{WEST + STEP}\n", encoding="utf-8"
    )
    return folder


def make_workspace(folder: Path) -> Workspace:
    """A workspace with the town's tables and roads imported, those beside it in `data`: a copy of one made once."""
    copied_once(_made_once(), folder)
    return Workspace(folder / "ws", AT_DESK)


def build_workspace(folder: Path) -> Workspace:
    """The same made anew, where the ledger lies on a server or the process ends at once."""
    from planner.usecases.importing import TABLES, import_road_file, import_table  # noqa: PLC0415
    from planner.usecases.progress import Silent  # noqa: PLC0415

    town = write_town(folder / "data")
    workspace = Workspace.create(folder / "ws", AT_DESK)
    for kind in TABLES:
        import_table(workspace, kind, town / f"{kind}.csv", reporter=Silent())
    import_road_file(workspace, town / "roads_edges.csv", reporter=Silent())
    return workspace


def folder_to_the_end(prefix: str) -> tempfile.TemporaryDirectory[str]:
    """A folder that is there until this process ends; left to itself it would warn then."""
    made = tempfile.TemporaryDirectory(prefix=prefix)
    atexit.register(made.cleanup)
    return made


def copied_once(made: tempfile.TemporaryDirectory[str], folder: Path) -> None:
    """Copy what was made once for all tests of a process."""
    shutil.copytree(made.name, folder, dirs_exist_ok=True)


@functools.cache
def _made_once() -> tempfile.TemporaryDirectory[str]:
    made = folder_to_the_end("dds-town-")
    build_workspace(Path(made.name))
    return made


def _write_roads(folder: Path) -> None:
    nodes, edges = ["node,lon,lat"], ["from,to,length_m,highway,name,oneway"]
    for row in range(SIDE):
        for column in range(SIDE):
            number = row * SIDE + column
            nodes.append(f"{number},{WEST + STEP * column},{SOUTH + STEP * row}")
            if column + 1 < SIDE:
                edges.append(f"{number},{number + 1},221.3,residential,Jl. Timur {row},0")
            if row + 1 < SIDE:
                edges.append(f"{number},{number + SIDE},222.4,residential,Jl. Utara {column},0")
    (folder / "roads_nodes.csv").write_text("\n".join(nodes) + "\n", encoding="utf-8")
    (folder / "roads_edges.csv").write_text("\n".join(edges) + "\n", encoding="utf-8")
