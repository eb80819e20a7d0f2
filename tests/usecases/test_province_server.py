"""Guards a province whose stations have their ledgers in schemas of a real PostgreSQL server."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from planner.domain.errors import InputError
from planner.domain.province import Province, Station, StationState
from planner.formats.province_file import PROVINCE_FILE, read_province, write_province
from planner.usecases.progress import Silent
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.running import plan_province, province_status
from planner.usecases.province.workers import own_processes
from planner.usecases.rooms import LEDGER_FILE
from planner.usecases.workspace import LEDGER_VARIABLE
from tests.ledger.server import running_server
from tests.usecases.test_province import DAY, HERE, WISH
from tests.usecases.town import AT_DESK, build_workspace

SCHEMAS = ("balaraja", "cikupa")
SECRET = "sangat-rahasia"  # noqa: S105


def test_ledgers_in_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each station plans by its own schema, in a process of its own; one without a ledger fails alone; no password is kept."""
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with running_server(tmp_path) as server:
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for schema in SCHEMAS:
                connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        for schema in SCHEMAS:
            url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
            monkeypatch.setenv(LEDGER_VARIABLE, url.render_as_string(hide_password=False))
            build_workspace(tmp_path / schema)
        monkeypatch.delenv(LEDGER_VARIABLE)
        shutil.copytree(tmp_path / "cikupa", tmp_path / "kresek")
        stations = [Station(name=name, folder=f"{name}/ws", schema=name) for name in (*SCHEMAS, "kresek")]
        province = Province(name="POLDA CONTOH", stations=tuple(stations), database=server)
        write_province(tmp_path / PROVINCE_FILE, province)
        assert read_province(tmp_path / PROVINCE_FILE) == province
        place = ProvinceFolder.open(tmp_path, AT_DESK.clock)
        states = []
        for workers in (own_processes(1), HERE):
            report = plan_province(place, DAY, WISH, person="piket", workers=workers, reporter=Silent())
            states.append([(day.state, day.code, day.version) for day in report.days])
        failed = (StationState.FAILED, "E6002", None)
        assert states[0] == [(StationState.PLANNED, "", 1), (StationState.PLANNED, "", 1), failed]
        assert states[1] == [(StationState.KEPT, "", 1), (StationState.KEPT, "", 1), failed]
        assert [day.code for day in province_status(place, DAY).days] == ["", "", "E6002"]
        with place.open_station(province.stations[0], AT_DESK).ledger() as ledger:
            assert [plan.actor for plan in ledger.plans(DAY)] == ["piket"]
        with engine.connect() as connection:
            for schema in SCHEMAS:
                connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
        engine.dispose()
    assert not list(tmp_path.rglob(LEDGER_FILE))
    written = [path for path in (tmp_path / PROVINCE_FILE, *(tmp_path / "log").iterdir()) if SECRET in path.read_text()]
    assert not written


@pytest.mark.parametrize(
    ("database", "schema", "code"),
    [
        ("postgresql://desk:rahasia@localhost/dds", "a", "E6206"),
        ("postgresql://localhost/dds?password=rahasia", "a", "E6206"),
        ("sqlite:///dds.sqlite", "a", "E6009"),
        ("localhost", "a", "E6009"),
        ("", "a", "E5010"),
        ("postgresql://localhost/dds", "a; DROP", "E5003"),
    ],
)
def test_a_wrong_place_of_a_ledger_is_refused(tmp_path: Path, database: str, schema: str, code: str) -> None:
    """No password in the table, no other kind of database, no schema without one; what is refused tells no password."""
    lines = ['name = "x"', f'database = "{database}"', "[[stations]]", 'name = "a"', 'folder = "a"', f'schema = "{schema}"']
    (tmp_path / PROVINCE_FILE).write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        ProvinceFolder.open(tmp_path, AT_DESK.clock)
    assert code in {fault.code for fault in refused.value.faults}
    assert "rahasia" not in str(refused.value)


def test_one_schema_for_two_is_refused(tmp_path: Path) -> None:
    """Two stations with one ledger would plan each other's homes."""
    stations = tuple(Station(name=name, folder=name, schema="same") for name in ("a", "b"))
    write_province(tmp_path / PROVINCE_FILE, Province(name="x", stations=stations, database="postgresql://localhost/dds"))
    with pytest.raises(InputError) as refused:
        read_province(tmp_path / PROVINCE_FILE)
    assert refused.value.faults[0].code == "E5007"
