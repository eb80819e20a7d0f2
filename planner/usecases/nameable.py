"""Whom pages may name: an answer that is kept for a while is worth nothing once somebody in it may not be named any more."""

from planner.usecases.workspace import Workspace


def nameable(workspace: Workspace) -> frozenset[str]:
    """Ids of homes and complaints that may be named now: not those erased, that want no visit, or are special referrals."""
    with workspace.ledger() as ledger:
        return ledger.nameable()
