"""What all tests share: the folder of real data, fresh temporary folders, hypothesis profiles."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(os.environ.get("DDS_SHARED", Path(__file__).resolve().parents[2] / "shared"))

settings.register_profile("plain", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("plain")


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
