"""Guards drafts: every page says so, and no sheet of them is ever missed."""

from pathlib import Path

import pypdf
import pytest

from planner.terminal.main import run
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, make_day
from tests.usecases.town import AT_DESK


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace with a plan of one Tuesday and print a draft of it."""
    folder = make_day(tmp_path_factory.mktemp("drafts"))
    assert run(["--workspace", str(folder), "print", str(folder / "plans" / DATE / "plan-v1.json"), "--draft"]) == 0
    return folder


def test_a_draft_is_on_no_list(folder: Path) -> None:
    """Nothing is registered, so nothing is missing; that personal data were printed is in the audit trail all the same."""
    with Workspace(folder, AT_DESK).ledger() as ledger:
        assert ledger.sheets() == ()
        entry = [entry for entry in ledger.audit_trail() if entry.action == "print"][-1]
    assert entry.details["draft"] == 1


def test_every_page_of_a_draft_says_so(folder: Path) -> None:
    """KONSEP on sheets, maps and overview, the sheet's number on none; they lie apart from what is handed out."""
    drafts = folder / "sheets" / DATE / "v1" / "draft"
    for path in drafts.glob("*.pdf"):
        for page in pypdf.PdfReader(path).pages:
            text = page.extract_text()
            assert "KONSEP" in text, path.name
            assert SHEET not in text
    assert {"sheets.pdf", "overview.pdf"} <= {path.name for path in drafts.iterdir()}
    assert not list(drafts.parent.glob("*.pdf"))


def test_a_print_with_open_rows_has_its_reason_in_the_trail(folder: Path) -> None:
    """Why rows of complaints told more than their number stands with each print that did; a usual print says nothing of it."""
    plan = folder / "plans" / DATE / "plan-v1.json"
    settings = folder / "dds.toml"
    usual = settings.read_text(encoding="utf-8")
    opened = usual.replace('complaint_rows = "number"', 'complaint_rows = "open"')
    opened = opened.replace('complaint_rows_reason = ""', 'complaint_rows_reason = "uji coba dua minggu"')
    told = []
    for text in (usual, opened):
        settings.write_text(text, encoding="utf-8")
        assert run(["--workspace", str(folder), "print", str(plan), "--draft"]) == 0
        with Workspace(folder, AT_DESK).ledger() as ledger:
            entry = [entry for entry in ledger.audit_trail() if entry.action == "print"][-1]
        told.append(entry.details.get("complaint_rows"))
    assert told == [None, "uji coba dua minggu"]
