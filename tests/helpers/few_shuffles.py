"""A program that shuffles and resamples few times: most of what a briefing, a page and `blocs` cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from positions.measures.chance.best_of_many import shuffles_for
from positions.measures.reliability.bootstrap import bootstrap, bootstrap_groups
from positions.measures.structure.null_model import stability_of
from positions.reports.blocs import cut, report
from positions.reports.network import structure

FEW = 20


def _few(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that resamples few times whatever its defaults and its last argument say."""

    def resampled(*words: Any, **_: Any) -> Any:
        return function(*words[: 4 if function is stability_of else 2], resamples=FEW)

    return resampled


def _at_most_few(function: Callable[..., int]) -> Callable[..., int]:
    """Return a function that gives how many shuffles another one gives, at most a few."""
    return lambda *words: min(function(*words), FEW)


def shuffle_few_times(patch: pytest.MonkeyPatch) -> None:
    """Let chance be told from few shuffles, and intervals from few resamples, as long as the patch holds."""
    blocs, tables = "positions.reports.blocs.report", "positions.reports.reliability.tables"
    patch.setattr("positions.reports.compare.report.shuffles_for", _at_most_few(shuffles_for))
    patch.setattr(report, "permutations_for", _at_most_few(report.permutations_for))
    for name in ("permutations_for", "permutations_for_windows"):
        patch.setattr(cut, name, _at_most_few(getattr(cut, name)))
    patch.setattr(structure, "shuffles_for", _at_most_few(structure.shuffles_for))
    patch.setattr(f"{blocs}.stability_of", _few(stability_of))
    patch.setattr(f"{tables}.bootstrap", _few(bootstrap))
    patch.setattr(f"{tables}.bootstrap_groups", _few(bootstrap_groups))
