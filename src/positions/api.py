"""The functions for Python programs in one module, for those who import them eagerly; `positions` is lazy."""

from positions.library.commands.compare import compare
from positions.library.commands.explain import explain
from positions.library.loading import load
from positions.library.result import Result

__all__ = ["Result", "compare", "explain", "load"]
