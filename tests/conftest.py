"""What all tests share: the folder of real data, fresh temporary folders, hypothesis profiles."""

import os
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(os.environ.get("DDS_SHARED", Path(__file__).resolve().parents[2] / "shared"))

# The tests plan days of a town of 2025, whatever the clock says; what is asked of people is tested by itself.
os.environ["DDS_ANY_DAY"] = "1"

settings.register_profile("plain", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("plain")


def lacking(what: str) -> NoReturn:
    """Skip a test for a program that this machine lacks; where everything has to be run (`.ci/run`), fail it."""
    if os.environ.get("DDS_RUN_ALL"):
        pytest.fail(f"everything has to be run here, and there is {what}", pytrace=False)
    pytest.skip(what)


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
