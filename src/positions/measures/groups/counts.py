"""How many of each group hold each value of each issue, and what follows from that for an issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from positions.dataset.scale import Scale
from positions.dataset.whole_scale import WholeScale, whole_scale_of
from positions.grid import StanceGrid, bits
from positions.measures.groups.cohesion import Cohesion, MeanCohesion
from positions.rounding import whole_multiples

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
        unsided: the issues (by index) without sides, where others on the scale have them.
    """

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    scale: Scale
    values: tuple[float, ...]
    weights: tuple[float, ...]
    held: Sequence[Sequence[Levels]]
    unconditional: Sequence[Sequence[Levels]] | None = None
    ungrouped: int = 0
    unsided: frozenset[int] = frozenset()

    @cached_property
    def whole_scale(self) -> WholeScale:
        """The scale and the values in whole multiples of one unit."""
        return whole_scale_of(self.scale, self.values)

    @property
    def has_sides(self) -> bool:
        """Whether stances on any issue are for or against something."""
        return self.scale.has_sides or any(map(self.is_sided, range(len(self.held))))

    @property
    def sided(self) -> list[int]:
        """The issues (by index) on which stances are for or against something."""
        return [issue for issue in range(len(self.held)) if self.is_sided(issue)]

    def is_sided(self, issue: int) -> bool:
        """Return whether stances on an issue are for or against something, by its own scale."""
        return self.scale.has_sides or (self.scale.is_mixed and issue not in self.unsided)

    @cached_property
    def whole_weights(self) -> tuple[int, ...]:
        """The issues' weights as whole multiples of one unit."""
        whole = whole_multiples(set(self.weights))
        return tuple(whole[weight] for weight in self.weights)

    @cached_property
    def answers(self) -> tuple[int, ...]:
        """How many values the actors of each group hold, over all issues."""
        totals = [0] * len(self.groups)
        for row in self.held:
            for group, levels in enumerate(row):
                totals[group] += sum(levels.values())
        return tuple(totals)

    def cohesion(self, group: int, issue: int) -> Cohesion:
        """Return how united a group is on an issue; undefined throughout without sides."""
        return Cohesion.of(*self.sides(group, issue)) if self.is_sided(issue) else Cohesion()

    def mean_cohesion(self, group: int) -> MeanCohesion:
        """Return how united a group is on average, over the issues on which two or more of it count."""
        return MeanCohesion.of(self.cohesion(group, issue) for issue in range(len(self.held)))

    def sides(self, group: int, issue: int) -> Sides:
        """Return how many of a group are for, against and neutral on an issue; none on one without sides."""
        return self.sides_of(issue, self.held[issue][group])

    def sides_of(self, issue: int, levels: Levels) -> Sides:
        """Return how many of those at some levels of an issue are for, against and neutral."""
        found = {1: 0, -1: 0, 0: 0}
        neutral = self.scale.neutral
        for level, number in levels.items() if self.is_sided(issue) else ():
            value = self.values[level]
            found[(value > neutral) - (value < neutral)] += number
        return Sides(found[1], found[-1], found[0])

    def gap(self, issue: int, *, least: int = 1) -> Gap | None:
        """Return which two groups are furthest apart on an issue, by their support.

        `least` is how many of a group have to hold a value for it to count. None where fewer than two do, and
        where the issue has no sides.
        """
        if not self.is_sided(issue):
            return None
        held = [(self.sides(group, issue), group) for group in range(len(self.groups))]
        known = [
            (Fraction(sides.favour, sides.n), group) for sides, group in held if sides.n >= max(least, 1)
        ]
        if len(known) < 2:
            return None
        high, most = max(known, key=lambda one: one[0])
        low, fewest = min(known, key=lambda one: one[0])
        return Gap(most, fewest, float(high - low))


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
        unsided=frozenset(bits(grid.every_issue & ~grid.sided)),
    )


def _add(counts: list[list[dict[int, int]]], group: int, level: int, plane: int) -> None:
    if not plane:
        return
    for issue in bits(plane):
        levels = counts[issue][group]
        levels[level] = levels.get(level, 0) + 1
