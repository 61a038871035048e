"""The functions for Python programs in one module, for those who import them eagerly; `positions` is lazy."""

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
from positions.library.loading import load
from positions.library.result import Result

__all__ = [
    "Result",
    "blocs",
    "brief",
    "check",
    "common_ground",
    "compare",
    "diff",
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
]
