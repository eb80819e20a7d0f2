"""Names of the engines on the command line, each imported only when it is asked for.

Engines of the house obey every feature of a problem; peers are other people's solvers, there to be measured against, and
refuse what they cannot obey. A peer needs a package that is not installed with the planner.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from planner.domain.errors import InputError
from planner.domain.solving import Solver

DEFAULT_ENGINE = "auto"
"""What searches where nobody names an engine."""

_ENGINES = MappingProxyType(
    {
        "auto": "solvers.portfolio.solver:PortfolioSolver",
        "insertion": "solvers.insertion.solver:InsertionSolver",
        "ortools": "solvers.ortools_routing.solver:OrtoolsRoutingSolver",
        "search": "solvers.search.solver:SearchSolver",
    }
)

_PEERS = MappingProxyType(
    {
        "pyvrp": "solvers.pyvrp_peer.solver:PyvrpSolver",
        "vroom": "solvers.vroom_peer.solver:VroomSolver",
    }
)

_EXTRAS = MappingProxyType({"pyvrp": "peers", "vroom": "peers"})
"""Module that may be missing → the extra of the distribution that brings it."""


def engines() -> Mapping[str, Callable[[], Solver]]:
    """Name of each engine of the house → what makes one; nothing heavy is imported before it is called."""
    return {name: _factory(name, path) for name, path in _ENGINES.items()}


def peers() -> Mapping[str, Callable[[], Solver]]:
    """Name of each peer → what makes one.

    Calling it raises `InputError` E4007 with the install command where the peer's package is missing.
    """
    return {name: _factory(name, path) for name, path in _PEERS.items()}


def make_engine(name: str) -> Solver:
    """Engine or peer of a name.

    Raises
    ------
    InputError
        E4006 if there is none of that name, E4007 if its package is not installed.
    """
    known = {**engines(), **peers()}
    if name not in known:
        raise InputError.of("E4006", engine=name, known=", ".join(sorted(known)))
    return known[name]()


def _factory(name: str, path: str) -> Callable[[], Solver]:
    module, _, kind = path.partition(":")

    def make() -> Solver:
        try:
            solver: Solver = getattr(import_module(module), kind)()
        except ModuleNotFoundError as error:
            extra = _EXTRAS.get(error.name or "")
            if extra is None:
                raise
            raise InputError.of("E4007", engine=name, package=error.name, extra=extra) from error
        return solver

    return make
