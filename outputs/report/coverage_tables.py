"""Tables of homes and doors: coverage by village and RT, results, recorded lines, when doors open."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from outputs.report.evaluating import target_homes
from outputs.report.table import Column, Form, Row, Table, Value, with_total
from planner.domain.month import MonthFigures, NeighbourhoodCount
from planner.domain.outcome import Outcome
from planner.domain.visit import VisitKind
from planner.words.language import Words

TRIED = (Outcome.MET, Outcome.NOT_HOME, Outcome.REFUSED, Outcome.MOVED, Outcome.NO_ADDRESS)
"""Outcomes of a door that was tried; a postponed one was not."""

_VILLAGE = Column(key="village", form=Form.TEXT)
_HOMES = Column(key="homes", measure="homes")
_REACHED = Column(key="reached", measure="homes_met")
_COVERED = Column(key="covered", measure="homes_covered")
_COVERED_SHARE = Column(key="covered_share", form=Form.SHARE, of=("covered", "homes"))


def village_table(figures: MonthFigures, names: Mapping[str, str], say: Words, *, is_public: bool = False) -> Table:
    """Coverage by village: target and realised, distinct homes only."""
    groups: dict[str, list[NeighbourhoodCount]] = defaultdict(list)
    for count in figures.neighbourhoods:
        groups[count.village].append(count)
    rows = [
        Row(id=code, cells={"village": name, "target": _target(groups[code], figures), **_homes(groups[code])})
        for code, name in sorted(names.items(), key=lambda item: item[1])
        if groups[code]
    ]
    public = (_VILLAGE, _HOMES, _REACHED, _COVERED, _COVERED_SHARE)
    full = (
        _VILLAGE, _HOMES, Column(key="target"), _REACHED, Column(key="target_share", form=Form.SHARE, of=("reached", "target")),
        Column(key="unanswered"), _COVERED, _COVERED_SHARE, Column(key="never"),
    )  # fmt: skip
    return Table(
        key="villages", columns=public if is_public else full, note="homes" if is_public else "",
        rows=with_total(rows, label_key="village", label=say.text("report.total")),
        chart=() if is_public else ("reached", "target"),
    )  # fmt: skip


def neighbourhood_table(figures: MonthFigures, names: Mapping[str, str], say: Words) -> Table:
    """Coverage by RT, in the order of the area: village, RW, RT."""
    _ = say
    rows = [
        Row(
            id=f"{count.village}/{count.rw}/{count.rt}",
            cells={"village": names[count.village], "rt": _rt(count), **_homes([count])},
        )
        for count in sorted(figures.neighbourhoods, key=lambda count: (names[count.village], count.rw, count.rt))
    ]
    columns = (
        _VILLAGE, Column(key="rt", form=Form.TEXT), _HOMES, _REACHED, Column(key="unanswered", on_paper=False),
        Column(key="covered", measure="homes_covered", on_paper=False), _COVERED_SHARE, Column(key="never"),
    )  # fmt: skip
    return Table(key="neighbourhoods", columns=columns, rows=tuple(rows))


def result_table(figures: MonthFigures, names: Mapping[str, str], say: Words, *, is_public: bool = False) -> Table:
    """Homes by what came of them in the period, each home once; a public edition joins what few doors have."""
    counts: dict[str, dict[Outcome, int]] = defaultdict(lambda: dict.fromkeys(TRIED, 0))
    for result in figures.results:
        if result.outcome in TRIED:
            counts[result.village][result.outcome] += result.num_homes
    rows = []
    for code, name in sorted(names.items(), key=lambda item: item[1]):
        if code in counts:
            cells: dict[str, Value] = {outcome.value: number for outcome, number in counts[code].items()}
            tried = sum(counts[code].values())
            other = tried - counts[code][Outcome.MET] - counts[code][Outcome.NOT_HOME]
            rows.append(Row(id=code, cells={"village": name, **cells, "tried": tried, "other": other}))
    shown = ("met", "not_home", "other") if is_public else tuple(outcome.value for outcome in TRIED)
    columns = (
        _VILLAGE,
        Column(key="tried", measure="homes_tried", parts=shown),
        *(Column(key=key, measure="homes_met" if key == "met" else "") for key in shown),
        Column(key="met_share", form=Form.SHARE, of=("met", "tried")),
    )
    return Table(
        key="results",
        columns=columns,
        rows=with_total(rows, label_key="village", label=say.text("report.total")),
        chart=shown,
        is_stacked=True,
    )


def visit_table(figures: MonthFigures, say: Words) -> Table:
    """Recorded lines by purpose and outcome."""
    counts = {kind: dict.fromkeys(Outcome, 0) for kind in VisitKind}
    for visit in figures.visits:
        counts[visit.kind][visit.outcome] += visit.num_visits
    rows = [
        Row(
            id=kind.value,
            cells={
                "purpose": say.text(f"purpose.{kind.value}"), "lines": sum(numbers.values()),
                **{outcome.value: number for outcome, number in numbers.items()},
            },
        )
        for kind, numbers in counts.items()
        if sum(numbers.values())
    ]  # fmt: skip
    keys = tuple(outcome.value for outcome in Outcome)
    columns = (Column(key="purpose", form=Form.TEXT), Column(key="lines", parts=keys), *(Column(key=key) for key in keys))
    return Table(key="visits", columns=columns, rows=with_total(rows, label_key="purpose", label=say.text("report.total")))


def opening_table(figures: MonthFigures, slots: Collection[str], say: Words) -> Table:
    """How often doors opened over the whole area, by shift and kind of day, and on all days; never by place.

    A refusal opened the door; moved, no such address and postponed are no tries (`planner.rules.door_state.TRIED`).

    Parameters
    ----------
    slots
        Names of the parts of a day; another one is a whole shift: lines whose hour nobody knows.
    """
    cells: dict[str, dict[str, Value]] = {}
    numbers: dict[str, Counter[str]] = defaultdict(Counter)
    for count in figures.openings:
        kind = "weekend" if count.is_weekend else "weekday"
        name = count.slot or say.text("report.unknown")
        row = cells.setdefault(
            count.slot, {"slot": name if count.slot in slots else say.text("report.hour_unknown", slot=name)}
        )
        row |= {f"{kind}_tried": count.num_tried, f"{kind}_opened": count.num_opened}
        numbers[count.slot] += Counter(tries=count.num_tried, opened=count.num_opened)
    columns = [Column(key="slot", form=Form.TEXT)]
    for kind in ("weekday", "weekend"):
        columns += [
            Column(key=f"{kind}_tried"), Column(key=f"{kind}_opened"),
            Column(key=f"{kind}_share", form=Form.SHARE, of=(f"{kind}_opened", f"{kind}_tried")),
        ]  # fmt: skip
    columns += [
        Column(key="tries", on_paper=False), Column(key="opened", on_paper=False),
        Column(key="opened_share", form=Form.SHARE, of=("opened", "tries")),
    ]  # fmt: skip
    rows = [
        Row(id=slot, cells={**row, **{key: numbers[slot][key] for key in ("tries", "opened")}})
        for slot, row in sorted(cells.items())
    ]
    return Table(
        key="openings", columns=tuple(columns), rows=with_total(rows, label_key="slot", label=say.text("report.total"))
    )


def _homes(counts: Iterable[NeighbourhoodCount]) -> dict[str, Value]:
    counts = list(counts)
    return {
        "homes": sum(count.num_homes for count in counts),
        "reached": sum(count.num_reached for count in counts),
        "unanswered": sum(count.num_unanswered for count in counts),
        "covered": sum(count.num_covered for count in counts),
        "never": sum(count.num_never for count in counts),
    }


def _target(counts: Iterable[NeighbourhoodCount], figures: MonthFigures) -> int:
    return target_homes(sum(count.num_homes for count in counts), figures.period, figures.cycle_days)


def _rt(count: NeighbourhoodCount) -> str:
    return f"{count.rt or '–'}/{count.rw or '–'}"
