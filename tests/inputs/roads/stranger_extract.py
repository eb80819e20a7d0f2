"""Random small extracts of OpenStreetMap, for tests: a frame of open streets; inside it ways, barriers and bans of any kind."""

import random

from tests.inputs.roads.stranger_reading import BACKWARD, FORWARD, HOURS, MODES
from tests.inputs.roads.stranger_walk import Extract

SIDE = 4
FRAME = tuple(range(101, 101 + 32))
"""More pieces than all that is inside, so that it is the core of its part; each has another name than the next."""
WAYS = (FORWARD, BACKWARD)
STREET = {"highway": "residential"}
CLASSES = (
    *["residential"] * 12, *["service", "tertiary", "living_street", "track", "path", "footway", "steps", "pedestrian"] * 2,
    *["trunk", "motorway", "motorway_link", "cycleway", "corridor", "construction", "primary_link", "unclassified"],
)  # fmt: skip
ACCESS = (
    *["no", "yes", "private", "destination", "designated", "permit", "dismount"] * 2,
    "maybe",
    "no;destination",
    "agricultural, yes",
)
ONEWAY = (*["yes", "-1", "no"] * 4, "reversible", "alternating", "perhaps", "true")
BARRIERS = ("gate", "gate", "bollard", "block", "cycle_barrier", "stile", "lift_gate", "gate;bollard", "no")
TURNS = (
    "no_left_turn",
    "no_right_turn",
    "no_straight_on",
    "no_u_turn",
    "only_left_turn",
    "only_straight_on",
    "only_right_turn",
    "none",
    "left",
)


def random_extract(seed: int) -> Extract:
    """One extract; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    places = {10 * row + column: (100.0 * column, 100.0 * row) for row in range(SIDE) for column in range(SIDE)}
    places = {node: (x + rng.uniform(-15, 15), y + rng.uniform(-15, 15)) for node, (x, y) in places.items()}
    places |= {node: _around(number) for number, node in enumerate(FRAME)}
    inner = _random_ways(rng)
    rim = [0, 3, 10 * (SIDE - 1), 10 * (SIDE - 1) + 3]
    links = [((FRAME[8 * number], node), STREET) for number, node in enumerate((rim[0], rim[1], rim[3], rim[2]))]
    rim_ways = [((one, FRAME[(n + 1) % len(FRAME)]), STREET | {"name": f"Jl. {n % 2}"}) for n, one in enumerate(FRAME)]
    ways = [*rim_ways, *links, *((nodes, random_tags(rng)) for nodes in inner)]
    used = sorted({node for nodes in inner for node in nodes} - {*rim})
    gates = rng.sample(used, min(len(used), rng.choice((0, 1, 2, 3))))
    relations = [one for _ in range(rng.choice((0, 2, 4, 6))) if (one := _random_turn(rng, ways)) is not None]
    return Extract(places, ways, {node: random_gate(rng) for node in gates}, relations)


def _around(number: int) -> tuple[float, float]:
    """Corner or side of a square around all others."""
    side, step = divmod(number, len(FRAME) // 4)
    along = -150 + 75.0 * step
    return [(along, -150.0), (450.0, along), (300 - along, 450.0), (-150.0, 300 - along)][side]


def _random_ways(rng: random.Random) -> list[tuple[int, ...]]:
    free = {frozenset((10 * r + c, 10 * r + c + 1)) for r in range(SIDE) for c in range(SIDE - 1)}
    free |= {frozenset((10 * r + c, 10 * r + c + 10)) for r in range(SIDE - 1) for c in range(SIDE)}
    ways = []
    for edge in rng.sample(sorted(map(sorted, free)), len(free)):
        if frozenset(edge) not in free or rng.random() < 0.15:
            continue
        free.discard(frozenset(edge))
        nodes = list(edge)[:: rng.choice((1, -1))]
        on = [one for one in sorted(map(sorted, free)) if nodes[-1] in one and nodes[0] not in one]
        if on and rng.random() < 0.4:
            free.discard(frozenset(on[0]))
            nodes.append(next(node for node in on[0] if node != nodes[-1]))
        ways.append(tuple(nodes))
    return ways


def _with_hours(rng: random.Random, key: str, value: str) -> tuple[str, str]:
    """A tag, now and then with hours in a key of their own or in the value."""
    kind = rng.random()
    if kind < 0.7:
        return key, value
    when = rng.choice(sorted(HOURS))
    said = f"{value} @ ({when})" if rng.random() < 0.7 else f"{value} @ {when}"
    return (f"{key}:conditional", said) if kind < 0.95 else (key, said)


def _any_order(rng: random.Random, key: str) -> str:
    words = key.split(":")
    if rng.random() < 0.15 and len({*words} & {*MODES} - {"access"}) == 1:
        words.append("access")
    if rng.random() < 0.2:
        rng.shuffle(words)
    return ":".join(words)


def random_tags(rng: random.Random) -> dict[str, str]:
    """Tags of a way."""
    tags = {"highway": rng.choice(CLASSES)}
    if rng.random() < 0.05:
        tags = {"route": "ferry"}
    if rng.random() < 0.3:  # what meets a one-way sign
        tags["oneway"] = rng.choice(("yes", "-1"))
        for mode in rng.sample(MODES, 2):
            tags[f"{mode}:{rng.choice(WAYS)}"] = rng.choice(("yes", "no"))
            tags |= {f"oneway:{rng.choice(MODES[1:])}": rng.choice(("yes", "no", "-1"))} if rng.random() < 0.5 else {}
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        kind = rng.random()
        mode = rng.choice(MODES)
        if kind < 0.3:
            key, value = _with_hours(rng, mode, rng.choice(ACCESS))
        elif kind < 0.55:
            key, value = _with_hours(
                rng, f"{mode}:{rng.choice(('forward', 'backward', 'backward', 'both_ways'))}", rng.choice(ACCESS)
            )
        elif kind < 0.75:
            key, value = _with_hours(rng, "oneway", rng.choice(ONEWAY))
        elif kind < 0.87:
            key, value = _with_hours(rng, f"oneway:{mode}", rng.choice(ONEWAY))
        elif kind < 0.93:
            options = [
                ("toll", "yes"),
                ("toll", "some"),
                ("motorroad", "yes"),
                ("junction", "roundabout"),
                ("footway", "sidewalk"),
            ]
            key, value = rng.choice(
                [*options, ("bridge", "yes"), ("tunnel", "yes"), ("tunnel", "building_passage"), ("area", "yes")]
            )
        else:
            options = [
                (f"{mode}:lanes", "yes|no"),
                (f"toll:{mode}", "yes"),
                ("bicycle:backward", "no"),
                ("hgv:conditional", "no @ 24/7"),
            ]
            key, value = rng.choice(
                [*options, (f"{mode}:seasonal", "yes"), ("oneway:bicycle", "no"), (f"maxspeed:{mode}", "30")]
            )
        tags[_any_order(rng, key)] = value
    return tags


def random_gate(rng: random.Random) -> dict[str, str]:
    """Tags of a barrier."""
    tags = {"barrier": rng.choice(BARRIERS)}
    for _ in range(rng.choice((0, 1, 1, 2))):
        mode = rng.choice(MODES)
        key, value = _with_hours(rng, mode, rng.choice(ACCESS))
        if rng.random() < 0.2:
            key, value = _with_hours(rng, "locked", rng.choice(("yes", "no", "often")))
        elif rng.random() < 0.15:
            key, value = rng.choice([(f"{mode}:forward", "no"), ("oneway", "yes"), (f"{mode}:lanes", "no"), ("bicycle", "no")])
        tags[_any_order(rng, key)] = value
    return tags


def _random_turn(
    rng: random.Random, ways: list[tuple[tuple[int, ...], dict[str, str]]]
) -> tuple[tuple[tuple[str, int, str], ...], dict[str, str]] | None:
    """A ban between two ways that begin or end at a node; now and then one of them is not there."""
    at: dict[int, list[int]] = {}
    for way, (nodes, _) in enumerate(ways, 1):
        for node in {nodes[0], nodes[-1]} if nodes[0] != nodes[-1] else set():
            at.setdefault(node, []).append(way)
    node = rng.choice(sorted(node for node, found in at.items() if len(found) > 1))
    begin, end = rng.sample(at[node], 2)
    if rng.random() < 0.1:
        end = begin
    elif rng.random() < 0.1:
        end = rng.choice([way for way, (nodes, _) in enumerate(ways, 1) if way > len(FRAME) and node not in nodes])
    key = rng.choice(
        ["restriction", "restriction", *(f"restriction:{mode}" for mode in MODES if mode != "access"), "restriction:hgv"]
    )
    key, value = _with_hours(rng, key, rng.choice(TURNS))
    tags = {"type": "restriction", _any_order(rng, key) if "access" not in key else key: value}
    if rng.random() < 0.2:
        tags["except"] = rng.choice(["motorcycle", "psv;motorcar", "bicycle", "vehicle"])
    if rng.random() < 0.1:
        tags["type"] = f"restriction:{rng.choice(['motorcycle', 'motorcar', 'hgv'])}"
    if rng.random() < 0.1:
        tags[f"restriction:{rng.choice(['forward', 'motorcar:lanes'])}"] = "no_left_turn"
    over = [way for way in at[node] if way not in {begin, end} and way > len(FRAME)]
    if over and rng.random() < 0.4:
        far = ways[over[0] - 1][0][-1 if ways[over[0] - 1][0][0] == node else 0]
        if to := [way for way in at[far] if way not in {over[0], begin}]:
            return (("w", begin, "from"), ("w", over[0], "via"), ("w", rng.choice(to), "to")), tags
    return (("w", begin, "from"), ("n", node, "via"), ("w", end, "to")), tags
