"""Lists the licence of every package that this environment holds, as each says of itself: `make licences`."""

import importlib.metadata
import re


def licence_of(package: importlib.metadata.Distribution) -> str:
    """What a package says: an SPDX expression, else its classifiers, else the first line of its text; `?`: nothing."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return expression
    named = [text.rpartition(" :: ")[2] for text in said.get_all("Classifier") or [] if text.startswith("License ::")]
    first = (said.get("License") or "").strip().splitlines()
    return ", ".join(named) or (first[0][:60] if first else "?")


def main() -> None:
    """Print one line a package, by name."""
    found = {re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower(): one for one in importlib.metadata.distributions()}
    for name, package in sorted(found.items()):
        print(f"{name:34} {package.version:16} {licence_of(package)}")


if __name__ == "__main__":
    main()
