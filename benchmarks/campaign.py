"""The simulated campaign: 90 days, 28,000 households, 24 teams, doors that open as nobody at the desk knows.

`python -m benchmarks.campaign [ours,plain,random,nearest] [--seeds 1,2,3] [--days 90] [--search 40000] [-o FILE.csv]`

Policies: the planner (`ours`), the same without the estimate of when doors open (`plain`), random order, nearest first. Each
sees outcomes only (`campaign_book`); the truth is in `campaign_world`, fixed once and for all. The households and roads are the
example area's, with nothing visited yet and no wishes; the teams and shifts are its roster, all on motorcycles. Every stop is
one try at its planned time; a door that stays shut takes as long as one that opens, and reserve stops are not used.
"""

import argparse
import csv
import dataclasses
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.campaign_book import Book
from benchmarks.campaign_policies import POLICIES, Ground
from benchmarks.campaign_world import World
from benchmarks.shared import print_machine
from inputs.roads.facade import Roads
from planner.domain.place import Point
from planner.domain.records import Household, Urgency
from planner.rules.roster import shifts_of_day
from planner.terminal.acting import account_at_work
from planner.usecases.demo import make_demo_workspace
from planner.usecases.progress import Silent
from planner.usecases.workspace import SETTINGS_FILE, Workspace

FIRST_DAY = dt.date(2026, 1, 5)
"""A Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What a policy reached.

    Attributes
    ----------
    visited
        Distinct households met.
    tries, team_days
        Doors tried, and teams on duty summed over the days.
    complaints, urgent
        Complaints due within the campaign, and those of them that are urgent.
    answered_in_time, urgent_in_time, tried_in_time
        Answered, urgent ones answered, and tried at all, by the day they were due.
    refused, moved, given_up
        Doors that refused, that had moved, and that stayed shut until the RT head has to be asked.
    """

    policy: str
    seed: int
    days: int
    visited: int
    tries: int
    team_days: int
    complaints: int
    urgent: int
    answered_in_time: int
    urgent_in_time: int
    tried_in_time: int
    refused: int
    moved: int
    given_up: int
    cpu_seconds: float

    @property
    def per_try(self) -> float:
        """Part of the tries at which somebody was met for the first time."""
        return self.visited / max(1, self.tries)

    @property
    def per_team_day(self) -> float:
        """Households met a team and day."""
        return self.visited / max(1, self.team_days)

    @property
    def in_time(self) -> float:
        """Part of the complaints answered by their due day."""
        return self.answered_in_time / max(1, self.complaints)


def run_campaign(name: str, households: Sequence[Household], ground: Ground, *, seed: int, num_days: int) -> Campaign:
    """Let a policy plan day by day, knock, and record."""
    began = time.process_time()
    world, book = World(households, seed=seed), Book(households, ground.settings)
    policy, team_days = POLICIES[name], 0
    for number in range(num_days):
        date = FIRST_DAY + dt.timedelta(days=number)
        book.receive(world.complaints(date))
        shifts = shifts_of_day(ground.teams, date=date, settings=ground.settings)
        team_days += len({shift.team for shift in shifts})
        for made in policy(book, date, ground, seed):
            book.record(made, world.knock(made.household, date, made.time), date)
    return _result(name, book, ground, seed=seed, num_days=num_days, team_days=team_days, began=began)


def _result(name: str, book: Book, ground: Ground, *, seed: int, num_days: int, team_days: int, began: float) -> Campaign:
    last = FIRST_DAY + dt.timedelta(days=num_days - 1)
    due = {c.id: c.due for c in book.complaints.values() if c.due is not None and c.due <= last}
    urgent = {id_ for id_ in due if book.complaints[id_].urgency is Urgency.URGENT}
    in_time = {id_ for id_, day in due.items() if book.answered.get(id_, dt.date.max) <= day}
    return Campaign(
        policy=name,
        seed=seed,
        days=num_days,
        visited=len(book.visited),
        tries=book.num_tries,
        team_days=team_days,
        complaints=len(due),
        urgent=len(urgent),
        answered_in_time=len(in_time),
        urgent_in_time=len(in_time & urgent),
        tried_in_time=sum(book.first_tried.get(id_, dt.date.max) <= day for id_, day in due.items()),
        refused=book.num_refused,
        moved=book.num_moved,
        given_up=sum(door.num_attempts >= ground.settings.programme.max_attempts for door in book.households),
        cpu_seconds=round(time.process_time() - began, 1),
    )


def ground_of(folder: Path, *, size: str, search_iterations: int) -> tuple[Ground, list[Household]]:
    """The example area as the campaign begins: made in the folder where it is not there yet."""
    workspace = Workspace(folder, account_at_work()) if (folder / SETTINGS_FILE).exists() else None
    workspace = workspace or make_demo_workspace(folder, account_at_work(), size=size, reporter=Silent())[0]
    with workspace.ledger() as ledger:
        households, teams = ledger.households(), ledger.teams()
    fresh = [
        dataclasses.replace(
            door, last_visit=None, num_attempts=0, num_weekend_attempts=0, last_slot="", windows=(), is_do_not_visit=False
        )
        for door in households
    ]
    settings = workspace.settings
    return (
        Ground(
            roads=Roads.load(workspace.roads_folder, settings.roads),
            teams=tuple(dataclasses.replace(team, profile="motorcycle", max_visits=None) for team in teams),
            settings=settings,
            station=settings.station.point or Point(longitude=0.0, latitude=0.0),
            search_iterations=search_iterations,
        ),
        fresh,
    )


def print_line(campaign: Campaign) -> None:
    """One campaign."""
    complaints, urgent = max(1, campaign.complaints), max(1, campaign.urgent)
    print(
        f"  {campaign.policy:8s} seed {campaign.seed}: {campaign.visited:6d} households met in {campaign.tries:6d} tries "
        f"({100 * campaign.per_try:.1f} %), {campaign.per_team_day:.2f} a team-day; complaints {campaign.complaints}: "
        f"{100 * campaign.in_time:.1f} % answered in time, urgent {100 * campaign.urgent_in_time / urgent:.1f} %, "
        f"tried in time {100 * campaign.tried_in_time / complaints:.1f} %; refused {campaign.refused}, "
        f"moved {campaign.moved}, RT head to be asked {campaign.given_up}; {campaign.cpu_seconds:.0f} s of CPU",
        flush=True,
    )


def print_ratios(campaigns: Sequence[Campaign]) -> None:
    """The planner against each other policy, seed by seed: median, worst and best."""
    ours = {campaign.seed: campaign for campaign in campaigns if campaign.policy == "ours"}
    for name in dict.fromkeys(campaign.policy for campaign in campaigns if campaign.policy != "ours"):
        ratios = [
            100 * (ours[other.seed].per_team_day / other.per_team_day - 1)
            for other in campaigns
            if other.policy == name and other.seed in ours and other.visited
        ]
        if ratios:
            print(
                f"  ours against {name}: {statistics.median(ratios):+.1f} % households met a team-day "
                f"({min(ratios):+.1f} to {max(ratios):+.1f} %, {len(ratios)} seeds)"
            )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("policies", nargs="?", default=",".join(POLICIES))
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--size", default="full")
    parser.add_argument("--search", type=int, default=40_000, metavar="N", help="iterations of search after regret insertion")
    parser.add_argument("--folder", type=Path, help="workspace of the example area to use, made there if absent")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    print_machine()
    campaigns: list[Campaign] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "campaign"
        ground, households = ground_of(folder, size=options.size, search_iterations=options.search)
        print(f"{len(households)} households, {len(ground.teams)} teams, {options.days} days from {FIRST_DAY}", flush=True)
        for seed in map(int, options.seeds.split(",")):
            for name in options.policies.split(","):
                campaigns.append(run_campaign(name, households, ground, seed=seed, num_days=options.days))
                print_line(campaigns[-1])
    print_ratios(campaigns)
    if options.output is not None:
        write(options.output, campaigns)


def write(path: Path, campaigns: Sequence[Campaign]) -> None:
    """All campaigns as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [field.name for field in dataclasses.fields(Campaign)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(campaign) for campaign in campaigns)


if __name__ == "__main__":
    main()
