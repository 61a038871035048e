"""Coefficients of agreement beside alpha: Cohen, Scott, Fleiss, Gwet.

Units are given as the number of times that each pattern occurs; units that one coder alone has coded count
where shares of categories are taken, as Gwet has it, and not in the observed agreement. None where chance
agreement is 1 or there are no two categories. Formulas and sources stand in docs/method/reliability.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from positions.measures.reliability.alpha import Pattern, Unit

Patterns = Mapping[Pattern, int]
Pairs = Mapping[tuple[float, float], int]
"""How often two coders gave a unit these two values, the first coder's first."""

Weights = Literal["identity", "linear", "quadratic"]


def all_patterns(units: Sequence[Unit]) -> list[Pattern]:
    """Return the pattern of each unit that anybody has coded."""
    counts = (Counter(value for value in unit if value is not None) for unit in units)
    return [tuple(sorted(count.items())) for count in counts if count]


def pairs_of(units: Sequence[Unit], one: int, other: int) -> Counter[tuple[float, float]]:
    """Return how often two coders, by number, gave a unit which two values; only units that both coded."""
    return Counter(
        (left, right)
        for unit in units
        if (left := unit[one]) is not None and (right := unit[other]) is not None
    )


def percent_of(patterns: Patterns) -> float | None:
    """Return the mean over units of the share of pairs of coders that agree, None without such a unit.

    Each unit counts once, however many have coded it; `agreeing_pairs` counts pairs.
    """
    return _observed(patterns, _identity)


def fleiss(patterns: Patterns) -> float | None:
    """Return Fleiss' kappa: chance agreement is the sum of the squared shares of the categories.

    Source: Fleiss 1971, as generalised to missing codings by Gwet 2014.
    """
    shares = _shares(patterns)
    return _corrected(_observed(patterns, _identity), sum(share * share for share in shares.values()))


def gwet(patterns: Patterns, categories: Sequence[float], weights: Weights = "identity") -> float | None:
    """Return Gwet's AC1, with other weights AC2; chance agreement is small where one category prevails.

    Args:
        patterns: the units.
        categories: all categories of the comparison, also those that these units lack.
        weights: how much two categories agree: not at all (AC1), or the less the further they are apart.

    Source: Gwet 2008; Gwet 2014.
    """
    number = len(categories)
    if number < 2:
        return None
    weigh = _weigher(categories, weights)
    shares = _shares(patterns)
    total = sum(weigh(left, right) for left in categories for right in categories)
    spread = sum(share * (1 - share) for share in shares.values())
    return _corrected(_observed(patterns, weigh), total * spread / (number * (number - 1)))


def cohen(pairs: Pairs) -> float | None:
    """Return Cohen's kappa: chance agreement comes from each coder's own shares. Source: Cohen 1960."""
    left, right = _margins(pairs)
    total = sum(pairs.values())
    chance = sum(left[value] * right[value] for value in left) / (total * total) if total else 1
    return _corrected(_same(pairs), chance)


def scott(pairs: Pairs) -> float | None:
    """Return Scott's pi: chance agreement comes from the shares of both together. Source: Scott 1955."""
    left, right = _margins(pairs)
    total = 2 * sum(pairs.values())
    both = left + right
    chance = sum(number * number for number in both.values()) / (total * total) if total else 1
    return _corrected(_same(pairs), chance)


def _same(pairs: Pairs) -> float | None:
    total = sum(pairs.values())
    same = sum(number for (left, right), number in pairs.items() if left == right)
    return same / total if total else None


def _margins(pairs: Pairs) -> tuple[Counter[float], Counter[float]]:
    left, right = Counter[float](), Counter[float]()
    for (one, other), number in pairs.items():
        left[one] += number
        right[other] += number
    return left, right


def _identity(left: float, right: float) -> float:
    return float(left == right)


def _weigher(categories: Sequence[float], weights: Weights) -> Callable[[float, float], float]:
    if weights == "identity":
        return _identity
    extent = max(categories) - min(categories)
    power = 1 if weights == "linear" else 2
    return lambda left, right: 1 - (abs(left - right) / extent) ** power


def _shares(patterns: Patterns) -> dict[float, float]:
    """Return the mean share of each category over units, each unit counting once."""
    units = sum(patterns.values())
    found: dict[float, float] = {}
    for pattern, times in sorted(patterns.items()):
        coders = sum(count for _, count in pattern)
        for value, count in pattern:
            found[value] = found.get(value, 0.0) + times * count / coders / units
    return found


def _observed(patterns: Patterns, weigh: Callable[[float, float], float]) -> float | None:
    """Return the weighted agreement within units, the mean over units that two or more have coded."""
    total, units = 0.0, 0
    for pattern, times in sorted(patterns.items()):
        coders = sum(count for _, count in pattern)
        if coders < 2:
            continue
        agreeing = sum(
            count * (sum(weigh(value, other) * number for other, number in pattern) - 1)
            for value, count in pattern
        )
        total += times * agreeing / (coders * (coders - 1))
        units += times
    return total / units if units else None


def _corrected(observed: float | None, chance: float) -> float | None:
    """Return how far agreement is above chance, as a share of what is possible."""
    if observed is None or 1 - chance < 1e-12:
        return None
    return (observed - chance) / (1 - chance)
