"""The simulated campaign: 90 days, 28,000 households, 24 teams, doors that open as nobody at the desk knows.

`python -m benchmarks.campaign [ours,plain,random,nearest] [--world field] [--seeds 1,2] [--days 90] [--search N] [-o FILE.csv]`

Policies: the planner (`ours`), the same without the estimate of when doors open (`plain`), random order, nearest first. Each
sees outcomes only (`campaign_book`); the truth is in `campaign_world`, fixed once and for all. The households and roads are the
example area's, with nothing visited yet and no wishes; the teams and shifts are its roster, all on motorcycles. Every stop is
one try at its planned time; a door that stays shut takes as long as one that opens, and reserve stops are not used. `--world
field` is another one, with policies of its own (`campaign_field`).
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
from benchmarks.campaign_field import FIELD_POLICIES, Street, Tally, bound
from benchmarks.campaign_policies import POLICIES, Ground
from benchmarks.campaign_world import World
from benchmarks.shared import print_machine
from inputs.roads.facade import Roads
from planner.domain.place import Point
from planner.domain.records import Household, Urgency
from planner.domain.units import HOUR
from planner.rules.cost import available_duration
from planner.rules.roster import shifts_of_day
from planner.terminal.acting import account_at_work
from planner.usecases.demo import make_demo_workspace
from planner.usecases.progress import Silent
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.workspace import Workspace

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
    late_days, late_anchors, num_anchors
        World *field*: shifts that end over ten minutes late, anchors begun over ten minutes late, all anchors.
    work_hours, duty_hours
        World *field*: hours at doors and on the road, and on duty without breaks.
    met_by_day
        Homes met up to each day.
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
    world: str = "book"
    late_days: int = 0
    late_anchors: int = 0
    num_anchors: int = 0
    work_hours: float = 0.0
    duty_hours: float = 0.0
    met_by_day: tuple[int, ...] = ()

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


def run_field(name: str, households: Sequence[Household], ground: Ground, *, seed: int, num_days: int) -> Campaign:
    """Let a policy plan day by day, and teams go as its paper says, in the world *field*."""
    began = time.process_time()
    world, book, tally = World(households, seed=seed), Book(households, ground.settings), Tally()
    policy, team_days, met = FIELD_POLICIES[name](), 0, []
    for number in range(num_days):
        date = FIRST_DAY + dt.timedelta(days=number)
        book.receive(world.complaints(date))
        shifts = shifts_of_day(ground.teams, date=date, settings=ground.settings)
        team_days += len({shift.team for shift in shifts})
        tally.duty += sum(available_duration(shift) for shift in shifts)
        policy(book, date, ground, seed, Street(world, book, date, seed), tally)
        met.append(len(book.visited))
    plain = _result(name, book, ground, seed=seed, num_days=num_days, team_days=team_days, began=began)
    return dataclasses.replace(
        plain,
        world="field",
        late_days=tally.late_days,
        late_anchors=tally.late_anchors,
        num_anchors=tally.anchors,
        work_hours=round(tally.work / HOUR, 1),
        duty_hours=round(tally.duty / HOUR, 1),
        met_by_day=tuple(met),
    )


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
    if campaign.world == "field":
        duty = max(1.0, campaign.duty_hours)
        print(
            f"    {campaign.visited / duty:.2f} homes an hour on duty, {campaign.duty_hours - campaign.work_hours:.0f} of "
            f"{duty:.0f} hours idle; {campaign.late_days} days of teams end more than 10 minutes late, "
            f"{campaign.late_anchors} of {campaign.num_anchors} anchors are more than 10 minutes late",
            flush=True,
        )


def print_days(campaigns: Sequence[Campaign]) -> None:
    """On which day ours has met the homes that each other policy has met at the end."""
    ours = {campaign.seed: campaign for campaign in campaigns if campaign.policy == "ours"}
    for other in campaigns:
        if other.policy != "ours" and other.seed in ours:
            met = ours[other.seed].met_by_day
            day = next(
                (str(number) for number, count in enumerate(met, 1) if count >= other.visited), f"no day up to {len(met)}"
            )
            print(f"  seed {other.seed}: what {other.policy} has met in {other.days} days ours has met on {day}")


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
    parser.add_argument("policies", nargs="?")
    parser.add_argument(
        "--world", choices=("book", "field"), default="book", help="field: ways and doors take as long as they do"
    )
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--days", type=int, default=90)
    parser.add_argument("--size", default="full")
    parser.add_argument("--search", type=int, default=40_000, metavar="N", help="iterations of search after regret insertion")
    parser.add_argument("--folder", type=Path, help="workspace of the example area to use, made there if absent")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    print_machine()
    campaigns: list[Campaign] = []
    run, known = (run_field, FIELD_POLICIES) if options.world == "field" else (run_campaign, POLICIES)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch) / "campaign"
        ground, households = ground_of(folder, size=options.size, search_iterations=options.search)
        print(f"{len(households)} households, {len(ground.teams)} teams, {options.days} days from {FIRST_DAY}", flush=True)
        for seed in map(int, options.seeds.split(",")):
            for name in (options.policies or ",".join(known)).split(","):
                campaigns.append(run(name, households, ground, seed=seed, num_days=options.days))
                print_line(campaigns[-1])
    print_ratios(campaigns)
    if options.world == "field":
        print_days(campaigns)
        dates = [FIRST_DAY + dt.timedelta(days=number) for number in range(options.days)]
        most, hours = bound(World(households, seed=campaigns[0].seed), ground, days=dates)
        print(f"  clairvoyant, without ways: at most {most:.0f} homes, {most / hours:.2f} an hour on duty")
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
