"""How united a group is on an issue, and on average over issues, free of the group's size and raw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from positions.measures.dispersion import hix_noury_roland, hix_noury_roland_of_sample, rice, rice_of_sample
from positions.rounding import maybe_float


@dataclass(frozen=True, slots=True)
class Cohesion:
    """A group on one issue.

    Attributes:
        firm: how many are for or against.
        held: how many hold a value, neutral ones included.
        rice: the Rice index; `rice_2` is its mean over all pairs of the firm, which is the share of pairs on
            the same side. None where fewer than two are firm.
        hnr: the index of Hix, Noury and Roland; `hnr_2` is its mean over all pairs of those who hold a value.
            None where fewer than two do.
    """

    firm: int = 0
    held: int = 0
    rice: Fraction | None = None
    rice_2: Fraction | None = None
    hnr: Fraction | None = None
    hnr_2: Fraction | None = None

    @classmethod
    def of(cls, favour: int, against: int, neutral: int) -> Cohesion:
        """Return the cohesion of so many for, against and neutral."""
        return cls(
            firm=favour + against,
            held=favour + against + neutral,
            rice=rice(favour, against),
            rice_2=rice_of_sample(favour, against),
            hnr=hix_noury_roland(favour, neutral, against),
            hnr_2=hix_noury_roland_of_sample(favour, neutral, against),
        )


@dataclass(frozen=True, slots=True)
class MeanCohesion:
    """A group over all issues: means over the issues on which each figure is defined, None where none is.

    `rice_issues` is on how many issues two or more of the group are for or against, `hnr_issues` on how many
    two or more hold a value.
    """

    rice_issues: int
    hnr_issues: int
    rice: float | None
    rice_2: float | None
    hnr: float | None
    hnr_2: float | None

    @classmethod
    def of(cls, issues: Iterable[Cohesion]) -> MeanCohesion:
        """Return the means over issues; every issue counts alike."""
        each = tuple(issues)
        return cls(
            rice_issues=sum(one.rice is not None for one in each),
            hnr_issues=sum(one.hnr is not None for one in each),
            rice=_mean(one.rice for one in each),
            rice_2=_mean(one.rice_2 for one in each),
            hnr=_mean(one.hnr for one in each),
            hnr_2=_mean(one.hnr_2 for one in each),
        )


def _mean(figures: Iterable[Fraction | None]) -> float | None:
    """Return the mean of exact figures; those of one denominator are added first, which is what is fast."""
    number, sums = 0, dict[int, int]()
    for figure in figures:
        if figure is not None:
            number += 1
            sums[figure.denominator] = sums.get(figure.denominator, 0) + figure.numerator
    total = sum((Fraction(above, below) for below, above in sums.items()), Fraction())
    return maybe_float(total / number if number else None)
