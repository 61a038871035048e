"""Where the conditions of two actors exclude each other, for the page of a pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from positions.grid import StanceGrid
from positions.measures.signing import needs_of
from positions.reports.common.signing import signing_of
from positions.reports.common.study import Study
from positions.vocabulary import FirmSide


def clashes_of_pairs(study: Study) -> dict[tuple[int, int], dict[int, str]]:
    """Return what excludes what, in `explain`'s sentence, by the indices of two actors and of the issue."""
    found = {}
    for pair in sorted(set(_may_clash(study.grid))):
        signing = signing_of(study, pair)
        words = {issue: signing.between_two(issue) for issue in signing.refused}
        if words:
            found[pair] = words
    return found


def _may_clash(grid: StanceGrid) -> Iterator[tuple[int, int]]:
    """Yield the pairs whose conditions on an issue need another one both ways: of many pairs the few."""
    needing: dict[int, list[tuple[int, dict[str, FirmSide]]]] = defaultdict(list)
    for (actor, issue), detail in grid.details.items():
        if detail.entry.condition is not None and (goals := dict(needs_of(grid, actor, issue))):
            needing[issue].append((actor, goals))
    for actors in needing.values():
        for (a, left), (b, right) in combinations(actors, 2):
            if any(right.get(issue, side) != side for issue, side in left.items()):
                yield min(a, b), max(a, b)
