"""Ties of many actors who each say one thing an issue: congruence and conflict counted in bitsets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_EXACT = 2.0**20
"""Sums of multiples of 1 / _EXACT are the same in any order, of as many issues as can be held."""

_MOST_VALUES = 12
"""With more values a pair is compared faster issue by issue."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an actor says: each value that it has with a bit for each issue on which it has it."""

    issues: int
    by_value: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class BitsetTies:
    """Actors of whom pairs are compared in bitsets; None for who says several things on an issue.

    `near` has of each value those that are not at the other end of the scale, with 1 - their distance.
    """

    actors: tuple[Said | None, ...]
    near: Mapping[float, Sequence[tuple[float, float]]]

    def congruence(self, one: int, other: int) -> tuple[float, int] | None:
        """Return congruence and the number of shared issues; conflict is the rest of these.

        None where either says several things on an issue: the pair is then compared issue by issue.
        """
        a, b = self.actors[one], self.actors[other]
        if a is None or b is None:
            return None
        shared = (a.issues & b.issues).bit_count()
        if not shared:
            return 0.0, 0
        theirs = dict(b.by_value)
        found = 0.0
        for value, issues in a.by_value:
            for other_value, alike in self.near[value]:
                if other_value in theirs:
                    found += alike * (issues & theirs[other_value]).bit_count()
        return found, shared


def bitset_ties(
    counts: Sequence[Mapping[int, Mapping[float, int]]], distance: Callable[[float, float], float]
) -> BitsetTies | None:
    """Return the actors for comparison in bitsets.

    None where sums could depend on their order in the last digit: where distances are no multiples of a
    power of one half, such as those of four steps; and of many values.
    """
    values = sorted({value for issues in counts for held in issues.values() for value in held})
    if len(values) > _MOST_VALUES:
        return None
    apart = {one: [(other, 1 - distance(one, other)) for other in values] for one in values}
    if not all((alike * _EXACT).is_integer() for found in apart.values() for _, alike in found):
        return None
    near = {one: [(other, alike) for other, alike in found if alike] for one, found in apart.items()}
    return BitsetTies(tuple(map(_said, counts)), near)


def _said(issues: Mapping[int, Mapping[float, int]]) -> Said | None:
    by_value: dict[float, int] = {}
    for issue, held in issues.items():
        if len(held) != 1 or next(iter(held.values())) != 1:
            return None
        value = next(iter(held))
        by_value[value] = by_value.get(value, 0) | 1 << issue
    return Said(sum(by_value.values()), tuple(by_value.items()))
