"""Which side of which issue stands for a group, and what all groups agree on: the statistics of Polis.

Small, Bjorkegren, Erkkila, Shaw and Megill, "Polis: scaling deliberation by mapping high dimensional opinion
spaces", Recerca 26 (2021). Where a group has no value nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod, sqrt
from typing import NamedTuple

from positions.measures.groups.counts import GroupCounts

MOST = 5
"""So many issues stand for a group at most."""

LEAST_Z = 1.2816
"""What both z must exceed: one-tailed 90%."""


class Side(NamedTuple):
    """How a group stands on a side of an issue beside all in other groups.

    Attributes:
        number, answers: how many of the group are on the side, of how many who hold a value.
        share: (number + 1)/(answers + 2).
        number_of_others, answers_of_others: the same of all in another group.
        others: (number_of_others + 1)/(answers_of_others + 2); None where none of them holds a value.
        ratio: share by others.
        z_share: how far the share is from one half, in standard errors.
        z_ratio: how far it is from the others', in standard errors of two proportions.
    """

    number: int
    answers: int
    share: float
    number_of_others: int
    answers_of_others: int
    others: float | None
    ratio: float | None
    z_share: float
    z_ratio: float | None

    @property
    def is_representative(self) -> bool:
        """Whether both z exceed LEAST_Z."""
        return self.z_ratio is not None and self.z_share > LEAST_Z and self.z_ratio > LEAST_Z

    @property
    def rank(self) -> float:
        """By what representative sides are ordered: share, ratio and both z multiplied."""
        return self.share * (self.ratio or 0.0) * self.z_share * (self.z_ratio or 0.0)


def side_of(counts: GroupCounts, group: int, issue: int, side: int) -> Side | None:
    """Return how a group stands on a side (1 for, -1 against) of an issue; None where it holds no value."""
    own, answers = _on(counts, [group], issue, side)
    others, rest = _on(counts, [other for other in range(len(counts.groups)) if other != group], issue, side)
    if not answers:
        return None
    share = (own + 1) / (answers + 2)
    q_own = (own + 1) / (answers + 1)
    z_share = 2 * sqrt(answers + 1) * (q_own - 0.5)
    if not rest:
        return Side(own, answers, share, 0, 0, None, None, z_share, None)
    share_others, q_others = (others + 1) / (rest + 2), (others + 1) / (rest + 1)
    pooled = (own + others + 2) / (answers + rest + 2)
    error = sqrt(pooled * (1 - pooled) * (1 / (answers + 1) + 1 / (rest + 1)))
    z_ratio = (q_own - q_others) / error if error else 0.0
    return Side(own, answers, share, others, rest, share_others, share / share_others, z_share, z_ratio)


def _on(counts: GroupCounts, groups: Sequence[int], issue: int, side: int) -> tuple[int, int]:
    """Return how many of some groups are on a side, and how many hold a value."""
    found = [counts.sides(group, issue) for group in groups]
    return sum(one.favour if side > 0 else one.against for one in found), sum(one.n for one in found)


def representative(counts: GroupCounts, group: int) -> list[tuple[int, int, Side]]:
    """Return (issue, side, statistics) of what stands for a group most, the most telling first."""
    found = [
        (issue, side, one)
        for issue in range(len(counts.held))
        for side in (1, -1)
        if (one := side_of(counts, group, issue, side)) is not None and one.is_representative
    ]
    return sorted(found, key=lambda one: -one[2].rank)[:MOST]


def group_consensus(counts: GroupCounts, issue: int, side: int) -> float | None:
    """Return the group-informed consensus on a side: the product of all groups' shares.

    None where one of them holds no value, and where there is no group.
    """
    sides = [side_of(counts, group, issue, side) for group in range(len(counts.groups))]
    shares = [one.share for one in sides if one is not None]
    return prod(shares) if shares and len(shares) == len(sides) else None
