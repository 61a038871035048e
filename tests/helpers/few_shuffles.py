"""A program that shuffles and resamples few times: most of what a briefing, a page and `blocs` cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from positions.measures.reliability.bootstrap import bootstrap, bootstrap_groups
from positions.measures.structure.null_model import stability_of

FEW = 20


def _few(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that resamples few times whatever its defaults and its last argument say."""

    def resampled(*words: Any, **_: Any) -> Any:
        return function(*words[: 4 if function is stability_of else 2], resamples=FEW)

    return resampled


def shuffle_few_times(patch: pytest.MonkeyPatch) -> None:
    """Let chance be told from few shuffles, and intervals from few resamples, as long as the patch holds."""
    chance, blocs = "positions.measures.chance.best_of_many", "positions.reports.blocs.report"
    tables = "positions.reports.reliability.tables"
    patch.setattr(f"{chance}._SHUFFLES", FEW)
    patch.setattr(f"{chance}._FEW_SHUFFLES", FEW)
    patch.setattr(f"{blocs}._PERMUTATIONS", ((60, FEW),))
    patch.setattr(f"{blocs}.stability_of", _few(stability_of))
    patch.setattr(f"{tables}.bootstrap", _few(bootstrap))
    patch.setattr(f"{tables}.bootstrap_groups", _few(bootstrap_groups))
