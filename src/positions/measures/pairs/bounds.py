"""How low and how high agreement could be, whatever the positions are that are not known."""

from __future__ import annotations

from positions.grid import StanceGrid
from positions.measures.pairs.scores import Measure, WeightClasses, score, signed, weigh

UNKNOWN = ("silent", "not-researched", "excluded")
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
    return min((low + least * neither) / total, 1.0), min((high + most * neither) / total, 1.0)


def unknown_plane(grid: StanceGrid, actor: int) -> int:
    """Plane of the issues on which an actor's position is not known (but may exist)."""
    known = grid.held[actor]
    for state, plane in grid.rows[actor].states.items():
        if state not in UNKNOWN:
            known |= plane
    return grid.every_issue & ~known


def _beside(value: float, grid: StanceGrid, measure: Measure) -> tuple[float, float]:
    scale = grid.scale
    if measure == "proximity":
        return 1 - max(value - scale.minimum, scale.maximum - value) / scale.range, 1.0
    if measure == "directional":
        x = signed(value, grid)
        products = [x * signed(scale.minimum, grid), x * signed(scale.maximum, grid)]
        return (1 + min(products)) / 2, (1 + max(products)) / 2
    return 0.0, 1.0


def _beside_unknown(grid: StanceGrid, measure: Measure) -> tuple[float, float]:
    if measure == "directional":
        return (1 + signed(grid.scale.minimum, grid) * signed(grid.scale.maximum, grid)) / 2, 1.0
    return 0.0, 1.0
