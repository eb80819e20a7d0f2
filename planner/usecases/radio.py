"""What is read to teams over the radio when a plan takes the place of the sheets that they hold."""

from dataclasses import dataclass, replace
from pathlib import Path

from outputs.exchange.radio_text import radio_texts
from outputs.itinerary.build import build_day
from planner.domain.errors import InputError
from planner.domain.masking import listed
from planner.files import write_whole
from planner.usecases.finishing import judged
from planner.usecases.held_sheets import held_sheets
from planner.usecases.printing import Ways, day_context
from planner.usecases.reading import read_kept_plan
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class RadioReport:
    """Team to what is read to it, and the teams that have nothing to hear."""

    texts: dict[str, str]
    unchanged: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {"texts": dict(self.texts), "unchanged": list(self.unchanged)}


def radio_report(
    workspace: Workspace, path: Path, teams: tuple[str, ...] = (), *, language: str = "id", output: Path | None = None
) -> RadioReport:
    """Texts for some teams (none named: all), without names whatever the settings say.

    Parameters
    ----------
    output
        File for the texts, which tell addresses: noted in the audit trail; `None`: none.

    Raises
    ------
    InputError
        E3xxx for a broken plan file, E3051, E3052 for doors that may not be visited, E8101 for a team that is not in the plan.
    CheckFailedError
        If the plan breaks a law.
    """
    kept = read_kept_plan(path)
    judged(kept.problem, kept.document.plan)
    printing = replace(workspace.settings.printing, language=language, name_mode="none", complaint_rows="number")
    context = day_context(workspace, kept, replace(workspace.settings, printing=printing), Ways(lines=None, legs=None))
    held = held_sheets(workspace, kept, is_on_paper=False)
    day = build_day(kept.problem, kept.document.plan, context=held.told(context, kept))
    known = {team.team_id for team in day.teams}
    for name in teams:
        if name not in known:
            raise InputError.of("E8101", team=name[:40], known=listed(name, sorted(known)) or "–")
    asked = replace(day, teams=tuple(team for team in day.teams if not teams or team.team_id in teams))
    texts = radio_texts(asked)
    if output is not None:
        with workspace.ledger() as ledger:
            subject = f"radio {kept.document.date.isoformat()}"
            ledger.audit(action="export", subject=subject, details={"rows": len(texts)}, **workspace.stamp())
        write_whole(output, ("\n\n".join(texts.values()) + "\n").encode())
    return RadioReport(texts=texts, unchanged=tuple(team.team_id for team in asked.teams if not team.is_changed))
