"""Percentile intervals by resampling units, the same on every machine and version of Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from positions.measures.reliability.alpha import Pattern

RESAMPLES = 1000
SEED = 20170323
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95% of a statistic over resamples.

    `undefined` is the number of resamples on which the statistic is undefined; they are dropped. `low` and
    `high` are None where that is all of them.
    """

    low: float | None
    high: float | None
    undefined: int


def bootstrap(
    patterns: Sequence[Pattern],
    statistic: Callable[[Counter[Pattern]], float | None],
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """Return the percentile interval of a statistic over resamples of units with replacement.

    Each resample has as many units as there are. Percentiles between two replicates are interpolated. Only
    `Random.random` is drawn on, whose sequence for a seed is the same in every version of Python.
    """
    random, size = Random(seed).random, len(patterns)
    kinds = sorted(set(patterns))
    number = {kind: index for index, kind in enumerate(kinds)}
    units = sorted(number[pattern] for pattern in patterns)  # numbers are counted faster than patterns
    replicates: list[float | None] = []
    for _ in range(resamples):
        drawn = Counter([units[int(random() * size)] for _ in range(size)])
        replicates.append(statistic(Counter({kinds[index]: times for index, times in drawn.items()})))
    return _interval(replicates)


def bootstrap_groups(
    groups: Sequence[Counter[Pattern]],
    statistics: Callable[[Counter[Pattern]], Sequence[float | None]],
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> list[Interval]:
    """Return the percentile interval of each of some statistics over resamples of groups of units.

    Each resample has as many groups, documents for example, as there are, drawn with replacement; their
    units are put together.
    """
    random, size = Random(seed).random, len(groups)
    kinds = Counter(tuple(sorted(group.items())) for group in groups)
    ordered = sorted(kinds)
    number = {kind: index for index, kind in enumerate(ordered)}
    drawn_from = sorted(number[tuple(sorted(group.items()))] for group in groups)
    replicates: list[Sequence[float | None]] = []
    for _ in range(resamples):
        drawn = Counter([drawn_from[int(random() * size)] for _ in range(size)])
        together: Counter[Pattern] = Counter()
        for index, times in drawn.items():
            for pattern, count in ordered[index]:
                together[pattern] += count * times
        replicates.append(statistics(together))
    return [_interval(values) for values in zip(*replicates, strict=True)]


def _interval(replicates: Sequence[float | None]) -> Interval:
    defined = sorted(value for value in replicates if value is not None)
    tail = (1 - LEVEL) / 2
    low, high = _percentile(defined, tail), _percentile(defined, 1 - tail)
    return Interval(low, high, len(replicates) - len(defined))


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the value below which a share of the ordered values lies, between two of them by proportion."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
