"""In which slot of the day a door was tried: the shortest shift of the settings in whose hours the moment lies."""

from planner.domain.settings import DaySettings


def slot_at(time: int | None, day: DaySettings, *, otherwise: str = "") -> str:
    """Name the slot of a moment.

    Parameters
    ----------
    time
        Seconds since midnight; `None`: not known.
    otherwise
        What to say where the moment is not known or lies in no shift.
    """
    if time is None:
        return otherwise
    # A slot ends where the next begins: its last second belongs to the next one.
    around = [hours for hours in day.shifts if hours.window.start <= time < hours.window.end]
    return min(around, key=lambda hours: hours.window.end - hours.window.start).name if around else otherwise
