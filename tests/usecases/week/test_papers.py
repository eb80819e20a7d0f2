"""Guards the week's papers: the chief's page and the notices say what the plans say, and no home."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.usecases.progress import Silent
from planner.usecases.week.planning import plan_week
from tests.usecases.desk import DeskRun
from tests.usecases.town import make_workspace
from tests.usecases.week.conftest import START, WISH


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with a planned week; not to be written to."""
    workspace = make_workspace(tmp_path_factory.mktemp("papers"))
    plan_week(workspace, START, WISH, reporter=Silent())
    return workspace.folder


@pytest.fixture
def desk(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A desk with a copy of the planned week."""
    return DeskRun(town, tmp_path, capsys, monkeypatch)


def texts(found: dict[str, object]) -> dict[str, list[str]]:
    """Name of each paper to the text of its pages."""
    folder, names = Path(str(found["folder"])), found["files"]
    assert isinstance(names, list)
    return {name: [page.extract_text() for page in PdfReader(folder / name).pages] for name in names}


def test_a_draft_until_it_is_approved(desk: DeskRun) -> None:
    """KONSEP on every page before, the name of who approved it afterwards; the trail keeps both prints."""
    drafts = desk("week", "print")
    assert drafts["is_draft"]
    assert all("KONSEP" in page for pages in texts(drafts).values() for page in pages)
    desk("week", "approve", "--by", "AKP CONTOH")
    final = desk("week", "print")
    assert not final["is_draft"]
    for pages in texts(final).values():
        assert not any("KONSEP" in page for page in pages)
        assert "AKP CONTOH" in pages[-1]
    assert [entry["kind"] for entry in desk("audit")["entries"]].count("print_week") == 2


def test_days_that_have_newer_plans_are_told(desk: DeskRun) -> None:
    """The papers follow the week's plans: who prints them hears of each day that was planned anew since."""
    assert desk("week", "print")["newer_plans"] == []
    newest = desk("plan", "--date", str(START), "--iterations", "20", "--prove", "0")["version"]
    assert desk("week", "print")["newer_plans"] == [{"date": str(START), "version": newest}]
    assert f"{START} sudah punya rencana yang lebih baru, v{newest}." in desk.text("week", "print")


def test_the_chiefs_page_says_what_the_plans_say(desk: DeskRun) -> None:
    """Sums of each day, RTs and the forecast of the week's end."""
    shown = desk("week", "show")
    page = " ".join(texts(desk("week", "print"))["week.pdf"])
    for day in shown["days"]:
        if day["num_homes"]:
            assert f"{day['num_homes']} rumah" in page
        for one in day["neighbourhoods"]:
            assert f"{one['rt']}/{one['rw']}" in page
    assert f"{shown['outlook']['num_met']} rumah akan ditemui" in page


def test_a_notice_names_days_hours_and_officers_but_no_home(desk: DeskRun) -> None:
    """The village head's page has every RT and day of the week, each RT its own letter; no id, address or name of a home."""
    shown = desk("week", "show")
    pages = texts(desk("week", "print"))["notice-v1.pdf"]
    units = {(one["rw"], one["rt"]) for day in shown["days"] for one in day["neighbourhoods"]}
    assert units
    for rw, rt in units:
        assert f"RT {rt}/RW {rw}" in pages[0]
        assert any(f"Ketua RT {rt}/RW {rw}" in page for page in pages[1:])
    whole = " ".join(pages)
    assert "Aipda SATU CONTOH" in whole
    assert "110" in whole
    for secret in ("H0", "Jl. Contoh", "Rahasia", "C1"):
        assert secret not in whole


def test_on_folio_the_week_is_folio(desk: DeskRun) -> None:
    """The chief's page and the notices come on the paper of the settings, too."""
    settings = desk.folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('paper = "A4"', 'paper = "F4"'), encoding="utf-8")
    found = desk("week", "print")
    for name in found["files"]:
        box = PdfReader(Path(found["folder"]) / name).pages[0].mediabox
        assert sorted(round(float(side) / 72 * 25.4) for side in (box.width, box.height)) == [215, 330]
