"""Inter-coder reliability: Krippendorff's alpha and percent agreement.

A *unit* is one cell, with one coding a coder; None is missing. Formulas and sources stand in
docs/method/reliability.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from positions.vocabulary import ScaleLevel

Unit = Sequence[float | None]
"""One unit's codings as numbers, by coder; nominal categories are numbered, and only equality counts."""

Pattern = tuple[tuple[float, int], ...]
"""What a unit says regardless of who says it: (value, the number of coders that gave it), ascending."""


def patterns_of(units: Sequence[Unit]) -> list[Pattern]:
    """Return the pattern of each pairable unit, one that two or more have coded; others are dropped."""
    found = []
    for unit in units:
        counts = Counter(value for value in unit if value is not None)
        if counts.total() > 1:
            found.append(tuple(sorted(counts.items())))
    return found


def alpha(units: Sequence[Unit], metric: ScaleLevel) -> float | None:
    """Return Krippendorff's alpha: 1 is perfect agreement, 0 what chance would bring, below 0 worse.

    Units with fewer than two codings do not count. None where nothing varies (all codings that count are
    the same), or nothing can be paired. Source: Krippendorff 2019; Krippendorff 2011.
    """
    return alpha_of(Counter(patterns_of(units)), metric)


def alpha_of(patterns: Mapping[Pattern, int], metric: ScaleLevel) -> float | None:
    """Return alpha over pairable units given as the number of times that each pattern occurs.

    1 - D_o / D_e. With m_u codings in unit u and n in all: D_o = (1/n) sum_u sum over ordered pairs within
    u of d^2 / (m_u - 1); D_e = (1/(n (n - 1))) sum over all ordered pairs of d^2. d is 1 where values
    differ (nominal), their difference (interval), or the number of codings that lie between them, those of
    the two values counted half (ordinal). None as `alpha`.
    """
    ordered = sorted(patterns.items())
    totals: Counter[float] = Counter()
    for pattern, times in ordered:
        for value, count in pattern:
            totals[value] += count * times
    if len(totals) < 2:
        return None
    place = _ranks(totals) if metric == "ordinal" else {value: value for value in totals}
    squares = _unequal_pairs if metric == "nominal" else _squared_differences
    expected = squares([(place[value], totals[value]) for value in sorted(totals)])
    if not expected:  # values so close that their squared distance is below what a float can hold
        return None
    observed = sum(
        times * squares([(place[value], count) for value, count in pattern]) / (_coders(pattern) - 1)
        for pattern, times in ordered
        if len(pattern) > 1
    )
    return 1 - (totals.total() - 1) * observed / expected


def agreeing_pairs(units: Sequence[Unit]) -> tuple[int, int]:
    """Return how many pairs of coders give a unit the same value, over all units, and how many there are."""
    return agreeing_pairs_of(patterns_of(units))


def agreeing_pairs_of(patterns: Iterable[Pattern]) -> tuple[int, int]:
    """Return the same of units given by their patterns."""
    same = pairs = 0
    for pattern in patterns:
        coders = _coders(pattern)
        pairs += coders * (coders - 1) // 2
        same += sum(count * (count - 1) // 2 for _, count in pattern)
    return same, pairs


def _coders(pattern: Pattern) -> int:
    return sum(count for _, count in pattern)


def _ranks(totals: Mapping[float, int]) -> dict[float, float]:
    """Return each value's mean rank among all codings, from any start: the ordinal d is their difference."""
    ranks, below = {}, 0
    for value in sorted(totals):
        ranks[value] = below + totals[value] / 2
        below += totals[value]
    return ranks


def _unequal_pairs(counts: Sequence[tuple[float, int]]) -> float:
    """Return the number of ordered pairs of unequal codings, given as (value, count)."""
    total = sum(count for _, count in counts)
    return total * total - sum(count * count for _, count in counts)


def _squared_differences(counts: Sequence[tuple[float, int]]) -> float:
    """Return the sum of squared differences over ordered pairs: 2 n times the squares around the mean."""
    total = sum(count for _, count in counts)
    mean = sum(place * count for place, count in counts) / total
    return 2 * total * sum(count * (place - mean) ** 2 for place, count in counts)
