"""Phases: windows whose networks are alike, found by several ways of grouping, the best by modularity.

After Leifeld's phase transitions in rDNA (`dna_phaseTransitions`); formulas in docs/method/network.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import dist, sqrt
from typing import Literal, get_args

PhaseMethod = Literal["single", "average", "complete", "ward", "pam"]
PHASE_METHODS: tuple[PhaseMethod, ...] = get_args(PhaseMethod)
Rows = Sequence[Sequence[float]]

FEWEST, MOST = 2, 6
"""Between so many phases the number is chosen."""

_NEAR = 1e-12


@dataclass(frozen=True, slots=True)
class Phases:
    """The best partition of a method.

    Attributes:
        method: by which way of grouping.
        number: how many phases there are.
        modularity: of the windows' likeness (1 - distance/largest distance) between and within phases.
        phases: the phase of each window, from 1, in the order in which they come.
    """

    method: PhaseMethod
    number: int
    modularity: float
    phases: tuple[int, ...]


def phases_of(distances: Rows, method: PhaseMethod) -> Phases | None:
    """Return the partition into 2 to 6 phases of the greatest modularity, the fewest of equals.

    None where there are fewer than three windows, or none differs from another.
    """
    number = len(distances)
    largest = max((max(row) for row in distances), default=0.0)
    if number <= FEWEST or not largest:
        return None
    scaled = [[value / largest for value in row] for row in distances]
    likeness = [[0.0 if i == j else 1 - value for j, value in enumerate(row)] for i, row in enumerate(scaled)]
    best: Phases | None = None
    joins = None if method == "pam" else _joins(scaled, method)
    for count in range(FEWEST, min(MOST, number - 1) + 1):
        found = _medoids(scaled, count) if joins is None else _cut(number, joins, count)
        quality = _modularity(likeness, found)
        if best is None or quality > best.modularity + _NEAR:
            best = Phases(method, count, quality, found)
    return best


def _modularity(likeness: Rows, groups: Sequence[int]) -> float:
    strengths = [sum(row) for row in likeness]
    twice = sum(strengths)
    if not twice:
        return 0.0
    return (
        sum(
            likeness[i][j] - strengths[i] * strengths[j] / twice
            for i in range(len(groups))
            for j in range(len(groups))
            if groups[i] == groups[j]
        )
        / twice
    )


_UPDATES: dict[str, Callable[[float, float, float, tuple[int, int, int]], float]] = {
    "single": lambda a, b, _, __: min(a, b),
    "complete": lambda a, b, _, __: max(a, b),
    "average": lambda a, b, _, sizes: (sizes[0] * a + sizes[1] * b) / (sizes[0] + sizes[1]),
    "ward": lambda a, b, between, sizes: sqrt(
        max(
            0.0,
            ((sizes[0] + sizes[2]) * a * a + (sizes[1] + sizes[2]) * b * b - sizes[2] * between * between)
            / sum(sizes),
        )
    ),
}
"""Lance and Williams (1967): the distance of a third cluster from two that join, given theirs and sizes."""


def _joins(distances: Rows, method: str) -> list[tuple[int, int]]:
    """Return which clusters join, each known by its first window, the nearest first."""
    rows = [list(row) for row in distances]
    live, sizes = list(range(len(rows))), [1] * len(rows)
    joins = []
    while len(live) > 1:
        one, two = min(combinations(live, 2), key=lambda pair: rows[pair[0]][pair[1]])
        joins.append((one, two))
        live.remove(two)
        for other in live:
            if other != one:
                rows[one][other] = rows[other][one] = _UPDATES[method](
                    rows[one][other], rows[two][other], rows[one][two], (sizes[one], sizes[two], sizes[other])
                )
        sizes[one] += sizes[two]
    return joins


def _cut(number: int, joins: Sequence[tuple[int, int]], count: int) -> tuple[int, ...]:
    groups = list(range(number))
    for one, two in joins[: number - count]:
        groups = [one if group == two else group for group in groups]
    return _numbered(groups)


def _numbered(groups: Sequence[int]) -> tuple[int, ...]:
    numbers: dict[int, int] = {}
    return tuple(numbers.setdefault(group, len(numbers) + 1) for group in groups)


def _medoids(points: Rows, count: int) -> tuple[int, ...]:
    """Return the clusters of PAM on the rows as points: BUILD, then swaps while one helps.

    Kaufman and Rousseeuw (1990), Finding Groups in Data, chapter 2.
    """
    apart = [[dist(one, other) for other in points] for one in points]
    every = range(len(points))

    near = [float("inf")] * len(points)
    chosen: list[int] = []
    for _ in range(count):
        free = (item for item in every if item not in chosen)
        item = min(free, key=lambda item: sum(map(min, near, apart[item])))
        chosen.append(item)
        near = list(map(min, near, apart[item]))
    while (swap := _swap(apart, chosen)) is not None:
        chosen[swap[0]] = swap[1]
    return _numbered([min(chosen, key=lambda medoid: apart[item][medoid]) for item in every])


def _swap(apart: Rows, chosen: Sequence[int]) -> tuple[int, int] | None:
    """Return the place of a medoid and the item that should take it, None where no swap helps."""
    every = range(len(apart))
    nearest, first, second = [], [], []
    for item in every:
        ranked = sorted((apart[item][medoid], place) for place, medoid in enumerate(chosen))
        nearest.append(ranked[0][1])
        first.append(ranked[0][0])
        second.append(ranked[1][0])
    best, found = -_NEAR, None
    for item in every:
        if item in chosen:
            continue
        own = apart[item]
        changes = [0.0] * len(chosen)
        for_all = 0.0
        for other in every:
            gain = min(own[other] - first[other], 0.0)
            for_all += gain
            changes[nearest[other]] += min(own[other], second[other]) - first[other] - gain
        for place, change in enumerate(changes):
            if change + for_all < best:
                best, found = change + for_all, (place, item)
    return found
