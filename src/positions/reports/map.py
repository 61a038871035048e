"""A map of the actors: near each other in a plane who agrees, as far as a plane can show it."""

from __future__ import annotations

from collections.abc import Sequence

from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.structure.scaling import Fit, Scaling, classical_scaling
from positions.problems import UsageError
from positions.reports.common.cells import counted
from positions.reports.common.study import Study
from positions.reports.compare.pair_words import thin_agreements
from positions.reports.compare.report import compare_grid, options_of
from positions.reports.compare.words import measure_note
from positions.rounding import percent, two_decimals
from positions.tables import Column, MapPicture, Report, Table

FEWEST, MOST = 6, 60
"""Fewer actors need no map, and the names of more would cover one another."""

POOR = 0.2
"""From this stress-1 up a map is said to be a poor one: Kruskal's word for it."""

_TELLING = 0.15
_NOTE = (
    "Classical scaling of 1 - agreement. Only distances count: the axes mean nothing by themselves, and the "
    "map could be turned or mirrored."
)


def map_of(study: Study, how: Comparison | None = None) -> Report:
    """Return the selected actors as points whose distances are as near as can be to 1 - agreement.

    Raises:
        UsageError: if the measure does not fit the scale, or there is no map: too few or too many actors, a
            pair without an agreement, or no disagreement at all.
    """
    how = how or Comparison()
    _require_number(len(study.grid.actors))
    pairs = compare_grid(study.grid, how)
    distances = _distances(study, pairs)
    scaling = classical_scaling(distances)
    fit = scaling.fit(distances)
    if scaling.shares() is None:
        raise UsageError(
            "they all agree on everything that they share: all would stand on one point of the map",
            "positions issues shows what they agree on",
        )
    return Report(
        command="map",
        dataset=study.info,
        title=f"Who stands near whom: {study.info.title}",
        tables=(_points(study, scaling), _axes(scaling), _fit(fit, len(pairs))),
        shown=("points", "fit"),
        summary=(
            _fit_words(fit, len(pairs)),
            *_warning(fit),
            *_worst(study, scaling, pairs),
        ),
        notes=(
            measure_note(study.grid, how),
            _NOTE,
            *(f"{words}." for words in thin_agreements(pairs)),
            *study.notes_on_filters(),
            *study.notes,
        ),
        options=options_of(study, how),
        pictures=(
            MapPicture(tuple((ref, x, y) for ref, (x, y) in zip(study.actors, scaling.points, strict=True))),
        ),
    )


def _require_number(actors: int) -> None:
    if actors < FEWEST:
        raise UsageError(
            f"there is no map of {counted(actors, 'actor')}: it takes {FEWEST} or more, since a plane can "
            "show the distances of so few almost whatever they are",
            "positions compare shows their agreement in numbers",
        )
    if actors > MOST:
        raise UsageError(
            f"there is no map of {actors} actors: the names of more than {MOST} would cover one another",
            "name those to be shown, or choose some with --kind",
        )


def _distances(study: Study, pairs: Sequence[PairResult]) -> list[list[float]]:
    undefined = [pair for pair in pairs if pair.agreement is None]
    if undefined:
        a, b = (study.grid.actors[actor].label for actor in (undefined[0].a, undefined[0].b))
        count = len(undefined)
        which = f"{a} and {b}" if count == 1 else f"{counted(count, 'pair')}, such as {a} and {b},"
        raise UsageError(
            f"there is no map: {which} have too few shared issues for an agreement, and so no distance",
            "name actors that share issues, or see positions gaps for what is missing",
        )
    number = len(study.grid.actors)
    distances = [[0.0] * number for _ in range(number)]
    for pair in pairs:
        distances[pair.a][pair.b] = distances[pair.b][pair.a] = 1 - (pair.agreement or 0.0)
    return distances


def _points(study: Study, scaling: Scaling) -> Table:
    columns = (Column("id", "Actor"), Column("x", "Across", "number"), Column("y", "Up", "number"))
    rows = tuple((ref, x, y) for ref, (x, y) in zip(study.actors, scaling.points, strict=True))
    return Table("points", "Places", columns, rows)


def _axes(scaling: Scaling) -> Table:
    columns = (
        Column("axis", "Axis", "integer"),
        Column("eigenvalue", "Eigenvalue", "number"),
        Column("share", "Share of the eigenvalues", "number"),
    )
    total = sum(map(abs, scaling.eigenvalues))
    rows = tuple(
        (number, value, max(value, 0.0) / total) for number, value in enumerate(scaling.eigenvalues, 1)
    )
    return Table("axes", "Axes", columns, rows)


def _fit(fit: Fit, pairs: int) -> Table:
    columns = (
        Column("stress_1", "Stress-1", "number"),
        Column("r_squared", "R squared of the distances", "number"),
        Column("pairs", "Pairs", "integer"),
    )
    return Table("fit", "Fit", columns, ((fit.stress_1, fit.r_squared, pairs),))


def _fit_words(fit: Fit, pairs: int) -> str:
    stress = "" if fit.stress_1 is None else f"stress-1 is {two_decimals(fit.stress_1)} (0 is perfect)"
    shared = (
        ""
        if fit.r_squared is None
        else f", and r squared of the given distances and the map's is {two_decimals(fit.r_squared)}"
    )
    return f"How well the map shows the {pairs:,} distances: {stress}{shared}."


def _warning(fit: Fit) -> tuple[str, ...]:
    if fit.stress_1 is None or fit.stress_1 < POOR:
        return ()
    return (
        f"Warning: from a stress-1 of {two_decimals(POOR)} up a map is a poor one. Actors who stand near "
        "each other on it may be far apart; see the agreements themselves.",
    )


def _worst(study: Study, scaling: Scaling, pairs: Sequence[PairResult]) -> tuple[str, ...]:
    """Say which pair the map misleads about most, where it does."""

    def amiss(pair: PairResult) -> float:
        return abs(1 - (pair.agreement or 0.0) - scaling.distance(pair.a, pair.b))

    pair = max(pairs, key=lambda pair: (round(amiss(pair), 9), -pair.a, -pair.b))
    if amiss(pair) < _TELLING or pair.agreement is None:
        return ()
    a, b = (study.grid.actors[actor].label for actor in (pair.a, pair.b))
    shown = max(1 - scaling.distance(pair.a, pair.b), 0.0)
    near = "nearer" if shown > pair.agreement else "further apart"
    return (
        f"Most misleading: {a} and {b} stand {near} than they are, as if they agreed on {percent(shown)} of "
        f"{counted(pair.counts.shared, 'issue')}; it is {percent(pair.agreement)} of {pair.counts.shared:,}.",
    )
