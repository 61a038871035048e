"""`compare`: who agrees and disagrees with whom."""

from __future__ import annotations

from positions.library.result import Result
from positions.measures.pairs.results import Comparison
from positions.reports.common.study import Study
from positions.reports.compare.report import compare as compare_report
from positions.vocabulary import Measure


def compare(
    study: Study, *, measure: Measure | None = None, min_shared: int = 1, bounds: bool = False
) -> Result:
    """Return the comparison of all selected actors, with the tables of `positions compare`.

    Raises:
        UsageError: if the measure does not fit the scale.
    """
    return Result(compare_report(study, Comparison(measure=measure, min_shared=min_shared, bounds=bounds)))
