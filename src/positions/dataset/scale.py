"""Scales of stances: named levels, a numeric range, or nominal labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from positions.rounding import as_written
from positions.vocabulary import NON_POSITIONS, ScaleLevel

MIXED = "mixed"
"""Name of the scale on which issues with scales of their own are laid side by side."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a stance can be, and its number.

    Attributes:
        name: "five-point", "three-point", "nominal", "range" or "levels"; "mixed" for one that several are
            laid on, which nobody declares.
        labels: label -> value in ascending order of value; empty on a range. On a nominal scale the
            values only number the labels and mean nothing else.
        minimum, maximum: the declared bounds; never taken from the data.
        neutral: the value that is neither for nor against; without a meaning where `sided` is False.
        level: the level of measurement.
        sided: whether there is a neutral value; without one, stances are amounts and for or against nothing.
        span: the largest difference between two stances on one issue of a mixed scale; None on all others,
            where it is that of the bounds.
    """

    name: str
    labels: Mapping[str, float] = field(default_factory=dict)
    minimum: float = -1.0
    maximum: float = 1.0
    neutral: float = 0.0
    level: ScaleLevel = "ordinal"
    sided: bool = True
    span: float | None = None

    def __hash__(self) -> int:
        """Return the same for equal scales; the labels, a mapping, have no hash of their own."""
        return hash((self.name, self.minimum, self.maximum, self.neutral, len(self.labels)))

    @property
    def is_mixed(self) -> bool:
        """Whether stances on scales of several issues are laid on this one."""
        return self.name == MIXED

    @property
    def is_range(self) -> bool:
        """Whether a stance is a number rather than a label."""
        return self.name in ("range", MIXED)

    @property
    def is_nominal(self) -> bool:
        """Whether stances have neither order nor sides."""
        return self.level == "nominal"

    @property
    def has_sides(self) -> bool:
        """Whether a stance is for or against something."""
        return self.sided and not self.is_nominal

    @property
    def is_amount(self) -> bool:
        """Whether a stance is an amount: it has an order and distances, and no sides."""
        return not self.sided and not self.is_nominal

    @property
    def range(self) -> float:
        """Largest possible difference between two stances on an issue."""
        return self.maximum - self.minimum if self.span is None else self.span

    @property
    def largest_deviation(self) -> float:
        """Largest possible distance from neutral."""
        return max(self.maximum - self.neutral, self.neutral - self.minimum)

    def side(self, value: float) -> int | None:
        """Return 1 for, -1 against, 0 neutral; None where the scale has no sides."""
        if not self.has_sides:
            return None
        return (value > self.neutral) - (value < self.neutral)

    def strength(self, value: float) -> float | None:
        """Return the distance from neutral as a share (0..1) of the largest possible; None without sides."""
        if not self.has_sides:
            return None
        return abs(value - self.neutral) / self.largest_deviation

    @property
    def grades(self) -> int | None:
        """How many strengths the side with more of them has; None on a range or a nominal scale."""
        if self.is_range or self.is_nominal:
            return None
        above = sum(value > self.neutral for value in self.labels.values())
        return max(above, sum(value < self.neutral for value in self.labels.values()))

    def label_of(self, value: float) -> str | None:
        """Return the label of a value, None on a range."""
        return next((label for label, number in self.labels.items() if number == value), None)

    def in_words(self, stance: str | float, unit: str | None = None) -> str:
        """Return a stance, or a state in place of one, as people read it: "strongly support", "2.5 t".

        Labels of a nominal scale are names, and stay as they are.
        """
        if not isinstance(stance, str):
            return as_written(stance) + (f" {unit}" if unit else "")
        return stance if self.is_nominal and stance not in NON_POSITIONS else stance.replace("-", " ")

    @classmethod
    def nominal(cls, labels: Mapping[str, float] | tuple[str, ...]) -> Scale:
        """Return a nominal scale over the labels, numbered in the order given."""
        numbered = {label: float(index) for index, label in enumerate(labels)}
        highest = float(max(len(numbered) - 1, 1))
        return cls("nominal", numbered, 0.0, highest, 0.0, "nominal")


FIVE_POINT = Scale(
    "five-point",
    {"strongly-oppose": -2.0, "oppose": -1.0, "neutral": 0.0, "support": 1.0, "strongly-support": 2.0},
    -2.0,
    2.0,
)
THREE_POINT = Scale("three-point", {"oppose": -1.0, "neutral": 0.0, "support": 1.0})
NAMED_SCALES = {scale.name: scale for scale in (FIVE_POINT, THREE_POINT)}
