"""Actors by issues: what measures compute on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from positions.dataset.mixed_scales import from_common
from positions.dataset.scale import Scale
from positions.dataset.whole_scale import WholeScale, whole_scale_of
from positions.grid.parts import Actor, Detail, GridIssue, Row, Sides, bits
from positions.rounding import whole_multiples


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
                int(bool(row.withheld & bit)),
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
