"""How tables, words and pictures know a window: by its middle where it lies about one, else by its first day.

What a Gaussian kernel weighs is all statements, so its windows begin and end alike: only the middle tells
them apart. Discourse Network Analyzer knows all its windows by their middles.
"""

from __future__ import annotations

from collections.abc import Sequence

from positions.measures.networks.windows import Bounds
from positions.reports.common.cells import SPAN
from positions.tables import Column

_MIDDLE = Column("middle", "Middle", "date")


def when_columns(windows: Sequence[Bounds]) -> tuple[Column, ...]:
    """Return the columns that tell windows apart: from, to, and the middle where windows lie about one."""
    return (*SPAN, _MIDDLE) if have_middles(windows) else SPAN


def when_cells(window: Bounds) -> tuple[str, ...]:
    """Return the cells of `when_columns` for a window, as ISO dates."""
    middle = () if window.middle is None else (window.middle.isoformat(),)
    return (window.start.isoformat(), window.end.isoformat(), *middle)


def day_of(window: Bounds) -> str:
    """Return the day by which a window is known, as an ISO date."""
    return (window.middle or window.start).isoformat()


def have_middles(windows: Sequence[Bounds]) -> bool:
    """Tell whether windows are known by their middles."""
    return any(window.middle is not None for window in windows)
