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
