"""Who stands where, on what, and in which words.

>>> import positions
>>> data = positions.load("data/stakeholders.yaml")
>>> positions.compare(data).matrix("agreement")["localis"]["lga"]
0.6666666666666666
"""

from __future__ import annotations

from positions._version import __version__

TYPE_CHECKING = False  # what type checkers take for typing's own, whose import costs a third of a start
if TYPE_CHECKING:
    from positions.dataset.models import Dataset
    from positions.library.commands.compare import compare
    from positions.library.commands.explain import explain
    from positions.library.loading import load
    from positions.library.result import Result
    from positions.problems import DataError, Location, PositionsError, Problem, UsageError
    from positions.reports.common.study import Study
    from positions.selection import Selection

__all__ = [
    "DataError",
    "Dataset",
    "Location",
    "PositionsError",
    "Problem",
    "Result",
    "Selection",
    "Study",
    "UsageError",
    "__version__",
    "compare",
    "explain",
    "load",
]

_HOMES = {
    "positions.dataset.models": ("Dataset",),
    "positions.library.commands.compare": ("compare",),
    "positions.library.commands.explain": ("explain",),
    "positions.library.loading": ("load",),
    "positions.library.result": ("Result",),
    "positions.problems": ("DataError", "Location", "PositionsError", "Problem", "UsageError"),
    "positions.reports.common.study": ("Study",),
    "positions.selection": ("Selection",),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: the command line must start without pydantic."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
