"""One scale for issues that have scales of their own: stances as multiples of each issue's range."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from positions.dataset.scale import MIXED, Scale
from positions.rounding import as_fraction, whole_multiples

if TYPE_CHECKING:  # a grid made from a plain table does without the models
    from positions.dataset.models import Dataset

_LARGEST = 1e15
"""Below it, a common range keeps stances exact; above it they are shares of their range."""


def scale_on(dataset: Dataset, issues: Iterable[str]) -> Scale:
    """Return the scale of some issues of a dataset; of several scales the one on which all are laid."""
    return common_scale(map(dataset.scale_of, issues)) or dataset.scale


def common_scale(scales: Iterable[Scale]) -> Scale | None:
    """Return the scale on which several are laid; the scale itself where all are one, None of none.

    A stance v on a scale of range R and neutral point m lies at (v - m) L/R, where L is the common range: the
    same share of the range is the same distance on every issue, and 0 parts the sides. L is the least
    multiple of all ranges, so that decimals stay exact. There are sides only where every scale has them. A
    neutral point that is not in the same place of each range makes the bounds wider than L.
    """
    distinct: list[Scale] = []
    for scale in scales:  # a scale holds a mapping, and has no hash
        if scale not in distinct:
            distinct.append(scale)
    if len(distinct) < 2:
        return distinct[0] if distinct else None
    span = _common_range(distinct)
    ends = [to_common(scale, end, span) for scale in distinct for end in (scale.minimum, scale.maximum)]
    return Scale(
        name=MIXED,
        minimum=min(ends),
        maximum=max(ends),
        neutral=0.0,
        level="ordinal" if all(scale.level == "ordinal" for scale in distinct) else "interval",
        sided=all(scale.has_sides for scale in distinct),
        span=span,
    )


def to_common(scale: Scale, value: float, span: float) -> float:
    """Return where a value of a scale lies on the common one of this range."""
    share = (as_fraction(value) - as_fraction(scale.neutral)) / as_fraction(scale.range)
    return float(share * as_fraction(span))


def from_common(scale: Scale, value: float, span: float) -> float:
    """Return the value of a scale that lies there on the common one: what `to_common` undoes."""
    share = as_fraction(value) / as_fraction(span)
    return float(share * as_fraction(scale.range) + as_fraction(scale.neutral))


def _common_range(scales: list[Scale]) -> float:
    whole = whole_multiples({scale.range for scale in scales})
    first = next(iter(whole))
    unit = as_fraction(first) / whole[first]
    span = Fraction(lcm(*whole.values())) * unit
    return float(span) if span < _LARGEST else 1.0
