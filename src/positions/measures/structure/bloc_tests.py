"""What tests of blocs return, and their fixed numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SEED = 1
RESAMPLES = 200

FEWEST_ISSUES = 5
"""Over fewer issues than this nothing is said of how stable blocs are."""

NEAR = 1e-12


@dataclass(frozen=True, slots=True)
class Chance:
    """What shuffles make of a tree's silhouettes.

    Attributes:
        permutations: how many shuffles there were.
        best: p of the highest mean silhouette over all numbers of blocs, which in each shuffle is looked for
            anew; None where there is no silhouette.
        by_number: number of blocs -> p of its mean silhouette, uncorrected for there being other numbers.
    """

    permutations: int
    best: float | None
    by_number: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Stability:
    """How alike blocs come out when the issues are drawn anew.

    `blocs`: number of blocs -> of each bloc its mean highest Jaccard similarity with a bloc of the resample,
    0..1; `means`: number of blocs -> their mean over actors. Both empty where there are too few issues.
    """

    blocs: Mapping[int, tuple[float, ...]] = field(default_factory=dict)
    means: Mapping[int, float] = field(default_factory=dict)
