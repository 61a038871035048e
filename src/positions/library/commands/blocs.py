"""`blocs`: who goes with whom."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.measuring import comparison_of
from positions.library.notices import waiting
from positions.library.options.keywords import BlocsKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result


def blocs(data: Data, **options: Unpack[BlocsKeywords]) -> Result:
    """Find blocs of actors, the tree that they are cut from, and what each stands for.

    Args:
        data: what `load` returns, or what it takes.
        options: `blocs` (how many; unless given, one, or the number that separates them best),
            `permutations` (with how many shuffles to compare), `measure`, `unweighted`, `by_salience`,
            `min_shared`, `table`, and the filters of `load`.

    Returns:
        The tables of `positions blocs`: `blocs`, `linkage` and more.

    Raises:
        UsageError: if a name or an option is unknown, or the measure does not fit the scale.
        DataError: if the data is wrong.
    """
    from positions.reports.blocs.report import blocs as blocs_report

    asked = read_options(BlocsKeywords, options)
    how = comparison_of(asked)
    study = study_to_report(data, asked, stances_only=True)
    with waiting("Joining actors"):
        return result_of(blocs_report(study, how, asked["blocs"], asked["permutations"]), asked)
