"""The folders of small inputs that went wrong, where they lie beside the repository; the area that they belong to."""

import pytest

from planner.domain.place import Point
from planner.domain.records import Village
from tests.conftest import SHARED

FOLDER = SHARED / "cases"

needs_cases = pytest.mark.skipif(not FOLDER.is_dir(), reason="the folder of cases does not lie beside the repository")

_SQUARE = ((106.40, -6.25), (106.50, -6.25), (106.50, -6.15), (106.40, -6.15), (106.40, -6.25))
BALARAJA = (Village(code="36.03.01.1001", name="Balaraja", outline=((_SQUARE,),)),)
STATION = Point(longitude=106.4522, latitude=-6.1941)
