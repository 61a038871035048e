"""Ideal points: where actors stand on the line, or in the plane, that their votes follow best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from positions.grid import StanceGrid, bits
from positions.measures.ideal.estimate import Ideal, ideal_points
from positions.measures.pairs.numpy_blocks import has_numpy
from positions.measures.structure.connected import largest_component
from positions.problems import UsageError
from positions.reports.common.cells import counted
from positions.reports.common.headlines import above, as_headline
from positions.reports.common.sided import left_out_note
from positions.reports.common.study import Study
from positions.reports.groups.report import membership
from positions.rounding import percent
from positions.suggest import first_of
from positions.tables import Column, Report, Share, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST_ACTORS, FEWEST_ISSUES = 8, 20
LEAST_ANSWERS = 10
LEAST_MINORITY = 0.025
_FLAT = 0.1
_MOST_NAMED = 5
_MOST_LISTED = 60
_WIDE = 1.96


@dataclass(frozen=True)
class _Votes:
    """The sides that enter: by `actors` and `issues` (their indices) 1 for, 0 against, NaN otherwise.

    `divided` is how many issues have a large enough minority of all who are selected.
    """

    matrix: Floats
    actors: tuple[int, ...]
    issues: tuple[int, ...]
    neutral: int
    divided: int


@dataclass(frozen=True)
class _Classified:
    """How many answers are on the side that the points give.

    Attributes:
        right, answers: by issue how many are, and how many there are.
        apre: the errors that are fewer than with all on the majority's side, (sum of minorities -
            errors)/sum of minorities (aggregate proportional reduction in error).
    """

    right: tuple[int, ...]
    answers: tuple[int, ...]
    apre: float

    @property
    def total(self) -> int:
        """How many answers there are over all issues."""
        return sum(self.answers)

    @property
    def share(self) -> float:
        """The share of them that is on that side."""
        return sum(self.right) / self.total


def ideal_of(study: Study, dimensions: int = 1, group_by: str | None = None) -> Report:
    """Return the ideal points of the selected actors.

    Args:
        study: the data.
        dimensions: 1 or 2.
        group_by: the attribute whose values stand beside the scores.

    Raises:
        UsageError: if NumPy is not installed, the scale has no sides, no actor has the attribute, or there
            are too few actors or issues.
    """
    if not has_numpy():
        raise UsageError("ideal points need NumPy", "pip install 'positions[bulk]'")
    if not study.grid.has_sides:
        raise UsageError(
            "ideal points need sides, for and against, which this scale has not",
            "map --method distances works on any scale",
        )
    groups = [None] * len(study.actors) if group_by is None else membership(study.grid.actors, group_by)
    votes = _votes(study.grid)
    _require_enough(study, votes)
    found = ideal_points(votes.matrix, dimensions)
    fit = _classified(votes, found)
    listed = len(votes.actors) <= _MOST_LISTED
    return Report(
        command="map",
        dataset=study.info,
        title=f"Ideal points: {study.info.title}",
        tables=(
            _points(study, votes, found, groups),
            _lines(study, votes, found, fit),
            _fit(votes, found, fit),
            _left_out(study, votes),
        ),
        shown=(*(("points",) if listed else ()), "fit"),
        summary=(
            _said_of_fit(found, fit),
            *_said_of_left_out(study, votes),
            *(() if listed else ("Where all stand: --table points -f csv; issues: --table issues -f csv.",)),
        ),
        **above(study, as_headline([_said_of_fit(found, fit)])),
        notes=(
            *_notes(votes, found),
            *left_out_note("Ideal points are", study),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={
            "method": "ideal",
            "dimensions": dimensions,
            "group_by": group_by,
            **study.selection.as_options(),
        },
    )


def _votes(grid: StanceGrid) -> _Votes:
    """Return the sides that enter: of issues with a large enough minority, of actors with enough of them."""
    import numpy as np

    matrix = np.full((len(grid.actors), len(grid.issues)), np.nan)
    for row, sides in enumerate(grid.sides):
        matrix[row, list(bits(sides.favour))] = 1.0
        matrix[row, list(bits(sides.against))] = 0.0
    actors, issues = np.arange(matrix.shape[0]), np.arange(matrix.shape[1])
    divided: int | None = None
    while True:
        part = matrix[np.ix_(actors, issues)]
        known = (~np.isnan(part)).sum(axis=0)
        favour = np.nansum(part, axis=0)
        minority = np.divide(
            np.minimum(favour, known - favour), known, out=np.zeros(len(known)), where=known > 0
        )
        kept_issues = issues[minority > LEAST_MINORITY]
        divided = len(kept_issues) if divided is None else divided
        part = matrix[np.ix_(actors, kept_issues)]
        kept_actors = actors[(~np.isnan(part)).sum(axis=1) >= LEAST_ANSWERS]
        if len(kept_issues) == len(issues) and len(kept_actors) == len(actors):
            break
        actors, issues = kept_actors, kept_issues
    joined = _joined(matrix[np.ix_(actors, issues)])
    actors = actors[list(joined)]
    neutral = sum(sides.neutral.bit_count() for sides in grid.sides)
    kept = matrix[np.ix_(actors, issues)]
    return _Votes(kept, tuple(map(int, actors)), tuple(map(int, issues)), neutral, divided)


def _joined(part: Floats) -> tuple[int, ...]:
    """Return the rows of the largest part that shared columns connect."""
    import numpy as np

    rows, columns = np.nonzero(~np.isnan(part))
    edges = [(int(row), len(part) + int(column)) for row, column in zip(rows, columns, strict=True)]
    return tuple(item for item in largest_component(sum(part.shape), edges) if item < len(part))


def _require_enough(study: Study, votes: _Votes) -> None:
    actors, issues = len(votes.actors), len(votes.issues)
    if actors >= FEWEST_ACTORS and issues >= FEWEST_ISSUES:
        return
    if not votes.divided:
        raise UsageError(
            f"there are no ideal points of {counted(len(study.actors), 'actor')}: no issue has a minority "
            "above 2.5%",
            "positions issues says who stands on which side",
        )
    if not actors:
        raise UsageError(
            f"there are no ideal points: nobody has {LEAST_ANSWERS} answers on issues with a minority above "
            "2.5%",
            "map --method distances needs no more than six actors",
        )
    raise UsageError(
        f"there are no ideal points of {counted(actors, 'actor')} on {counted(issues, 'issue')}: it takes "
        f"{FEWEST_ACTORS} actors with {LEAST_ANSWERS} answers each, and {FEWEST_ISSUES} issues with a "
        "minority above 2.5%",
        "map --method distances needs no more than six actors",
    )


def _points(study: Study, votes: _Votes, found: Ideal, groups: Sequence[str | None]) -> Table:
    second = found.scores.shape[1] > 1
    columns = (
        Column("id", "Actor"),
        Column("score", "Score", "number"),
        Column("low", "From", "number"),
        Column("high", "To", "number"),
        *(
            (
                Column("score_2", "Second", "number"),
                Column("low_2", "From", "number"),
                Column("high_2", "To", "number"),
            )
            if second
            else ()
        ),
        Column("group", "Group", detail=not any(groups)),
    )
    rows = []
    order = sorted(range(len(votes.actors)), key=lambda row: (float(found.scores[row, 0]), row))
    for row in order:
        numbers: list[float] = []
        for score, spread in zip(found.scores[row].tolist(), found.spread[row].tolist(), strict=True):
            numbers += [score, score - _WIDE * spread, score + _WIDE * spread]
        rows.append((study.actors[votes.actors[row]], *numbers, groups[votes.actors[row]]))
    return Table("points", "Ideal points", columns, tuple(rows))


def _lines(study: Study, votes: _Votes, found: Ideal, fit: _Classified) -> Table:
    """Return by issue how sharply it divides, and where: the cut point, or the line alpha + beta'x = 0."""
    dimensions = found.scores.shape[1]
    columns = (
        Column("issue", "Issue"),
        Column("intercept", "Intercept", "number"),
        Column("discrimination", "Discrimination", "number"),
        *((Column("discrimination_2", "On the second", "number"),) if dimensions > 1 else ()),
        Column("cut", "Cut point", "number"),
        Column("classified", "Classified", "share", counted="answers"),
    )
    lowest, highest = float(found.scores[:, 0].min()), float(found.scores[:, 0].max())
    rows = []
    for column, issue in enumerate(votes.issues):
        beta = [float(value) for value in found.beta[column]]
        cut = -float(found.alpha[column]) / beta[0] if dimensions == 1 and abs(beta[0]) >= _FLAT else None
        cut = cut if cut is not None and lowest <= cut <= highest else None
        share = Share(fit.right[column] / fit.answers[column], fit.answers[column])
        rows.append((study.issues[issue], float(found.alpha[column]), *beta, cut, share))
    return Table("issues", "How issues divide", columns, tuple(rows))


def _classified(votes: _Votes, found: Ideal) -> _Classified:
    import numpy as np

    sided = (found.alpha + found.scores @ found.beta.T) > 0
    known = ~np.isnan(votes.matrix)
    right, answers = (known & (sided == (votes.matrix > 0.5))).sum(axis=0), known.sum(axis=0)
    favour = np.nansum(votes.matrix, axis=0)
    minority = float(np.minimum(favour, answers - favour).sum())
    errors = int(answers.sum()) - int(right.sum())
    return _Classified(tuple(map(int, right)), tuple(map(int, answers)), (minority - errors) / minority)


def _fit(votes: _Votes, found: Ideal, fit: _Classified) -> Table:
    columns = (
        Column("actors", "Actors", "integer"),
        Column("issues", "Issues", "integer"),
        Column("answers", "Answers", "integer"),
        Column("classified", "Classified", "share", counted="answers"),
        Column("apre", "APRE", "number"),
        Column("rounds", "Rounds", "integer", detail=True),
    )
    row = (
        len(votes.actors),
        len(votes.issues),
        fit.total,
        Share(fit.share, fit.total),
        fit.apre,
        found.rounds,
    )
    return Table("fit", "Fit", columns, (row,))


def _left_out(study: Study, votes: _Votes) -> Table:
    kept = set(votes.actors)
    columns = (Column("id", "Actor"), Column("shared_with", "Answers that count", "integer"))
    plane = sum(1 << issue for issue in votes.issues)
    rows = tuple(
        (study.actors[actor], ((sides.favour | sides.against) & plane).bit_count())
        for actor, sides in enumerate(study.grid.sides)
        if actor not in kept
    )
    return Table("left_out", "Left out", columns, rows, empty="Nobody is left out.")


def _said_of_fit(found: Ideal, fit: _Classified) -> str:
    where = "line" if found.scores.shape[1] == 1 else "plane"
    return (
        f"The {where} puts {percent(fit.share)} of {fit.total:,} answers on the right side: its errors are "
        f"{percent(max(fit.apre, 0.0))} fewer than if all went with the majority (APRE)."
    )


def _said_of_left_out(study: Study, votes: _Votes) -> tuple[str, ...]:
    kept = set(votes.actors)
    names = [actor.label for index, actor in enumerate(study.grid.actors) if index not in kept]
    issues = len(study.grid.issues) - len(votes.issues)
    actors = (f"with fewer than {LEAST_ANSWERS} answers {first_of(names, _MOST_NAMED)}",) if names else ()
    lopsided = (f"with a minority of 2.5% or less {counted(issues, 'issue')}",) if issues else ()
    return (f"Left out: {'; '.join((*actors, *lopsided))}.",) if names or issues else ()


def _notes(votes: _Votes, found: Ideal) -> tuple[str, ...]:
    errors = (
        "by a parametric bootstrap of 100 draws"
        if found.is_bootstrapped
        else "from each actor's answers, as if the issues' places were known"
    )
    neutral = (
        (f"{counted(votes.neutral, 'neutral position')} count as missing; strength does not count.",)
        if votes.neutral
        else ()
    )
    return (
        "Ideal points by EM (Imai, Lo and Olmsted 2016): the probability of a stance for an issue is the "
        "normal distribution function of intercept + discrimination x score; scores have mean 0 and standard "
        f"deviation 1. Intervals are approximate 95% ones, {errors}; they are somewhat too narrow. Which end "
        "is positive means nothing.",
        *neutral,
    )
