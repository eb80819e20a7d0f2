"""Templates of the files that a station writes itself: commented settings, and scenarios."""

from importlib.resources import files

from planner.domain.place import Point

_PLACE = ("# latitude = -6.2000\n", "# longitude = 106.4500\n")
"""Lines of the settings that wait for the station's place."""


def document_templates(station: Point | None = None) -> dict[str, str]:
    """Path in a workspace to text of each template; with the station's place where it is known."""
    scenarios = {f"scenarios/{name}": text for name, text in scenario_templates().items()}
    settings = settings_template()
    if station is not None:
        for line, degrees in zip(_PLACE, (station.latitude, station.longitude), strict=True):
            settings = settings.replace(line, f"{line.split()[1]} = {degrees:.6f}\n", 1)
    return {"dds.toml": settings, **scenarios}


def example_place() -> Point:
    """Where the template's own station stands."""
    latitude, longitude = (float(line.split("=")[1]) for line in _PLACE)
    return Point(latitude=latitude, longitude=longitude)


def settings_template() -> str:
    """Text of the commented `dds.toml`; read back it equals `Settings()`."""
    return files("planner.formats").joinpath("templates/dds.toml").read_text(encoding="utf-8")


def scenario_templates() -> dict[str, str]:
    """File name to text of each scenario that a duty officer asks for most."""
    folder = files("planner.formats").joinpath("templates/scenarios")
    return {entry.name: entry.read_text(encoding="utf-8") for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)}
