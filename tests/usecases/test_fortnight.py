"""Guards the loop: plan, print, record, day after day; the ledger's own counts equal an independent recount from the files."""

import csv
import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path

import pytest

from planner.domain.history import TallyBy
from planner.ledger.store import Ledger
from planner.terminal.main import run
from tests.usecases.town import make_workspace

FIRST = dt.date(2025, 8, 25)
CYCLE_DAYS = 4
WORDS = ("bertemu", "tidak di rumah", "menolak", "pindah", "alamat tidak ada", "ditunda")
WEIGHTS = (45, 35, 6, 2, 2, 10)


def plan_print_record(folder: Path, day: dt.date, dice: random.Random, *, with_paper: bool) -> bool:
    """One day at the desk; the filled table of the day is kept beside the workspace. `False`: nothing was due."""
    code = run(["--workspace", str(folder), "plan", "--date", day.isoformat(), "--time-limit", "0.3", "--prove", "0"])
    if code == 3:
        return False
    assert code == 0
    plan = folder / "plans" / day.isoformat() / "plan-v1.json"
    if with_paper:
        assert run(["--workspace", str(folder), "print", str(plan)]) == 0
    table = folder.parent / f"filled-{day}.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Lembar", "No", "ID", "Hasil", "Jam masuk", "Tindak lanjut", "Kondisi"])
        for route in json.loads(plan.read_text(encoding="utf-8"))["routes"]:
            sheet = f"DDS-{day:%Y%m%d}-{route['shift']}-v1"
            for number, stop in enumerate(route["stops"], 1):
                word = dice.choices(WORDS, WEIGHTS)[0]
                is_facility = stop["visit"].startswith("F")
                word = "bertemu" if is_facility else word
                promised = "ya" if word == "bertemu" and dice.random() < 0.1 else ""
                writer.writerow(
                    [sheet, number, stop["visit"], word, stop["start"][:5], promised, "baik" if is_facility else ""]
                )
    assert run(["--workspace", str(folder), "record", str(plan), "--file", str(table)]) == 0
    return True


Door = tuple[str | None, int, int]
"""Last visit, tries, and of these those on weekends."""


def recount(tables: list[Path], complaints: dict[str, str]) -> tuple[dict[str, Door], Counter[str], int]:
    """What is known of each household, lines by outcome, and distinct households, from the filled tables alone."""
    doors: dict[str, Door] = {}
    outcomes: Counter[str] = Counter()
    for table in sorted(tables):
        day = table.stem.removeprefix("filled-")
        with table.open(encoding="utf-8", newline="") as file:
            for row in sorted(csv.DictReader(file, delimiter=";"), key=lambda row: (row["Jam masuk"], row["Lembar"])):
                outcomes[row["Hasil"]] += 1
                door = complaints.get(row["ID"], row["ID"])
                if door.startswith("F"):
                    continue
                last, tries, on_weekends = doors.get(door, (None, 0, 0))
                if row["Hasil"] in ("bertemu", "menolak"):
                    last, tries, on_weekends = day, 0, 0
                elif row["Hasil"] == "tidak di rumah":
                    tries, on_weekends = tries + 1, on_weekends + (dt.date.fromisoformat(day).isoweekday() > 5)
                doors[door] = (last, tries, on_weekends)
    return doors, outcomes, len(doors)


@pytest.mark.parametrize(
    ("num_days", "with_paper"), [(4, False), pytest.param(14, True, marks=pytest.mark.long)], ids=["four days", "fortnight"]
)
def test_ledger_equals_the_files(tmp_path: Path, num_days: int, with_paper: bool) -> None:
    """After days of random outcomes, every count of the ledger is the one that the papers give."""
    workspace = make_workspace(tmp_path)
    settings = workspace.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("cycle_days = 365", f"cycle_days = {CYCLE_DAYS}", 1), encoding="utf-8")
    dice = random.Random(7)  # noqa: S311 (invented outcomes)
    worked = 0
    for number in range(num_days):
        worked += plan_print_record(workspace.folder, FIRST + dt.timedelta(days=number), dice, with_paper=with_paper)
    assert worked >= num_days // 2
    tables = list(tmp_path.glob("filled-*.csv"))
    doors, outcomes, num_homes = recount(tables, {"C1": "H003"})
    with Ledger.open(workspace.folder / "ledger.sqlite") as ledger:
        rows = {
            row.id: (row.last_visit and row.last_visit.isoformat(), row.num_attempts, row.num_weekend_attempts)
            for row in ledger.households()
        }
        assert {id_: rows[id_] for id_ in doors} == doors
        assert all(state == (None, 0, 0) for id_, state in rows.items() if id_ not in doors)
        by_outcome = {row.keys[0]: row.num_visits for row in ledger.tally(by=(TallyBy.OUTCOME,))}
        assert sorted(by_outcome.values()) == sorted(outcomes.values())
        (total,) = ledger.tally()
        assert (total.num_visits, total.num_households) == (sum(outcomes.values()), num_homes)
        assert sum(count.num_tried for count in ledger.door_counts()) == sum(
            sum(tally.num_visits for tally in ledger.tally(by=(TallyBy.OUTCOME, TallyBy.KIND)) if tally.keys == (outcome, kind))
            for outcome in ("met", "refused", "not_home")
            for kind in ("K", "U", "T")
        )
        assert ledger.recount() == {"households": 0, "complaints": 0, "facilities": 0}
        for table in tables:  # the same files again
            plan = workspace.folder / "plans" / table.stem.removeprefix("filled-") / "plan-v1.json"
            assert run(["--workspace", str(workspace.folder), "record", str(plan), "--file", str(table)]) == 0
        assert ledger.tally() == (total,)
