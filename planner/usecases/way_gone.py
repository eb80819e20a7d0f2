"""Why the roads of a workspace have no way for a leg of a plan that was sound when it was made."""

from inputs.roads.facade import Roads
from inputs.roads.snapping import Places
from planner.domain.errors import InputError


def way_gone(shift: str, roads: Roads, places: Places, leg: tuple[int, int]) -> InputError:
    """E5072 if one of its ends is farther from every road than is allowed now, E6107 if the roads are others."""
    if all(places.is_near[list(leg)]):
        return InputError.of("E6107", shift=shift)
    return InputError.of("E5072", shift=shift, metres=roads.settings.max_access_distance)
