"""The terminal is tried on the planned day of the use cases."""

from tests.usecases.conftest import desk, planned

__all__ = ["desk", "planned"]
