"""Short texts of times and lengths in violations, exact to the second."""


def at(time: int) -> str:
    """`08:05:30`, `-00:00:10` for a time before midnight."""
    sign, seconds = ("-", -time) if time < 0 else ("", time)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def lasting(duration: int) -> str:
    """`900 s`."""
    return f"{duration} s"


def far(distance: int | None) -> str:
    """`2400 m`, `no distance` where none is stated."""
    return "no distance" if distance is None else f"{distance} m"
