"""What agreement would be if each issue's values were dealt out at random, and agreement beyond that.

Expected agreement on an issue is the mean of what it adds over all ordered pairs of different actors with a
value on it. A pair's expected agreement is the weighted mean over the issues that it shares, the exact mean
of its agreement over all ways of dealing out the values. kappa is (A - E)/(1 - E), the form of Scott (1955)
and Cohen (1960) with the issues' margins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from math import lcm
from types import MappingProxyType

from positions.grid import StanceGrid
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.pairs.scores import WeightClasses, issue_score, score, unit_of, weigh
from positions.measures.pairs.weights import issue_weights, salience_weights, union
from positions.rounding import nearest_float
from positions.vocabulary import Measure

Expectation = Callable[[PairResult], tuple[float | None, float | None]]

_LEAST_ROOM = Fraction(1, 10**12)
_BYTE = 8


def issue_expectations(grid: StanceGrid, measure: Measure) -> list[Fraction | None]:
    """Return each issue's expected agreement (0..1), None where fewer than two hold a value on it."""
    return [_expectation(grid, measure, issue) for issue in range(len(grid.issues))]


def expectations(grid: StanceGrid, how: Comparison) -> Expectation:
    """Return what gives a pair's expected agreement (0..1) and kappa.

    Both are None where the pair has no share, and kappa where 1 - E is below 1e-12; kappa may be negative.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    measure = how.measure_for(grid)
    unit = unit_of(grid, measure)
    by_issue = [found or Fraction() for found in issue_expectations(grid, measure)]
    denominator = lcm(*(found.denominator for found in by_issue))
    tables = _tables([found.numerator * (denominator // found.denominator) for found in by_issue])
    everything = None if how.by_salience else issue_weights(grid, how)

    def of_pair(pair: PairResult) -> tuple[float | None, float | None]:
        if pair.agreement is None:
            return None, None
        classes = salience_weights(grid, pair.a, pair.b, how) if everything is None else everything
        shared = grid.held[pair.a] & grid.held[pair.b] & union(classes)
        total = weigh(shared, classes)
        expected = _weighted_sum(tables, shared, classes), total * denominator
        room = Fraction(expected[1] - expected[0], expected[1])
        if room < _LEAST_ROOM:
            return nearest_float(*expected), None
        agreement = Fraction(score(grid, pair.a, pair.b, measure, (shared, classes)), total * unit)
        return nearest_float(*expected), float((agreement - 1 + room) / room)

    return of_pair


Numbers = Mapping[float, int]
"""How many actors hold each value on an issue."""


def _expectation(grid: StanceGrid, measure: Measure, issue: int) -> Fraction | None:
    bit = 1 << issue
    numbers = {
        value: number
        for index, value in enumerate(grid.values)
        if (number := sum(bool(row.levels[index] & bit) for row in grid.rows))
    }
    if sum(numbers.values()) < 2:
        return None
    fast = FAST_EXPECTATIONS.get(measure)
    return expectation_by_values(grid, measure, numbers) if fast is None else fast(grid, numbers)


def expectation_by_values(grid: StanceGrid, measure: Measure, numbers: Numbers) -> Fraction:
    """Return the expected agreement of any measure: the mean over all pairs of two or more holders."""
    scale, total = grid.whole_scale, 0
    for x, y in product(numbers, repeat=2):
        others = numbers[y] - (x == y)
        total += numbers[x] * others * issue_score(scale, measure, scale.values[x], scale.values[y])
    return Fraction(total, _ordered_pairs(numbers) * unit_of(grid, measure))


def _ordered_pairs(numbers: Numbers) -> int:
    holders = sum(numbers.values())
    return holders * (holders - 1)


def _side(grid: StanceGrid, numbers: Numbers) -> Fraction:
    return _equal(numbers, grid.scale.side if not grid.scale.is_nominal else float)


def _exact(_grid: StanceGrid, numbers: Numbers) -> Fraction:
    return _equal(numbers, float)


def _equal(numbers: Numbers, key: Callable[[float], float | None]) -> Fraction:
    """Return the share of ordered pairs whose values have the same key."""
    groups: dict[float | None, int] = {}
    for value, number in numbers.items():
        groups[key(value)] = groups.get(key(value), 0) + number
    return Fraction(sum(number * (number - 1) for number in groups.values()), _ordered_pairs(numbers))


def _proximity(grid: StanceGrid, numbers: Numbers) -> Fraction:
    apart = below = passed = 0
    for value in sorted(numbers):
        place, number = grid.whole_scale.values[value], numbers[value]
        apart += number * (passed * place - below)
        passed, below = passed + number, below + number * place
    return 1 - Fraction(2 * apart, _ordered_pairs(numbers) * grid.whole_scale.range)


def _directional(grid: StanceGrid, numbers: Numbers) -> Fraction:
    whole = grid.whole_scale
    places = [(whole.values[value] - whole.neutral, number) for value, number in numbers.items()]
    products = sum(x * number for x, number in places) ** 2
    products -= sum(x * x * number for x, number in places)
    return Fraction(1, 2) + Fraction(products, 2 * _ordered_pairs(numbers) * whole.largest_deviation**2)


FAST_EXPECTATIONS: Mapping[Measure, Callable[[StanceGrid, Numbers], Fraction]] = MappingProxyType(
    {"side": _side, "exact": _exact, "proximity": _proximity, "directional": _directional}
)
"""Expected agreement without going through all pairs of values."""


def _tables(values: list[int]) -> list[list[int]]:
    """Return for every eight issues the sum of their values for each of the 256 sets of them."""
    tables = []
    for start in range(0, len(values), _BYTE):
        sums = [0]
        for value in values[start : start + _BYTE]:
            sums += [known + value for known in sums]
        tables.append(sums)
    return tables


def _weighted_sum(tables: list[list[int]], plane: int, classes: WeightClasses) -> int:
    """Return the sum of the values of a plane's issues, each times its weight."""
    total = 0
    for weight, members in classes:
        found = plane & members
        if found:
            chosen = found.to_bytes(len(tables), "little")
            total += weight * sum(sums[byte] for sums, byte in zip(tables, chosen, strict=True))
    return total
