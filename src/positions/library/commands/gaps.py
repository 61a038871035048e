"""`gaps`: what to look into next."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.options.keywords import GapsKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result


def gaps(data: Data, **options: Unpack[GapsKeywords]) -> Result:
    """List what to look into next: cells not researched or silent, positions unsourced, weak or old.

    Args:
        data: what `load` returns, or what it takes.
        options: `stale_after` ("90d", "12w", "18m", "2y"), `min_shared`, `table`, and the filters of `load`.

    Returns:
        The table `gaps`, a row for each thing to do.

    Raises:
        UsageError: if a name or an option is unknown.
        DataError: if the data is wrong.
    """
    from positions.reports.gaps import GapOptions
    from positions.reports.gaps import gaps as gaps_report

    asked = read_options(GapsKeywords, options)
    study = study_to_report(data, asked)
    return result_of(gaps_report(study, GapOptions(asked["stale_after"], asked["min_shared"])), asked)
