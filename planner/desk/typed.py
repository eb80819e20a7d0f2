"""What is typed into fields: numbers in the language's form, times of day."""

from planner.domain.errors import Fault, InputError
from planner.domain.units import HOUR, MINUTE, is_whole


def read_number(text: str, *, least: float, most: float) -> float | None:
    """A number with comma or point; `None` where nothing is typed.

    Raises
    ------
    InputError
        E6072 if it is none, or out of its bounds.
    """
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise InputError([Fault(code="E6072", values={"found": text[:20], "least": f"{least:g}", "most": f"{most:g}"})])
    return number


def read_whole(text: str, *, least: int, most: int) -> int | None:
    """A whole number; `None` where nothing is typed.

    Raises
    ------
    InputError
        E6072 if it is none, or out of its bounds.
    """
    number = read_number(text, least=least, most=most)
    if number is not None and number != int(number):
        raise InputError([Fault(code="E6072", values={"found": text[:20], "least": str(least), "most": str(most)})])
    return None if number is None else int(number)


def read_time(text: str) -> int | None:
    """`08:30` or `08.30` as seconds since midnight; `None` where nothing is typed.

    Raises
    ------
    InputError
        E6073 if it is no time of day.
    """
    if not text:
        return None
    hours, _, minutes = text.replace(".", ":").partition(":")
    if not (is_whole(hours) and is_whole(minutes) and int(hours) < 24 and int(minutes) < 60):
        raise InputError([Fault(code="E6073", values={"found": text[:20]})])
    return int(hours) * HOUR + int(minutes) * MINUTE
