"""Agreement of groups, pooled over all pairs of their actors, without forming a pair.

How many of each group hold each value of each issue is all that it rests on, so the work grows with the
number of answers and not with its square. Sums are whole multiples of one unit, and so exact whatever the
order of the issues. Formulas stand in docs/method/groups.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from types import MappingProxyType
from typing import NamedTuple

from positions.measures.groups.counts import GroupCounts, Levels
from positions.measures.pairs.results import Comparison
from positions.measures.pairs.scores import issue_score, unit_of
from positions.rounding import nearest_float
from positions.vocabulary import MEASURE_ENTRIES, Measure


class GroupResult(NamedTuple):
    """What two groups (by index, a before b, or a group with itself) have in common.

    `pairs`: pairs of actors, one of each group, or two of the one; `joint`: joint answers, an issue of a pair
    on which both hold a value; `same`, `agree`, `differ`, `oppose`, `conditional` and `oppose_conditional`
    count joint answers as `PairCounts` counts issues. Shares 0..1 over the joint answers, by the issues'
    weights; None where there are fewer than asked for, or they weigh nothing.
    """

    a: int
    b: int
    pairs: int
    joint: int
    same: int
    agree: int
    differ: int
    oppose: int
    conditional: int
    oppose_conditional: int
    agreement: float | None
    disagreement: float | None


def compare_groups(counts: GroupCounts, how: Comparison | None = None) -> list[GroupResult]:
    """Return the result of every two groups and of each with itself, in the order of the groups.

    An actor is never paired with itself. `how.min_shared` is the least number of joint answers.

    Raises:
        ValueError: as `Comparison.measure_for`, and for `by_salience` and `bounds`, which need the pairs.
    """
    how = how or Comparison()
    if how.by_salience or how.bounds:
        raise ValueError("groups are compared by counts, which know neither saliences nor bounds")
    measure = how.measure_for(counts)
    rule = measure, unit_of(counts, measure), how.min_shared
    weights = counts.whole_weights if how.weighted else (1,) * len(counts.weights)
    table = [_sums(counts, issue, row) for issue, row in enumerate(counts.held)]
    firm = [_sums(counts, issue, row) for issue, row in enumerate(counts.unconditional or ())]
    results = []
    for a, b in combinations_with_replacement(range(len(counts.groups)), 2):
        total = _Total()
        for weight, row in zip(weights, table, strict=True):
            if row[a].n and row[b].n:
                total.add(weight, row[a], row[b], measure, counts)
        certain = _Total()
        for row in firm:
            if row[a].n and row[b].n:
                certain.add(0, row[a], row[b], "side", counts)
        size = counts.sizes[a]
        pairs = size * (size - 1) // 2 if a == b else size * counts.sizes[b]
        results.append(total.result((a, b), pairs, certain if firm else None, rule))
    return results


def _sums(counts: GroupCounts, issue: int, row: Sequence[Levels]) -> list[GroupSums]:
    return [GroupSums.of(counts, issue, levels) for levels in row]


@dataclass(frozen=True, slots=True)
class GroupSums:
    """One group on one issue: n, its counts by level and side, and sums over its actors in whole units."""

    levels: Levels
    n: int
    favour: int
    against: int
    neutral: int
    above: tuple[int, ...] = ()
    signed: int = 0
    squares: int = 0
    sided: bool = False

    @classmethod
    def of(cls, counts: GroupCounts, issue: int, levels: Levels) -> GroupSums:
        """Return the sums of a group of which so many actors hold each level of an issue."""
        n = sum(levels.values())
        if counts.scale.is_nominal or not n:
            return cls(levels, n, 0, 0, 0)
        whole, above, passed = counts.whole_scale, [], n
        for index in range(len(counts.values) - 1):
            passed -= levels.get(index, 0)
            above.append(passed)
        deviations = [
            (whole.values[counts.values[level]] - whole.neutral, number) for level, number in levels.items()
        ]
        signed = sum(x * number for x, number in deviations)
        return cls(
            levels,
            n,
            *counts.sides_of(issue, levels),
            tuple(above),
            signed,
            sum(x * x * number for x, number in deviations),
            counts.is_sided(issue),
        )


@dataclass(slots=True)
class _Total:
    """Sums over issues for two groups, which are one and the same object where a group meets itself.

    `agreeing` is in the measure's unit (`unit_of`), `opposing` counts pairs opposed by side.
    """

    joint: int = 0
    same: int = 0
    agree: int = 0
    oppose: int = 0
    weight: int = 0
    agreeing: int = 0
    opposing: int = 0

    def add(self, weight: int, a: GroupSums, b: GroupSums, measure: Measure, counts: GroupCounts) -> None:
        """Add what an issue contributes."""
        within = a is b
        joint = _met(a.n, b.n, within=within)
        same = sum(_met(number, b.levels.get(level, 0), within=within) for level, number in a.levels.items())
        if counts.scale.is_nominal:
            agree, oppose = same, joint - same
        elif not a.sided:
            agree, oppose = same, 0
        else:
            sides = ((a.favour, b.favour), (a.against, b.against), (a.neutral, b.neutral))
            agree = sum(_met(left, right, within=within) for left, right in sides)
            oppose = a.favour * b.against + (0 if within else a.against * b.favour)
        self.joint += joint
        self.same += same
        self.agree += agree
        self.oppose += oppose
        if not weight:
            return
        self.weight += weight * joint
        self.opposing += weight * oppose
        fast = FAST_SUMS.get(measure)
        found = _Met(joint, same, agree)
        self.agreeing += weight * (
            sum_by_levels(a, b, measure, counts) if fast is None else fast(a, b, found, counts)
        )

    def result(
        self, groups: tuple[int, int], pairs: int, certain: _Total | None, rule: tuple[Measure, int, int]
    ) -> GroupResult:
        """Return the result; `certain` sums up unconditional positions, `rule` is measure, unit and n."""
        measure, unit, least = rule
        agreement = disagreement = None
        if self.joint >= max(least, 1) and self.weight:
            full = self.weight * unit
            agreement = nearest_float(self.agreeing, full)
            opposition = MEASURE_ENTRIES[measure].opposition
            against = self.opposing * unit if opposition else full - self.agreeing
            disagreement = nearest_float(against, full)
        return GroupResult(
            *groups,
            pairs,
            self.joint,
            self.same,
            self.agree,
            self.joint - self.agree - self.oppose,
            self.oppose,
            self.agree - certain.agree if certain else 0,
            self.oppose - certain.oppose if certain else 0,
            agreement,
            disagreement,
        )


def _met(left: int, right: int, *, within: bool) -> int:
    """Return how many pairs two sets of actors make: within a group, no actor with itself."""
    return left * (left - 1) // 2 if within else left * right


class _Met(NamedTuple):
    """Pairs of actors of two groups on an issue: all, those of one value, those on one side."""

    joint: int
    same: int
    agree: int


def sum_by_levels(a: GroupSums, b: GroupSums, measure: Measure, counts: GroupCounts) -> int:
    """Return the sum of any measure's scores over the pairs of two groups, or of one, on an issue."""
    whole, total = counts.whole_scale, 0
    for (x, left), (y, right) in product(a.levels.items(), b.levels.items()):
        pairs = left * (right - (x == y) if a is b else right)
        total += pairs * issue_score(whole, measure, *(whole.values[counts.values[at]] for at in (x, y)))
    return total // 2 if a is b else total


def _side(_a: GroupSums, _b: GroupSums, met: _Met, _counts: GroupCounts) -> int:
    return met.agree


def _exact(_a: GroupSums, _b: GroupSums, met: _Met, _counts: GroupCounts) -> int:
    return met.same


def _proximity(a: GroupSums, b: GroupSums, met: _Met, counts: GroupCounts) -> int:
    """Return the sum of R - |x - y| over the pairs: each step of the scale lies between some of them."""
    distance, whole = 0, counts.whole_scale
    for index, (left, right) in enumerate(zip(a.above, b.above, strict=True)):
        crossing = left * (a.n - left) if a is b else left * (b.n - right) + (a.n - left) * right
        step = whole.values[counts.values[index + 1]] - whole.values[counts.values[index]]
        distance += step * crossing
    return met.joint * whole.range - distance


def _directional(a: GroupSums, b: GroupSums, met: _Met, counts: GroupCounts) -> int:
    """Return the sum of L^2 + x y over the pairs, L the largest possible distance from neutral."""
    products = (a.signed * a.signed - a.squares) // 2 if a is b else a.signed * b.signed
    return met.joint * counts.whole_scale.largest_deviation**2 + products


FAST_SUMS: Mapping[Measure, Callable[[GroupSums, GroupSums, _Met, GroupCounts], int]] = MappingProxyType(
    {"side": _side, "exact": _exact, "proximity": _proximity, "directional": _directional}
)
"""The same without going through all pairs of levels."""
