"""What a grid is made of: actors, issues, an actor's cells as bit planes, the entries behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING

from positions.dataset.scale import Scale

if TYPE_CHECKING:  # a grid made from a plain table does without the models, and without pydantic
    from positions.dataset.entries import Move
    from positions.dataset.models import Position


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as the measures see it. `label` is the short name."""

    id: str
    name: str
    label: str
    kind: str | None = None
    influence: float | None = None
    influences: Mapping[str, int] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def group(self, by: str) -> str | None:
        """Return the kind, or the attribute of that name; None where the actor has none."""
        return (self.kind if by == "kind" else self.attributes.get(by)) or None


def attributes_of(actors: Iterable[Actor]) -> list[str]:
    """Return the names of all attributes that actors have, in the order in which they are met."""
    return list(dict.fromkeys(name for actor in actors for name in actor.attributes))


@dataclass(frozen=True, slots=True)
class GridIssue:
    """An issue as the measures see it."""

    id: str
    title: str
    proposition: str | None = None
    weight: float = 1.0
    unit: str | None = None
    scale: Scale | None = None
    """Its own, where the grid's is one on which several are laid."""


@dataclass(frozen=True, slots=True)
class Row:
    """One actor's cells as bit planes over the issues.

    Attributes:
        levels: a plane for each of the grid's values, in the same order; no two overlap.
        states: a plane for each state that is no position; what is in no plane is not researched.
        conditional: where the position depends on a condition.
        withheld: of what is excluded, what no filter left out: it is private, or a table keeps it.
    """

    levels: tuple[int, ...]
    states: Mapping[str, int]
    conditional: int = 0
    withheld: int = 0

    @property
    def held(self) -> int:
        """Plane of the issues on which the actor holds a value."""
        plane = 0
        for level in self.levels:
            plane |= level
        return plane


@dataclass(frozen=True, slots=True)
class Detail:
    """The entry behind a cell: what a reader is shown, and its salience (0-100) where given.

    `both_sides` are the entries that together make a cell mixed, or a mean; none where one alone decides.
    `frequency` is how many statements are for, against and neutral, where there are several entries. `move`
    is the last change of what it says.
    """

    entry: Position
    both_sides: tuple[Position, ...] = ()
    frequency: tuple[int, int, int] | None = None
    move: Move | None = None

    @property
    def entries(self) -> tuple[Position, ...]:
        """The entries that decide what the cell says."""
        return self.both_sides or (self.entry,)

    @property
    def salience(self) -> float | None:
        """How much the issue matters to the actor, 0-100, None where not given."""
        return self.entry.salience


@dataclass(frozen=True, slots=True)
class Sides:
    """One actor's planes by side."""

    favour: int
    against: int
    neutral: int

    @classmethod
    def of(cls, row: Row, values: Sequence[float], scale: Scale, sided: int) -> Sides:
        """Return the planes of a row, of the issues in the plane of those that have sides."""
        planes = {1: 0, -1: 0, 0: 0}
        for value, plane in zip(values, row.levels, strict=True) if sided else ():
            planes[(value > scale.neutral) - (value < scale.neutral)] |= plane & sided
        return cls(planes[1], planes[-1], planes[0])


_AS_NUMBERS = bytes.maketrans(b"01", b"\0\1")
_DENSE = 16
"""A plane of which more than one bit in so many is set is quicker gone through as a whole."""


def bits(plane: int) -> Iterable[int]:
    """Yield the indices of the set bits, ascending."""
    length = plane.bit_length()
    if plane.bit_count() * _DENSE > length:
        return compress(range(length), bin(plane)[:1:-1].encode().translate(_AS_NUMBERS))
    return _few_bits(plane)


def _few_bits(plane: int) -> Iterator[int]:
    digits = bin(plane)[:1:-1]
    index = digits.find("1")
    while index >= 0:
        yield index
        index = digits.find("1", index + 1)
