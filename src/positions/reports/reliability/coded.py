"""What coders are compared on: each question with every unit's answers to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from positions.dataset.coders.codings import Coding, Codings
from positions.dataset.coders.spans import Span, Spans
from positions.dataset.coders.units import CodedUnit, coded_units, default_unit
from positions.dataset.mixed_scales import common_scale
from positions.dataset.scale import Scale
from positions.grid import StanceGrid, bits, build_grid
from positions.measures.reliability.alpha import Pattern, Unit, patterns_of
from positions.measures.reliability.bootstrap import RESAMPLES
from positions.measures.reliability.codings import (
    CodedCell,
    Level,
    LevelName,
    levels_of,
    units_of,
)
from positions.measures.reliability.coefficients import all_patterns
from positions.measures.reliability.detection import (
    DetectionPair,
    Found,
    detection_pairs,
    detection_patterns,
)
from positions.measures.reliability.unitising import Continuum, unitising_alpha
from positions.reports.common.study import Study, info_of
from positions.reports.reliability.readings import coded_cells, found_by
from positions.selection import Selection
from positions.vocabulary import ScaleLevel, UnitKind

QuestionName = LevelName | Literal["detection"]

DOCUMENTS = 10
"""From so many documents on, intervals come from resamples of documents."""


@dataclass(frozen=True)
class Answers:
    """A question with the answers to it.

    Attributes:
        name, metric: the question, and how far its answers are apart.
        groups: the patterns of all units, by document where there are enough of them, else each unit alone.
        pairable: the patterns of the units that two or more have answered, in the order of the units.
    """

    name: QuestionName
    metric: ScaleLevel
    groups: tuple[Counter[Pattern], ...]
    pairable: tuple[Pattern, ...]

    @cached_property
    def patterns(self) -> Counter[Pattern]:
        """How often each pattern occurs, those of units that one alone has answered among them."""
        return sum(self.groups, Counter[Pattern]())

    @cached_property
    def categories(self) -> list[float]:
        """The answers that occur, ascending."""
        return sorted({value for pattern in self.patterns for value, _ in pattern})

    @property
    def by_document(self) -> bool:
        """Whether the groups are documents."""
        return any(group.total() > 1 for group in self.groups)


@dataclass(frozen=True)
class Coded:
    """Several coders' readings, unit by unit.

    Attributes:
        codings, selection: the readings, and the part of them that is compared.
        kind: whether a unit is a cell or a statement.
        studies: one a coder.
        cells: the units; `statements`: the same by statement, from which follows who found what.
        units: the statements of all of them, whatever the filters leave.
        resamples: how many there are for each interval.
    """

    codings: Codings
    selection: Selection
    kind: UnitKind
    studies: tuple[Study, ...]
    cells: tuple[CodedCell, ...]
    statements: tuple[CodedCell, ...]
    units: tuple[CodedUnit, ...]
    resamples: int = RESAMPLES

    @property
    def coders(self) -> tuple[Coding, ...]:
        """The coders with their datasets."""
        return self.codings.coders

    @property
    def grid(self) -> StanceGrid:
        """The first coder's grid; all have the same actors, issues and scale."""
        return self.studies[0].grid

    @property
    def disputed(self) -> tuple[CodedCell, ...]:
        """The units on which coders differ."""
        return tuple(cell for cell in self.cells if cell.disputed)

    @cached_property
    def found(self) -> list[Found]:
        """What each coder has read and found."""
        return found_by(self.coders, self.statements)

    @cached_property
    def detection(self) -> list[DetectionPair]:
        """What every two coders found."""
        return detection_pairs(self.found)

    @property
    def levels(self) -> tuple[Level, ...]:
        """The questions about what was found."""
        return levels_of(self.grid.scale, self.sided_scale)

    @property
    def sided_scale(self) -> Scale | None:
        """The scale of the issues with sides, where others have amounts; None where all are of one kind."""
        grid = self.grid
        if not (grid.has_amounts and grid.has_sides):
            return None
        return common_scale(map(grid.scale_of, bits(grid.sided)))

    @property
    def whole(self) -> Level:
        """The question that all that coders can differ on is in."""
        return self.levels[-1]

    def answered(self, level: Level) -> list[Unit]:
        """Return the units' answers to a question."""
        sided = None if self.sided_scale is None else self.grid.sided
        return units_of(self.cells, level, self.grid.scale, sided)

    @cached_property
    def answers(self) -> tuple[Answers, ...]:
        """All questions with their answers, the one about what was found last."""
        return (*(self._answers(level) for level in self.levels), self._detected())

    def _answers(self, level: Level) -> Answers:
        units = self.answered(level)
        documents = {cell.source for cell in self.cells if cell.source is not None}
        patterns = tuple(patterns_of(units))
        if len(documents) < DOCUMENTS:
            alone = tuple(Counter([pattern]) for pattern in all_patterns(units))
            return Answers(level.name, level.metric, alone, patterns)
        groups: dict[object, Counter[Pattern]] = {}
        for place, (cell, unit) in enumerate(zip(self.cells, units, strict=True)):
            key = cell.source if cell.source is not None else place
            groups.setdefault(key, Counter()).update(all_patterns([unit]))
        return Answers(level.name, level.metric, tuple(filter(None, groups.values())), patterns)

    def _detected(self) -> Answers:
        by_source = detection_patterns(self.found, len(self.grid.issues))
        pairable = tuple(pattern for counts in by_source.values() for pattern in counts.elements())
        if len(by_source) < DOCUMENTS:
            alone = tuple(Counter([pattern]) for pattern in pairable)
            return Answers("detection", "nominal", alone, pairable)
        return Answers("detection", "nominal", tuple(filter(None, by_source.values())), pairable)

    @cached_property
    def unitising(self) -> float | None:
        """Krippendorff's alpha for unitising, None where no text or no span is known."""
        places = [Spans(coding.dataset, coding.folder) for coding in self.coders]
        selected = {actor.id for actor in self.grid.actors}, {issue.id for issue in self.grid.issues}
        marked: dict[str, list[dict[Hashable, list[Span]]]] = {}
        for unit in self.units:
            if unit.source is None or unit.actor not in selected[0] or unit.issue not in selected[1]:
                continue
            here = marked.setdefault(unit.source, [{} for _ in self.coders])
            for number, span in enumerate(unit.spans):
                if span is not None:
                    here[number].setdefault(unit.issue, []).append(span)
        documents = []
        for source, coders in marked.items():
            known = next((found for one in places if (found := one.length(source)) is not None), None)
            if known is not None:
                stops = [stop for coder in coders for spans in coder.values() for _, stop in spans]
                readers = tuple(
                    coder for coder, found in zip(coders, self.found, strict=True) if source in found.read
                )
                documents.append(Continuum(max([known, *stops]), readers))
        return unitising_alpha(documents)


def coded(
    codings: Codings, selection: Selection, kind: UnitKind | None = None, resamples: int = RESAMPLES
) -> Coded:
    """Return what is compared of several coders' readings; `kind` is `default_unit`'s where None."""
    coders = codings.coders
    kind = kind or default_unit(coders)
    grids = [build_grid(coding.dataset, selection) for coding in coders]
    studies = [_study(codings, coding, selection, grid) for coding, grid in zip(coders, grids, strict=True)]
    units = tuple(coded_units(coders, "statement"))
    statements = tuple(coded_cells(coders, units, grids, selection))
    cells = (
        statements
        if kind == "statement"
        else tuple(coded_cells(coders, coded_units(coders, "cell"), grids, selection))
    )
    return Coded(codings, selection, kind, tuple(studies), cells, statements, units, resamples)


def _study(codings: Codings, coding: Coding, selection: Selection, grid: StanceGrid) -> Study:
    digests = codings.sha256
    digest = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    info = replace(info_of(coding.dataset, digest), held_back=codings.held_back)
    return Study(info, coding.dataset, selection, grid, coding.origin)
