"""Agreement by a plain loop over cells in exact fractions: what the program's results are held against.

Written from the formulas of docs/method/agreement.md, and importing none of the program but its scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

from positions.dataset.scale import Scale

UNKNOWN = ("silent", "not-researched", "excluded")


@dataclass(frozen=True)
class PlainCell:
    """A value, or the state in place of one."""

    value: float | None = None
    state: str = "not-researched"
    condition: bool = False
    salience: float | None = None


@dataclass(frozen=True)
class PlainTable:
    """Cells by actor and issue."""

    scale: Scale
    cells: tuple[tuple[PlainCell, ...], ...]
    weights: tuple[float, ...] = field(default=())


@dataclass(frozen=True)
class PlainResult:
    counts: tuple[int, ...]
    agreement: Fraction | None
    disagreement: Fraction | None
    low: Fraction | None
    high: Fraction | None
    effective: Fraction


def compare(
    table: PlainTable, a: int, b: int, measure: str, *, min_shared: int = 1, by_salience: bool = False
) -> PlainResult:
    """Return what two actors have in common; bounds only without `by_salience`."""
    scale = table.scale
    counts = dict.fromkeys(
        ("shared", "same", "agree", "differ", "oppose", "conditional", "oppose_conditional"), 0
    )
    agreements, disagreements, weights = [Fraction()], [Fraction()], [Fraction()]
    for left, right, given in zip(table.cells[a], table.cells[b], table.weights, strict=True):
        weight = exact(given)
        if left.value is None or right.value is None:
            continue
        if by_salience:
            if left.salience is None or right.salience is None:
                continue
            weight *= (exact(left.salience) + exact(right.salience)) / 2
        if not weight:
            continue
        counts["shared"] += 1
        counts["same"] += left.value == right.value
        relation = relation_of(scale, left.value, right.value)
        counts[relation] += 1
        if left.condition or right.condition:
            counts["conditional"] += relation == "agree"
            counts["oppose_conditional"] += relation == "oppose"
        one = contribution(scale, measure, left.value, right.value)
        weights.append(weight)
        agreements.append(weight * one)
        disagreements.append(weight * (relation == "oppose" if measure == "side" else 1 - one))
    agreement = disagreement = low = high = None
    if counts["shared"] >= max(min_shared, 1):
        agreement, disagreement = mean(agreements, weights), mean(disagreements, weights)
    if not by_salience:
        low, high = bounds(table, a, b, measure)
    squares = sum((weight * weight for weight in weights), Fraction())
    effective = sum(weights, Fraction()) ** 2 / squares if squares else Fraction()
    return PlainResult(tuple(counts.values()), agreement, disagreement, low, high, effective)


def mean(scores: list[Fraction], weights: list[Fraction]) -> Fraction:
    """Return weighted scores over the sum of their weights."""
    return sum(scores, Fraction()) / sum(weights, Fraction())


def exact(number: float) -> Fraction:
    """Return the fraction that a number is as it is written."""
    return Fraction(repr(number))


def relation_of(scale: Scale, left: float, right: float) -> str:
    """Return agree, oppose or differ."""
    if scale.level == "nominal":
        return "agree" if left == right else "oppose"
    m = (left - scale.neutral, right - scale.neutral)
    if (m[0] > 0 and m[1] > 0) or (m[0] < 0 and m[1] < 0) or (m[0] == 0 and m[1] == 0):
        return "agree"
    return "differ" if 0 in m else "oppose"


def contribution(scale: Scale, measure: str, left: float, right: float) -> Fraction:
    """Return what one issue contributes to agreement, 0..1."""
    if measure == "side":
        return Fraction(relation_of(scale, left, right) == "agree")
    if measure == "exact":
        return Fraction(left == right)
    x, y, low, high, neutral = map(exact, (left, right, scale.minimum, scale.maximum, scale.neutral))
    if measure == "proximity":
        return 1 - abs(x - y) / (high - low)
    if measure != "directional":
        raise ValueError(f"write the formula of {measure} here too, as a plain loop has it")
    largest = max(high - neutral, neutral - low)
    return (1 + (x - neutral) / largest * (y - neutral) / largest) / 2


def bounds(table: PlainTable, a: int, b: int, measure: str) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and highest agreement: each unknown takes the worst and the best level in turn."""
    lows, highs, weights = list[Fraction](), list[Fraction](), list[Fraction]()
    for left, right, given in zip(table.cells[a], table.cells[b], table.weights, strict=True):
        weight = exact(given)
        options = [
            contribution(table.scale, measure, x, y)
            for x, y in product(possible(table.scale, left, right), possible(table.scale, right, left))
        ]
        if options and weight:
            weights.append(weight)
            lows.append(weight * min(options))
            highs.append(weight * max(options))
    if not weights:
        return None, None
    return mean(lows, weights), mean(highs, weights)


def possible(scale: Scale, cell: PlainCell, beside: PlainCell) -> tuple[float, ...]:
    """Return the values that a cell may turn out to hold; none where it is known that there is none."""
    if cell.value is not None:
        return (cell.value,)
    if cell.state not in UNKNOWN:
        return ()
    # on a range every number is possible: the bounds, neutral and the other's value stand for them
    other = scale.neutral if beside.value is None else beside.value
    return tuple(scale.labels.values()) or (scale.minimum, scale.neutral, scale.maximum, other)


def completions(table: PlainTable, a: int, b: int) -> Iterator[PlainTable]:
    """Yield every table that two actors' unknown cells may turn out to be."""
    rows = (table.cells[a], table.cells[b]), (table.cells[b], table.cells[a])
    choices = [
        [PlainCell(value) for value in possible(table.scale, cell, beside)] or [cell]
        for row, others in rows
        for cell, beside in zip(row, others, strict=True)
    ]
    width = len(table.weights)
    for filled in product(*choices):
        cells = list(table.cells)
        cells[a], cells[b] = filled[:width], filled[width:]
        yield replace(table, cells=tuple(cells))
