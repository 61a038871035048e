"""Forecasts of an issue's outcome, with what they fall on, by how much, and who alone would flip them.

Formulas, sources and worked figures stand in docs/method/issues.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Literal

from positions.dataset.scale import Scale

Model = Literal["weighted_mean", "weighted_median"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A value with the weight that it has in a forecast: influence (0-100) times salience (0-100).

    `actor` is the index of its holder, where that matters.
    """

    value: float
    influence: float
    salience: float
    actor: int | None = None

    @property
    def weight(self) -> Fraction:
        """The weight, exact in the decimals that were written, so that "exactly half" means what it says."""
        return Fraction(str(self.influence)) * Fraction(str(self.salience))


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where an issue would come out by a model.

    Attributes:
        value: in the unit of the scale.
        n: on how many positions it rests.
        side: -1, 0 or 1; None where the scale knows no sides.
        level: name of the nearest level; None on a range, and exactly halfway between two.
        margin: how far the value is from where this would change, in the unit of the scale: from the border
            halfway to the next level, on a range from neutral; None where there is no border.
        spare: of the median, the share of all weight (0..0.5) that would have to change sides before it
            left its value; 0 where it lies between two. None of the mean.
        flipped_by: the actors (by index) without any single one of whom the side would be another, or there
            would be no forecast, in the order of the file.
    """

    model: Model
    value: float
    n: int
    side: int | None
    level: str | None
    margin: float | None
    spare: float | None
    flipped_by: tuple[int, ...]


def forecasts(scale: Scale, weighed: Sequence[Weighed]) -> tuple[Forecast, ...]:
    """Return the weighted mean and the weighted median with what qualifies them; none without weight."""
    weights = _Weights(weighed)
    mean, median = weights.mean(), weights.median()
    if scale.is_nominal or mean is None or median is None:
        return ()
    by_model: tuple[tuple[Model, Fraction], ...] = (("weighted_mean", mean), ("weighted_median", median))
    found = []
    for model, value in by_model:
        one_out = weights.mean if model == "weighted_mean" else weights.median
        level, margin = _level(scale, value)
        found.append(
            Forecast(
                model=model,
                value=float(value),
                n=len(weighed),
                side=_side(scale, value),
                level=level,
                margin=margin,
                spare=weights.spare(median) if model == "weighted_median" else None,
                flipped_by=tuple(
                    sorted(
                        holder.actor
                        for holder in weighed
                        if holder.actor is not None and _side(scale, one_out(holder)) != _side(scale, value)
                    )
                ),
            )
        )
    return tuple(found)


def weighted_mean(holders: Iterable[Weighed]) -> float | None:
    """Return the mean value by influence times salience, in the unit of the scale.

    The compromise model's forecast of the outcome. None at a total weight of 0. Source: Thomson, Stokman,
    Achen and Koenig 2006; Achen 2006.
    """
    mean = _Weights(holders).mean()
    return None if mean is None else float(mean)


def weighted_median(holders: Iterable[Weighed]) -> float | None:
    """Return the value at which half of the weight lies on either side, in the unit of the scale.

    At exactly half it is the midpoint between the two values next to it. None at a total weight of 0.
    """
    median = _Weights(holders).median()
    return None if median is None else float(median)


def _side(scale: Scale, value: Fraction | None) -> int | None:
    if value is None or not scale.has_sides:
        return None
    neutral = Fraction(scale.neutral)
    return (value > neutral) - (value < neutral)


def _level(scale: Scale, value: Fraction) -> tuple[str | None, float | None]:
    """Return the nearest level, None at a border, and how far the value is from the nearest border."""
    if scale.is_amount:
        return None, None
    if not scale.labels:
        return None, float(abs(value - Fraction(scale.neutral)))
    levels = sorted((Fraction(number), label) for label, number in scale.labels.items())
    borders = [(low + high) / 2 for (low, _), (high, _) in pairwise(levels)]
    margin = min((abs(value - border) for border in borders), default=None)
    if margin == 0:
        return None, 0.0
    _, label = min(levels, key=lambda level: abs(level[0] - value))
    return label, None if margin is None else float(margin)


class _Weights:
    """Weights by value, ascending, summed up so that any one holder can be left out without a new pass."""

    def __init__(self, weighed: Iterable[Weighed]) -> None:
        by_value: dict[Fraction, Fraction] = {}
        for holder in weighed:
            if holder.weight:
                value = Fraction(holder.value)
                by_value[value] = by_value.get(value, Fraction(0)) + holder.weight
        self._values = sorted(by_value)
        self._sums = list(accumulate(by_value[value] for value in self._values))
        self._moment = sum((value * weight for value, weight in by_value.items()), Fraction(0))
        self._total = self._sums[-1] if self._sums else Fraction(0)

    def mean(self, without: Weighed | None = None) -> Fraction | None:
        """Return the weighted mean of all, or of all but one; None without weight."""
        weight, value = (without.weight, Fraction(without.value)) if without else (Fraction(0), Fraction(0))
        total = self._total - weight
        return (self._moment - value * weight) / total if total else None

    def median(self, without: Weighed | None = None) -> Fraction | None:
        """Return the weighted median of all, or of all but one; None without weight."""
        weight = without.weight if without else Fraction(0)
        half = (self._total - weight) / 2
        if not half:
            return None
        place = bisect_left(self._values, Fraction(without.value)) if without and weight else 0
        # the sums from `place` on are too high by the weight that is left out
        low = bisect_left(self._sums, half, 0, place)
        if low == place:
            low = bisect_left(self._sums, half + weight, place)
        above = bisect_right(self._sums, half, 0, place)
        if above == place:
            above = bisect_right(self._sums, half + weight, place)
        return (self._values[low] + self._values[above]) / 2 if above != low else self._values[low]

    def spare(self, median: Fraction) -> float:
        """Return the least share of weight beyond which one side of the median would outweigh all else."""
        below = self._sum_before(bisect_left(self._values, median))
        above = self._total - self._sum_before(bisect_right(self._values, median))
        return float(Fraction(1, 2) - max(below, above) / self._total)

    def _sum_before(self, place: int) -> Fraction:
        return self._sums[place - 1] if place else Fraction(0)
