"""Packages of the same name in one environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.terminal.environment import PARTS, require_own_packages

ROOT = Path(__file__).resolve().parents[2]


def test_own_packages_are_found_without_loading_them() -> None:
    """The program's own packages pass, and none of them is loaded for it."""
    require_own_packages()
    program = "import sys; from planner.terminal.environment import *; require_own_packages(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert set(PARTS) & set(done.stdout.split()) == set()


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("is_module", [True, False])
def test_a_foreign_package_is_named_in_one_sentence(name: str, is_module: bool, tmp_path: Path) -> None:
    """Another package of that name that comes first is refused before anything is done, with the cure."""
    foreign = tmp_path / (f"{name}.py" if is_module else f"{name}/__init__.py")
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("raise SystemExit('loaded')\n", encoding="utf-8")
    program = "import sys; from planner.terminal.main import run; sys.exit(run(['--lang', 'en', 'init', 'x']))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run(  # noqa: S603 (our own line)
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 6
    assert done.stderr.startswith(f"E6120 {name} is another package of that name, in {tmp_path.resolve()}")
    assert "own environment" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "x").exists()
