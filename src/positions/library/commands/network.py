"""`network`: discourse networks of actors, or of actors and issues."""

from __future__ import annotations

from typing import Unpack

from positions.library.answering import result_of
from positions.library.loading import Data, study_to_report
from positions.library.measuring import rule_of
from positions.library.notices import waiting
from positions.library.options.effect import say_without_effect
from positions.library.options.keywords import NetworkKeywords
from positions.library.options.reading import read_options
from positions.library.result import Result

_OF_WINDOWS = {"windows", "structure", "phases", "phase_solutions", "distances"}
"""Tables that need no network of the whole."""


def network(data: Data, **options: Unpack[NetworkKeywords]) -> Result:
    """Tie actors by what they say, or actors to what they speak of.

    Args:
        data: what `load` returns, or what it takes.
        options: `mode`, `aggregation`, `normalization`, `duplicates`, `observed_range`, `isolates`, `nodes`
            ("actor", "speaker", "author", "issue"), `since`, `until`, `window` and `step` ("90d", "12w",
            "6m", "1y", or "100e" for statements), `kernel`, `dna_windows`, `group_by` (the groups of the E-I
            index), `permutations`, `phases` ("absolute" or "spectral"), `backbone`, `min_shared`,
            `table`, and the filters of `load`.

    Returns:
        The tables of `positions network`: `network` and `shared`, with windows also `windows` and
        `structure`, with phases `phases`, `phase_solutions` and `distances`, and `backbone`.

    Raises:
        UsageError: if a name or an option is unknown, or options do not go together.
        DataError: if the data is wrong.
    """
    from positions.reports.network.beside import Beside
    from positions.reports.network.report import network_report
    from positions.reports.network.span import Span

    asked = read_options(NetworkKeywords, options)
    if asked["mode"] == "two" or asked["aggregation"] == "ignore":
        say_without_effect(NetworkKeywords, asked, ("observed_range",), "no distance of two stances counts")
    if asked["window"] is None:
        idle = ("group_by", "permutations")
        say_without_effect(NetworkKeywords, asked, idle, "the table structure is of windows")
    names = ("since", "until", "window", "step", "kernel", "dna_windows")
    span = Span(*(asked[name] for name in names))
    study = study_to_report(data, asked)
    with waiting("Working out ties"):
        report = network_report(
            study,
            rule_of(asked),
            span,
            min_shared=asked["min_shared"],
            nodes=asked["nodes"],
            beside=Beside(
                group_by=asked["group_by"],
                structure=not asked["table"] or "structure" in asked["table"],
                permutations=asked["permutations"],
                phases=asked["phases"],
                backbone=asked["backbone"],
                whole=not asked["table"] or not set(asked["table"]) <= _OF_WINDOWS,
            ),
        )
    return result_of(report, asked)
