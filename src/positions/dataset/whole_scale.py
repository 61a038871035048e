"""A scale in whole numbers, in which the sums and products of measures are exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from positions.dataset.scale import Scale
from positions.rounding import whole_multiples


@dataclass(frozen=True, slots=True)
class WholeScale:
    """A scale and a grid's values as whole multiples of one unit, in which sums and products are exact."""

    values: Mapping[float, int]
    minimum: int
    maximum: int
    neutral: int
    span: int | None = None

    @property
    def range(self) -> int:
        """Largest possible difference between two stances on an issue."""
        return self.maximum - self.minimum if self.span is None else self.span

    @property
    def largest_deviation(self) -> int:
        """Largest possible distance from neutral."""
        return max(self.maximum - self.neutral, self.neutral - self.minimum)


def whole_scale_of(scale: Scale, values: Sequence[float]) -> WholeScale:
    """Return a scale and values on it as whole multiples of the largest unit that fits all."""
    bounds = scale.minimum, scale.maximum, scale.neutral
    span = () if scale.span is None else (scale.span,)
    whole = whole_multiples({*values, *bounds, *span})
    return WholeScale({value: whole[value] for value in values}, *(whole[end] for end in (*bounds, *span)))
