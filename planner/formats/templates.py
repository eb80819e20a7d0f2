"""Templates of the files that a station writes itself: commented settings, and scenarios."""

from importlib.resources import files


def document_templates() -> dict[str, str]:
    """Path in a workspace to text of each template."""
    scenarios = {f"scenarios/{name}": text for name, text in scenario_templates().items()}
    return {"dds.toml": settings_template(), **scenarios}


def settings_template() -> str:
    """Text of the commented `dds.toml`; read back it equals `Settings()`."""
    return files("planner.formats").joinpath("templates/dds.toml").read_text(encoding="utf-8")


def scenario_templates() -> dict[str, str]:
    """File name to text of each scenario that a duty officer asks for most."""
    folder = files("planner.formats").joinpath("templates/scenarios")
    return {entry.name: entry.read_text(encoding="utf-8") for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)}
