"""`common-ground`: what a group could sign together."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.options.effect import say_no_shares
from positions.library.options.keywords import CommonGroundKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import names_of


def common_ground(data: Data, *names: str, **options: Unpack[CommonGroundKeywords]) -> Result:
    """Find what actors could sign together, what nobody opposes, and what splits them.

    Args:
        data: what `load` returns, or what it takes.
        names: actors, by id, short or full name; all unless named.
        options: `with_conditions`, `table`, `min_shared`, and the filters of `load`.

    Returns:
        The table `common_ground`, a row an issue.

    Raises:
        UsageError: if a name or an option is unknown.
        DataError: if the data is wrong.
    """
    from positions.reports.common_ground import common_ground_of

    asked = read_options(CommonGroundKeywords, options)
    say_no_shares(CommonGroundKeywords, asked)
    study = study_to_report(data, asked, names_of(names))
    return result_of(common_ground_of(study, with_conditions=asked["with_conditions"]), asked)
