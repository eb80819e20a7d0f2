"""A team that one station lends another for a day, and what both gain or lose by it. Counts and a team's id; no home."""

import enum
from dataclasses import dataclass


class NotLent(enum.StrEnum):
    """Why nothing was lent between two neighbours."""

    NO_PLAN = "no_plan"
    """One of them has not planned the day."""
    HANDED_OUT = "handed_out"
    """Sheets of the day are out already at one of them."""
    OVERTAKEN = "overtaken"
    """One of them has planned the day anew, or set a team's day, while the loan was being searched for."""
    NO_TEAM = "no_team"
    """No team can be spared: each has a complaint, a village of its own, several shifts, or no motorcycle."""
    NO_GAIN = "no_gain"
    """A complaint would be lost, or the two together would gain nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWorth:
    """What a plan of a day achieves.

    Attributes
    ----------
    num_complaints
        Visits of the complaints' tier that it makes.
    complaint_prize, coverage_prize
        Sums of the prizes that it collects.
    """

    num_complaints: int
    complaint_prize: int
    coverage_prize: int
    num_stops: int

    def is_no_worse_in_complaints(self, before: "DayWorth") -> bool:
        """Whether it follows up as many complaints, and as weighty ones."""
        return self.num_complaints >= before.num_complaints and self.complaint_prize >= before.complaint_prize

    @property
    def prize(self) -> int:
        """All prizes."""
        return self.complaint_prize + self.coverage_prize


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A team lent for a day.

    Attributes
    ----------
    lender, borrower
        Stations by name.
    team, guest
        Its id at the lender, and the one under which the borrower has it.
    lender_before, lender_after, borrower_before, borrower_after
        What the plans of both achieve.
    """

    lender: str
    borrower: str
    team: str
    guest: str
    lender_before: DayWorth
    lender_after: DayWorth
    borrower_before: DayWorth
    borrower_after: DayWorth

    @property
    def gain(self) -> int:
        """Prizes that both together gain."""
        after, before = (self.lender_after, self.borrower_after), (self.lender_before, self.borrower_before)
        return sum(one.prize for one in after) - sum(one.prize for one in before)

    @property
    def is_good(self) -> bool:
        """Neither is worse in complaints, and together they gain."""
        return (
            self.lender_after.is_no_worse_in_complaints(self.lender_before)
            and self.borrower_after.is_no_worse_in_complaints(self.borrower_before)
            and self.gain > 0
        )
