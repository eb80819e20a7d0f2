"""Guards that a plan made yesterday prints nobody who may not be visited today."""

from pathlib import Path

import pytest

from planner.terminal.main import run
from tests.usecases.town import make_workspace

DATE = "2025-08-26"


@pytest.mark.parametrize(
    ("table", "old", "new", "code"),
    [
        ("households.csv", "Rahasia{},,", "Rahasia{},,ya", "E3051"),
        ("complaints.csv", "CRM,urgent,teks", "RJK,urgent,teks", "E3052"),
    ],
)
def test_closed_doors_are_not_printed(
    table: str, old: str, new: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A do-not-visit mark or a referral that came after the plan stops its printing, by id, and nothing is written."""
    workspace = make_workspace(tmp_path).folder
    base = ["--workspace", str(workspace), "--lang", "en"]
    assert run([*base, "plan", "--date", DATE, "--time-limit", "0.2"]) == 0
    source = tmp_path / "data" / table
    lines = source.read_text(encoding="utf-8").splitlines()
    changed = [
        line.replace(old.format(number - 1), new.format(number - 1)) if number < 6 else line
        for number, line in enumerate(lines)
    ]
    source.write_text("\n".join(changed) + "\n", encoding="utf-8")
    assert run([*base, "import", table.removesuffix(".csv"), str(source)]) == 0
    capsys.readouterr()
    assert run([*base, "print", str(workspace / "plans" / DATE / "plan-v1.json"), "--all"]) == 3
    told = capsys.readouterr().err
    assert code in told
    assert "Rahasia" not in told
    assert not (workspace / "sheets" / DATE).exists()


def test_forms_of_before_carry_no_other_names_than_the_papers(tmp_path: Path) -> None:
    """A table made with full names does not stay beside sheets printed again with none."""
    workspace = make_workspace(tmp_path).folder
    base = ["--workspace", str(workspace)]
    assert run([*base, "plan", "--date", DATE, "--time-limit", "0.2"]) == 0
    plan, table = str(workspace / "plans" / DATE / "plan-v1.json"), workspace / "sheets" / DATE / "v1" / "itinerary.csv"
    assert run([*base, "print", plan, "--names", "full", "--csv"]) == 0
    assert "Rahasia" in table.read_text(encoding="utf-8")
    assert run([*base, "print", plan, "--names", "none"]) == 0
    assert table.is_file()
    assert "Rahasia" not in table.read_text(encoding="utf-8")
