"""Two dates of one dataset in words."""

from __future__ import annotations

from positions.dataset.dates import PartialDate

Dates = tuple[PartialDate, PartialDate | None]
"""The earlier date and the later one, None for all entries."""


def between(dates: Dates | None) -> str:
    """Return " from DATE to DATE" or " since DATE"; nothing for two datasets."""
    if dates is None:
        return ""
    start, end = dates
    return f" since {start}" if end is None else f" from {start} to {end}"


def on_agreement(as_of: PartialDate | None, dates: Dates | None) -> str:
    """Say which entries count: by the dates where there are two, else as of a date, else all."""
    if dates is not None:
        start, end = dates
        now = f"as of {end}" if end else "with every entry"
        return (
            f"Before: as of {start}; now: {now}. An entry without a date counts in both, and so do actors, "
            "issues and sources as they are today. Agreement: the latest entry of each cell."
        )
    if as_of is not None:
        return f"Agreement as of {as_of}: the latest entry of each cell until then."
    return "Agreement as it counts now: the latest entry of each cell."
