"""How low and how high agreement could be, whatever the positions are that are not known."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from positions.dataset.whole_scale import WholeScale
from positions.grid import StanceGrid
from positions.measures.pairs.scores import WeightClasses, issue_score, score, unit_of, weigh
from positions.rounding import nearest_float
from positions.vocabulary import STATE_ENTRIES, Measure

UNKNOWN = tuple(entry.name for entry in STATE_ENTRIES.values() if entry.unknown)
"""States behind which there may be a position that is not known; the others say that there is none."""


def agreement_bounds(
    grid: StanceGrid, a: int, b: int, measure: Measure, classes: WeightClasses
) -> tuple[float | None, float | None]:
    """Return the lowest and highest agreement (0..1) of two actors, by index.

    Over the issues on which each of the two holds a value or is silent, not researched or excluded. An
    unknown contributes 0..1 to `side` and `exact`; beside a known v it contributes
    1 - max(v - min, max - v)/R .. 1 to `proximity`, and to `directional` the lowest and highest (1 + x y)/2
    over the y of the scale, which is (1 - |x|)/2 .. (1 + |x|)/2 where neutral is the middle. Two unknowns
    contribute 0..1, to `directional` on a scale whose neutral is off the centre a little less.
    (None, None) where there is no such issue or its weights add up to 0.

    For `side` and `exact` the bounds enclose the agreement over the shared issues. For `proximity` and
    `directional` they need not: an unknown beside a middling value can be neither far away nor, for
    `directional`, very near.
    """
    held_a, held_b = grid.held[a], grid.held[b]
    eligible = (held_a | unknown_plane(grid, a)) & (held_b | unknown_plane(grid, b))
    total = weigh(eligible, classes)
    if total == 0:
        return None, None
    low = high = score(grid, a, b, measure, (held_a & held_b & eligible, classes))
    for actor, alone in ((a, held_a & ~held_b & eligible), (b, held_b & ~held_a & eligible)):
        for value, plane in grid.planes[actor].items():
            weight = weigh(plane & alone, classes)
            if weight:
                least, most = _beside(value, grid, measure)
                low += least * weight
                high += most * weight
    least, most = _beside_unknown(grid, measure)
    neither = weigh(eligible & ~held_a & ~held_b, classes)
    full = total * unit_of(grid, measure)
    return nearest_float(low + least * neither, full), nearest_float(high + most * neither, full)


def unknown_plane(grid: StanceGrid, actor: int) -> int:
    """Plane of the issues on which an actor's position is not known (but may exist)."""
    known = grid.held[actor]
    for state, plane in grid.rows[actor].states.items():
        if state not in UNKNOWN:
            known |= plane
    return grid.every_issue & ~known


def _beside(value: float, grid: StanceGrid, measure: Measure) -> tuple[int, int]:
    """Return the least and the most that an unknown adds beside a value, in units of a score."""
    known = grid.whole_scale.values[value]
    return _extremes(grid.whole_scale, measure, [known], {*_landmarks(grid.whole_scale), known})


def _beside_unknown(grid: StanceGrid, measure: Measure) -> tuple[int, int]:
    landmarks = _landmarks(grid.whole_scale)
    return _extremes(grid.whole_scale, measure, landmarks, landmarks)


def _landmarks(scale: WholeScale) -> set[int]:
    """Return the stances among which, and beside which, a score is lowest and highest."""
    return {scale.minimum, scale.neutral, scale.maximum}


def _extremes(
    scale: WholeScale, measure: Measure, some: Iterable[int], others: Iterable[int]
) -> tuple[int, int]:
    scores = [issue_score(scale, measure, x, y) for x, y in product(some, others)]
    return max(0, min(scores)), max(scores)  # bounds of a mixed scale may be wider than its range
