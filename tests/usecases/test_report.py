"""`dds report` on an invented area with two recorded months: what it writes, what it never writes, how it refuses."""

import datetime as dt
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pdfplumber
import pytest

from planner.domain.errors import InputError
from planner.domain.history import PastVisit
from planner.domain.month import Period
from planner.domain.outcome import Outcome
from planner.terminal.main import run
from planner.usecases.demo import make_demo_workspace, record_history
from planner.usecases.progress import Silent
from planner.usecases.reporting import chosen_period
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The smallest example area with its history."""
    made, date = make_demo_workspace(tmp_path_factory.mktemp("report") / "demo", AT_DESK, size="tiny", reporter=Silent())
    record_history(made, date, reporter=Silent())
    return made


def _last_month(workspace: Workspace) -> Period:
    today = workspace.now().date()
    return Period.month(today.year, today.month).before


def _report(workspace: Workspace, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    assert run(["--workspace", str(workspace.folder), "--json", "report", *options]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def _text_of(path: Path) -> str:
    if path.suffix == ".json":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as document:
            return "\n".join(page.extract_text() for page in document.pages)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_the_last_month_is_reported_without_a_word(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """`dds report` writes PDF and XLSX of the last whole month, and says the figures on the terminal."""
    assert run(["--workspace", str(workspace.folder), "report"]) == 0
    text = capsys.readouterr().out
    folder = workspace.report_folder(_last_month(workspace))
    assert "Rumah terkunjungi" in text
    assert sorted(path.name for path in folder.iterdir() if "public" not in path.name) == ["report-id.pdf", "report-id.xlsx"]
    assert str(folder / "report-id.pdf") in text


def test_the_figures_equal_a_recount_from_the_lines(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Homes reached, homes tried and lines by outcome are what the recorded lines say, counted by hand."""
    data = _report(workspace, capsys)["report"]
    period = _last_month(workspace)
    with workspace.ledger() as ledger:
        lines = ledger.visits(period.start, period.end)
        homes = {household.id for household in ledger.households()}
    met = {line.household for line in lines if line.outcome is Outcome.MET} & homes
    tried = {line.household for line in lines if line.outcome is not Outcome.POSTPONED} & homes
    assert isinstance(data, dict)
    assert data["figures"]["reached"]["value"] == len(met) > 0
    assert data["tables"]["results"][-1]["tried"] == len(tried)
    assert data["tables"]["visits"][-1]["lines"] == len(lines)
    for outcome in Outcome:
        expected = sum(line.outcome is outcome for line in lines)
        assert data["tables"]["visits"][-1][outcome.value] == expected
    assert _by_team(lines) == {row["team"]: row["lines"] for row in data["tables"]["teams"]}


def _by_team(lines: tuple[PastVisit, ...]) -> dict[str, int]:
    return {team: sum(line.team == team for line in lines) for team in {line.team for line in lines}}


def test_a_report_made_again_is_the_same_file(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """PDF and workbook are equal byte for byte."""
    files = [Path(str(name)) for name in _files(_report(workspace, capsys))]
    before = [file.read_bytes() for file in files]
    _report(workspace, capsys)
    assert [file.read_bytes() for file in files] == before


def _files(found: dict[str, object]) -> list[object]:
    files = found["files"]
    assert isinstance(files, list)
    return files


def test_nothing_about_a_person_is_written(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """No name, address, landmark, complaint text, household or complaint id, and of special referrals the number alone."""
    with workspace.ledger() as ledger:
        households, complaints, teams = ledger.households(), ledger.complaints(), ledger.teams()
    secrets = {household.id for household in households} | {complaint.id for complaint in complaints}
    secrets |= {household.head_name for household in households if household.head_name}
    secrets |= {text for household in households for text in (household.address.detail, household.address.landmark) if text}
    secrets |= {complaint.text for complaint in complaints if len(complaint.text) > len("DATA CONTOH")}
    secrets |= {officer.name for team in teams for officer in team.officers}
    for options in ((), ("--public",)):
        found = _report(workspace, capsys, *options)
        texts = [json.dumps(found["report"], ensure_ascii=False), *(_text_of(Path(str(name))) for name in _files(found))]
        for text in texts:
            assert [secret for secret in secrets if re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text)] == []
            assert "RJK" not in re.sub(r"Rujukan khusus \(RJK\): \d+ – hubungi Unit PPA\.", "", text)


def test_a_public_edition_is_its_own_file_of_a_whole_month(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """It lies beside the internal one; of other days, or of a running month, none is made: differences would tell."""
    names = [Path(str(name)).name for name in _files(_report(workspace, capsys, "--public"))]
    assert names == ["report-public-id.pdf", "report-public-id.xlsx", "report-public.json"]
    month = _last_month(workspace)
    for options in (
        ["--from", month.start.isoformat(), "--to", (month.end - dt.timedelta(days=1)).isoformat()],
        ["--month", f"{workspace.now():%Y-%m}"],
    ):
        assert run(["--workspace", str(workspace.folder), "report", "--public", *options]) == 3
        assert "E4043" in capsys.readouterr().err


def test_other_days_are_compared_with_as_many_before(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten days have a folder of their own and ten days beside them."""
    start = _last_month(workspace).start + dt.timedelta(days=10)
    end = start + dt.timedelta(days=9)
    found = _report(workspace, capsys, "--from", start.isoformat(), "--to", end.isoformat())
    data = found["report"]
    assert isinstance(data, dict)
    assert data["before"] == {"from": (start - dt.timedelta(days=10)).isoformat(),
                              "to": (start - dt.timedelta(days=1)).isoformat()}  # fmt: skip
    assert f"{start.isoformat()}_{end.isoformat()}" in str(_files(found)[0])


def test_days_that_make_no_period_are_refused() -> None:
    """One day alone, exchanged days, a month with days, and days to come each say what to write."""
    today = dt.date(2026, 11, 24)
    first, last = dt.date(2026, 10, 1), dt.date(2026, 10, 9)
    assert chosen_period(None, None, None, today=today) == Period.month(2026, 10)
    assert chosen_period(None, first, last, today=today) == Period(start=first, end=last)
    for month, start, end, code in (
        (None, first, None, "E4041"), (None, None, last, "E4041"), (None, last, first, "E4041"), (first, first, last, "E4041"),
        (dt.date(2027, 1, 1), None, None, "E4042"),
    ):  # fmt: skip
        with pytest.raises(InputError) as caught:
            chosen_period(month, start, end, today=today)
        assert [fault.code for fault in caught.value.faults] == [code]


def test_an_empty_ledger_asks_for_households(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a home there is nothing to report on, and nothing is written."""
    assert run(["init", str(tmp_path / "ws")]) == 0
    assert run(["--workspace", str(tmp_path / "ws"), "report"]) == 3
    assert "E4040" in capsys.readouterr().err
    assert not (tmp_path / "ws" / "reports").exists()


def test_the_report_is_in_the_audit_trail(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Who made which edition of which days is kept."""
    _report(workspace, capsys, "--public")
    with workspace.ledger() as ledger:
        entry = ledger.audit_trail()[-1]
    assert (entry.action, entry.details["edition"]) == ("report", "public")


def test_a_report_carries_the_anchor_of_its_period(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Each edition shows the last entry of the trail before its end; `dds audit --verify` takes it, anchors.txt has it."""
    period = _last_month(workspace)
    over = dt.datetime.combine(period.end + dt.timedelta(days=1), dt.time(), tzinfo=workspace.now().tzinfo)
    with workspace.ledger() as ledger:
        last = [entry for entry in ledger.audit_trail() if entry.at < over][-1]
    for option in ((), ("--public",)):
        found = _report(workspace, capsys, *option)
        anchor = found["report"]["audit_anchor"]  # type: ignore[index]
        assert anchor.replace("-", "") == f"{last.number}{last.hash[:20]}"
        assert all(anchor in _text_of(Path(file)) for file in found["files"])  # type: ignore[attr-defined]
        assert run(["--workspace", str(workspace.folder), "audit", "--verify", "--anchor", anchor]) == 0
        capsys.readouterr()
    kept = (workspace.folder / "anchors.txt").read_text(encoding="utf-8").splitlines()
    assert kept[-1].endswith(f" report {last.number}-{last.hash}")


def test_a_published_month_is_never_counted_anew(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """A line typed in after an edition was made changes the desk's report, not the edition; its first making is an entry."""
    first = _report(workspace, capsys, "--public")["report"]
    with workspace.ledger() as ledger:
        period = _last_month(workspace)
        visit = next(one for one in ledger.visits(period.start, period.end) if one.household and one.outcome is Outcome.MET)
        desk = _report(workspace, capsys)["report"]
        ledger.unrecord(visit.sheet_id, visit.number, **workspace.stamp())
        again, changed = _report(workspace, capsys, "--public")["report"], _report(workspace, capsys)["report"]
        assert [entry.subject for entry in ledger.audit_trail(action="publish")] == [f"{period.start:%Y-%m}"]
    assert again["tables"] == first["tables"]  # type: ignore[index]
    assert changed["tables"] != desk["tables"]  # type: ignore[index]


def test_the_published_month_before_stays_beside(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What its edition said is compared with, also when every line of it has been taken back since."""
    shutil.copytree(workspace.folder, tmp_path / "ws")
    copy = Workspace(tmp_path / "ws", AT_DESK)
    month = _last_month(copy)
    _report(copy, capsys, "--public", "--month", f"{month.before.start:%Y-%m}")
    first = _report(copy, capsys, "--public")["report"]
    assert first["before"]  # type: ignore[index]
    with copy.ledger() as ledger:
        for visit in ledger.visits(month.before.start, month.before.end):
            ledger.unrecord(visit.sheet_id, visit.number, **copy.stamp())
    assert _report(copy, capsys, "--public")["report"] == first


def test_a_published_month_says_by_what_it_was_counted(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The cycle and the smallest number shown are those of the day when it was published, on every paper."""
    shutil.copytree(workspace.folder, tmp_path / "ws")
    copy = Workspace(tmp_path / "ws", AT_DESK)
    found = _report(copy, capsys, "--public")
    texts = {file: _text_of(Path(str(file))) for file in _files(found)}
    settings = copy.folder / "dds.toml"
    text = settings.read_text(encoding="utf-8").replace("\ncycle_days = 365", "\ncycle_days = 60")
    settings.write_text(text.replace("\npublic_minimum = 5", "\npublic_minimum = 10"), encoding="utf-8")
    changed = Workspace(tmp_path / "ws", AT_DESK)
    assert (changed.settings.programme.cycle_days, changed.settings.report.public_minimum) == (60, 10)
    again = _report(changed, capsys, "--public")
    assert again["report"] == found["report"]
    assert {file: _text_of(Path(str(file))) for file in _files(again)} == texts


def test_a_running_month_is_counted_until_today_and_says_so(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of a month nothing to come counts: planned stops, due days, age of inspections and the target are today's.

    Every form says in its head that it is unfinished, and until when; the month once over says nothing of it.
    """
    period = _last_month(workspace)
    today, month = period.start + dt.timedelta(days=14), f"{period.start:%Y-%m}"
    whole = _report(workspace, capsys, "--month", month)["report"]
    now = dt.datetime.combine(today, dt.time(9), tzinfo=workspace.now().tzinfo)
    monkeypatch.setattr(Workspace, "now", lambda _: now)
    with workspace.ledger() as ledger:
        ends = [Period(start=period.start, end=end) for end in (today, period.end)]
        so_far, to_the_end = (ledger.month(one, cycle_days=365, today=today) for one in ends)
    found = _report(workspace, capsys, "--month", month)
    data = found["report"]
    assert isinstance(data, dict)
    assert isinstance(whole, dict)
    assert (data["from"], data["to"], data["unfinished_until"]) == (
        period.start.isoformat(), period.end.isoformat(), today.isoformat(),
    )  # fmt: skip
    assert "unfinished_until" not in whole
    planned = [sum(day.num_planned or 0 for day in figures.days) for figures in (so_far, to_the_end)]
    assert planned[0] < planned[1]
    assert data["tables"]["weeks"][-1]["planned"] == planned[0]
    known = [one for one in so_far.complaints if one.received <= today and (one.answered_on or one.status.is_open)]
    late = sum(one.due is not None and one.due < today and (one.answered_on or dt.date.max) > today for one in known)
    assert data["tables"].get("complaints", [{"overdue": 0}])[-1]["overdue"] == late  # of none there is no table
    assert data["tables"]["villages"][-1]["target"] < whole["tables"]["villages"][-1]["target"]
    said = "belum selesai: dihitung sampai 15 "
    pdf, book = (workspace.report_folder(period) / f"report-id.{ending}" for ending in ("pdf", "xlsx"))
    assert said in _text_of(pdf)
    assert said in _text_of(book)
    assert run(["--workspace", str(workspace.folder), "report", "--month", month]) == 0
    assert said in capsys.readouterr().out
