"""`blocs`: who goes with whom."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.measuring import comparison_of
from positions.library.notices import waiting
from positions.library.options.effect import say_without_effect
from positions.library.options.keywords import BlocsKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result
from positions.library.selecting import Values


def blocs(data: Data, **options: Unpack[BlocsKeywords]) -> Result:
    """Find blocs of actors, the tree that they are cut from, and what each stands for.

    Args:
        data: what `load` returns, or what it takes.
        options: `blocs` (how many; unless given, one, or the number that separates them best),
            `permutations` (with how many shuffles to compare), `group_by` (an attribute, across which blocs
            are counted), `measure`, `unweighted`, `by_salience`, `on` ("network" groups by what is said, with
            `nodes`, `duplicates`, `since`, `until`, `window` and `step` as `network` has them), `min_shared`,
            `table`, and the filters of `load`.

    Returns:
        The tables of `positions blocs`: `blocs`, `linkage` and more; with groups also `crossed` and
        `elsewhere`, with windows `windows`, `by_window` and `moves`.

    Raises:
        UsageError: if a name or an option is unknown, or the measure does not fit the scale.
        DataError: if the data is wrong.
    """
    from positions.reports.blocs.report import blocs as blocs_report

    asked = read_options(BlocsKeywords, options)
    if asked["on"] == "network":
        return _on_network(data, asked)
    idle = ("nodes", "duplicates", "window", "step", "since", "until")
    say_without_effect(BlocsKeywords, asked, idle, "they are for --on network")
    asked = {**asked, "since": None, "until": None}
    how = comparison_of(asked)
    study = study_to_report(data, asked, stances_only=True)
    with waiting("Joining actors"):
        report = blocs_report(study, how, asked["blocs"], asked["permutations"])
    if asked["group_by"] is not None:
        from positions.reports.blocs.crossed import with_groups

        report = with_groups(report, study, asked["group_by"])
    return result_of(report, asked)


def _on_network(data: Data, asked: Values) -> Result:
    from positions.measures.networks.one_mode import NetworkRule
    from positions.reports.blocs.network import NetworkBlocs, network_blocs
    from positions.reports.network.span import Span

    idle = ("measure", "unweighted", "by_salience", "min_shared", "entries", "group_by")
    say_without_effect(BlocsKeywords, asked, idle, "--on network counts statements")
    rule = NetworkRule("one", "subtract", "average", asked["duplicates"])
    span = Span(asked["since"], asked["until"], asked["window"], asked["step"])
    study = study_to_report(data, {**asked, "entries": None, "since": None, "until": None})
    wanted = NetworkBlocs(rule, span, asked["nodes"], asked["blocs"], asked["permutations"])
    with waiting("Joining actors"):
        return result_of(network_blocs(study, wanted), asked)
