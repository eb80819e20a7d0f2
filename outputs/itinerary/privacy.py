"""What may leave the desk on paper or in a file: the one place where personal data are let through.

Let through: id, RT/RW, address, short name (by mode), purpose, visit number, code. Nothing else of a
household or complaint is read here, so that text, hours, earlier outcomes and marks cannot slip out.
"""

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.records import Address, Complaint, Household

NAME_MODES = ("full", "initials", "none")


def shown_name(name: str | None, mode: str) -> str:
    """`BUDI SANTOSO` as it is, as `B. S.`, or not at all.

    Raises
    ------
    ValueError
        If the mode is unknown.
    """
    if mode not in NAME_MODES:
        raise ValueError(f"name mode {mode!r} is not one of {', '.join(NAME_MODES)}")
    if not name or mode == "none":
        return ""
    if mode == "full":
        return " ".join(name.split())
    return " ".join(f"{part[0].upper()}." for part in name.split() if part[0].isalnum())


def shown_address(address: Address | None, household: Household | None, mode: str) -> str:
    """Address detail, else landmark; then the name as the mode allows."""
    place = (address.detail or address.landmark) if address else ""
    name = shown_name(household.head_name if household else None, mode)
    return " – ".join(part for part in (" ".join(place.split()), name) if part)


def shown_neighbourhood(address: Address | None) -> str:
    """`RT 05/RW 08`, or what is known of it."""
    if address is None:
        return ""
    return "/".join(
        part for part in (f"RT {address.rt}" if address.rt else "", f"RW {address.rw}" if address.rw else "") if part
    )


def is_confidential(complaint: Complaint | None) -> bool:
    """Whether a complaint may never be printed, not even by its id."""
    return complaint is not None and complaint.category == SPECIAL_REFERRAL
