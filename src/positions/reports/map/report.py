"""A map of the actors: near each other in a plane who agrees, as far as a plane can show it."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from positions.measures.pairs.results import Comparison, PairResult
from positions.measures.structure.scaling import Fit
from positions.reports.common.cells import counted
from positions.reports.common.headlines import MOST_LEVEL, above, named_pairs
from positions.reports.common.study import Study
from positions.reports.compare.report import options_of
from positions.reports.compare.summary import measure_note
from positions.reports.groups.report import membership
from positions.reports.map.placing import FEWEST, MOST, NEIGHBOURS, Placing, place
from positions.rounding import percent, two_decimals
from positions.suggest import first_of
from positions.tables import Column, MapPicture, Ref, Report, Table

__all__ = ["FEWEST", "MOST", "POOR", "map_of"]

POOR = 0.2
"""From this stress-1 up a map is said to be a poor one: Kruskal's word for it."""

MOST_LISTED = 60
"""Of more actors than this people's formats leave out the list of points."""

_MOST_HEADED = 500
"""Of more actors than this nobody looks who stands nearest and furthest apart: there are too many pairs."""

_LEVEL = 1e-6
"""Distances on a map differ by less than this where agreements are the same: the map is found by steps."""

_TELLING = 0.15
_MOST_NAMED = 5
_NOTE = "Only distances count: the axes mean nothing by themselves, and the map could be turned or mirrored."


def map_of(
    study: Study,
    how: Comparison | None = None,
    group_by: str | None = None,
    *,
    pairs: Sequence[PairResult] | None = None,
) -> Report:
    """Return the selected actors as points whose distances are as near as can be to 1 - agreement.

    Args:
        study: the data.
        how: the measure of agreement.
        group_by: the attribute by which points are coloured, and whose groups' middles are given.
        pairs: what `compare_grid` returns for them, where it is known.

    Raises:
        UsageError: if the measure does not fit the scale, no actor has the attribute, or there is no map: too
            few or too many actors, too few of them with enough agreements, or no disagreement at all.
    """
    how = how or Comparison()
    groups = [None] * len(study.actors) if group_by is None else membership(study.grid.actors, group_by)
    made = place(study, how, pairs)
    named = [groups[actor] for actor in made.actors]
    middles = _middles(made, named)
    listed = len(made.actors) <= MOST_LISTED
    headline, headed = _headline(study, made)
    return Report(
        command="map",
        dataset=study.info,
        title=f"Who stands near whom: {study.info.title}",
        tables=(_points(study, made, named), middles, _axes(made), _fit(made), _left_out(study, made)),
        shown=(*(("points",) if listed else ()), *(("group_points",) if group_by else ()), "fit"),
        summary=(
            _fit_words(made.fit, made.pairs),
            *_warning(made.fit),
            *_worst(study, made),
            *_left_out_words(study, made),
            *(() if listed else (f"Where the {len(made.actors):,} actors stand: --table points -f csv.",)),
        ),
        notes=(
            measure_note(study.grid, how),
            " ".join((made.notes[0], _NOTE)),
            *made.notes[1:],
            *study.notes_on_filters(),
            *study.notes,
        ),
        options={**options_of(study, how), "group_by": group_by},
        pictures=(
            MapPicture(
                tuple(
                    (study.actors[actor], x, y)
                    for actor, (x, y) in zip(made.actors, made.points, strict=True)
                ),
                tuple(named) if group_by else (),
                headed,
            ),
        ),
        **above(study, headline),
    )


def _headline(study: Study, made: Placing) -> tuple[str, tuple[int, ...]]:
    """Return who stands furthest apart and who nearest, or that no map shows it; and the points named."""
    if made.fit.stress_1 is not None and made.fit.stress_1 >= POOR:
        return f"No map shows these agreements well (stress-1 {two_decimals(made.fit.stress_1)})", ()
    if len(made.actors) > _MOST_HEADED:
        return "", ()
    apart = {
        (a, b): made.distance(a, b) for a in range(len(made.actors)) for b in range(a + 1, len(made.actors))
    }
    least, most = min(apart.values()), max(apart.values())
    names = [study.grid.actors[actor].label for actor in made.actors]
    far, near = (
        [pair for pair, distance in apart.items() if isclose(distance, end, abs_tol=_LEVEL)]
        for end in (most, least)
    )
    told = [named_pairs([(names[a], names[b]) for a, b in pairs]) for pairs in (far, near)]
    named = [point for pairs in (far, near) if len(pairs) <= MOST_LEVEL for pair in pairs for point in pair]
    return f"{told[0]} stand furthest apart, {told[1]} nearest", tuple(dict.fromkeys(named))


def _points(study: Study, made: Placing, named: Sequence[str | None]) -> Table:
    columns = (
        Column("id", "Actor"),
        Column("x", "Across", "number"),
        Column("y", "Up", "number"),
        Column("group", "Group", detail=not any(named)),
    )
    rows = tuple(
        (study.actors[actor], x, y, group)
        for actor, (x, y), group in zip(made.actors, made.points, named, strict=True)
    )
    return Table("points", "Places", columns, rows)


def _middles(made: Placing, named: Sequence[str | None]) -> Table:
    """Return where groups stand: the mean of their points, and how far these lie from it on average."""
    columns = (
        Column("group", "Group"),
        Column("size", "Size", "integer"),
        Column("x", "Across", "number"),
        Column("y", "Up", "number"),
        Column("spread", "Mean distance from there", "number"),
    )
    members: dict[str, list[tuple[float, float]]] = {}
    for point, name in zip(made.points, named, strict=True):
        if name is not None:
            members.setdefault(name, []).append(point)
    rows = []
    for name, points in members.items():
        x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
        spread = sum(((px - x) ** 2 + (py - y) ** 2) ** 0.5 for px, py in points) / len(points)
        rows.append((Ref(name, name, name), len(points), x, y, spread))
    return Table("group_points", "Middles of the groups", columns, tuple(rows), empty="There are no groups.")


def _axes(made: Placing) -> Table:
    columns = (
        Column("axis", "Axis", "integer"),
        Column("eigenvalue", "Eigenvalue", "number"),
        Column("share", "Share of the eigenvalues", "number"),
    )
    total = sum(map(abs, made.eigenvalues))
    rows = tuple(
        (number, value, max(value, 0.0) / total if total else None)
        for number, value in enumerate(made.eigenvalues, 1)
    )
    return Table("axes", "Axes of classical scaling", columns, rows, empty="No eigenvalues were computed.")


def _fit(made: Placing) -> Table:
    columns = (
        Column("stress_1", "Stress-1", "number"),
        Column("r_squared", "R squared of the distances", "number"),
        Column("pairs", "Pairs", "integer"),
        Column("raw_stress", "Raw stress", "number", detail=True),
    )
    row = (made.fit.stress_1, made.fit.r_squared, made.pairs, made.stress)
    return Table("fit", "Fit", columns, (row,))


def _left_out(study: Study, made: Placing) -> Table:
    columns = (Column("id", "Actor"), Column("shared_with", "Agreements with others", "integer"))
    rows = tuple((study.actors[actor], number) for actor, number in made.left_out)
    return Table("left_out", "Left out", columns, rows, empty="Nobody is left out.")


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


def _worst(study: Study, made: Placing) -> tuple[str, ...]:
    """Say which pair the map misleads about most, where it does."""
    pair = made.worst
    if pair is None:
        return ()
    apart = made.distance(pair.a, pair.b)
    if abs(1 - pair.agreement - apart) < _TELLING:
        return ()
    a, b = (study.grid.actors[made.actors[index]].label for index in (pair.a, pair.b))
    shown = max(1 - apart, 0.0)
    near = "nearer" if shown > pair.agreement else "further apart"
    return (
        f"Most misleading: {a} and {b} stand {near} than they are, as if they agreed on {percent(shown)} of "
        f"{counted(pair.shared, 'issue')}; it is {percent(pair.agreement)} of {pair.shared:,}.",
    )


def _left_out_words(study: Study, made: Placing) -> tuple[str, ...]:
    if not made.left_out:
        return ()
    names = [study.grid.actors[actor].label for actor, _ in made.left_out]
    return (
        f"Not on the map, since fewer than {NEIGHBOURS} agreements tie them to the rest: "
        f"{first_of(names, _MOST_NAMED)}. The largest set that can be placed has "
        f"{counted(len(made.actors), 'actor')}.",
    )
