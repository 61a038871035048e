"""How many threads the BLAS beneath NumPy takes for a product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import CDLL

_NAMES = ("scipy_openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads", "openblas_{}_num_threads")


@contextmanager
def one_thread() -> Iterator[None]:
    """Have products made by one thread meanwhile, where NumPy brings its own OpenBLAS; else change nothing.

    A thread that waits for another spins: where other programs run, many small products take four times the
    CPU time and ten times as long as by one thread, and on a quiet machine they are no faster.
    """
    found = openblas()
    if found is None:
        yield
        return
    library, name = found
    before = getattr(library, name.format("get"))()
    change = getattr(library, name.format("set"))
    change(1)
    try:
        yield
    finally:
        change(before)


@cache
def openblas() -> tuple[CDLL, str] | None:
    """Return the library that NumPy has loaded from its wheel, and how its functions are called."""
    from ctypes import CDLL

    import numpy as np

    package = Path(np.__file__).parent
    for folder in (package.parent / "numpy.libs", package / ".dylibs"):
        for path in sorted(folder.glob("*openblas*")):
            library = CDLL(str(path))
            for name in _NAMES:
                if hasattr(library, name.format("get")) and hasattr(library, name.format("set")):
                    return library, name
    return None
