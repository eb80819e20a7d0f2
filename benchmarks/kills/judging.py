"""What is wrong with a workspace after a kill, once the next start has had its turn."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from benchmarks.kills.town import ERASED, WORDS
from planner.domain.errors import InputError
from planner.ledger.store import Ledger
from planner.usecases.reading import read_kept_plan

_LEFT = re.compile(r"\..+\.(?:half|drawing|[a-z0-9_]{8}|\d+\.tmp)|.+\.part(?:-wal|-shm|-journal)?")


def wrongs(folder: Path) -> Iterator[str]:
    """Sentences on whatever is half, lost, shared or left behind."""
    workspace = folder / "ws"
    for path in folder.rglob("*"):
        if _LEFT.fullmatch(path.name) and ".aside" not in path.parts:
            yield f"left behind: {path.relative_to(folder)}"
    with Ledger.open(workspace / "ledger.sqlite") as ledger:
        for finding in ledger.verify().findings:
            yield f"ledger: {finding.kind} {finding.subject}"
        if any(ledger.recount().values()):
            yield f"copies that differ from the visits: {ledger.recount()}"
        for job in ledger.open_jobs():
            yield f"job still open: {job.kind} {job.about} {[step.verb for step in job.to_do]}"
        plans = {plan.path for plan in ledger.plans()}
        sheets = {sheet.id: sheet for sheet in ledger.sheets()}
    yield from _plans(workspace, plans)
    for sheet in sheets.values():
        if sheet.printed_at is None and sheet.handed_out_at is None and not sheet.num_recorded and sheet.id.startswith("KK"):
            yield f"slip on the list that was never printed: {sheet.id}"
    for paper in (workspace / "sheets").glob("*/v*/sheet-*.pdf"):
        day, version, shift = paper.parents[1].name.replace("-", ""), paper.parent.name, paper.stem.removeprefix("sheet-")
        number = f"DDS-{day}-{shift}-{version}"
        if number not in sheets or sheets[number].printed_at is None:
            yield f"paper that no list knows: {number}"


def _plans(workspace: Path, plans: set[str]) -> Iterator[str]:
    """Plans that lie there and are in no line, the other way round, and those that cannot be read."""
    on_disk = {path.relative_to(workspace).as_posix() for path in (workspace / "plans").rglob("plan-v*.json")}
    yield from (f"plan without a line: {path}" for path in sorted(on_disk - plans))
    yield from (f"line without a plan: {path}" for path in sorted(plans - on_disk))
    for path in sorted(plans & on_disk):
        try:
            if (workspace / path).with_name(Path(path).name.replace("plan-", "problem-").replace(".json", ".npz")).exists():
                read_kept_plan(workspace / path)
        except InputError as error:
            yield f"{path}: {error}"


def remembered(folder: Path) -> Iterator[str]:
    """Where the erased home's name, address, id or words still are, the audit trail as well."""
    workspace = folder / "ws"
    for path in sorted(path for path in workspace.rglob("*") if path.is_file()):
        content = path.read_bytes()
        yield from (f"{word!r} in {path.relative_to(workspace)}" for word in WORDS if word in content)
    with sqlite3.connect(workspace / "ledger.sqlite") as connection:
        rows = [row for row in connection.iterdump() if ERASED in row]
    connection.close()
    yield from (f"id in the ledger: {row[:60]}" for row in rows)
