"""A plain second reading of docs/formats/roads.md, for tests: what tags say, written without a look at the reader."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

OPEN, VISITING, SHUT = "open", "visiting", "shut"
WORTH = {OPEN: 0, VISITING: 1, SHUT: 2}
FORWARD, BACKWARD = "forward", "backward"
Tags = Mapping[str, str]

VALUES = dict.fromkeys(["yes", "designated", "permissive", "official", "public", "discouraged"], OPEN)
VALUES |= dict.fromkeys(["destination", "private", "delivery", "customers", "permit", "residents", "employees"], VISITING)
VALUES |= dict.fromkeys(["no", "agricultural", "forestry", "military", "emergency", "use_sidepath", "dismount"], SHUT)
PRECISE = {
    "motorcycle": ["motorcycle", "motor_vehicle", "vehicle", "access"],
    "car": ["motorcar", "motor_vehicle", "vehicle", "access"],
    "foot": ["foot", "access"],
}
VEHICLES = ("motorcycle", "car")
MODES = ["access", "vehicle", "motor_vehicle", "motorcycle", "motorcar", "foot"]
ABOUT = ["oneway", "toll", "motorroad", "locked", "restriction", "except"]
OTHER = [FORWARD, BACKWARD, "both_ways", "lanes", "left", "right", "seasonal", "conditional"]
HOURS = {
    "24/7": "holds", "05:00-21:00": "holds", "Mo-Su 05:30-20:30": "holds", "06:00-20:00": "holds",
    "22:00-05:00": "never", "20:00-06:00": "never", "Su 21:00-23:00": "never",
    "07:00-09:00": "open", "Su 06:00-20:00": "open", "wet": "open", "sunset-sunrise": "open", "Mo-Fr": "open",
}  # fmt: skip
"""Conditions, and whether they hold all through the programme's day, at no time of it, or are left open."""
TRUE, FALSE = {"yes", "true", "1"}, {"no", "false", "0"}


def own_words(tags: Tags, about: set[str], read: set[str]) -> tuple[dict[str, str], Counter[str]]:
    """Tags under their keys as the table of the docs writes them, hours settled, and what is not read."""
    plain: dict[str, str] = {}
    unread: Counter[str] = Counter()
    later = []
    for key, value in tags.items():
        words = key.lower().split(":")
        if not set(words) <= {*MODES, *ABOUT, *OTHER} or not set(words) & {*MODES, *about}:
            plain[key] = value
            continue
        name = _usual(words)
        base = name.removesuffix(":conditional")
        if base not in read:
            unread[key] += 1
        elif name == key:
            plain[key] = value
        else:
            later.append((key, name, value))
    for key, name, value in later:
        if plain.get(name, value) != value:
            unread[key] += 1
        plain.setdefault(name, value)
    return _settled(plain, read, unread), unread


def _usual(words: list[str]) -> str:
    if len(set(words)) < len(words):
        return "?"
    said = [word for word in (*ABOUT, *MODES, *OTHER) if word in words]
    modes = [word for word in said if word in MODES]
    if len(modes) > 1 and "access" in said:
        said.remove("access")
    if modes and "both_ways" in said and not set(said) & {*ABOUT}:
        said.remove("both_ways")
    return ":".join(said)


def _settled(plain: dict[str, str], read: set[str], unread: Counter[str]) -> dict[str, str]:
    found = {key: value for key, value in plain.items() if not key.endswith(":conditional")}
    clauses: dict[str, list[str]] = {}
    for key in read:
        if "@" in found.get(key, ""):
            clauses[key] = [found.pop(key)]
        if f"{key}:conditional" in plain:
            clauses.setdefault(key, []).append(plain[f"{key}:conditional"])
    for key, said in clauses.items():
        value, _, when = said[0].partition("@")
        is_one = len(said) == 1 and not re.search("[;,]", value)
        outcome = HOURS[when.strip().strip("()")] if is_one else "open"
        if outcome == "holds":
            found[key] = value.strip()
        elif outcome == "open":
            unread[f"{key}:conditional"] += 1
    return found


def says(tags: Tags, key: str) -> str | None:
    """What a key says; of a list the most open value."""
    known = [VALUES[part] for part in (one.strip().lower() for one in re.split("[,;]", tags.get(key, ""))) if part in VALUES]
    return min(known, key=lambda one: WORTH[one], default=None)


@dataclass
class Reading:
    """A way as one profile may use it."""

    states: dict[str, str] = field(default_factory=dict)
    named: dict[str, bool] = field(default_factory=dict)


ON_WAYS = {"oneway", "toll", "motorroad", *MODES, *(f"{key}:{way}" for key in MODES for way in (FORWARD, BACKWARD))}
ON_WAYS |= {f"oneway:{key}" for key in MODES if key != "access"}


def read_way(raw: Tags) -> tuple[str, dict[str, Reading], Counter[str]] | None:
    """Class, what each profile may do, and what is not read; `None`: no road."""
    highway = raw.get("highway", "")
    is_ferry = raw.get("route") == "ferry"
    kind = (
        "ferry"
        if is_ferry
        else {"cycleway": "path", "corridor": "footway"}.get(highway.removesuffix("_link"), highway.removesuffix("_link"))
    )
    if raw.get("area") == "yes" or kind in {"construction", ""}:
        return None
    tags, unread = own_words(raw, {"oneway", "toll", "motorroad"}, ON_WAYS)
    is_walked = kind in {"footway", "path", "pedestrian", "steps"}
    is_toll = tags.get("toll") in TRUE and not is_walked and not is_ferry
    is_motorroad = tags.get("motorroad") in TRUE and not is_walked and not is_ferry
    lifted = tags.get("bridge", "no") != "no" or tags.get("tunnel", "no") not in {"no", "building_passage"}
    is_beside = is_walked and (
        "sidewalk" in (tags.get("footway"), tags.get("path"))
        or highway == "corridor"
        or (lifted and (kind != "path" or tags.get("foot") == "designated"))
    )
    is_round = tags.get("junction") == "roundabout" or highway == "motorway"
    found = {}
    for profile, keys in PRECISE.items():
        is_kept_out = (profile in VEHICLES and (is_ferry or is_beside)) or (profile == "foot" and is_motorroad)
        is_kept_out |= is_toll and profile in {"motorcycle", "foot"}
        heard = keys
        if (is_toll or kind == "motorway") and profile in {"motorcycle", "foot"}:
            heard = [keys[0], "access"]
        found[profile] = _profile(tags, keys, heard, is_kept_out, is_round, unread)
    _profile(tags, ["vehicle", "access"], ["vehicle", "access"], False, is_round, unread)  # a profile of another name
    for key in ON_WAYS & tags.keys():
        value = tags[key].lower()
        if key.startswith("oneway"):
            if value in {"reversible", "alternating"}:
                unread["oneway"] += 1
            elif value not in TRUE | FALSE | {"-1", "reverse"}:
                unread[f"value:{key}"] += 1
        elif (key in {"toll", "motorroad"} and value not in TRUE | FALSE) or (
            key not in {"toll", "motorroad"} and not says(tags, key)
        ):
            unread[f"value:{key}"] += 1
    for key in [key for key in unread if key.startswith("!")]:
        del unread[key]
        unread[key[1:]] += 1
    return kind, found, unread


def _profile(tags: Tags, keys: list[str], heard: list[str], is_kept_out: bool, is_round: bool, unread: Counter[str]) -> Reading:
    found = Reading()
    signs = [f"oneway:{key}" for key in keys if key != "access"] + ([] if "foot" in keys else ["oneway"])
    sign, shut_way = "", ""
    for key in signs:
        value = tags.get(key, "").lower()
        if value in TRUE | FALSE | {"-1", "reverse", "reversible", "alternating"}:
            sign, shut_way = key, BACKWARD if value in TRUE else FORWARD if value in {"-1", "reverse"} else ""
            break
    else:
        if is_round and "foot" not in keys:
            sign, shut_way = "oneway", BACKWARD
    sign_key = "vehicle" if sign == "oneway" else sign.partition(":")[2]
    for way in (FORWARD, BACKWARD):
        state = None
        for key in heard:
            if key == "access" and is_kept_out:
                break
            said = says(tags, f"{key}:{way}")
            is_freed = sign not in {"", "oneway"} and way != shut_way and keys.index(key) > keys.index(sign_key)
            if said == SHUT and is_freed:
                said = None
            said = said or says(tags, key)
            if said:
                state = said
                break
        state = state or (SHUT if is_kept_out else OPEN)
        if way == shut_way:
            more = [says(tags, f"{key}:{way}") for key in keys[: keys.index(sign_key)]]
            if next((one for one in more if one), SHUT) == SHUT:
                state = SHUT
            if says(tags, f"{sign_key}:{way}") in {OPEN, VISITING}:
                unread[f"!{sign_key}:{way}"] = 1
        found.states[way] = state
        naming = [key for key in heard if key in {"motorcycle", "motorcar", "motor_vehicle", "foot"}]
        said = next((one for key in naming if (one := says(tags, f"{key}:{way}") or says(tags, key))), None)
        found.named[way] = said in {OPEN, VISITING}
    return found


STANDS = {"bollard": ["car"], "block": ["car"], "cycle_barrier": ["car", "motorcycle"], "stile": ["car", "motorcycle"]}


def read_node(raw: Tags) -> tuple[dict[str, str], Counter[str]]:
    """Whom a barrier lets through, and what is not read."""
    if raw.get("barrier", "no") == "no":
        return dict.fromkeys(PRECISE, OPEN), Counter()
    read = {"locked", *MODES}
    tags, unread = own_words(raw, {"locked", "oneway"}, read)
    found = {}
    is_locked = tags.get("locked") in TRUE
    for profile, keys in PRECISE.items():
        is_stood = is_locked or any(profile in STANDS.get(kind, []) for kind in tags["barrier"].split(";"))
        said = next((one for key in keys if not (is_stood and key == "access") and (one := says(tags, key))), None)
        if is_locked and said == VISITING:
            said = SHUT
        found[profile] = said or (SHUT if is_stood else OPEN)
    for key in read & tags.keys():
        if (tags[key] not in TRUE | FALSE) if key == "locked" else not says(tags, key):
            unread[f"value:{key}"] += 1
    return found, unread


def read_turn(raw: Tags) -> tuple[dict[str, str], Counter[str]]:
    """`no` or `only` for each profile that a relation binds, and what is not read."""
    kind = raw["type"].partition(":")[2]
    said = {f"restriction:{kind}" if kind and key == "restriction" else key: value for key, value in raw.items()}
    read = {"restriction", "except", *(f"restriction:{key}" for key in MODES if key != "access")}
    tags, unread = own_words(said, {"restriction", "except"}, read)
    for key in [key for key in unread if key.endswith(":conditional") and key.removesuffix(":conditional") in read]:
        del unread[key]
        unread["turn_conditional"] = 1
    found = {}
    for profile, keys in PRECISE.items():
        value = next((tags[f"restriction:{key}"] for key in keys if f"restriction:{key}" in tags), "")
        if not value and profile != "foot" and not set(tags.get("except", "").split(";")) & set(keys):
            value = tags.get("restriction", "")
        if value.startswith(("no_", "only_")):
            found[profile] = value.partition("_")[0]
        elif value not in {"", "none"}:
            unread["turn_broken"] = 1
    return found, unread
