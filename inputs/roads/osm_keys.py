"""Keys of OpenStreetMap that speak of access, taken apart into their words: each is read, or counted as not read.

`motor_vehicle:backward:conditional` says who, in which direction, and that hours follow. The words are taken in any order, and
`access` before a mode adds nothing (`access:motorcar` is `motorcar`). A key that is made of such words alone and that nothing
here reads is counted, so that none falls between; a key with any other word (`bicycle`, `maxspeed`) is none of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from inputs.roads.hours import CONDITIONAL, as_conditions, settled

KEYS = MappingProxyType(
    {
        "motorcycle": ("motorcycle", "motor_vehicle", "vehicle", "access"),
        "car": ("motorcar", "motor_vehicle", "vehicle", "access"),
        "foot": ("foot", "access"),
        "vehicle": ("vehicle", "access"),
    }
)
"""Keys by traveller, the most specific first: the first that says anything decides."""

MODES = tuple(dict.fromkeys(key for keys in KEYS.values() for key in keys))
WAYS = ("forward", "backward")

_SUBJECTS = ("oneway", "toll", "motorroad", "locked", "restriction", "except")
"""What a key may be about, beside access itself."""

_HOURS = CONDITIONAL.removeprefix(":")
_SAYING_NOTHING = "both_ways"
_UNREAD_WORDS = frozenset(
    {
        *("lanes", "both", "left", "right", "start", "end"),
        *("variable", "seasonal", "hours", "time", "date"),
        *("hour_on", "hour_off", "day_on", "day_off", "date_on", "date_off"),
        *("car", "motorbike", "motorvehicle", "double_tracked_motor_vehicle"),
    }
)
"""Words of access that no key with them is read for: lanes, sides, other ways of saying hours, other names of our modes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysRead:
    """Keys that mean something on one kind of thing.

    Attributes
    ----------
    subjects
        What keys are about there, beside access: a key of ours has one of these words or a mode.
    read
        Keys that are read, their words in the usual order and without `conditional`.
    """

    subjects: tuple[str, ...]
    read: frozenset[str]
    _usual: dict[str, str] = field(default_factory=dict)
    """Worked out once for each key: a city has many thousand ways and a few hundred keys."""

    def usual(self, key: str) -> str:
        """A key of ours in the usual order of its words; empty: none of ours."""
        found = self._usual.get(key)
        if found is None:
            found = self._usual[key] = self._in_order(key)
        return found

    def is_read(self, key: str) -> bool:
        """Whether a key in the usual order is read, with hours or without."""
        return key.removesuffix(CONDITIONAL) in self.read

    def _in_order(self, key: str) -> str:
        words = [word.strip() for word in key.lower().split(":")]
        ranks = [*_SUBJECTS, *MODES, *WAYS, _SAYING_NOTHING, *sorted(_UNREAD_WORDS), _HOURS]
        if not {*self.subjects, *MODES}.intersection(words) or not set(ranks).issuperset(words):
            return ""
        said = set(words)
        if len(said) < len(words):  # a word twice: nobody knows what is meant
            return key
        if len(said.intersection(MODES)) > 1:
            said.discard("access")
        if said.intersection(MODES) and not said.intersection(_SUBJECTS):
            said.discard(_SAYING_NOTHING)
        return ":".join(sorted(said, key=ranks.index))


ON_WAYS = KeysRead(
    subjects=("oneway", "toll", "motorroad"),
    read=frozenset(
        {
            *("oneway", "toll", "motorroad"),
            *MODES,
            *(f"{key}:{way}" for key in MODES for way in WAYS),
            *(f"oneway:{key}" for key in MODES if key != "access"),
        }
    ),
)
ON_NODES = KeysRead(subjects=("oneway", "locked"), read=frozenset({"locked", *MODES}))
ON_TURNS = KeysRead(
    subjects=("restriction", "except"),
    read=frozenset({"restriction", "except", *(f"restriction:{key}" for key in MODES if key != "access")}),
)


def in_usual_order(tags: Mapping[str, str], keys: KeysRead) -> tuple[Mapping[str, str], list[str]]:
    """The tags with their keys in the usual order, and the keys that are not read.

    Of two orders of the same words the usual one counts; the other is not read where it says something else.
    """
    found: dict[str, str] = {}
    unread: list[str] = []
    others: list[tuple[str, str, str]] = []
    for key, value in tags.items():
        usual = keys.usual(key)
        if not usual or (usual == key and keys.is_read(key)):
            found[key] = value
        elif keys.is_read(usual):
            others.append((usual, key, value))
        else:
            unread.append(key)
    unread += [key for usual, key, value in others if found.setdefault(usual, value) != value]
    return found, unread


def settled_by_day(tags: Mapping[str, str], keys: KeysRead) -> tuple[Mapping[str, str], list[str]]:
    """The tags with the conditions settled that the programme's day decides, and the keys of those that it leaves open."""
    if not any(key.endswith(CONDITIONAL) or "@" in value for key, value in tags.items()):
        return tags, []
    found = settled(as_conditions(tags, keys.read.__contains__))
    return found, [key for key in found if key.endswith(CONDITIONAL) and keys.is_read(key)]
