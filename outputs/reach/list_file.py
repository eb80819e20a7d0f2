"""The list of homes that no team has a way to: ids and places only, for whoever mends the road file."""

import csv
import io
from collections.abc import Mapping, Sequence

from outputs.exchange.properties import inert
from planner.domain.out_of_reach import OutOfReach
from planner.words.language import words


def reach_list(doors: Sequence[OutOfReach], names: Mapping[str, str], *, language: str) -> bytes:
    """Set the list as CSV, by village, reason and id.

    Parameters
    ----------
    names
        Code of a village to its name.
    """
    say = words(language)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([say.text(f"reach.{head}") for head in ("id", "village", "reason", "latitude", "longitude")])
    for door in sorted(doors, key=lambda one: (one.village, one.reason.value, one.id)):
        place = (f"{door.latitude:.6f}", f"{door.longitude:.6f}")
        named = (inert(door.id), inert(names.get(door.village, door.village)))
        writer.writerow([*named, say.text(f"no_way.{door.reason.value}"), *place])
    return text.getvalue().encode("utf-8-sig")  # the mark lets spreadsheets read it as UTF-8
