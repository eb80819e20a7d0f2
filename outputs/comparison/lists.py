"""What became of whom, as lists of ids: cut off, caught, lost by reason, gained, moved; the same on terminal and page."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.comparison_sheet import ScenarioView
from planner.domain.plan import Reason
from planner.words.language import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IdList:
    """A list: its label, how many there are, and the ids that are shown with a word about the rest."""

    label: str
    count: str
    text: str


def id_lists(view: ScenarioView, say: Words, *, most: int) -> list[IdList]:
    """The lists of a scenario that are not empty; at most `most` ids of each are named."""
    caught = [f"{shift} {visit}".strip() for shift, visit in view.caught]
    named: list[tuple[str, Sequence[str]]] = [
        (say.text("compare.list_cut_off"), view.measures.cut_off),
        (say.text("compare.list_homes_cut_off"), view.homes_cut_off),
        (say.text("compare.list_caught"), caught),
        (say.text("compare.list_required_missed"), view.measures.required_missed),
        *_lost(view, say),
        (say.text("compare.list_gained"), view.comparison.gained),
        (say.text("compare.list_moved"), view.comparison.moved),
    ]
    return [IdList(label=label, count=say.number(len(ids)), text=_text(ids, say, most)) for label, ids in named if ids]


def _lost(view: ScenarioView, say: Words) -> list[tuple[str, Sequence[str]]]:
    """One list for each reason, the longest first."""
    by_reason: dict[Reason | None, list[str]] = {}
    for visit, reason in view.comparison.lost.items():
        by_reason.setdefault(reason, []).append(visit)
    head = say.text("compare.list_lost")
    ordered = sorted(by_reason.items(), key=lambda item: (-len(item[1]), "" if item[0] is None else item[0].value))
    return [
        (f"{head}, {say.text('compare.not_offered' if reason is None else f'reason.{reason.value}')}", ids)
        for reason, ids in ordered
    ]


def _text(ids: Sequence[str], say: Words, most: int) -> str:
    more = say.text("compare.more", count=say.number(len(ids) - most)) if len(ids) > most else ""
    return ", ".join(ids[:most]) + (f" {more}" if more else "")
