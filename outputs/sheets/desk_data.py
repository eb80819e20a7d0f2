"""What the templates of the desk overview and of the contact cards are handed."""

from typing import Any

from outputs.itinerary.model import ComplaintLine, DayItinerary, ProofLine
from outputs.itinerary.titles import leader_name, officer_name
from outputs.sheets.team_data import day_data
from planner.domain.visit import VisitKind
from planner.words.language import Words, words


def overview_data(day: DayItinerary) -> dict[str, Any]:
    """One page a day: teams, stops, finish times, complaints, and the list of sheets."""
    say = words(day.language)
    served = [line for line in day.complaints if not line.reason]
    left = [line for line in day.complaints if line.reason]
    distances = [team.distance for team in day.teams if team.distance is not None]
    return {
        **day_data(day),
        "summary": say.text(
            "overview.summary",
            teams=say.number(len({team.team_id for team in day.teams})),
            stops=say.number(sum(len(team.stops) for team in day.teams)),
            complaints=say.number(len(served)),
            all_complaints=say.number(len(day.complaints)),
            left=say.number(day.num_left),
        ),
        "proof": _proof(day.proof, say),
        "teams": [
            {
                "id": team.team_id,
                "sheet_id": f"{team.sheet_id}*" if team.briefing else team.sheet_id,
                "unit": team.unit,
                "leader": leader_name(team),
                "stops": say.number(len(team.stops)),
                "complaints": say.number(sum(stop.kind is VisitKind.COMPLAINT for stop in team.stops)),
                "distance": "–" if team.distance is None else say.distance(team.distance),
                "finish": say.clock(team.end_time),
            }
            for team in day.teams
        ],
        "total": {
            "stops": say.number(sum(len(team.stops) for team in day.teams)),
            "complaints": say.number(len(served)),
            "distance": say.distance(sum(map(_as_shown, distances))) if distances else "–",
        },
        "with_card": say.text("overview.with_card") if any(team.briefing for team in day.teams) else "",
        "served": [[line.complaint_id, _marked(line, say), line.team_id, say.clock(line.start_time or 0)] for line in served],
        "left": [[line.complaint_id, _marked(line, say), say.text(f"reason.{line.reason}")] for line in left],
    }


def _as_shown(metres: int) -> int:
    """Metres as a row says them: the total is the sum of what stands above it."""
    return round(metres, -1) if metres < 995 else round(metres, -2)


def _marked(line: ComplaintLine, say: Words) -> str:
    """Category of a complaint and its marks."""
    return " · ".join([line.code, *(say.text(f"mark.{mark}") for mark in line.marks)])


def _proof(proof: ProofLine | None, say: Words) -> str:
    """In one sentence how good the plan is proved to be; empty where that is not known."""
    if proof is None:
        return ""
    return say.text(
        "overview.proof",
        complaints=say.number(proof.complaint_prize),
        most_complaints=say.number(proof.most_complaint_prize),
        coverage=say.number(proof.coverage_prize),
        most_coverage=say.number(proof.most_coverage_prize),
    )


def cards_data(day: DayItinerary) -> dict[str, Any]:
    """A page of four contact cards for each village visited; where doors may stay shut, also one of cards to leave there."""
    say = words(day.language)
    cards = [{"village": village, "officer": officer_name(officer)} for village, officer in day.cards]
    return {
        **day_data(day),
        "cards": cards,
        "check": say.text("card.check", number=day.station.emergency_number),
        "leaves_cards": any(team.has_doors for team in day.teams),
    }
