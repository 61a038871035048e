"""Agreement of groups, pooled over all pairs of their actors, without forming a pair.

How many of each group hold each value of each issue is all that it rests on, so the work grows with the
number of answers and not with its square. Formulas stand in docs/method/groups.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement
from typing import NamedTuple, assert_never

from positions.dataset.scale import Scale
from positions.grid import StanceGrid, bits
from positions.measures.cohesion import Cohesion, MeanCohesion
from positions.measures.pairs.results import Comparison
from positions.vocabulary import Measure

Levels = Mapping[int, int]
"""Index of a value -> how many actors of one group hold it on one issue; none are left out."""


@dataclass(frozen=True)
class GroupCounts:
    """How many actors of each group hold each value of each issue.

    Attributes:
        groups: what the groups are called.
        sizes: how many actors each has, with answers or without.
        scale: the scale of the values.
        values: the values that counts refer to by index, ascending.
        weights: the issues' weights.
        held: by issue, by group: how many hold which value.
        unconditional: the same without those whose position depends on a condition; None where none does.
        ungrouped: how many actors are in no group.
    """

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    scale: Scale
    values: tuple[float, ...]
    weights: tuple[float, ...]
    held: Sequence[Sequence[Levels]]
    unconditional: Sequence[Sequence[Levels]] | None = None
    ungrouped: int = 0

    @cached_property
    def answers(self) -> tuple[int, ...]:
        """How many values the actors of each group hold, over all issues."""
        totals = [0] * len(self.groups)
        for row in self.held:
            for group, levels in enumerate(row):
                totals[group] += sum(levels.values())
        return tuple(totals)

    def cohesion(self, group: int, issue: int) -> Cohesion:
        """Return how united a group is on an issue; undefined throughout on a nominal scale."""
        return Cohesion() if self.scale.is_nominal else Cohesion.of(*self.sides(group, issue))

    def mean_cohesion(self, group: int) -> MeanCohesion:
        """Return how united a group is on average, over the issues on which two or more of it count."""
        return MeanCohesion.of(self.cohesion(group, issue) for issue in range(len(self.held)))

    def sides(self, group: int, issue: int) -> Sides:
        """Return how many of a group are for, against and neutral on an issue."""
        return _sides(self, self.held[issue][group])

    def gap(self, issue: int, *, least: int = 1) -> Gap | None:
        """Return which two groups are furthest apart on an issue, by their support.

        `least` is how many of a group have to hold a value for it to count. None where fewer than two do, and
        on a nominal scale.
        """
        if self.scale.is_nominal:
            return None
        held = [(self.sides(group, issue), group) for group in range(len(self.groups))]
        known = [(sides.support, group) for sides, group in held if sides.n >= max(least, 1)]
        if len(known) < 2:
            return None
        high, most = max(known, key=lambda one: one[0])
        low, fewest = min(known, key=lambda one: one[0])
        return Gap(most, fewest, high - low)


class Sides(NamedTuple):
    """How many are for, against and neutral."""

    favour: int
    against: int
    neutral: int

    @property
    def n(self) -> int:
        """How many hold a value."""
        return sum(self)

    @property
    def support(self) -> float:
        """The share of those for among all who hold a value, 0..1; there must be one."""
        return self.favour / self.n


class Gap(NamedTuple):
    """The groups with the highest and the lowest support, by index, and the difference of the two."""

    most: int
    least: int
    difference: float


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


def count_groups(grid: StanceGrid, membership: Sequence[str | None]) -> GroupCounts:
    """Return the counts of the groups that actors are in, an actor's group (or None) by its index.

    Groups stand in the order of their first actor.
    """
    groups = tuple(dict.fromkeys(name for name in membership if name is not None))
    index_of = {name: index for index, name in enumerate(groups)}
    conditions = any(row.conditional for row in grid.rows)
    held: list[list[dict[int, int]]] = [[{} for _ in groups] for _ in grid.issues]
    firm: list[list[dict[int, int]]] = [[{} for _ in groups] for _ in grid.issues] if conditions else []
    sizes = [0] * len(groups)
    for row, name in zip(grid.rows, membership, strict=True):
        if name is None:
            continue
        group = index_of[name]
        sizes[group] += 1
        for level, plane in enumerate(row.levels):
            _add(held, group, level, plane)
            if conditions:
                _add(firm, group, level, plane & ~row.conditional)
    return GroupCounts(
        groups=groups,
        sizes=tuple(sizes),
        scale=grid.scale,
        values=grid.values,
        weights=tuple(issue.weight for issue in grid.issues),
        held=held,
        unconditional=firm if conditions else None,
        ungrouped=sum(name is None for name in membership),
    )


def _add(counts: list[list[dict[int, int]]], group: int, level: int, plane: int) -> None:
    if not plane:
        return
    for issue in bits(plane):
        levels = counts[issue][group]
        levels[level] = levels.get(level, 0) + 1


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
    weights = counts.weights if how.weighted else (1.0,) * len(counts.weights)
    table = [[_Sums.of(counts, levels) for levels in row] for row in counts.held]
    firm = [[_Sums.of(counts, levels) for levels in row] for row in counts.unconditional or ()]
    results = []
    for a, b in combinations_with_replacement(range(len(counts.groups)), 2):
        total = _Total()
        for weight, row in zip(weights, table, strict=True):
            if row[a].n and row[b].n:
                total.add(weight, row[a], row[b], measure, counts)
        certain = _Total()
        for row in firm:
            if row[a].n and row[b].n:
                certain.add(0.0, row[a], row[b], "side", counts)
        size = counts.sizes[a]
        pairs = size * (size - 1) // 2 if a == b else size * counts.sizes[b]
        results.append(total.result((a, b), pairs, certain if firm else None, (measure, how.min_shared)))
    return results


@dataclass(frozen=True, slots=True)
class _Sums:
    """One group on one issue: n, its counts by level and side, and sums over its actors."""

    levels: Levels
    n: int
    favour: int
    against: int
    neutral: int
    above: tuple[int, ...] = ()
    signed: float = 0.0
    squares: float = 0.0

    @classmethod
    def of(cls, counts: GroupCounts, levels: Levels) -> _Sums:
        n = sum(levels.values())
        if counts.scale.is_nominal or not n:
            return cls(levels, n, 0, 0, 0)
        scale, above, passed = counts.scale, [], n
        for index in range(len(counts.values) - 1):
            passed -= levels.get(index, 0)
            above.append(passed)
        deviations = [
            ((counts.values[level] - scale.neutral) / scale.largest_deviation, number)
            for level, number in sorted(levels.items())
        ]
        signed = sum(x * number for x, number in deviations)
        return cls(
            levels,
            n,
            *_sides(counts, levels),
            tuple(above),
            signed,
            sum(x * x * number for x, number in deviations),
        )


@dataclass(slots=True)
class _Total:
    """Sums over issues for two groups, which are one and the same object where a group meets itself."""

    joint: int = 0
    same: int = 0
    agree: int = 0
    oppose: int = 0
    weight: float = 0.0
    agreeing: float = 0.0
    opposing: float = 0.0

    def add(self, weight: float, a: _Sums, b: _Sums, measure: Measure, counts: GroupCounts) -> None:
        """Add what an issue contributes."""
        within = a is b
        joint = _met(a.n, b.n, within=within)
        same = sum(_met(number, b.levels.get(level, 0), within=within) for level, number in a.levels.items())
        if counts.scale.is_nominal:
            agree, oppose = same, joint - same
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
        agreeing: float
        opposing: float
        match measure:
            case "side":
                agreeing, opposing = agree, oppose
            case "exact":
                agreeing, opposing = same, joint - same
            case "proximity":
                agreeing = _proximity(a, b, joint, counts)
                opposing = joint - agreeing
            case "directional":
                agreeing = _directional(a, b, joint)
                opposing = joint - agreeing
            case _:
                assert_never(measure)
        self.agreeing += weight * agreeing
        self.opposing += weight * opposing

    def result(
        self, groups: tuple[int, int], pairs: int, certain: _Total | None, rule: tuple[str, int]
    ) -> GroupResult:
        """Return the result; `certain` sums up unconditional positions, `rule` is measure and n."""
        measure, least = rule
        agreement = disagreement = None
        if self.joint >= max(least, 1) and self.weight:
            agreement = min(max(self.agreeing / self.weight, 0.0), 1.0)
            disagreement = self.opposing / self.weight if measure == "side" else 1 - agreement
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


def _sides(counts: GroupCounts, levels: Levels) -> Sides:
    found = {1: 0, -1: 0, 0: 0}
    for level, number in levels.items():
        side = counts.scale.side(counts.values[level])
        if side is not None:
            found[side] += number
    return Sides(found[1], found[-1], found[0])


def _met(left: int, right: int, *, within: bool) -> int:
    """Return how many pairs two sets of actors make: within a group, no actor with itself."""
    return left * (left - 1) // 2 if within else left * right


def _proximity(a: _Sums, b: _Sums, joint: int, counts: GroupCounts) -> float:
    """Return the sum of 1 - |x - y| / R over the pairs: each step of the scale lies between some of them."""
    distance = 0.0
    for index, (left, right) in enumerate(zip(a.above, b.above, strict=True)):
        crossing = left * (a.n - left) if a is b else left * (b.n - right) + (a.n - left) * right
        distance += (counts.values[index + 1] - counts.values[index]) * crossing
    return joint - distance / counts.scale.range


def _directional(a: _Sums, b: _Sums, joint: int) -> float:
    """Return the sum of (1 + x y) / 2 over the pairs."""
    product = (a.signed * a.signed - a.squares) / 2 if a is b else a.signed * b.signed
    return (joint + product) / 2
