"""Guards the reading of village outlines."""

import json
import math
import random
from pathlib import Path
from typing import Any

import pytest

from inputs import outlines
from inputs.outlines import MAX_TOLD, read_villages, require_sound
from planner.domain.errors import InputError
from tests.conftest import shared_file

RING = [[106.4, -6.2], [106.5, -6.2], [106.5, -6.1], [106.4, -6.2]]


def feature(properties: Any, geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


GOOD = feature({"KODE": 1, "nama": "A"}, {"type": "Polygon", "coordinates": [RING]})


def refused(path: Path, document: object) -> list[str]:
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_villages(path)
    return [fault.code for fault in caught.value.faults]


def test_polygon_with_numeric_code(tmp_path: Path) -> None:
    """A Polygon becomes one polygon of rings; a numeric code is text."""
    path = tmp_path / "v.geojson"
    path.write_text(json.dumps({"features": [GOOD]}), encoding="utf-8")
    (village,) = read_villages(path)
    assert (village.code, village.name, len(village.outline), village.outline[0][0][0]) == ("1", "A", 1, (106.4, -6.2))


def test_real_outlines() -> None:
    """The real file gives its 17 villages by name."""
    villages = read_villages(shared_file("area", "desa.geojson"))
    assert len(villages) == 17
    assert "Balaraja" in {village.name for village in villages}


@pytest.mark.parametrize("document", ["{", "[1]", '{"features": []}', '{"features": 3}', "[" * 5000])
def test_what_is_no_geojson(tmp_path: Path, document: str) -> None:
    """Anything but a FeatureCollection is refused with one code."""
    assert refused(tmp_path / "v.geojson", document) == ["E1401"]


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [[[1, 2]]]},
        {"type": "Polygon", "coordinates": [[[650000, 9310000]] * 4]},
        {"type": "MultiPolygon", "coordinates": [[["a", "b"]]]},
        {"type": "MultiPolygon", "coordinates": []},
    ],
)
def test_wrong_geometry(tmp_path: Path, geometry: object) -> None:
    """A feature without a polygon in degrees is refused by its number."""
    assert refused(tmp_path / "v.geojson", {"features": [GOOD, feature({"kode": "2", "nama": "B"}, geometry)]}) == ["E1403"]


def test_wrong_labels(tmp_path: Path) -> None:
    """Codes and names are needed, codes only once."""
    features = [GOOD, GOOD, feature({"kode": "3"}, GOOD["geometry"]), feature(None, GOOD["geometry"]), 7]
    assert refused(tmp_path / "v.geojson", {"features": features}) == ["E1404", "E1402", "E1402", "E1402", "E1403"]


def test_properties_of_other_names(tmp_path: Path) -> None:
    """Public files call code and name otherwise: known names are read, others once they are said; else one fault names them."""
    features = [feature({"KDEPUM": "1", "WADMKD": "A", "OBJECTID": 7}, GOOD["geometry"])]
    path = tmp_path / "v.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert [(one.code, one.name) for one in read_villages(path)] == [("1", "A")]
    assert [(one.code, one.name) for one in read_villages(path, said={"objectid": "code"})] == [("7", "A")]
    others = [feature({"KODE_DESA": str(number), "DESA": "A"}, GOOD["geometry"]) for number in range(3)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": others}), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_villages(path)
    (fault,) = caught.value.faults
    assert (fault.code, dict(fault.values)) == ("E1402", {"count": 3, "number": 1, "properties": "KODE_DESA, DESA"})
    assert len(read_villages(path, said={"KODE_DESA": "code", "DESA": "name"})) == 3


def square(x: float, y: float, *, bow: bool = False) -> list[list[float]]:
    corners = [[x, y], [x + 0.02, y], [x + 0.02, y + 0.02], [x, y + 0.02], [x, y]]
    return [corners[at] for at in ((0, 2, 1, 3, 4) if bow else range(5))]


@pytest.mark.parametrize(
    ("rings", "codes"),
    [
        ([square(106.4, -6.2), square(106.42, -6.2), square(106.4198, -6.18), square(106.44, -6.18)], []),
        ([square(106.4, -6.2), square(106.42, -6.2, bow=True)], ["E1406"]),
        ([square(106.4, -6.2), square(106.4001, -6.2), square(106.5, -6.2)], ["E1407"]),
        ([square(106.4, -6.2), square(106.42, -6.2), square(106.44, -6.2), square(140.4, -6.2)], ["E1408"]),
        ([square(106.4, -6.2), square(140.4, -6.2)], ["E1408"]),
    ],
)
def test_villages_that_go_together(tmp_path: Path, rings: list[list[list[float]]], codes: list[str]) -> None:
    """A border that crosses itself, two villages on one ground and one far off are named; a thin overlap of borders is not."""
    features = [
        feature({"kode": f"36.03.01.{n}", "nama": f"Desa {n}"}, {"type": "Polygon", "coordinates": [ring]})
        for n, ring in enumerate(rings)
    ]
    path = tmp_path / "v.geojson"
    path.write_text(json.dumps({"features": features}), encoding="utf-8")
    found: list[str] = []
    try:
        require_sound(read_villages(path), file=path.name)
    except InputError as error:
        found = [fault.code for fault in error.faults]
    assert found == codes


def test_a_scrawl_is_refused_before_its_crossings_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A border that crosses itself thousands of times is none; one with a few small loops, however long, is looked at whole."""
    dice = random.Random(1)  # noqa: S311 (places)
    scrawl = [[106.4 + dice.random() / 10, -6.2 + dice.random() / 10] for _ in range(600)]
    turns = [2 * math.pi * number / 600 for number in range(600)]
    border = [[106.4 + 0.05 * math.cos(turn), -6.2 + 0.05 * math.sin(turn)] for turn in turns]
    border[10], border[11] = border[11], border[10]
    path = tmp_path / "v.geojson"
    shaped: list[str] = []
    monkeypatch.setattr(
        outlines, "_shape", lambda village, shape=outlines._shape: shaped.append(village.name) or shape(village)
    )
    for name, ring in (("scrawl", scrawl), ("border", border)):
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        path.write_text(json.dumps({"features": [feature({"kode": "1", "nama": name}, geometry)]}), encoding="utf-8")
        villages = read_villages(path)
        if name == "scrawl":
            with pytest.raises(InputError) as caught:
                require_sound(villages, file="v.geojson")
            assert [fault.code for fault in caught.value.faults] == ["E1406"]
        else:
            require_sound(villages, file="v.geojson")
    assert shaped == ["border"]


def test_a_village_drawn_many_times_is_told_some_times(tmp_path: Path) -> None:
    """Not once for each pair: of a thousand there would be half a million."""
    path = tmp_path / "v.geojson"
    geometry = {"type": "Polygon", "coordinates": [RING]}
    path.write_text(
        json.dumps({"features": [feature({"kode": str(n), "nama": "A"}, geometry) for n in range(40)]}), encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        require_sound(read_villages(path), file="v.geojson")
    assert {fault.code for fault in caught.value.faults} == {"E1407"}
    assert len(caught.value.faults) + caught.value.num_more == MAX_TOLD


def test_real_outlines_go_together() -> None:
    """Real borders, with the small overlaps and loops of digitising, pass."""
    require_sound(read_villages(shared_file("area", "desa.geojson")), file="desa.geojson")
