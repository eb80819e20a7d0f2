"""Prints the oldest minor versions that `pyproject.toml` allows, as constraints for pip: `python .ci/oldest.py`."""

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def oldest(requirement: str) -> str:
    """`pandas>=2.2,<4` → `pandas==2.2.*`, its newest patch; markers stay."""
    wanted, _, marker = requirement.partition(";")
    match = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*[>=]=\s*([0-9.]+)", wanted)
    if match is None:
        raise SystemExit(f"{requirement} names no oldest version")
    version = match[2] if match[2].count(".") == 2 else f"{match[2]}.*" if "." in match[2] else f"{match[2]}.0.*"
    return f"{match[1]}=={version}" + (f" ;{marker}" if marker else "")


if __name__ == "__main__":
    names = PROJECT["dependencies"] + PROJECT["optional-dependencies"].get("exchange", [])
    print("\n".join(oldest(requirement) for requirement in names))
