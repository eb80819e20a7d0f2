"""What all tests share: the folder of real data, fresh temporary folders, hypothesis profiles."""

import gc
import importlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(os.environ.get("DDS_SHARED", Path(__file__).resolve().parents[2] / "shared"))

# The tests plan days of a town of 2025, whatever the clock says; what is asked of people is tested by itself.
os.environ["DDS_ANY_DAY"] = "1"

ROOM = 4_000_000_000
"""Bytes of memory that a run's files may take."""

settings.register_profile("plain", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("plain")


def lacking(what: str) -> NoReturn:
    """Skip a test for a program that this machine lacks; where everything has to be run (`.ci/run`), fail it."""
    if os.environ.get("DDS_RUN_ALL"):
        pytest.fail(f"everything has to be run here, and there is {what}", pytrace=False)
    pytest.skip(what)


def package(name: str, *, needs: str) -> Any:
    """A package; skips the test where it is not installed, and fails it where everything has to be run.

    Parameters
    ----------
    needs
        What to install for it.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != name.partition(".")[0]:
            raise  # it is there, and its own trouble is no reason to skip
        lacking(f"no {name} (pip install {needs})")


def shared_file(*parts: str) -> Path:
    """Path of a real data file; skips the test where the data are absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"real data {'/'.join(parts)} are not here (set DDS_SHARED to their folder)")
    return path


@pytest.fixture
def shared() -> Path:
    """Folder of the real data."""
    if not SHARED.exists():
        pytest.skip("real data are not here (set DDS_SHARED to their folder)")
    return SHARED


def pytest_configure() -> None:
    """Let temporary files lie in memory where there is much: ledgers wait for the disk at each change, thousands of times."""
    memory = Path("/dev/shm")  # noqa: S108 (Linux's own; pytest makes folders of its own in it)
    if "TMPDIR" not in os.environ and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM:
        os.environ["TMPDIR"] = str(memory)
        tempfile.tempdir = None


def pytest_collection_finish() -> None:
    """Look no more for garbage in what lives to the end, modules and tests: a run would do so hundreds of times."""
    gc.collect()
    gc.freeze()
