"""What leaving out any one issue does to the agreement of a pair, and to which pairs are nearest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from positions.grid import StanceGrid, bits
from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.pairs.scores import issue_score, unit_of
from positions.measures.pairs.weights import issue_weights, salience_weights


class Robust(NamedTuple):
    """Agreement without any one of a pair's shared issues (0..1).

    Attributes:
        lowest, highest: of the shares without one issue; None where the pair has none, or none without it.
        issue: the index of the issue whose absence moves the share most, the first of equals; None where none
            moves it.
    """

    lowest: float | None = None
    highest: float | None = None
    issue: int | None = None


class Without(NamedTuple):
    """Which pairs have the highest and the lowest share without an issue, where others than with it."""

    issue: int
    nearest: tuple[PairResult, ...] | None
    furthest: tuple[PairResult, ...] | None


class _Parts(NamedTuple):
    """What a pair's shared issues add up to: by (weight, score) of an issue the issues that add it."""

    score: int
    full: int
    issues: dict[tuple[int, int], list[int]]

    def share(self) -> Fraction:
        return Fraction(self.score, self.full)

    def without(self, part: tuple[int, int], unit: int) -> Fraction | None:
        weight, score = part
        full = self.full - weight * unit
        return Fraction(self.score - score, full) if full > 0 else None

    @property
    def shared(self) -> int:
        return sum(map(len, self.issues.values()))


def robust(grid: StanceGrid, how: Comparison, pairs: Sequence[PairResult]) -> list[Robust]:
    """Return for each pair what leaving out one issue does, by exact fractions.

    `min_shared` holds for what is left. All None where a pair has no share, or shares one issue only.

    Raises:
        ValueError: as `Comparison.measure_for`.
    """
    parts_of, unit = _parts(grid, how), unit_of(grid, how.measure_for(grid))
    return [
        _robust(parts_of(pair), unit, how.min_shared) if pair.agreement is not None else Robust()
        for pair in pairs
    ]


def _robust(parts: _Parts, unit: int, least: int) -> Robust:
    if parts.shared - 1 < max(least, 1):
        return Robust()
    whole = parts.share()
    left = [
        (share, issues[0])
        for part, issues in parts.issues.items()
        if (share := parts.without(part, unit)) is not None
    ]
    if not left:
        return Robust()
    moved = min(left, key=lambda found: (-abs(found[0] - whole), found[1]))
    issue = None if moved[0] == whole else moved[1]
    return Robust(float(min(left)[0]), float(max(left)[0]), issue)


def without_each(
    grid: StanceGrid, how: Comparison, pairs: Sequence[PairResult], enough: Callable[[int, float], bool]
) -> Iterator[Without]:
    """Yield the issues without which other pairs are nearest or furthest apart, in the order of the file.

    Args:
        grid: the data.
        how: how the pairs were compared.
        pairs: their results.
        enough: whether so many shared issues, of so high an effective number, are enough for a pair to count.
    """
    parts_of, unit = _parts(grid, how), unit_of(grid, how.measure_for(grid))
    known = [(pair, parts_of(pair)) for pair in pairs if pair.agreement is not None]
    place = [{issue: part for part, issues in parts.issues.items() for issue in issues} for _, parts in known]
    full = [(parts.share(), _effective(parts)) for _, parts in known]
    before = _extremes(
        [
            (pair, share)
            for (pair, parts), (share, kish) in zip(known, full, strict=True)
            if enough(parts.shared, kish)
        ]
    )
    for issue in range(len(grid.issues)):
        shares = []
        for (pair, parts), parts_by_issue, (share, kish) in zip(known, place, full, strict=True):
            part = parts_by_issue.get(issue)
            if part is None:
                if enough(parts.shared, kish):
                    shares.append((pair, share))
                continue
            left = parts.without(part, unit)
            if (
                left is not None
                and parts.shared - 1 >= how.min_shared
                and enough(parts.shared - 1, _effective(parts, part[0]))
            ):
                shares.append((pair, left))
        after = _extremes(shares)
        nearest = after[0] if not _same(after[0], before[0]) else None
        furthest = after[1] if not _same(after[1], before[1]) else None
        if nearest is not None or furthest is not None:
            yield Without(issue, nearest, furthest)


def _same(one: Collection[PairResult], other: Collection[PairResult]) -> bool:
    return {(pair.a, pair.b) for pair in one} == {(pair.a, pair.b) for pair in other}


def _effective(parts: _Parts, less: int = 0) -> float:
    """Return the effective number of issues (Kish 1965), without one of this weight."""
    total = sum(weight * len(issues) for (weight, _), issues in parts.issues.items()) - less
    squares = sum(weight**2 * len(issues) for (weight, _), issues in parts.issues.items()) - less**2
    return total * total / squares if squares else 0.0


def _extremes(
    shares: Sequence[tuple[PairResult, Fraction]],
) -> tuple[tuple[PairResult, ...], tuple[PairResult, ...]]:
    """Return the pairs with the highest share and those with the lowest."""
    if not shares:
        return (), ()
    highest, lowest = max(share for _, share in shares), min(share for _, share in shares)
    return (
        tuple(pair for pair, share in shares if share == highest),
        tuple(pair for pair, share in shares if share == lowest),
    )


def _parts(grid: StanceGrid, how: Comparison) -> Callable[[PairResult], _Parts]:
    """Return what gives the parts of a pair's share."""
    measure, whole = how.measure_for(grid), grid.whole_scale
    unit = unit_of(grid, measure)
    everything = issue_weights(grid, how)
    weight_of = {issue: weight for weight, plane in everything for issue in bits(plane)}
    known: dict[tuple[float, float], int] = {}
    for x in grid.values:
        for y in grid.values:
            known[x, y] = issue_score(whole, measure, whole.values[x], whole.values[y])

    def of_pair(pair: PairResult) -> _Parts:
        weights = weight_of
        if how.by_salience:
            classes = salience_weights(grid, pair.a, pair.b, how)
            weights = {issue: weight for weight, plane in classes for issue in bits(plane)}
        left, right = grid.values_by_issue[pair.a], grid.values_by_issue[pair.b]
        score = full = 0
        issues: dict[tuple[int, int], list[int]] = {}
        for issue in bits(grid.held[pair.a] & grid.held[pair.b]):
            weight = weights.get(issue, 0)
            if weight:
                part = weight * known[left[issue], right[issue]]
                score, full = score + part, full + weight * unit
                issues.setdefault((weight, part), []).append(issue)
        return _Parts(score, full, issues)

    return of_pair
