"""Guards what a user gets who installs the wheel: licence, types, and every file that is read at run time."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("planner", "solvers", "inputs", "outputs")
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", *PACKAGES)

USERS_CODE = """
from planner.domain.visit import Visit
from solvers.registry import make_engine

visit = Visit(id="v", place=0, prize="much")
reveal_type(visit.windows)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by pip from a copy, so that no `build` folder is left behind."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in BUILT_FROM:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source / name)
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, source], check=True)  # noqa: S603 (our own commands)
    return next(folder.glob("dds_planner-*.whl"))


def test_names_and_licence_stand_in_the_metadata() -> None:
    """Who installs it sees whose it is and on what terms; the licence named is the one in the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["authors"]
    assert "Typing :: Typed" in project["classifiers"]


@pytest.mark.long
def test_the_wheel_holds_licence_types_and_every_file_that_is_read(wheel: Path) -> None:
    """Whatever is no Python file in a package's folder is read by somebody: it is in the wheel, too."""
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held)
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {f"{package}/py.typed" for package in PACKAGES} <= there
    assert sorted(there - held) == []


@pytest.mark.long
def test_a_users_type_checker_sees_the_types(wheel: Path, tmp_path: Path) -> None:
    """In an environment of the user's own a wrong argument is an error, and attributes have their types."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    query = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", query], check=True, capture_output=True, text=True).stdout.strip())  # noqa: S603 (our own commands)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")  # numpy and the rest, as they are here
    code = tmp_path / "users.py"
    code.write_text(USERS_CODE, encoding="utf-8")
    surroundings = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "MYPYPATH"}}
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, code]
    said = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False).stdout  # noqa: S603 (our own commands)
    assert 'Argument "prize" to "Visit" has incompatible type "str"; expected "int"' in said
    assert 'Revealed type is "tuple[planner.domain.visit.Window, ...]"' in said
    assert "Found 1 error in 1 file" in said
