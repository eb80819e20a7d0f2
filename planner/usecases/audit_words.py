"""The audit trail in words: what an entry is about and what it says, in the reader's language.

The trail itself keeps codes of the program, which never change with the language (`--json` and the API say them as they are).
A code that the catalogue does not know is shown as it is.
"""

from collections.abc import Callable, Mapping

from planner.ledger.records import AuditEntry
from planner.words.language import Words

_VALUES: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("outcome", "was", "is"), lambda code: f"outcome.{code}"),
    "status": lambda code: f"complaint_status.{code}",
    "category": lambda code: f"category.{code}",
    "roles": lambda code: f"role.{code}",
    "scope": lambda code: f"scope.{code}",
    "did": lambda code: f"trail_did.{code}",
    "edition": lambda code: f"trail_edition.{code}",
    "columns": lambda code: f"trail.{code}",
    "words": lambda code: f"trail_words.{code}",
}
"""Detail to the key of the word of its value, or of each of its values."""

_TRUTHS = frozenset({"active", "draft", "hidden", "sealed"})
_OF_THE_PROGRAM = frozenset({"fingerprint", "engine", "seed", "forms", "handed_out_at", "returned_at", "lost_at"})
"""What tells a programmer something, and the desk nothing: in `--json` and the API only.

Earlier moments of a sheet have entries of their own.
"""


def kind_in_words(entry: AuditEntry, say: Words) -> str:
    """What was done."""
    return _word(say, f"audit.{entry.action}")


def subject_in_words(entry: AuditEntry, say: Words) -> str:
    """What an entry is about: its kind in words, its number as it is."""
    first, _, rest = entry.subject.partition(" ")
    return f"{_word(say, f'trail_of.{first}')} {rest}".strip()


def details_in_words(entry: AuditEntry, say: Words) -> str:
    """What an entry says, as `nama: nilai` one after the other."""
    shown = {name: value for name, value in entry.details.items() if name not in _OF_THE_PROGRAM and value != ""}
    return ", ".join(f"{_word(say, f'trail.{name}')}: {_value(say, name, value)}" for name, value in shown.items())


def _value(say: Words, name: str, value: int | str) -> str:
    if name in _TRUTHS:
        return say.text("yes") if value else say.text("no")
    if name not in _VALUES or not isinstance(value, str):
        return str(value)
    parts = value.replace(",", " ").split()
    return ", ".join(_word(say, _VALUES[name](part)) for part in parts)


def _word(say: Words, key: str) -> str:
    return say.texts.get(key, key.partition(".")[2])
