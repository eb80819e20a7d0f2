"""Scenarios as they are asked: files and what stands beside them read, all faults of all of them at once."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inputs.tables.complaints import read_complaints
from inputs.tables.households import read_households
from planner.domain.errors import Fault, InputError, refuse
from planner.domain.known_names import with_known_names
from planner.domain.scenario import Scenario
from planner.formats.scenario_file import read_scenario
from planner.usecases.records import Records
from planner.usecases.whatif.baseline import Baseline

Source = Path | Scenario
"""A scenario file, or a scenario whose names are still to be looked up."""

_NAMED = 3
"""Ids named in a fault; more do not help."""


def read_scenarios(sources: Sequence[Source], baseline: Baseline) -> list[tuple[Scenario, Records]]:
    """Each scenario with the ledger's records and those that its tables add.

    Raises
    ------
    InputError
        E80xx for scenarios, E8047 if two share a name, E1xxx and E8044 for added tables.
    """
    faults: list[Fault] = []
    found: list[tuple[Scenario, Records]] = []
    known = baseline.known()
    for source in sources:
        try:
            if isinstance(source, Path):
                scenario = read_scenario(source, known=known)
                found.append((scenario, _with_tables(baseline, scenario, source.parent)))
            else:
                scenario, unknown = with_known_names(source, known)
                faults.extend(unknown)
                found.append((scenario, baseline.records))
        except InputError as error:
            faults.extend(error.faults)
    names = [scenario.name for scenario, _ in found]
    faults += [Fault(code="E8047", values={"name": name}) for name in sorted({n for n in names if names.count(n) > 1})]
    refuse(faults)
    return found


def _with_tables(baseline: Baseline, scenario: Scenario, folder: Path) -> Records:
    """The ledger's records with those of the tables beside a scenario; the same object where there are none."""
    records, settings = baseline.records, baseline.settings
    if scenario.households_file:
        homes = read_households(folder / scenario.households_file, villages=baseline.villages, day=settings.day).rows
        _require_new([home.id for home in homes], {home.id for home in records.households}, scenario.households_file)
        records = replace(records, households=(*records.households, *homes))
    if scenario.complaints_file:
        known = {home.id: home.address.village for home in records.households}
        path = folder / scenario.complaints_file
        read = read_complaints(path, households=known, villages=baseline.villages, programme=settings.programme).rows
        _require_new([item.id for item in read], {item.id for item in records.complaints}, scenario.complaints_file)
        records = replace(records, complaints=(*records.complaints, *read))
    return records


def _require_new(ids: list[str], known: set[str], file: str) -> None:
    again = [id_ for id_ in ids if id_ in known]
    if again:
        more = "…" if len(again) > _NAMED else ""
        raise InputError.of("E8044", ids=", ".join(again[:_NAMED]) + more, file=file)
