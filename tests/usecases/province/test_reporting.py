"""Guards the report over stations: once made it stays, whoever cannot tell is named, nothing of a home is in its files."""

import datetime as dt
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from planner.domain.errors import InputError
from planner.domain.province_month import ProvinceMonth
from planner.terminal.main import run
from planner.usecases.demo import record_history
from planner.usecases.progress import Silent
from planner.usecases.province import reporting
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.reporting import report_province
from planner.usecases.workspace import Workspace
from tests.usecases.town import AT_DESK, today


def _last_month() -> dt.date:
    return (today().replace(day=1) - dt.timedelta(days=1)).replace(day=1)


@pytest.fixture(scope="module")
def lived(made_pair: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stations with two recorded months."""
    folder = tmp_path_factory.mktemp("lived") / "polda"
    shutil.copytree(made_pair, folder)
    place = ProvinceFolder.open(folder, AT_DESK.clock)
    for station in place.province.stations:
        workspace = Workspace(place.workspace_of(station), AT_DESK)
        record_history(workspace, workspace.now().date(), reporter=Silent())
    return folder


def _texts(folder: Path) -> dict[str, str]:
    """What stands in every file of a province but its stations' own."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and "stations" not in path.relative_to(folder).parts:
            if path.suffix == ".pdf":
                with pdfplumber.open(path) as document:
                    found[path.name] = "\n".join(page.extract_text() for page in document.pages)
            elif path.suffix == ".xlsx":
                with zipfile.ZipFile(path) as book:
                    found[path.name] = "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
            else:
                found[path.name] = path.read_text(encoding="utf-8")
    return found


def test_nothing_of_a_home_is_in_its_files(lived: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No id, name, address or coordinate of any home, complaint or facility; the terminal and JSON say the same figures."""
    assert run(["--workspace", str(lived), "--json", "province", "report"]) == 0
    data = json.loads(capsys.readouterr().out)
    texts = _texts(lived)
    assert {"province.json", "province.csv", "province.geojson", "province-id.pdf", "province-id.xlsx"} <= texts.keys()
    assert json.loads(texts["province.json"]) == data["report"]
    assert [row["homes"] for row in data["report"]["stations"]] == [150, 150]
    corners = set(re.findall(r"\[([\d.-]+), ([\d.-]+)\]", texts["province.geojson"]))
    assert len(corners) > 100
    told = "\n".join(text for name, text in texts.items() if name != "province.geojson")
    assert not re.search(r"CTH-|RT ", texts["province.geojson"])
    assert not re.search(r"CTH-|H\d{3}\b|RT \d\d/\d\d", told)
    for station in ProvinceFolder.open(lived, AT_DESK.clock).province.stations:
        with Workspace(lived / station.folder, AT_DESK).ledger() as ledger:
            homes = ledger.households()
        assert len(homes) == 150
        for home in homes:
            place = home.address
            secrets = [home.id, place.detail, home.head_name, f"{place.latitude}", f"{place.longitude}"]
            assert not [secret for secret in secrets if secret and len(secret) > 4 and secret in told]
            assert (f"{place.longitude}", f"{place.latitude}") not in corners
    assert run(["--workspace", str(lived), "--lang", "en", "province", "report"]) == 0
    assert "Polsek Jayanti" in capsys.readouterr().out


def test_it_is_made_once(lived: Path, tmp_path: Path) -> None:
    """Whatever is recorded later, the same month says the same; no hidden number is in what is kept of it."""
    shutil.copytree(lived, tmp_path / "polda")
    place = ProvinceFolder.open(tmp_path / "polda", AT_DESK.clock)
    month = _last_month()
    first = report_province(place, month, AT_DESK, language="en", reporter=Silent())
    kept = (first.folder / "province.json").read_bytes()
    with Workspace(place.workspace_of(place.province.stations[0]), AT_DESK).ledger() as ledger:
        edition = ledger.editions()[month]
    assert edition.hidden
    (place.workspace_of(place.province.stations[0]) / "dds.toml").write_text("nonsense = 1\n", encoding="utf-8")
    again = report_province(place, month, AT_DESK, language="en", reporter=Silent())
    assert again.month == first.month
    assert (first.folder / "province.json").read_bytes() == kept


def test_nobody_makes_another_meanwhile(lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of earlier reports, and that there is none of this month, holds until this one is kept."""
    shutil.copytree(lived, tmp_path / "polda")
    shutil.rmtree(tmp_path / "polda" / "reports", ignore_errors=True)
    place, told = ProvinceFolder.open(tmp_path / "polda", AT_DESK.clock), []
    chosen = reporting.province_month

    def choosing(*arguments: Any, **options: Any) -> ProvinceMonth:
        with pytest.raises(InputError) as caught, place.alone(lambda: told.append("waits"), patience=0.1):
            pass
        assert caught.value.faults[0].code == "E6110"
        return chosen(*arguments, **options)

    monkeypatch.setattr(reporting, "province_month", choosing)
    report_province(place, _last_month(), AT_DESK, language="en", reporter=Silent())
    assert told == ["waits"]
    with place.alone(lambda: told.append("waits")):
        assert told == ["waits"]


def test_a_station_that_cannot_tell_is_named(lived: Path, tmp_path: Path) -> None:
    """Nothing is made without it unless somebody says so; then it is named on the paper. A month that goes on is refused."""
    shutil.copytree(lived, tmp_path / "polda")
    shutil.rmtree(tmp_path / "polda" / "reports", ignore_errors=True)
    place = ProvinceFolder.open(tmp_path / "polda", AT_DESK.clock)
    (place.workspace_of(place.province.stations[1]) / "dds.toml").write_text("nonsense = 1\n", encoding="utf-8")

    def refused(month: dt.date, *without: str) -> tuple[str, str]:
        with pytest.raises(InputError) as caught:
            report_province(place, month, AT_DESK, without=without, language="id", reporter=Silent())
        return caught.value.faults[0].code, str(caught.value.faults[0].values.get("names", ""))

    assert refused(_last_month()) == ("E6211", "jayanti (E5002)")
    assert refused(_last_month(), "nobody") == ("E6210", "nobody")
    assert refused(today().replace(day=1))[0] == "E4043"
    assert not list(place.folder.glob("reports/*/province.json"))
    made = report_province(place, _last_month(), AT_DESK, without=("jayanti",), language="id", reporter=Silent())
    assert (made.month.left_out, len(made.month.stations)) == (("jayanti",), 1)
    path = made.folder / "province.json"
    path.write_text("{}", encoding="utf-8")
    assert refused(_last_month())[0] == "E6212"
