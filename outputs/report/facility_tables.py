"""Tables of public facilities: how many need attention by agency, and which. Ids and places, no names."""

from collections import defaultdict
from collections.abc import Mapping

from outputs.report.table import Column, Form, Row, Table, Value, with_total
from planner.domain.month import FacilityState, MonthFigures
from planner.domain.records import Condition
from planner.words.language import Words

ATTENTION = (Condition.HEAVY_DAMAGE, Condition.ABSENT, Condition.LIGHT_DAMAGE)
"""Conditions that an agency should hear of, the worst first."""


def agency_table(figures: MonthFigures, agencies: Mapping[str, str], say: Words, *, is_public: bool = False) -> Table:
    """Facilities by the agency in charge and by condition."""
    groups: dict[str, list[FacilityState]] = defaultdict(list)
    for facility in figures.facilities:
        groups[_agency(facility, agencies, say)].append(facility)
    rows = [Row(id=agency, cells={"agency": agency, **_conditions(group, figures)}) for agency, group in sorted(groups.items())]
    first = Column(key="agency", form=Form.TEXT)
    parts = ("attention", "in_order") if is_public else ("heavy_damage", "absent", "light_damage", "good", "unseen")
    columns = [first, Column(key="facilities", parts=parts), *(Column(key=key) for key in parts)]
    if not is_public:
        columns.append(Column(key="inspected"))
    return Table(
        key="agencies", columns=tuple(columns), rows=with_total(rows, label_key="agency", label=say.text("report.total")),
        chart=() if is_public else ("heavy_damage", "absent", "light_damage"), is_stacked=True,
    )  # fmt: skip


def attention_table(figures: MonthFigures, names: Mapping[str, str], agencies: Mapping[str, str], say: Words) -> Table:
    """Each facility that needs attention, the worst first."""
    found = [facility for facility in figures.facilities if facility.condition in ATTENTION]
    found.sort(key=lambda facility: (ATTENTION.index(facility.condition or Condition.GOOD), facility.kind, facility.id))
    rows = [
        Row(
            id=facility.id,
            cells={
                "facility": facility.id,
                "kind": say.texts.get(f"category.{facility.kind}", facility.kind),
                "village": names.get(facility.village, facility.village),
                "rt": f"{facility.rt or '–'}/{facility.rw or '–'}",
                "condition": say.text(f"condition.{facility.condition.value}") if facility.condition else None,
                "inspected_on": facility.inspected,
                "agency": _agency(facility, agencies, say),
            },
        )
        for facility in found
    ]
    columns = (
        *(Column(key=key, form=Form.TEXT) for key in ("facility", "kind", "village", "rt", "condition")),
        Column(key="inspected_on", form=Form.DATE),
        Column(key="agency", form=Form.TEXT),
    )
    return Table(key="attention", columns=columns, rows=tuple(rows))


def _conditions(group: list[FacilityState], figures: MonthFigures) -> dict[str, Value]:
    counts: dict[str, Value] = {
        condition.value: sum(facility.condition is condition for facility in group) for condition in Condition
    }
    attention = sum(facility.condition in ATTENTION for facility in group)
    start, end = figures.period.start, figures.period.end
    return {
        **counts,
        "facilities": len(group),
        "attention": attention,
        "in_order": len(group) - attention,
        "unseen": sum(facility.condition is None for facility in group),
        "inspected": sum(facility.inspected is not None and start <= facility.inspected <= end for facility in group),
    }


def _agency(facility: FacilityState, agencies: Mapping[str, str], say: Words) -> str:
    return agencies.get(facility.kind) or say.text("report.unknown")
