"""The numeric form of a selection: for each actor and each value, one integer with a bit an issue.

Bit `i` of an actor's plane for a value is set where the actor holds that value on issue `i`. What two
actors share, agree on and differ on are then counts of set bits, without a loop over issues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from positions.dataset.mixed_scales import from_common, scale_on, to_common
from positions.dataset.scale import Scale
from positions.dataset.whole_scale import WholeScale, whole_scale_of
from positions.rounding import whole_multiples

if TYPE_CHECKING:  # a grid made from a plain table does without the models, and without pydantic
    from positions.dataset.entries import Move
    from positions.dataset.models import Dataset, Issue, Position, Stakeholder
    from positions.resolve import Cell, KeptCells
    from positions.selection import Selection


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
    """

    levels: tuple[int, ...]
    states: Mapping[str, int]
    conditional: int = 0

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


@dataclass(frozen=True)
class StanceGrid:
    """Actors x issues.

    Attributes:
        actors, issues: in the order of the file.
        scale: the declared scale; where the issues have several, the one on which all are laid.
        values: the values that planes stand for, ascending; on named levels all of them, on a range (and
            of means) those that occur (the scale's bounds need not be among them).
        rows: one for each actor.
        details: (actor index, issue index) -> the entry behind a cell; empty where the data is a plain table.
        excluded: filter -> the number of cells that it took out.
        titles: the titles of all issues of the dataset by id, those among them that are not selected.
        answers: whether cells are answers (votes, a survey), which nobody codes and nothing stands behind.
    """

    actors: tuple[Actor, ...]
    issues: tuple[GridIssue, ...]
    scale: Scale
    values: tuple[float, ...]
    rows: tuple[Row, ...]
    details: Mapping[tuple[int, int], Detail] = field(default_factory=dict)
    excluded: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    answers: bool = False

    @cached_property
    def sides(self) -> tuple[Sides, ...]:
        """Each actor's planes by side, each issue by its own scale: those without sides are in none."""
        return tuple(Sides.of(row, self.values, self.scale, self.sided) for row in self.rows)

    @cached_property
    def sided(self) -> int:
        """The plane of the issues on which a stance is for or against, each by its own scale."""
        if not self.scale.is_mixed:
            return self.every_issue if self.scale.has_sides else 0
        return sum(1 << at for at in range(len(self.issues)) if self.scale_of(at).has_sides)

    @property
    def has_sides(self) -> bool:
        """Whether stances on any issue are for or against; where there is no issue, on the declared scale."""
        return bool(self.sided) if self.issues else self.scale.has_sides

    @property
    def has_amounts(self) -> bool:
        """Whether stances on any issue are amounts; where there is no issue, on the declared scale."""
        return self.scale.is_amount

    @property
    def has_division(self) -> bool:
        """Whether stances on any issue may be opposed: by side, or as labels; amounts never are."""
        return self.has_sides or self.scale.is_nominal

    def is_sided(self, issue: int) -> bool:
        """Return whether stances on the issue with this index are for or against something."""
        return bool(self.sided >> issue & 1)

    @cached_property
    def held(self) -> tuple[int, ...]:
        """Each actor's plane of the issues on which it holds a value."""
        return tuple(row.held for row in self.rows)

    @cached_property
    def planes(self) -> tuple[Mapping[float, int], ...]:
        """Each actor's planes by value, without the values that it nowhere holds."""
        return tuple(
            {value: plane for value, plane in zip(self.values, row.levels, strict=True) if plane}
            for row in self.rows
        )

    @cached_property
    def values_by_issue(self) -> tuple[Mapping[int, float], ...]:
        """Each actor's values by the index of the issue; issues on which it holds none are left out."""
        return tuple(
            {issue: value for value, plane in planes.items() for issue in bits(plane)}
            for planes in self.planes
        )

    @cached_property
    def sides_are_levels(self) -> bool:
        """Whether standing on the same side is holding the same value: each side has one value at most."""
        if not self.scale.has_sides:  # where some issues have sides, several values of theirs are one side
            return not self.sided
        sides = [self.scale.side(value) for value in self.values]
        return len(set(sides)) == len(sides)

    @cached_property
    def weight_classes(self) -> tuple[tuple[float, int], ...]:
        """(weight, plane of the issues that have it), ascending by weight."""
        planes: dict[float, int] = {}
        for index, issue in enumerate(self.issues):
            planes[issue.weight] = planes.get(issue.weight, 0) | 1 << index
        return tuple(sorted(planes.items()))

    @cached_property
    def whole_weights(self) -> tuple[tuple[int, int], ...]:
        """(weight as a whole multiple of one unit, plane of the issues that have it); none of weight 0."""
        whole = whole_multiples([weight for weight, _ in self.weight_classes])
        return tuple((whole[weight], plane) for weight, plane in self.weight_classes if weight > 0)

    @cached_property
    def whole_scale(self) -> WholeScale:
        """The scale and the values in whole multiples of one unit."""
        return whole_scale_of(self.scale, self.values)

    @cached_property
    def whole_saliences(self) -> Mapping[tuple[int, int], int]:
        """(actor index, issue index) -> the salience as a whole multiple of one unit, where one is given."""
        given = {
            cell: detail.salience for cell, detail in self.details.items() if detail.salience is not None
        }
        whole = whole_multiples(set(given.values()))
        return {cell: whole[salience] for cell, salience in given.items()}

    @cached_property
    def every_issue(self) -> int:
        """The plane with all issues set."""
        return (1 << len(self.issues)) - 1

    def scale_of(self, issue: int) -> Scale:
        """Return the scale that the issue with this index has in the dataset."""
        return self.issues[issue].scale or self.scale

    def own_value(self, actor: int, issue: int) -> float | None:
        """Return the value that an actor holds on an issue, on the issue's own scale; None for none."""
        value = self.value(actor, issue)
        return None if value is None else self.in_own(issue, value)

    def in_own(self, issue: int, value: float) -> float:
        """Return a value of the grid's scale on the own scale of the issue with this index."""
        own = self.issues[issue].scale
        return value if own is None else from_common(own, value, self.scale.range)

    def alone(self, issue: int) -> StanceGrid:
        """Return the grid of one issue on its own scale, with all actors."""
        bit, scale = 1 << issue, self.scale_of(issue)
        held = [self.own_value(actor, issue) for actor in range(len(self.actors))]
        values = tuple(sorted({*scale.labels.values(), *(value for value in held if value is not None)}))
        rows = tuple(
            Row(
                tuple(int(value == own) for value in values),
                {state: 1 for state, plane in row.states.items() if plane & bit},
                int(bool(row.conditional & bit)),
            )
            for row, own in zip(self.rows, held, strict=True)
        )
        details = {(actor, 0): detail for (actor, at), detail in self.details.items() if at == issue}
        return replace(
            self,
            issues=(replace(self.issues[issue], scale=None),),
            scale=scale,
            values=values,
            rows=rows,
            details=details,
        )

    def value(self, actor: int, issue: int) -> float | None:
        """Return the value that an actor holds on an issue (both by index), None where it holds none."""
        bit = 1 << issue
        for value, plane in zip(self.values, self.rows[actor].levels, strict=True):
            if plane & bit:
                return value
        return None

    def state(self, actor: int, issue: int) -> str:
        """Return "position", the state in place of one, or "not-researched"."""
        bit = 1 << issue
        if self.held[actor] & bit:
            return "position"
        for state, plane in self.rows[actor].states.items():
            if plane & bit:
                return state
        return "not-researched"

    def actor_index(self, actor: str) -> int:
        """Return the index of an actor by id; KeyError if it is not in the grid."""
        return self._actor_indices[actor]

    @cached_property
    def _actor_indices(self) -> dict[str, int]:
        return {actor.id: index for index, actor in enumerate(self.actors)}


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


def build_grid(
    dataset: Dataset, selection: Selection | None = None, kept: KeptCells | None = None
) -> StanceGrid:
    """Return the grid of the selected actors and issues.

    A cell whose entries a date filter leaves none of, or whose deciding entry fails a quality filter, is
    "excluded"; a state without a position is not subject to quality filters. `kept` remembers the cells for
    the next grid of nearly the same data.
    """
    from positions.dataset.answers import are_answers
    from positions.resolve import KeptCells
    from positions.selection import Selection, selected_actors, selected_issues

    selection = selection or Selection()
    actors, issues = selected_actors(dataset, selection), selected_issues(dataset, selection)
    columns = {issue: index for index, issue in enumerate(issues)}
    cells = (kept or KeptCells()).of(dataset, actors.values(), columns, selection)
    scale = scale_on(dataset, issues)
    if scale.is_mixed:
        own = [dataset.scale_of(issue) for issue in issues]
        cells = [_on_common(row, own, scale) for row in cells]
    values = tuple(
        sorted(
            {
                *scale.labels.values(),
                *(cell.value for row in cells for cell in row.values() if cell.value is not None),
            }
        )
    )
    counts: dict[str, int] = {}
    for row in cells:
        for cell in row.values():
            if cell.filter is not None:
                counts[cell.filter] = counts.get(cell.filter, 0) + 1
    return StanceGrid(
        actors=actors_of(actors),
        issues=issues_of(issues, dataset.scale_of if scale.is_mixed else None),
        scale=scale,
        values=values,
        rows=tuple(_row(row, values) for row in cells),
        details={
            (actor, issue): Detail(cell.entry, cell.both_sides, cell.frequency, cell.move)
            for actor, row in enumerate(cells)
            for issue, cell in row.items()
            if cell.entry is not None
        },
        excluded=counts,
        titles={name: issue.title for name, issue in dataset.issues.items()},
        answers=are_answers(dataset),
    )


def actors_of(actors: Mapping[str, Stakeholder]) -> tuple[Actor, ...]:
    """Return actors as the measures see them."""
    return tuple(
        Actor(
            id=name,
            name=actor.name,
            label=actor.label,
            kind=actor.kind,
            influence=actor.influence,
            influences=actor.influences,
            attributes=actor.attributes,
        )
        for name, actor in actors.items()
    )


def issues_of(
    issues: Mapping[str, Issue], scale_of: Callable[[str], Scale] | None = None
) -> tuple[GridIssue, ...]:
    """Return issues as the measures see them, with their own scales where `scale_of` says these."""
    return tuple(
        GridIssue(
            name,
            issue.title,
            issue.proposition,
            float(issue.weight),
            issue.unit,
            scale_of(name) if scale_of is not None else None,
        )
        for name, issue in issues.items()
    )


def _on_common(cells: Mapping[int, Cell], own: Sequence[Scale], scale: Scale) -> dict[int, Cell]:
    """Return cells whose values lie on the scale on which several are laid."""
    return {
        issue: cell
        if cell.value is None
        else replace(cell, value=to_common(own[issue], cell.value, scale.range))
        for issue, cell in cells.items()
    }


def _row(cells: Mapping[int, Cell], values: Sequence[float]) -> Row:
    index_of = {value: index for index, value in enumerate(values)}
    levels, states, conditional = [0] * len(values), dict[str, int](), 0
    for issue, cell in cells.items():
        bit = 1 << issue
        if cell.value is None:
            states[cell.state] = states.get(cell.state, 0) | bit
            continue
        levels[index_of[cell.value]] |= bit
        if cell.entry is not None and cell.entry.condition is not None:
            conditional |= bit
    return Row(tuple(levels), states, conditional)
