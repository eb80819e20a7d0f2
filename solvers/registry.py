"""Names of the engines on the command line, each imported only when it is asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from planner.domain.solving import Solver

_ENGINES = MappingProxyType(
    {
        "insertion": "solvers.insertion.solver:InsertionSolver",
        "ortools": "solvers.ortools_routing.solver:OrtoolsRoutingSolver",
        "search": "solvers.search.solver:SearchSolver",
    }
)


def engines() -> Mapping[str, Callable[[], Solver]]:
    """Name of each engine → what makes one; nothing heavy is imported before it is called."""
    return {name: _factory(path) for name, path in _ENGINES.items()}


def _factory(path: str) -> Callable[[], Solver]:
    module, _, name = path.partition(":")

    def make() -> Solver:
        solver: Solver = getattr(import_module(module), name)()
        return solver

    return make
