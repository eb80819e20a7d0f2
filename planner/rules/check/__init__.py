"""The checker: reads a plan as a stranger would and lists every law that it breaks.

It shares no arithmetic with the code that makes plans, gathers violations as data and never raises on a
plan, however it was edited. The laws in words: `docs/concepts/laws.md`.
"""

from planner.rules.check.laws import check

__all__ = ["check"]
