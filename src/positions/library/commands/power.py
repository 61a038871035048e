"""`power`: influences, forces, convergence and divergence of actors."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.options.effect import say_no_shares
from positions.library.options.keywords import PowerKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result


def power(data: Data, **options: Unpack[PowerKeywords]) -> Result:
    """Work out who can press whom, and who converges with whom: the method MACTOR.

    Args:
        data: what `load` returns, or what it takes; without `influences`, positions alone are used.
        options: `single_subtraction`, `by_salience`, `table`, and the filters of `load`.

    Returns:
        The tables of `positions power`.

    Raises:
        UsageError: if a name or an option is unknown.
        DataError: if the data is wrong.
    """
    from positions.reports.power.report import power as power_report

    asked = read_options(PowerKeywords, options)
    say_no_shares(PowerKeywords, asked, "MACTOR has no shares")
    report = power_report(
        study_to_report(data, asked),
        single_subtraction=asked["single_subtraction"],
        by_salience=asked["by_salience"],
    )
    return result_of(report, asked)
