"""What makes a pair nearer than another, for every engine that looks for the nearest."""

from __future__ import annotations

from typing import NamedTuple

from positions.measures.pairs.results import PairResult

Key = tuple[float, int, int]


class Neighbours(NamedTuple):
    """An actor (by index) with those nearest to it and furthest from it, the most so first."""

    actor: int
    nearest: tuple[PairResult, ...]
    furthest: tuple[PairResult, ...]


def passes(pair: PairResult, least: float | None) -> bool:
    """Return whether a pair has a share, and one of at least `least` where that is given."""
    return pair.agreement is not None and (least is None or pair.agreement >= least)


def near_key(pair: PairResult, other: int) -> Key:
    """Return what is greater the nearer a pair is; `other` is the index of the other actor."""
    return pair.agreement or 0.0, pair.counts.shared, -other


def far_key(pair: PairResult, other: int) -> Key:
    """Return what is greater the further apart a pair is."""
    return -(pair.agreement or 0.0), pair.counts.shared, -other
