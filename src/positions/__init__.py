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
    from positions.library.commands.blocs import blocs
    from positions.library.commands.brief import brief
    from positions.library.commands.check import check
    from positions.library.commands.common_ground import common_ground
    from positions.library.commands.compare import compare
    from positions.library.commands.diff import diff
    from positions.library.commands.explain import explain
    from positions.library.commands.export import export
    from positions.library.commands.gaps import gaps
    from positions.library.commands.history import history
    from positions.library.commands.import_ import import_
    from positions.library.commands.init import init
    from positions.library.commands.issues import issues
    from positions.library.commands.map import map
    from positions.library.commands.network import network
    from positions.library.commands.power import power
    from positions.library.commands.reliability import reliability
    from positions.library.commands.report import report
    from positions.library.commands.schema import schema
    from positions.library.commands.show import show
    from positions.library.editing.editor import Edit, Editing, editing
    from positions.library.editing.new_dataset import build, write
    from positions.library.loading import load
    from positions.library.result import Result
    from positions.problems import DataError, Location, PositionsError, Problem, RemarkWarning, UsageError
    from positions.reports.common.study import Study
    from positions.selection import Selection

__all__ = [
    "DataError",
    "Dataset",
    "Edit",
    "Editing",
    "Location",
    "PositionsError",
    "Problem",
    "RemarkWarning",
    "Result",
    "Selection",
    "Study",
    "UsageError",
    "__version__",
    "blocs",
    "brief",
    "build",
    "check",
    "common_ground",
    "compare",
    "diff",
    "editing",
    "explain",
    "export",
    "gaps",
    "history",
    "import_",
    "init",
    "issues",
    "load",
    "map",
    "network",
    "power",
    "reliability",
    "report",
    "schema",
    "show",
    "write",
]

_HOMES = {
    "positions.dataset.models": ("Dataset",),
    "positions.library.commands.blocs": ("blocs",),
    "positions.library.commands.brief": ("brief",),
    "positions.library.commands.check": ("check",),
    "positions.library.commands.common_ground": ("common_ground",),
    "positions.library.commands.compare": ("compare",),
    "positions.library.commands.diff": ("diff",),
    "positions.library.commands.explain": ("explain",),
    "positions.library.commands.export": ("export",),
    "positions.library.commands.gaps": ("gaps",),
    "positions.library.commands.history": ("history",),
    "positions.library.commands.import_": ("import_",),
    "positions.library.commands.init": ("init",),
    "positions.library.commands.issues": ("issues",),
    "positions.library.commands.map": ("map",),
    "positions.library.commands.network": ("network",),
    "positions.library.commands.power": ("power",),
    "positions.library.commands.reliability": ("reliability",),
    "positions.library.commands.report": ("report",),
    "positions.library.commands.schema": ("schema",),
    "positions.library.commands.show": ("show",),
    "positions.library.editing.editor": ("Edit", "Editing", "editing"),
    "positions.library.editing.new_dataset": ("build", "write"),
    "positions.library.loading": ("load",),
    "positions.library.result": ("Result",),
    "positions.problems": (
        "DataError",
        "Location",
        "PositionsError",
        "Problem",
        "RemarkWarning",
        "UsageError",
    ),
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
