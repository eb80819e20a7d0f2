"""The paragraph that an import of roads ends with."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.words.language import Words

if TYPE_CHECKING:
    from inputs.roads.summary import ProfileSummary
    from planner.usecases.importing import RoadReport

MAX_STREETS = 8
"""Streets cut off that are named; the report for JSON holds all."""


def road_text(say: Words, report: "RoadReport") -> str:
    """What was kept, what each profile may use of it, and what the file says that is not obeyed."""
    summary = report.summary
    sentences = [
        say.text(
            "Roads: {nodes} junctions, {edges} road pieces, {km} km.",
            nodes=report.num_nodes, edges=report.num_segments, km=round(report.total_length / 1000),
        ),
        *(_profile(say, profile, found) for profile, found in summary.profiles.items()),
        say.text(
            "Obeyed: {turns} banned turns, {barriers} barriers, {ferries} ferries.",
            turns=summary.num_turns, barriers=summary.num_barriers, ferries=summary.num_ferries,
        ),
    ]  # fmt: skip
    if summary.num_landmarks:
        sentences.append(say.text("{count} landmarks for the maps.", count=summary.num_landmarks))
    missing = {key: number for key, number in summary.unread.items() if key.startswith("points_")}
    unread = {key: number for key, number in summary.unread.items() if key not in missing}
    if missing:
        sentences.append(say.text("Missing in the file: {what}.", what=_counted(say, missing)))
    if unread:
        sentences.append(say.text("Not obeyed, though the file says so: {what}.", what=_counted(say, unread)))
    return "\n".join(sentences)


def _profile(say: Words, profile: str, found: "ProfileSummary") -> str:
    text = say.text(
        "{profile}: {km} km travelled, {private} km of it private (only to doors there), {cut} km cut off.",
        profile=say.text(f"profile.{profile}") if f"profile.{profile}" in say.texts else profile,
        km=_km(say, found.travelled), private=_km(say, found.private), cut=_km(say, found.cut_off),
    )  # fmt: skip
    if not found.streets:
        return text
    named, left = ", ".join(found.streets[:MAX_STREETS]), len(found.streets) - MAX_STREETS
    more = say.text("{count} more", count=left) if left > 0 else ""
    return f"{text} {say.text('Cut off: {streets}.', streets=', '.join(filter(None, (named, more))))}"


def _km(say: Words, metres: int) -> str:
    return say.decimal(metres / 1000)


def _counted(say: Words, found: Mapping[str, int]) -> str:
    return ", ".join(f"{_unread(say, key)} ({number})" for key, number in sorted(found.items()))


def _unread(say: Words, key: str) -> str:
    known = f"unread.{key}"
    if key.startswith("value:"):
        return say.text("unread.value", key=key.removeprefix("value:"))
    if known in say.texts:
        return say.text(known)
    kind = "unread.by_hour" if key.endswith(":conditional") else "unread.key"
    return say.text(kind, key=key.removesuffix(":conditional"))
