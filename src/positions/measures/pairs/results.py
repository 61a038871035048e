"""How pairs are compared, and what comes back: plain values that every engine shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from positions.dataset.scale import Scale
from positions.vocabulary import MEASURE_ENTRIES, Measure

Tick = Callable[[int], None]
"""Is told how many more pairs are done."""


def no_tick(pairs: int) -> None:
    """Take no notice of how far the work is."""


class Scaled(Protocol):
    """What has a scale: a grid, or counts made of one."""

    @property
    def scale(self) -> Scale:
        """The scale."""


_SOME_WITHOUT_SIDES = "not every scale of these issues has them: use proximity, or issues whose scales do"
_WITHOUT_SIDES = (
    "a scale with `neutral: none` has none: its stances are amounts, which lie near each other or far apart"
)


class UnfitMeasureError(ValueError):
    """A measure that needs more than a scale has; the hint names one that does not."""

    def __init__(self, message: str, instead: Measure) -> None:
        """Make the error, with the measure to choose instead."""
        super().__init__(message)
        self.hint = f"choose --measure {instead}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How pairs are compared.

    Attributes:
        measure: None takes `side`; `exact` on a nominal scale, and `proximity` on one of amounts.
        min_shared: a share over fewer shared issues is undefined.
        weighted: whether the issues' weights count.
        by_salience: whether an issue also counts by the mean salience that the two give it; issues on
            which one of them gives none do not count.
        bounds: whether to work out the lowest and highest agreement that is possible.
    """

    measure: Measure | None = None
    min_shared: int = 1
    weighted: bool = True
    by_salience: bool = False
    bounds: bool = False

    def measure_for(self, grid: Scaled) -> Measure:
        """Return the measure to use on a grid, or on what else has a scale.

        Raises:
            UnfitMeasureError: if the measure needs an order or sides that the scale has not.
        """
        if self.measure is None:
            return "exact" if grid.scale.is_nominal else "side" if grid.scale.has_sides else "proximity"
        entry = MEASURE_ENTRIES[self.measure]
        if grid.scale.is_amount and entry.needs == "sides":
            raise UnfitMeasureError(
                f"the measure {self.measure!r} needs sides, for and against, and "
                f"{_SOME_WITHOUT_SIDES if grid.scale.is_mixed else _WITHOUT_SIDES}",
                "proximity",
            )
        if grid.scale.is_mixed and entry.mixed == "undefined":
            *others, last = (name for name, known in MEASURE_ENTRIES.items() if known.mixed != "undefined")
            raise UnfitMeasureError(
                f"the measure {self.measure!r} is undefined here: these issues have different scales, whose "
                f"strengths are not comparable; use {', '.join(others)} or {last}",
                "proximity",
            )
        if grid.scale.is_nominal and entry.needs != "labels":
            raise UnfitMeasureError(
                f"the measure {self.measure!r} needs a scale with an order; on a nominal one, stances are "
                "the same or not",
                "exact",
            )
        return self.measure


class PairCounts(NamedTuple):
    """Unweighted numbers of issues.

    `shared`: both hold a value; `same`: equal values; `agree`: the same side; `oppose`: opposite sides;
    `differ`: one neutral and one not; `conditional`: agreeing, and at least one of the two on a condition;
    `oppose_conditional`: the same of those opposed. agree + differ + oppose = shared. On a nominal scale,
    which has no sides, the same label is agreement and any other opposes; of amounts, which have none either,
    equal ones are agreement, any others differ, and none opposes.
    """

    shared: int
    same: int
    agree: int
    differ: int
    oppose: int
    conditional: int = 0
    oppose_conditional: int = 0


class PairResult(NamedTuple):
    """What two actors (by index, a before b) have in common; shares 0..1, None where undefined.

    `kish` is the effective number of shared issues, None where they all weigh the same.
    """

    a: int
    b: int
    counts: PairCounts
    agreement: float | None
    disagreement: float | None
    low: float | None = None
    high: float | None = None
    kish: float | None = None

    @property
    def effective(self) -> float:
        """How many issues of equal weight the share rests on: (sum w)^2 / sum w^2 (Kish 1965)."""
        return float(self.counts.shared) if self.kish is None else self.kish
