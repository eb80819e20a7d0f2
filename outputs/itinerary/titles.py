"""How teams, officers and stops are called in every form."""

from outputs.itinerary.model import StopLine, TeamItinerary
from planner.domain.records import Officer
from planner.words.language import Words


def team_name(team: TeamItinerary, say: Words) -> str:
    """`Tim T01 – Binmas`."""
    return f"{say.text('sheet.team')} {team.team_id}" + (f" – {team.unit}" if team.unit else "")


def officer_line(officer: Officer) -> str:
    """RANK NAME – NRP, as on every list of the service."""
    name = officer_name(officer)
    return f"{name} – {officer.nrp}" if officer.nrp else name


def officer_name(officer: Officer | None) -> str:
    """RANK NAME; empty where there is none."""
    return " ".join(part for part in (officer.rank, officer.name) if part) if officer else ""


def leader_name(team: TeamItinerary) -> str:
    """RANK NAME of the leader."""
    return officer_name(team.officers[0] if team.officers else None)


def vehicle_word(team: TeamItinerary, say: Words) -> str:
    """How the team moves."""
    return say.texts.get(f"profile.{team.profile}", say.text("profile.other"))


def stop_title(stop: StopLine) -> str:
    """`3 · K · RT 05/RW 08 · Saga · H000123`: what a waypoint or a calendar shows of a stop."""
    parts = (str(stop.number), stop.kind.value, stop.door.neighbourhood, stop.door.village, stop.visit_id)
    return " · ".join(part for part in parts if part)


def unbroken(address: str) -> str:
    """`No. 12` and `B. S.` are not torn apart at the end of a line."""
    return address.replace(". ", ".\N{NO-BREAK SPACE}")
