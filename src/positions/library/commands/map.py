"""`map`: who stands near whom, as a picture."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.measuring import comparison_of
from positions.library.notices import waiting
from positions.library.options.effect import say_without_effect
from positions.library.options.keywords import MapKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import names_of
from positions.problems import UsageError


def map(data: Data, *names: str, **options: Unpack[MapKeywords]) -> Result:
    """Place actors as points whose distances stand for 1 - agreement.

    Args:
        data: what `load` returns, or what it takes.
        names: actors, by id, short or full name; all unless named. It takes six or more.
        options: `method` ("distances", "ideal"), `dimensions` of ideal points (1 or 2), `group_by` (colours
            points, and gives the middle of each group), `measure`, `unweighted`,
            `by_salience`, `min_shared`, `table`, and the filters of `load`.

    Returns:
        The tables of `positions map`: `points`, `group_points`, `axes`, `fit`, `left_out`; of ideal points
        `points`, `issues`, `fit`, `left_out`.

    Raises:
        UsageError: if a name or an option is unknown, the measure does not fit the scale, or there can be no
            map: too few actors or too many, too few of them with enough agreements, or no disagreement
            at all.
        DataError: if the data is wrong.
    """
    from positions.reports.map.report import map_of

    asked = read_options(MapKeywords, options)
    how = comparison_of(asked)
    if asked["dimensions"] is not None and (asked["method"] != "ideal" or asked["dimensions"] > 2):
        raise UsageError("--dimensions is 1 or 2, with --method ideal", "a map of distances has two")
    study = study_to_report(data, asked, names_of(names))
    if asked["method"] == "ideal":
        from positions.reports.map.ideal import ideal_of

        why = "ideal points are estimated from sides alone"
        say_without_effect(MapKeywords, asked, ("measure", "unweighted", "by_salience"), why)
        with waiting("Placing actors"):
            report = ideal_of(study, asked["dimensions"] or 1, asked["group_by"])
    else:
        with waiting("Placing actors"):
            report = map_of(study, how, asked["group_by"])
    return result_of(report, asked)
