"""Guards that a desk which is open when a backup is put in its ledger's place says so, and goes on with the backup."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.usecases.backing_up import back_up
from planner.usecases.workspace import Workspace
from tests.desk.pages import Browser
from tests.usecases.town import AT_DESK

SHEET = "/record/sheet/DDS-20250826-T01-v1"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there nobody writes over an open file")


@pytest.mark.parametrize("is_moved", [True, False])
def test_a_backup_in_the_place_of_an_open_ledger(browser: Browser, tmp_path: Path, *, is_moved: bool) -> None:
    """What is sent then is refused and not called kept; the next pages show the backup and tell each once what happened."""
    browser.sign_in(Role.DESK)
    other = browser.other().sign_in(Role.CHIEF)
    browser.get(SHEET)
    ledger = browser.folder / "ledger.sqlite"
    assert browser.post(SHEET, json=True, number="1", line="b").json()["row"]["outcome"] == "met"
    back_up(Workspace(browser.folder, AT_DESK), tmp_path / "old.sqlite")
    assert browser.post(SHEET, json=True, number="2", line="t").json()["row"]["outcome"] == "not_home"
    if is_moved:
        shutil.copy(tmp_path / "old.sqlite", tmp_path / "new.sqlite").replace(ledger)
    else:
        words = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"
        subprocess.run([sys.executable, "-c", words, tmp_path / "old.sqlite", ledger], check=True)  # noqa: S603
    assert browser.post(SHEET, json=True, number="3", line="m").json()["codes"] == ["E6186"]
    first = browser.get(SHEET).text
    for page in (first, other.get("/").text):
        assert ("E6147" in page, "E6149" in page) == (True, True)
    assert "E6147" not in browser.get(SHEET).text + other.get("/").text
    seen = re.findall(r'data-number="(\d+)" data-seen="(\w+)"', browser.get(SHEET).text)
    assert [number for number, _ in seen] == ["1"]
    assert browser.post(SHEET, json=True, number="4", line="b").json()["row"]["outcome"] == "met"


def test_a_form_that_was_taken_before_is_taken_again(browser: Browser, tmp_path: Path) -> None:
    """What it brought is not in the backup: it is no form that came twice."""
    browser.sign_in(Role.DESK)
    form = {"household": "H008", "category": "SAL", "received": "2025-08-26", "once": "contoh"}
    back_up(Workspace(browser.folder, AT_DESK), tmp_path / "old.sqlite")
    browser.get("/complaints")
    assert browser.post("/complaints", **form).url.path == "/complaints/K-20250826-01"
    shutil.copy(tmp_path / "old.sqlite", tmp_path / "new.sqlite").replace(browser.folder / "ledger.sqlite")
    browser.get("/complaints", status=422)
    browser.get("/complaints")
    assert browser.post("/complaints", **form).url.path == "/complaints/K-20250826-01"
    assert "K-20250826-01" in browser.get("/complaints").text
