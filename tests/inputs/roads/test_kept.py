"""Guards what is kept of roads beside them: it saves work and never changes an answer."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from inputs.roads import facade, kept
from inputs.roads.facade import Roads
from inputs.roads.kept import KeptRoads
from inputs.roads.network import RoadNetwork
from inputs.roads.profile import make_profile
from inputs.roads.snapping import Places
from inputs.roads.store import save_roads
from planner.domain.arrays import Floats
from tests.inputs.roads.making import degrees, roads_of, square

DOORS = degrees((50, 5), (105, 50), (50, 95), (-5, 50), (50, 400), (50, 5))
SETTINGS = roads_of(square()).settings


def stored(folder: Path, network: RoadNetwork | None = None) -> Roads:
    """Roads as a plan loads them."""
    save_roads(network or square(), folder)
    return Roads.load(folder, SETTINGS)


def same(one: Places, other: Places) -> bool:
    """Whether two answers are the same to the last bit."""
    columns = [field.name for field in fields(Places) if field.name != "profile"]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in columns)


def test_kept_doors_are_where_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors asked for again are read, not snapped; further ones are snapped alone; all are as without anything kept."""
    asked: list[int] = []

    def counting(*of: object, **how: object) -> Places:
        points = of[2]
        assert isinstance(points, np.ndarray)
        asked.append(len(points))
        return snap(*of, **how)  # type: ignore[arg-type]

    snap = facade.snap
    monkeypatch.setattr(facade, "snap", counting)
    plain = Roads(stored(tmp_path).network, SETTINGS)
    expected = plain.place("motorcycle", DOORS)
    assert same(stored(tmp_path).place("motorcycle", DOORS[:3]), plain.place("motorcycle", DOORS[:3]))
    assert same(Roads.load(tmp_path, SETTINGS).place("motorcycle", DOORS), expected)
    assert same(Roads.load(tmp_path, SETTINGS).place("motorcycle", DOORS[::-1]), plain.place("motorcycle", DOORS[::-1]))
    assert asked == [6, 3, 3, 2, 6]


@pytest.mark.parametrize("what", ["roads", "walk", "speed"])
def test_other_roads_or_settings_find_nothing_kept(tmp_path: Path, what: str) -> None:
    """A road that is moved, a longer walk or a speed that closes a road: no answer of before is given."""
    stored(tmp_path).place("motorcycle", DOORS)
    network, settings = square(), SETTINGS
    if what == "roads":
        network = replace(network, points=network.points + degrees((0, 10)), nodes=network.nodes + degrees((0, 10)))
    settings = replace(settings, max_access_distance=500.0) if what == "walk" else settings
    settings = replace(settings, speeds={"motorcycle": {"primary": 30.0, "residential": 9.0}}) if what == "speed" else settings
    save_roads(network, tmp_path)
    roads = Roads.load(tmp_path, settings)
    assert same(roads.place("motorcycle", DOORS), Roads(roads.network, settings).place("motorcycle", DOORS))


def test_a_kept_hierarchy_gives_the_same_travel(tmp_path: Path) -> None:
    """Travel by a restored hierarchy is that of a built one, and a damaged file is built anew."""
    roads = stored(tmp_path)
    travel = roads.travel("motorcycle", roads.place("motorcycle", DOORS[:4]), engine="cch")
    for damage in (False, True):
        for path in tmp_path.glob(".kept/*.npz") if damage else ():
            path.write_bytes(path.read_bytes()[:100])
        again = Roads.load(tmp_path, SETTINGS)
        found = again.travel("motorcycle", again.place("motorcycle", DOORS[:4]), engine="cch")
        assert np.array_equal(found.durations, travel.durations)
        assert again.profile("motorcycle").scale == roads.profile("motorcycle").scale
        assert (again.profile("motorcycle").given_scale is None) is damage


def test_kept_arcs_and_reach_are_those_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile's arcs and what it reaches are read, not worked out, and the same; other speeds or a new version find none."""
    station, profiles = DOORS[:1], ("motorcycle", "foot")
    before = [stored(tmp_path).why_not_reached(profile, DOORS, station) for profile in profiles]
    made = [getattr(stored(tmp_path).profile("motorcycle"), name) for name in kept._ARCS]

    def never(*of: object) -> None:
        raise AssertionError(f"worked out again: {of}")

    with monkeypatch.context() as patch:
        patch.setattr(facade, "make_profile", never)
        patch.setattr(facade, "nodes_from", never)
        again = Roads.load(tmp_path, SETTINGS)
        assert [again.why_not_reached(profile, DOORS, station) for profile in profiles] == before
        assert all(
            np.array_equal(getattr(again.profile("motorcycle"), name), one) for name, one in zip(kept._ARCS, made, strict=True)
        )
        slower = replace(SETTINGS, speeds={"motorcycle": {"primary": 30.0}})
        with pytest.raises(AssertionError, match="worked out again"):
            Roads.load(tmp_path, slower).profile("motorcycle")
        patch.setattr(kept, "__version__", "another")
        with pytest.raises(AssertionError, match="worked out again"):
            Roads.load(tmp_path, SETTINGS).profile("motorcycle")


def test_passed_over_turns_are_kept_with_the_arcs(tmp_path: Path) -> None:
    """Ways after which a turn is passed over, of any length, are read as they were."""
    roads = KeptRoads(tmp_path, square())
    made = replace(make_profile(square(), "motorcycle", SETTINGS.speeds), passed_over=frozenset({(1, 2, 3), (0, 4, 1, 2, 5)}))
    for _ in range(2):
        assert roads.arcs("motorcycle", {}, lambda: made).passed_over == made.passed_over
    assert roads.arcs("motorcycle", {}, lambda: replace(made, passed_over=frozenset())).passed_over == made.passed_over


def test_forgotten_doors_are_not_written_again(tmp_path: Path) -> None:
    """A process that remembers doors whose file was deleted meanwhile writes none of them but those asked for anew."""
    roads = stored(tmp_path)
    roads.place("motorcycle", DOORS[:3])
    for path in kept.kept_doors(tmp_path):
        path.unlink()
    assert same(roads.place("motorcycle", DOORS[3:]), Roads(roads.network, SETTINGS).place("motorcycle", DOORS[3:]))
    with np.load(kept.kept_doors(tmp_path)[0]) as written:
        assert sorted(written["points"].tolist()) == sorted(np.unique(DOORS[3:], axis=0).tolist())


def test_nothing_kept_where_nothing_may_be_written(tmp_path: Path) -> None:
    """Where the folder takes no file all is worked out each time, and nobody is told."""
    stored(tmp_path)
    (tmp_path / kept.FOLDER).write_bytes(b"no folder")
    roads = Roads.load(tmp_path, SETTINGS)
    assert same(roads.place("foot", DOORS), Roads(roads.network, SETTINGS).place("foot", DOORS))
    assert kept.kept_doors(tmp_path) == []


def test_points_without_a_position_are_refused(tmp_path: Path) -> None:
    """What has no position is refused as without anything kept, and is not kept."""
    nowhere: Floats = np.array([[np.nan, 0.0]])
    with pytest.raises(ValueError, match="point 0 has no position"):
        stored(tmp_path).place("foot", nowhere)
