"""The shape of a catalogue entry."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKind:
    """Words of one fault, by language; `{…}` fields are filled from `Fault.values`."""

    cause: MappingProxyType[str, str]
    action: MappingProxyType[str, str]


def fault_kind(*, cause_en: str, cause_id: str, action_en: str, action_id: str) -> FaultKind:
    """Make an entry from its four sentences."""
    return FaultKind(
        cause=MappingProxyType({"en": cause_en, "id": cause_id}),
        action=MappingProxyType({"en": action_en, "id": action_id}),
    )
