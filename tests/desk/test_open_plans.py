"""Guards what a door keeps open: read once, judged once, read anew when the file is another, bounded; ways as on paper."""

import shutil
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.usecases import open_plans
from planner.usecases.open_plans import OpenPlans
from planner.usecases.printing import Ways
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK

DATE = "2025-08-26"


def test_a_file_is_read_once_until_it_is_another(peopled: Path, tmp_path: Path) -> None:
    """The same object is given again; a file that was written anew is read anew; the plan longest unused goes."""
    folder = tmp_path / "copy"
    shutil.copytree(peopled / "plans" / DATE, folder)
    for version in (2, 3):
        shutil.copy(folder / "plan-v1.json", folder / f"plan-v{version}.json")
    plans = OpenPlans(most_plans=2)
    first = plans.sound(folder / "plan-v1.json")
    assert plans.kept(folder / "plan-v1.json") is first
    plans.kept(folder / "plan-v2.json")
    plans.kept(folder / "plan-v3.json")
    again = plans.kept(folder / "plan-v1.json")
    assert again is not first
    (folder / "plan-v1.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError):
        plans.kept(folder / "plan-v1.json")
    with pytest.raises(InputError):
        plans.kept(folder / "plan-v9.json")


def test_ways_are_those_of_the_paper_and_kept(peopled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way has the length that the printed sheet has, and is looked for once."""
    workspace, plans = Workspace(peopled, AT_DESK), OpenPlans()
    kept = plans.kept(peopled / "plans" / DATE / "plan-v1.json")
    legs, printed = plans.legs(workspace, kept), Ways.load(workspace, kept).legs
    assert printed is not None
    shift = kept.problem.shifts[0].id
    pairs = [(0, 1), (1, 2), (2, 1)]
    for pair in pairs:
        ours, theirs = legs(shift, *pair), printed(shift, *pair)
        assert (ours.duration, ours.distance, ours.steps) == (theirs.duration, theirs.distance, theirs.steps)
        assert ours.points.tolist() == theirs.points.tolist()
    assert legs(shift, 0, 1) is legs(shift, 0, 1)
    monkeypatch.setattr(open_plans, "MOST_LEGS", 1)
    first = legs(shift, 4, 5)
    legs(shift, 5, 4)
    assert legs(shift, 4, 5) is not first
