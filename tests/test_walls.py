"""Guards the walls of the house: each import contract falls when somebody breaks it, from any room but the package's own."""

import tomllib
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).resolve().parents[1]
LINTER: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["name"]: contract for contract in LINTER["contracts"]}
HOMES = {
    "ortools": {"solvers"}, "numba": {"solvers"}, "pyvrp": {"solvers.pyvrp_peer"}, "vroom": {"solvers.vroom_peer"},
    "sqlalchemy": {"planner.ledger"}, "alembic": {"planner.ledger"}, "cryptography": {"planner.ledger"},
    "click": {"planner.terminal"}, "rich": {"planner.terminal"},
    "pandas": {"inputs"}, "networkx": {"inputs"}, "osmium": {"inputs"}, "pyroutingkit": {"inputs"},
    "pydantic": {"inputs", "planner.formats"}, "typst": {"outputs"}, "segno": {"outputs"}, "gpxpy": {"outputs"},
    "icalendar": {"outputs"}, "jinja2": {"outputs", "planner.desk"}, "pypdf": {"outputs"}, "babel": {"planner.words"},
    "starlette": {"planner.desk"}, "uvicorn": {"planner.desk"}, "itsdangerous": {"planner.desk"}, "argon2": {"planner.desk"},
}  # fmt: skip
"""Package to the rooms that may use it."""
STRANGER = "brickbreaker"
"""Name of a module that is not there yet, in whatever room."""


@pytest.fixture(scope="module")
def house() -> grimp.ImportGraph:
    """All imports of the house."""
    configuration.configure()
    return grimp.build_graph(*LINTER["root_packages"], include_external_packages=True, cache_dir=None)


def _rooms() -> set[str]:
    """Rooms with a folder: packages, those of `planner` and those of `solvers`."""
    folders = [ROOT / "inputs", ROOT / "outputs", *(ROOT / "planner").iterdir(), *(ROOT / "solvers").iterdir()]
    return {".".join(folder.relative_to(ROOT).parts) for folder in folders if (folder / "__init__.py").exists()}


def _check(name: str, graph: grimp.ImportGraph) -> Any:
    options = {key: str(value) if isinstance(value, bool) else value for key, value in CONTRACTS[name].items()}
    kind = {"forbidden": ForbiddenContract, "layers": LayersContract}[options.pop("type")]
    session = {"root_packages": LINTER["root_packages"], "include_external_packages": "True"}
    return kind(name=options.pop("name"), session_options=session, contract_options=options).check(graph, verbose=False)


def _found(check: Any) -> set[str]:
    """Modules that a check of a wall accuses."""
    chains = [chain for pair in check.metadata["invalid_chains"] for chain in pair["chains"]]
    return {link["importer"] for chain in chains for link in chain}


@pytest.mark.parametrize("package", HOMES)
def test_a_package_lives_in_its_rooms_only(house: grimp.ImportGraph, package: str) -> None:
    """No room may use a package of another, not one made tomorrow either."""
    (name,) = (
        name for name, contract in CONTRACTS.items()
        if package in contract.get("forbidden_modules", ()) and "planner" in contract["source_modules"]
    )  # fmt: skip
    rooms = {*_rooms(), "planner.tomorrow"}
    breakers = {f"{room}.{STRANGER}": room for room in rooms}
    for breaker in breakers:
        house.add_import(importer=breaker, imported=package)
    try:
        accused = _found(_check(name, house))
    finally:
        for breaker in breakers:
            house.remove_module(breaker)
    at_home = {room for room in rooms for home in HOMES[package] if room == home or room.startswith(f"{home}.")}
    assert {breakers[one] for one in accused & set(breakers)} == rooms - at_home


def test_a_room_of_planner_without_a_storey_is_refused(house: grimp.ImportGraph) -> None:
    """Whoever adds a room says where it stands."""
    house.add_module("planner.tomorrow")
    try:
        assert not _check("Every room of planner has its storey", house).kept
    finally:
        house.remove_module("planner.tomorrow")
    assert _check("Every room of planner has its storey", house).kept


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("planner.rules.check", "planner.rules.timing"), ("planner.rules.check", "planner.rules.open_route"),
        ("planner.domain", "scipy"), ("planner.files", "openpyxl"), ("planner.learning", "shapely"),
        ("planner.usecases", "planner.terminal"), ("planner.terminal", "planner.desk"), ("planner.desk", "planner.terminal"),
        ("planner.terminal", "planner.doors"), ("planner.running", "planner.improving"), ("planner.domain", "planner.rules"),
        ("inputs", "outputs"),
    ],
)  # fmt: skip
def test_an_import_through_a_wall_is_seen(house: grimp.ImportGraph, importer: str, imported: str) -> None:
    """The checker is a stranger to the arithmetic, also by a way round; floors need numpy only; nobody looks up or sideways."""
    breaker = f"{importer}.{STRANGER}"
    if not house.find_children(importer):  # a room of one file
        breaker = importer
    house.add_import(importer=breaker, imported=imported)
    try:
        assert [name for name in CONTRACTS if not _check(name, house).kept] != []
    finally:
        house.remove_import(importer=breaker, imported=imported)
